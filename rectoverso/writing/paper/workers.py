"""Set pieces side by side, in processes of their own that stay warm."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from contextlib import suppress
from queue import LifoQueue
from threading import Event, Lock, Timer
from typing import Literal

from rectoverso.writing.paper.pieces import Piece, SetPages
from rectoverso.writing.paper.waking import wake
from rectoverso.writing.paper.worker import SPENT, receive, send
from rectoverso.writing.processes import surroundings

MEMORY = 4 << 30  # bytes a process may use
PATIENCE = 120.0  # seconds a piece may take, and
SPEED = 1000  # one more for so many letters of HTML (a slow machine sets ten times as many)


class SettingFailedError(Exception):
    """A piece could not be set: `name` is its section, `why` what came to the process."""

    def __init__(self, name: str, why: Literal["died", "memory", "time"]) -> None:
        super().__init__(f"{name}: {why}")
        self.name, self.why = name, why


class WithoutPangoError(OSError):
    """Pango, a library of the system that WeasyPrint needs, is missing."""


class Here:
    """Sets pieces in this process, one after the other."""

    def make(self, pieces: Sequence[Piece], done: Callable[[int, SetPages], None]) -> None:
        """Set these pieces; `done` is given the place of each and what it became."""
        try:
            wake()
            from rectoverso.writing.paper.apart import make
        except OSError as error:
            raise WithoutPangoError(str(error)) from error

        for place, piece in enumerate(pieces):
            done(place, make(piece))


class Workers:
    """Processes that set pieces. Use it as a context: at its end no process is left.

    The first one is started at once, to be warm when there is something to set.
    """

    def __init__(self, jobs: int = 0, memory: int = MEMORY, patience: float = PATIENCE) -> None:
        self._jobs = jobs or os.cpu_count() or 1
        self._memory, self._patience = memory, patience
        self._idle: LifoQueue[_Process] = LifoQueue()
        self._all: list[_Process] = []
        self._lock, self._closed = Lock(), False
        self._threads = ThreadPoolExecutor(self._jobs, thread_name_prefix="setting")
        self._idle.put(self._start())

    def __enter__(self) -> Workers:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def make(self, pieces: Sequence[Piece], done: Callable[[int, SetPages], None]) -> None:
        """Set these pieces, the longest first; `done` is given the place of each and its pages.

        Raises SettingFailedError when a process dies or exceeds its limits; the others end, too.
        """
        order = sorted(range(len(pieces)), key=lambda place: (-len(pieces[place].html), place))
        places: dict[Future[SetPages], int] = {
            self._threads.submit(self._set, pieces[place]): place for place in order
        }
        waiting = set(places)
        try:
            while waiting:
                finished, waiting = wait(waiting, return_when=FIRST_COMPLETED)
                for future in finished:
                    done(places[future], future.result())
        except BaseException:
            self.close()
            raise

    def close(self) -> None:
        """End all processes at once, whatever they are doing."""
        with self._lock:
            self._closed = True
            for process in self._all:
                process.end()
        self._threads.shutdown(wait=True, cancel_futures=True)
        for process in self._all:
            process.hang_up()

    def _set(self, piece: Piece) -> SetPages:
        process = self._idle.get() if not self._idle.empty() else self._start()
        made = process.ask(piece, self._patience + len(piece.html) / SPEED)
        self._idle.put(process)
        return made

    def _start(self) -> _Process:
        with self._lock:
            if self._closed:
                raise SettingFailedError("", "died")
            process = _Process(self._memory)
            self._all.append(process)
            return process


class _Process:
    def __init__(self, memory: int) -> None:
        self._running = subprocess.Popen(
            [sys.executable, "-m", "rectoverso.writing.paper.worker", str(memory)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env=surroundings(),
        )

    def ask(self, piece: Piece, seconds: float) -> SetPages:
        assert self._running.stdin is not None
        assert self._running.stdout is not None
        late = Event()

        def stop() -> None:
            late.set()
            self.end()

        alarm = Timer(seconds, stop)
        alarm.daemon = True
        alarm.start()
        try:
            send(self._running.stdin, piece)
            answer = receive(self._running.stdout)
        except OSError:  # nobody is there to read
            answer = None
        finally:
            alarm.cancel()
        match answer:
            case ("made", SetPages() as made):
                return made
            case ("failed", str() as told):
                raise RuntimeError(f"{piece.name}: {told}")
            case ("pango", str() as told):
                raise WithoutPangoError(told)
            case ("memory", _):
                raise SettingFailedError(piece.name, "memory")
            case _ if late.is_set():
                raise SettingFailedError(piece.name, "time")
            case _ if self._running.wait() == SPENT:
                raise SettingFailedError(piece.name, "memory")
            case _:
                raise SettingFailedError(piece.name, "died")

    def end(self) -> None:
        """End it at once. Whoever waits for its answer gets none."""
        self._running.kill()
        self._running.wait()

    def hang_up(self) -> None:
        """Close the ways to it, when it has ended and nobody waits for it."""
        assert self._running.stdin is not None
        assert self._running.stdout is not None
        with suppress(OSError):  # something was still to be sent
            self._running.stdin.close()
        self._running.stdout.close()
