"""Keep standard input and output to ourselves while an editor listens there."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import BinaryIO


@contextmanager
def alone_on_the_wire() -> Iterator[tuple[BinaryIO, BinaryIO]]:
    """What the editor writes and what it reads.

    Meanwhile whatever else prints, in this process or in one that it starts, prints to the error
    stream, and finds nothing to read.
    """
    sys.stdout.flush()
    asked, answered = os.dup(0), os.dup(1)
    nothing = os.open(os.devnull, os.O_RDONLY)
    os.dup2(nothing, 0)
    os.dup2(2, 1)
    os.close(nothing)
    # Closing what nobody reads any more would try to write what is left.
    with (
        os.fdopen(asked, "rb") as reading,
        suppress(BrokenPipeError),
        os.fdopen(answered, "wb") as writing,
    ):
        yield reading, writing
