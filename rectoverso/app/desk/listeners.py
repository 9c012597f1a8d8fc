"""The browsers that hear when something at the desk has changed."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator


class Listeners:
    """Browsers waiting to hear. Only for the thread of the server."""

    def __init__(self) -> None:
        self._waiting: set[asyncio.Event] = set()
        self._closed = False

    def tell(self) -> None:
        """Tell every browser that something has changed; to one told twice it is once."""
        for event in self._waiting:
            event.set()

    def close(self) -> None:
        """Let every browser go."""
        self._closed = True
        self.tell()

    async def hear(self) -> AsyncIterator[str]:
        """What is told from now on, as server-sent events (HTML standard, 9.2)."""
        event = asyncio.Event()
        self._waiting.add(event)
        try:
            yield "retry: 500\n\ndata: changed\n\n"
            while await event.wait() and not self._closed:
                event.clear()
                yield "data: changed\n\n"
        finally:
            self._waiting.discard(event)
