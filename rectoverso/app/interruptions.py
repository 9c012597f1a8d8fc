"""Hear Ctrl-C whatever Python is doing just then."""

from __future__ import annotations

import sys
from _thread import interrupt_main
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Timer


@contextmanager
def heard() -> Iterator[None]:
    """While this lasts, no Ctrl-C is lost.

    Python passes over what is raised while it throws something away (`__del__`), Ctrl-C too.
    """
    usual = sys.unraisablehook
    coming: list[Timer] = []

    def hear(passed_over: sys.UnraisableHookArgs) -> None:
        if isinstance(passed_over.exc_value, KeyboardInterrupt):
            # Raised in here, it would be passed over again.
            coming.append(Timer(0.01, interrupt_main))
            coming[-1].start()
        else:
            usual(passed_over)

    sys.unraisablehook = hear
    try:
        yield
    finally:
        sys.unraisablehook = usual
        for timer in coming:  # later, nobody might expect it
            timer.join()
