"""Name what the machine lacks that no Python package brings, and the command that installs it.

Standard library only: `make_book.py` asks before any library is there.
"""

from __future__ import annotations

import ctypes
import importlib.util
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

# Each system's name and the command that installs packages there.
INSTALLERS = {
    "Debian/Ubuntu": "apt-get install -y --no-install-recommends",
    "Fedora": "dnf install -y",
    "Arch": "pacman -S --needed --noconfirm",
    "macOS": "brew install",
    "Windows (MSYS2)": "pacman -S --needed --noconfirm",
}
# Where dlopen does not look by itself, but the libraries are.
FOLDERS = {
    "darwin": ("/opt/homebrew/lib", "/usr/local/lib", "/opt/local/lib"),
    "win32": (r"C:\msys64\ucrt64\bin", r"C:\msys64\mingw64\bin"),
}


@dataclass(frozen=True, slots=True)
class Need:
    """A thing the machine must have: what it does for the book, how to see it, what brings it.

    `libraries` holds file names by `sys.platform`; `program` is a command that succeeds when the
    thing is there; `module` is a part of Python that some systems package by itself.
    `packages` are named by system, as in `INSTALLERS`.
    """

    name: str
    purpose: str
    packages: Mapping[str, str]
    libraries: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    program: tuple[str, ...] = ()
    module: str = ""


VENV = Need(
    "Python's venv",
    "keeps the libraries in a folder of their own",
    {"Debian/Ubuntu": f"python{sys.version_info[0]}.{sys.version_info[1]}-venv"},
    module="ensurepip",
)
PANGO = Need(
    "Pango",
    "typesets the PDF",
    {
        "Debian/Ubuntu": "libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0",
        "Fedora": "pango",
        "Arch": "pango",
        "macOS": "pango",
        "Windows (MSYS2)": "mingw-w64-ucrt-x86_64-pango",
    },
    libraries={
        "linux": ("libpango-1.0.so.0", "libpangoft2-1.0.so.0", "libharfbuzz-subset.so.0"),
        "darwin": ("libpango-1.0.dylib", "libpangoft2-1.0.dylib", "libharfbuzz-subset.0.dylib"),
        "win32": ("libpango-1.0-0.dll", "libpangoft2-1.0-0.dll", "libharfbuzz-subset-0.dll"),
    },
)
JAVA = Need(
    "Java",
    "runs EPUBCheck",
    {
        "Debian/Ubuntu": "default-jre-headless",
        "Fedora": "java-latest-openjdk-headless",
        "Arch": "jre-openjdk-headless",
        "macOS": "temurin",
    },
    program=("java", "-version"),
)
POPPLER = Need(
    "Poppler",
    "reads PDFs back in the tests",
    {
        "Debian/Ubuntu": "poppler-utils",
        "Fedora": "poppler-utils",
        "Arch": "poppler",
        "macOS": "poppler",
    },
    program=("pdftotext", "-v"),
)


def lacking(needs: Iterable[Need]) -> tuple[Need, ...]:
    """Those that are not there."""
    return tuple(need for need in needs if not _is_there(need))


def supply(needs: Iterable[Need], say: Callable[[str], None]) -> tuple[Need, ...]:
    """Install what is lacking where we have the right to, and say so; what is lacking still."""
    missing = lacking(needs)
    system = this_system()
    command = install_command(missing, system) if system else ""
    right = _right_to_install() if command else None
    if right is None:
        return missing
    say(f"{_sentence(missing)} Installing: {command}")
    if trouble := _install(right, command):
        say(trouble)
    importlib.invalidate_caches()
    return lacking(missing)


def advice(needs: Iterable[Need]) -> str:
    """What is missing, and how to install it here; where the system is unknown, on each."""
    missing = tuple(needs)
    here = this_system()
    if here and (command := install_command(missing, here)):
        root = "sudo " if sys.platform == "linux" and os.geteuid() != 0 else ""
        return f"{_sentence(missing)} Install with:\n    {root}{command}"
    commands = {system: install_command(missing, system) for system in INSTALLERS}
    ways = [f"{system}: {command}" for system, command in commands.items() if command]
    return "\n    ".join([f"{_sentence(missing)} Install with", *ways])


def install_command(needs: Iterable[Need], system: str) -> str:
    """The one command that installs these on a system of that name; empty if none does."""
    packages = [need.packages[system] for need in needs if system in need.packages]
    return " ".join([INSTALLERS[system], *packages]) if packages else ""


def this_system() -> str | None:
    """Which of the systems in `INSTALLERS` this is."""
    match sys.platform:
        case "win32":
            return "Windows (MSYS2)"
        case "darwin":
            return "macOS"
    for system in ("Debian/Ubuntu", "Fedora", "Arch"):
        if shutil.which(INSTALLERS[system].split()[0]):
            return system
    return None


def library_folders() -> tuple[str, ...]:
    """Folders that the system's loader has to be told of on this machine."""
    return tuple(folder for folder in FOLDERS.get(sys.platform, ()) if Path(folder).is_dir())


def _sentence(needs: Iterable[Need]) -> str:
    return " ".join(f"{need.name}, which {need.purpose}, is missing." for need in needs)


def _is_there(need: Need) -> bool:
    return (
        all(_loads(name) for name in need.libraries.get(sys.platform, ()))
        and (not need.program or _runs(need.program))
        and (not need.module or importlib.util.find_spec(need.module) is not None)
    )


def _loads(library: str) -> bool:
    for name in (library, *(str(Path(folder, library)) for folder in library_folders())):
        try:
            ctypes.CDLL(name)
        except OSError:
            continue
        return True
    return False


def _runs(program: tuple[str, ...]) -> bool:
    # macOS has a `java` that is there and only tells where to get one: so it has to run.
    found = shutil.which(program[0])
    if found is None:
        return False
    return subprocess.run([found, *program[1:]], capture_output=True, check=False).returncode == 0


def _right_to_install() -> tuple[str, ...] | None:
    """What has to stand before a command that changes the system; None without the right."""
    if sys.platform != "linux":
        return None
    if os.geteuid() == 0:
        return ()
    sudo = shutil.which("sudo")
    return (sudo, "-n") if sudo and _runs((sudo, "-n", "true")) else None


def _install(right: tuple[str, ...], command: str) -> str:
    """Run an installer; what it said if it failed. An old list of packages is renewed first."""
    # sudo passes no environment on.
    quiet = (*right, "env", "DEBIAN_FRONTEND=noninteractive")

    def trouble(words: str) -> str:
        done = subprocess.run(
            [*quiet, *words.split()],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            text=True,
            errors="replace",
            check=False,
        )
        lines = [*done.stderr.splitlines(), "It failed."]
        faults = [line for line in lines if line.lower().startswith(("e:", "error"))]
        return [*faults, *lines][0] if done.returncode else ""

    said = trouble(command)
    if said and command.startswith("apt-get"):
        said = trouble("apt-get update") or trouble(command)
    return said
