"""Have pictures made smaller, each in a process of its own, and keep what came of it."""

from __future__ import annotations

import hashlib
import os
import pickle
import subprocess
import sys
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import cache
from importlib.metadata import version
from pathlib import Path
from typing import Literal

from PIL import features

from rectoverso.model.memory import Memory
from rectoverso.writing.pictures.heads import Head
from rectoverso.writing.pictures.reducing import Place
from rectoverso.writing.processes import surroundings

# Bytes of memory a process may use, and what decoding may cost for that to be enough.
MEMORY, MOST = 3 << 29, 1 << 29
PATIENCE = 300.0  # seconds
MOST_JOBS = 4  # each of which may use that much
_LIBRARIES = ("littlecms2", "jpg", "libtiff", "zlib", "webp")


@dataclass(frozen=True, slots=True)
class Failed:
    """Why a picture could not be made smaller, and for one that is broken, what is wrong."""

    why: Literal["broken", "memory", "time"]
    said: str = ""


def make_smaller(
    pictures: Mapping[Path, Head], place: Place, memory: Memory, jobs: int = 0
) -> Mapping[Path, bytes | Failed]:
    """These pictures as their place wants them, so many at a time (0: as there are cores, up to
    a few).

    What is made is remembered under a digest of the picture, the place and the program.
    """
    made: dict[Path, bytes | Failed] = {}
    made.update((file, Failed("memory")) for file, head in pictures.items() if head.cost > MOST)
    names = {file: _name(file, place) for file in pictures if file not in made}
    for file, name in names.items():
        if (known := memory.recall(name)) is not None:
            made[file] = known
    missing = [file for file in names if file not in made]
    with ThreadPoolExecutor(jobs or min(os.cpu_count() or 1, MOST_JOBS)) as threads:
        answers = threads.map(lambda file: _asked(file, place), missing)
        for file, answer in zip(missing, answers, strict=True):
            made[file] = answer
            if isinstance(answer, bytes):
                memory.keep(names[file], answer)
    return made


def _asked(file: Path, place: Place) -> bytes | Failed:
    try:
        done = subprocess.run(
            [sys.executable, "-m", "rectoverso.writing.pictures.worker", str(MEMORY)],
            input=pickle.dumps((file, place), pickle.HIGHEST_PROTOCOL),
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            timeout=PATIENCE,
            env=surroundings(),
            check=True,
        )
    except subprocess.TimeoutExpired:
        return Failed("time")
    except subprocess.CalledProcessError:  # a library that finds no memory may end the process
        return Failed("memory")
    match pickle.loads(done.stdout):
        case ("made", bytes() as data):
            return data
        case ("broken", str() as said):
            return Failed("broken", said)
        case _:
            return Failed("memory")


def _name(file: Path, place: Place) -> str:
    with file.open("rb") as opened:
        data = hashlib.file_digest(opened, "sha256").hexdigest()
    said = repr((data, place, _made_with()))
    return f"picture-{hashlib.sha256(said.encode()).hexdigest()}"


@cache
def _made_with() -> tuple[str, ...]:
    own = hashlib.sha256()
    for path in sorted(Path(__file__).parent.glob("*.py")):
        own.update(path.read_bytes())
    return own.hexdigest(), version("pillow"), *map(str, map(features.version, _LIBRARIES))
