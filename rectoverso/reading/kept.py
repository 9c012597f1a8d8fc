"""Keep chapters as they were read, under a digest of all that their reading depends on."""

from __future__ import annotations

import copyreg
import hashlib
import io
import pickle
import platform
from collections.abc import Callable, Sequence
from dataclasses import fields, is_dataclass
from enum import Enum
from functools import cache
from importlib.metadata import version
from operator import attrgetter
from pathlib import Path
from typing import Any

from rectoverso.model import source
from rectoverso.model.memory import Memory
from rectoverso.model.nodes import Block, blocks, inlines
from rectoverso.model.source import Finding, Source
from rectoverso.reading.dialogue import pandoc

# A text read as Markdown: its blocks, and what was found in it.
Read = tuple[tuple[Block, ...], tuple[Finding, ...]]

UNREADABLE = "S112"
# What is kept is made of nothing but these, whatever somebody may have put in its place.
_KINDS = {module.__name__: module for module in (blocks, inlines, source)}


def recall(memory: Memory, name: str) -> tuple[Read, ...] | None:
    """What is remembered under the name of a file as it is now."""
    data = memory.recall(name)
    if data is None:
        return None
    try:
        read: tuple[Read, ...] = _Unpickler(io.BytesIO(data)).load()
    except (pickle.UnpicklingError, AttributeError, EOFError, ImportError, TypeError, ValueError):
        memory.forget(name)
        return None
    return read


def keep(memory: Memory, name: str, read: Sequence[Read]) -> None:
    """Keep (later) what was read in a file, unless pandoc gave up: another time it may not."""
    unread = any(finding.code == UNREADABLE for _, findings in read for finding in findings)
    if memory.adds and not unread:
        memory.keep_later(name, pickle.dumps(tuple(read), 5))


def _made_again(kind: type) -> Callable[[Any], tuple[type, tuple[Any, ...]]]:
    """What tells of a node of this kind how it is made: of which values."""
    names = [field.name for field in fields(kind)]
    values = attrgetter(*names)
    return lambda node: (kind, values(node) if len(names) > 1 else (values(node),))


# Dataclasses look up their fields for every node, which takes twice as long.
for _kind in (one for module in _KINDS.values() for one in vars(module).values()):
    if isinstance(_kind, type) and is_dataclass(_kind):
        copyreg.pickle(_kind, _made_again(_kind))


class _Unpickler(pickle.Unpickler):
    def find_class(self, module: str, name: str) -> Any:
        found = super().find_class(module, name) if module in _KINDS and "." not in name else None
        if isinstance(found, type) and (is_dataclass(found) or issubclass(found, Enum)):
            return found
        raise pickle.UnpicklingError(f"{module}.{name} is not part of a text")


def name_of(text: Source, languages: Sequence[str]) -> str:
    """The name under which a file is kept: another text, path or reader gives another name."""
    said = repr((_reader(), text.path, text.text, text.read_as, tuple(languages)))
    return hashlib.sha256(said.encode("utf-8", "surrogatepass")).hexdigest()


@cache
def _reader() -> tuple[object, ...]:
    """All that takes part in reading: our own code, pandoc, and what we ask of it."""
    own = hashlib.sha256()
    here = Path(__file__).parent
    for folder in (here, here.parent / "model"):
        for path in sorted(folder.rglob("*")):
            if path.suffix in (".py", ".lua"):
                own.update(path.read_bytes())
    told = Path(pandoc()).stat()
    return (
        *(own.hexdigest(), platform.python_version(), version("regex")),
        *(pandoc(), told.st_size, told.st_mtime_ns),
    )
