"""A desk as a process of its own, for tests that talk to it."""

from __future__ import annotations

import json
import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from http.client import HTTPConnection
from pathlib import Path

from tests.commands import ROOT

PATIENCE = 60


@dataclass(frozen=True)
class Answer:
    """What the desk answered."""

    status: int
    text: str
    headers: Mapping[str, str]


@dataclass(frozen=True)
class Desk:
    """A desk that is open."""

    root: Path
    port: int
    process: subprocess.Popen[str]

    def ask(self, path: str, method: str = "GET", body: str = "", **headers: str) -> Answer:
        """What it answers. `_` in the names of headers stands for `-`."""
        connection = HTTPConnection("127.0.0.1", self.port, timeout=PATIENCE)
        said = {name.replace("_", "-"): value for name, value in headers.items()}
        connection.request(method, path, body.encode() or None, said)
        answer = connection.getresponse()
        text = answer.read().decode("utf-8", "replace")
        connection.close()
        return Answer(answer.status, text, {k.lower(): v for k, v in answer.getheaders()})

    @property
    def token(self) -> str:
        """What its own pages show to be allowed to write."""
        found = re.search('name="desk-token" content="([^"]+)"', self.ask("/").text)
        assert found
        return found[1]

    def post(self, to: str, **said: object) -> Answer:
        """What it answers to one of its own pages."""
        return self.ask(to, "POST", json.dumps(said), x_desk=self.token)

    def book(self) -> dict:
        """What it tells of the book."""
        return json.loads(self.ask("/book").text)

    def until(self, holds: Callable[[dict], bool]) -> dict:
        """What it tells of the book as soon as this holds."""
        end = time.monotonic() + PATIENCE
        while not holds(told := self.book()):
            assert time.monotonic() < end, told
            time.sleep(0.05)
        return told


@contextmanager
def desk(root: Path) -> Iterator[Desk]:
    """The desk of a project, for as long as a test needs it."""
    process = subprocess.Popen(
        [sys.executable, "-m", "rectoverso", "serve", "--project", str(root)],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        cwd=ROOT,
        env={**os.environ, "PYTHONUNBUFFERED": "1"},
    )
    try:
        assert process.stdout is not None
        line = process.stdout.readline()
        found = re.match(r"http://127\.0\.0\.1:(\d+)/", line)
        assert found, line + (process.stderr.read() if process.stderr else "")
        yield Desk(root, int(found[1]), process)
    finally:
        process.send_signal(signal.SIGINT)
        try:
            process.communicate(timeout=PATIENCE)
        finally:
            process.kill()
