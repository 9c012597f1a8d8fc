"""Programs for the tests that npm brings: Ace by DAISY, and two engines that read e-books.

`tests/readers/packages.json` names them with their versions. They go into `.venv/node`, once.
"""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
from collections.abc import Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from tempfile import mkdtemp
from typing import NoReturn

import pytest

from tests.chromium import CHROMIUM
from tests.commands import ROOT

PACKAGES = ROOT / "tests" / "readers" / "packages.json"
HOME = ROOT / ".venv" / "node"
# Electron and Puppeteer would load browsers of their own; the tests use the machine's Chromium.
ALONE = {"ELECTRON_SKIP_BINARY_DOWNLOAD": "1", "PUPPETEER_SKIP_DOWNLOAD": "1"}


def modules() -> Path:
    """The folder `node_modules` with the packages; without Node, npm or Chromium no test."""
    for name, found in {
        "Node": shutil.which("node"),
        "npm": shutil.which("npm"),
        "Chromium": CHROMIUM,
    }.items():
        if not found:
            _without(f"{name} is not here")
    wanted = PACKAGES.read_bytes()
    with _alone():
        if not _holds(wanted):
            _install(wanted)
    return HOME / "node_modules"


def node(script: Path, *words: str | Path, timeout: int = 300) -> object:
    """What a script prints as JSON. It finds the packages below NODE_MODULES."""
    named = {"NODE_MODULES": str(modules()), "CHROMIUM": str(CHROMIUM)}
    return json.loads(run(["node", script, *words], named, timeout))


def run(words: Sequence[str | Path], named: Mapping[str, str], timeout: int) -> bytes:
    """What a program prints, run with these variables too; nothing it began outlives it.

    A browser that is left behind when its program is stopped goes on using the processor.
    """
    with subprocess.Popen(
        list(map(str, words)),
        env={**os.environ, **named},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        start_new_session=True,
    ) as process:
        try:
            out, err = process.communicate(timeout=timeout)
        finally:
            with suppress(ProcessLookupError):
                os.killpg(process.pid, signal.SIGKILL)
    assert process.returncode == 0, err.decode()[-4000:]
    return out


def _without(reason: str) -> NoReturn:
    if "CI" in os.environ:
        pytest.fail(f"{reason}, and nothing may be skipped in CI")
    pytest.skip(reason)


def _holds(wanted: bytes) -> bool:
    done = HOME / "package.json"
    return done.is_file() and done.read_bytes() == wanted


def _install(wanted: bytes) -> None:
    """Install beside and rename, so that what lies in HOME is complete."""
    HOME.parent.mkdir(exist_ok=True)
    fresh = Path(mkdtemp(dir=HOME.parent, prefix="node-"))
    try:
        (fresh / "wanted.json").write_bytes(wanted)
        (fresh / "package.json").write_bytes(wanted)
        done = subprocess.run(
            ["npm", "install", "--no-audit", "--no-fund", "--no-package-lock"],
            cwd=fresh,
            env={**os.environ, **ALONE},
            capture_output=True,
            text=True,
            check=False,
            timeout=600,
        )
        if done.returncode:
            _without(f"npm could not install the readers: {done.stderr.strip()[-300:]}")
        (fresh / "wanted.json").replace(fresh / "package.json")
        shutil.rmtree(HOME, ignore_errors=True)
        fresh.rename(HOME)
    finally:
        shutil.rmtree(fresh, ignore_errors=True)


class _alone:  # noqa: N801  (used like a function)
    """One at a time, where tests run in several processes."""

    def __enter__(self) -> None:
        HOME.parent.mkdir(exist_ok=True)
        self.lock = (HOME.parent / "node.lock").open("w")
        if os.name == "posix":
            import fcntl

            fcntl.flock(self.lock, fcntl.LOCK_EX)

    def __exit__(self, *_: object) -> None:
        self.lock.close()
