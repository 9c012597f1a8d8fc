"""A process that makes one picture smaller: asked on its input, it writes what came of it."""

from __future__ import annotations

import os
import pickle
import signal
import sys

from rectoverso.writing.pictures.heads import NO_PICTURE
from rectoverso.writing.pictures.reducing import reduced
from rectoverso.writing.processes import limit_addresses


def answer(memory: int) -> None:
    """Reduce the picture that is asked for with no more than so many bytes of memory."""
    # Ctrl-C is for the one who started us.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    limit_addresses(memory)
    channel = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # what libraries print must not get into the answer
    file, place = pickle.load(sys.stdin.buffer)
    said: tuple[str, object]
    try:
        said = ("made", reduced(file, place))
    except MemoryError:
        said = ("memory", "")
    except NO_PICTURE as error:
        said = ("broken", str(error).partition("\n")[0])
    pickle.dump(said, channel, pickle.HIGHEST_PROTOCOL)
    channel.flush()


if __name__ == "__main__":
    answer(int(sys.argv[1]))
