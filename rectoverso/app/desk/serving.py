"""Keep the desk: look at the project whenever it changes, and answer the browser."""

from __future__ import annotations

import asyncio
import logging
import socket
from collections.abc import AsyncIterator, Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

import uvicorn
from starlette.concurrency import run_in_threadpool

from rectoverso.app import shelf
from rectoverso.app.build import Means
from rectoverso.app.desk.desk import Desk
from rectoverso.app.desk.listeners import Listeners
from rectoverso.app.desk.saves import Stand, saves, stand
from rectoverso.app.desk.server import application
from rectoverso.app.trouble import MACHINE, MachineError, refused
from rectoverso.model.rules import outputs as rules
from rectoverso.writing.paper.workers import Workers

HOST = "127.0.0.1"
_LOG = logging.getLogger(__name__)


def serve(
    root: Path, port: int, editor: str, proofs: Mapping[str, bytes], say: Callable[[str], None]
) -> None:
    """Keep the desk of a project until interrupted. `port` 0 means any that is free.

    `proofs` are PDFs with remarks, by name.
    `say` is given the address, once it answers. MachineError tells that the port is taken, or
    that the system does not let us watch the project.
    """
    with _listening(port) as listening, Workers() as workers, Workers(1) as quick:
        before = stand(root)
        desk = Desk(root, Means(workers, shelf.memory_of(root)), quick, proofs)
        address = listening.getsockname()
        say(f"http://{HOST}:{address[1]}/")
        try:
            asyncio.run(_keep(desk, before, listening, editor))
        except ExceptionGroup as several:  # of tasks that went on side by side
            if isinstance(error := several.exceptions[0], OSError):
                raise MachineError(refused(error)) from error
            raise


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


async def _keep(desk: Desk, before: Stand, listening: socket.socket, editor: str) -> None:
    """Keep a desk whose project was read as it stood `before`, or a moment later."""
    listeners = Listeners()
    app = application(desk, listeners, editor, listening.getsockname()[1])
    config = uvicorn.Config(app, log_level="warning", lifespan="off", timeout_graceful_shutdown=1)
    server = uvicorn.Server(config)
    seen, changed, ended = asyncio.Event(), asyncio.Event(), asyncio.Event()
    changed.set()
    saved = saves(desk.root, before, ended)
    async with asyncio.TaskGroup() as group:
        tasks = [
            group.create_task(_watch(desk, saved, listeners, seen, changed)),
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
    saved: AsyncIterator[None],
    listeners: Listeners,
    seen: asyncio.Event,
    changed: asyncio.Event,
) -> None:
    """Look again after every save, and let the pages be set: those that changed, then all."""
    loop = asyncio.get_running_loop()

    def show() -> None:
        listeners.tell()
        seen.set()

    async for _ in saved:
        with _going_on():
            await run_in_threadpool(desk.look_again, lambda: loop.call_soon_threadsafe(show))
        listeners.tell()
        changed.set()


async def _whenever(event: asyncio.Event, act: Callable[[], bool], listeners: Listeners) -> None:
    """Do this whenever the event is there, once for many, and tell if there is something to see."""
    while True:
        await event.wait()
        event.clear()
        with _going_on():
            if await run_in_threadpool(act):
                listeners.tell()


@contextmanager
def _going_on() -> Iterator[None]:
    """What goes wrong with one save may go right with the next."""
    try:
        yield
    except Exception:
        _LOG.exception("This is a fault of the program: please report it.")
