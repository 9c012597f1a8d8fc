"""Keep the desk: look at the project whenever it changes, and answer the browser."""

from __future__ import annotations

import asyncio
import logging
import socket
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

import uvicorn
from starlette.concurrency import run_in_threadpool
from watchfiles import Change, awatch

from rectoverso.app import shelf
from rectoverso.app.build import Means
from rectoverso.app.desk.desk import Desk
from rectoverso.app.desk.listeners import Listeners
from rectoverso.app.desk.server import application
from rectoverso.app.trouble import MACHINE, MachineError
from rectoverso.model.rules import outputs as rules
from rectoverso.writing.paper.workers import Workers

FOLDERS = ("chapters", "styles", "fonts")
# Editors write a file in two or three steps, a few milliseconds apart.
GATHERED = 50
HOST = "127.0.0.1"
_LOG = logging.getLogger(__name__)


def serve(
    root: Path, port: int, editor: str, proofs: Mapping[str, bytes], say: Callable[[str], None]
) -> None:
    """Keep the desk of a project until interrupted. `port` 0 means any that is free.

    `proofs` are PDFs with remarks, by name.
    `say` is given the address, once it answers. MachineError tells that the port is taken.
    """
    with _listening(port) as listening, Workers() as workers, Workers(1) as quick:
        memory = shelf.memory_of(root)
        desk = Desk(root, Means(workers, memory), quick, proofs)
        address = listening.getsockname()
        say(f"http://{HOST}:{address[1]}/")
        asyncio.run(_keep(desk, listening, editor))


@contextmanager
def _listening(port: int) -> Iterator[socket.socket]:
    with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as listening:
        listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            listening.bind((HOST, port))
            listening.listen()
        except OSError as error:
            raise MachineError(rules.port_taken(MACHINE, port)) from error
        yield listening


async def _keep(desk: Desk, listening: socket.socket, editor: str) -> None:
    listeners = Listeners()
    app = application(desk, listeners, editor, listening.getsockname()[1])
    config = uvicorn.Config(app, log_level="warning", lifespan="off", timeout_graceful_shutdown=1)
    server = uvicorn.Server(config)
    seen, changed, ended = asyncio.Event(), asyncio.Event(), asyncio.Event()
    changed.set()
    async with asyncio.TaskGroup() as group:
        tasks = [
            group.create_task(_watch(desk, listeners, seen, changed, ended)),
            group.create_task(_whenever(seen, desk.set_ahead, listeners)),
            group.create_task(_whenever(changed, desk.set_pages, listeners)),
        ]
        try:
            await server.serve(sockets=[listening])
        finally:
            ended.set()
            listeners.close()
            for task in tasks:
                task.cancel()


async def _watch(
    desk: Desk,
    listeners: Listeners,
    seen: asyncio.Event,
    changed: asyncio.Event,
    ended: asyncio.Event,
) -> None:
    """Look again after every change, and let the pages be set: those that changed, then all."""
    loop = asyncio.get_running_loop()

    def show() -> None:
        listeners.tell()
        seen.set()

    async for _ in awatch(
        desk.root,
        watch_filter=lambda change, path: _matters(desk.root, change, path),
        debounce=GATHERED,
        step=10,
        stop_event=ended,
    ):
        try:
            await run_in_threadpool(desk.look_again, lambda: loop.call_soon_threadsafe(show))
        except Exception:  # what goes wrong with one save may go right with the next
            _LOG.exception("This is a fault of the program: please report it.")
        listeners.tell()
        changed.set()


def _matters(root: Path, _: Change, path: str) -> bool:
    """Whether a file is part of the book: not an output, nor what an editor keeps beside it."""
    try:
        parts = Path(path).relative_to(root.resolve()).parts
    except ValueError:
        parts = Path(path).parts
    hidden = any(part.startswith(".") or part.endswith("~") for part in parts)
    return bool(parts) and parts[0] in FOLDERS and not hidden


async def _whenever(event: asyncio.Event, act: Callable[[], bool], listeners: Listeners) -> None:
    """Do this whenever the event is there, once for many, and tell if there is something to see."""
    while True:
        await event.wait()
        event.clear()
        if await run_in_threadpool(act):
            listeners.tell()
