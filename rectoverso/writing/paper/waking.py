"""Wake WeasyPrint: import it, and find its libraries without asking compilers where they are."""

from __future__ import annotations

import ctypes.util
import gc
import sys
from collections.abc import Iterator
from contextlib import contextmanager, redirect_stdout, suppress
from io import StringIO


def wake() -> None:
    """Import WeasyPrint. Raises OSError where Pango, or another library of the system, is missing.

    It tries several names for each library. For those without a dot cffi asks ctypes, which starts
    gcc, ld and ldconfig, one after another: a third of the time of waking. On Linux the loader
    itself knows the names with a dot.
    """
    # Boxes live until their pages are written. Python would spend a tenth of the time of setting
    # them on looking for others among them. To look still less often gains nothing more, and costs
    # a fifth more memory (measured on 540 pages).
    gc.set_threshold(30_000, 10, 10)
    if sys.platform == "linux":
        # It prints advice where it does not find a library.
        with suppress(OSError), redirect_stdout(StringIO()), _asking_nobody():
            import weasyprint
    import weasyprint  # noqa: F401


@contextmanager
def _asking_nobody() -> Iterator[None]:
    def found_nowhere(name: str) -> str | None:  # noqa: ARG001
        return None

    asked, ctypes.util.find_library = ctypes.util.find_library, found_nowhere
    try:
        yield
    finally:
        ctypes.util.find_library = asked
