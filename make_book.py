"""Start here: set up what the book needs, once, then run the command given.

python3 make_book.py            builds the book: build/book.pdf and build/book.epub
python3 make_book.py test       runs the tests; pytest gets the words that follow
python3 make_book.py COMMAND    any other command of rectoverso

Libraries go into `.venv` beside this file, exactly those of the lock files. Nothing but Python
itself is needed to start, and any Python from 3.7 on can read this file, to be told its age.
"""

from __future__ import annotations

import hashlib
import os
import platform
import re
import shutil
import subprocess
import sys
import sysconfig
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).resolve().parent
VENV = ROOT / ".venv"
PYTHON = VENV / ("Scripts/python.exe" if sys.platform == "win32" else "bin/python")
# Lies there while libraries are being put in; a set-up that was cut short leaves it behind.
UNFINISHED = VENV / "unfinished"
OLDEST = (3, 11)
# What the tests need contains what the book needs.
LOCKS = {"build": "requirements.lock", "test": "requirements-test.lock"}
# How pip tells that it did not reach the index.
NO_NETWORK = re.compile(
    "NewConnectionError|ConnectTimeout|ReadTimeout|ProxyError|SSLError|RemoteDisconnected|"
    "[Cc]onnection ?(aborted|broken|refused|reset|timed out)|name resolution|getaddrinfo failed"
)


class MachineError(Exception):
    """The machine's trouble, in words for the person at it."""


def main(words: list[str]) -> int:
    """Set up what is not set up yet, then run the command. Gives its exit code.

    Where it cannot be run: 2 for the machine's trouble, 130 if a person interrupted.
    """
    if sys.version_info[:2] < OLDEST:
        return complain(too_old(platform.python_version()))
    purpose = "test" if words[:1] == ["test"] else "build"
    try:
        if not marked("ready", purpose):
            make_ready(purpose)
        return start(words)
    except (MachineError, OSError) as trouble:
        return complain(str(trouble))
    except KeyboardInterrupt:
        say("Interrupted. Start again to go on.")
        return 130


def too_old(version: str) -> str:
    """What to say to a Python that cannot run the rest."""
    needed = ".".join(map(str, OLDEST))
    return f"Rectoverso needs Python {needed} or newer; this is {version} ({sys.executable})."


def complain(words: str) -> int:
    """Say what is wrong; gives the exit code for it."""
    say(words)
    return 2


def say(words: str) -> None:
    """Tell the person at the screen. What commands print stays by itself on standard output."""
    print(words, file=sys.stderr, flush=True)


def fingerprint(purpose: str) -> str:
    """A digest of all that decides what belongs into `.venv`."""
    kind = (sys.version_info[:2], sys.platform, platform.machine())
    lock = (ROOT / LOCKS[purpose]).read_bytes()
    return hashlib.sha256(repr(kind).encode() + lock).hexdigest()


def marked(step: str, purpose: str) -> bool:
    """Whether this step of the set-up was finished with the locks of today and this Python."""
    mark = VENV / f"{purpose}.{step}"
    return PYTHON.exists() and mark.exists() and mark.read_text("ascii") == fingerprint(purpose)


def mark(step: str, purpose: str) -> None:
    """Remember that this step of the set-up is finished."""
    (VENV / f"{purpose}.{step}").write_text(fingerprint(purpose), "ascii")


def make_ready(purpose: str) -> None:
    """Set up `.venv` and the machine.

    A machine that lacks something and does not let us install it can still do much (an EPUB needs
    no Pango), so that is only said, at every start. In CI it is an error: nothing may be skipped.
    """
    from rectoverso.app import machine

    with alone():
        if not marked("installed", purpose):
            install(purpose)
        needs = (machine.PANGO, machine.JAVA, machine.POPPLER)
        missing = machine.supply(needs if purpose == "test" else needs[:1], say)
        if not missing:
            mark("ready", purpose)
        elif "CI" in os.environ:
            raise MachineError(machine.advice(missing))
        else:
            say(machine.advice(missing))


@contextmanager
def alone() -> Iterator[None]:
    """Let one start set up at a time; another one waits. (Windows has no such lock.)"""
    with (ROOT / ".venv.lock").open("w") as lock:
        if sys.platform != "win32":
            import fcntl

            fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def install(purpose: str) -> None:
    """Put the locked libraries and the program into `.venv`."""
    lock = ROOT / LOCKS[purpose]
    count = len(re.findall(r"(?m)^[\w.-]+==", lock.read_text("utf-8")))
    say(f"Setting up {count} libraries in {VENV}; this is done once and takes a minute or two.")
    if not venv_works():
        make_venv()
    UNFINISHED.touch()
    # The lock is complete: there is nothing to resolve, and nothing may come that is not in it.
    run_pip("install", "--require-hashes", "--no-deps", "--requirement", str(lock))
    link_program()
    UNFINISHED.unlink()
    for name in LOCKS if purpose == "test" else [purpose]:
        mark("installed", name)


def venv_works() -> bool:
    """Whether `.venv` is whole and of this Python's version."""
    if UNFINISHED.exists() or not PYTHON.exists():
        return False
    version = answer("import pip, sysconfig; print(sysconfig.get_python_version())")
    return version == sysconfig.get_python_version()


def answer(code: str) -> str:
    """What the Python of `.venv` prints when it runs this; nothing if it cannot."""
    ask = [str(PYTHON), "-I", "-c", code]
    return subprocess.run(ask, capture_output=True, text=True, check=False).stdout.strip()


def make_venv() -> None:
    """Make `.venv` anew."""
    from rectoverso.app import machine

    missing = machine.supply([machine.VENV], say)
    if missing:
        raise MachineError(machine.advice(missing))
    if VENV.exists():
        shutil.rmtree(VENV)
    VENV.mkdir()
    UNFINISHED.touch()
    done = subprocess.run(
        [sys.executable, "-m", "venv", VENV], capture_output=True, text=True, check=False
    )
    if done.returncode:
        raise MachineError(f"Python could not make {VENV}: {(done.stderr or done.stdout).strip()}")


def run_pip(*words: str) -> None:
    """Run pip in `.venv`. What it says is shown only if it fails."""
    pip = [str(PYTHON), "-m", "pip", "--quiet", "--no-input", "--disable-pip-version-check"]
    # A person's own `user = true` would keep pip out of `.venv`.
    environment = {**os.environ, "PIP_USER": "0"}
    done = subprocess.run(
        [*pip, *words], env=environment, stderr=subprocess.PIPE, text=True, check=False
    )
    if not done.returncode:
        return
    if NO_NETWORK.search(done.stderr):
        # pip loads everything before it installs anything: there is nothing half-done.
        UNFINISHED.unlink()
        raise MachineError(
            "The libraries could not be downloaded: the package index does not answer. "
            "Check the network, then start again."
        )
    raise MachineError(f"pip could not install the libraries.\n{done.stderr.strip()}")


def link_program() -> None:
    """Let the Python of `.venv` find the program where it stands."""
    packages = answer("import sysconfig; print(sysconfig.get_path('purelib'))")
    # A relative path is plain ASCII wherever the checkout lies, and goes along when it is moved.
    Path(packages, "rectoverso.pth").write_text(os.path.relpath(ROOT, packages) + "\n", "ascii")


def start(words: list[str]) -> int:
    """Hand over to the command. Without words that is `build`, of the book that we stand in."""
    command = [str(PYTHON), "-P", "-m", "rectoverso", *(words or ["build"])]
    if words[:1] == ["test"]:
        # A file's tests share what they build: they stay in one process.
        spread = ["-n", "auto", "--dist", "loadfile", "--no-loadscope-reorder"]
        command = [str(PYTHON), "-m", "pytest", *spread, *words[1:]]
    if words[:1] == ["test"] or (not words and not Path("chapters", "book.toml").exists()):
        os.chdir(ROOT)
    if sys.platform == "darwin":
        from rectoverso.app import machine

        folders = ":".join(machine.library_folders())
        os.environ.setdefault("DYLD_FALLBACK_LIBRARY_PATH", f"{folders}:/usr/lib")
    if sys.platform == "win32":  # where exec does not wait for the command to end
        return subprocess.call(command)
    return os.execv(PYTHON, command)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
