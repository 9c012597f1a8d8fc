"""Keep an eye on a project: look again when its author pauses, first at what they are writing."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable, Iterable
from functools import partial

from rectoverso.app.lsp.study import InterruptedLookError, Study

# Seconds. Who types makes a pause of a quarter of a second after most words.
PAUSE = 0.15
REST = 0.3
LONGEST = 1.0

# Work is done aside, one piece after another, so that questions are answered meanwhile.
Aside = Callable[[Callable[[], bool | None]], Awaitable[bool | None]]
_LOG = logging.getLogger(__name__)


class Keeper:
    """Looks at a project whenever it was changed, and lets what was found be told.

    `tell` is given the paths whose findings may be others now; None means all.
    """

    def __init__(
        self, study: Study, aside: Aside, tell: Callable[[Iterable[str] | None], None]
    ) -> None:
        self._study, self._aside, self._tell = study, aside, tell
        self._changed = asyncio.Event()
        self._paths: set[str] = set()

    def change(self, path: str) -> None:
        """A file was changed, opened, closed or saved."""
        self._paths.add(path)
        self._changed.set()

    async def keep(self) -> None:
        """Look, each time something was changed, until cancelled."""
        while True:
            await self._changed.wait()
            await self._pause()
            try:
                await self._look()
            except InterruptedLookError:
                continue
            except Exception:  # what goes wrong with one text may go right with the next
                _LOG.exception("This is a fault of the program: please report it.")

    async def _look(self) -> None:
        self._changed.clear()
        paths, self._paths = sorted(self._paths), set()
        for path in paths:
            if await self._aside(partial(self._study.glance, path)):
                self._tell([path])
        # The whole book can wait until its author rests; the first one cannot.
        if self._study.book is None or await self._rested(REST):
            await self._aside(partial(self._study.look, self._changed.is_set))
            self._tell(None)

    async def _pause(self) -> None:
        """Wait until nothing has changed for a moment, but not for ever."""
        clock = asyncio.get_running_loop()
        end = clock.time() + LONGEST
        while clock.time() < end:
            self._changed.clear()
            if await self._rested(PAUSE):
                return

    async def _rested(self, seconds: float) -> bool:
        """Wait until something is changed, or so long; whether nothing was."""
        try:
            # In Python 3.11 `wait_for` goes on if it is cancelled just as what it waits for comes:
            # an editor that hung up just after a change left the server running.
            async with asyncio.timeout(seconds):
                await self._changed.wait()
        except TimeoutError:
            return True
        return False
