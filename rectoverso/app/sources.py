"""Find the raw sources that were named, and read each: its bytes, its text, its pictures."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from rectoverso.assembling.decode import LONGEST, Decoded, UndecodableError, decoded
from rectoverso.assembling.documents import FORMATS, UnreadableError, document
from rectoverso.model.rules import assembling as rules
from rectoverso.model.source import Finding, Span

if TYPE_CHECKING:
    from rectoverso.app.check import Progress

TEXTS = (".txt", ".md", ".markdown", ".text")
# Documents have pictures in them.
LARGEST_DOCUMENT = 256 * 2**20
# More than any book is made of, and more than anybody names by intent.
MOST = 400
# Below this we say how sure the guess is.
SURE = 1.0


@dataclass(frozen=True, slots=True)
class Raw:
    """A source as it was read; `marked` tells that its text is Markdown."""

    name: str
    data: bytes
    decoded: Decoded
    marked: bool
    pictures: Mapping[str, bytes] = field(default_factory=dict)


def read_raw(
    sources: Sequence[Path], progress: Progress
) -> Iterator[tuple[Raw | None, tuple[Finding, ...]]]:
    """Read the sources, one by one; those of a folder by name. What is no good is a finding."""
    for source in sources:
        if source.is_dir():
            files = sorted(path for path in source.rglob("*") if _is_source(path))
            if len(files) > MOST:
                yield None, (rules.too_many_files(Span(source.name), len(files), MOST),)
                continue
            if not files:
                yield None, (rules.nothing_in_it(Span(source.name)),)
        else:
            files = [source]
        for path in files:
            progress(f"reading {path.name}")
            yield _read(path)


def _is_source(path: Path) -> bool:
    hidden = any(part.startswith(".") for part in path.parts[-2:])
    return path.is_file() and not hidden and path.suffix.lower() in (*TEXTS, *FORMATS)


def _read(path: Path) -> tuple[Raw | None, tuple[Finding, ...]]:
    span = Span(path.name)
    if not path.is_file():
        return None, (rules.no_such_source(span),)
    ending = path.suffix.lower()
    if ending not in (*TEXTS, *FORMATS):
        return None, (rules.unknown_format(span, " ".join((*TEXTS, *FORMATS))),)
    most = LONGEST if ending in TEXTS else LARGEST_DOCUMENT
    size = path.stat().st_size
    if size > most:
        return None, (rules.too_large(span, _megabytes(size), _megabytes(most)),)
    data = path.read_bytes()
    read = _text(path, data) if ending in TEXTS else _document(path, data, FORMATS[ending])
    if isinstance(read, Finding):
        return None, (read,)
    raw, findings = read
    if not raw.decoded.text.strip():
        return None, (rules.nothing_in_it(span),)
    return raw, findings


def _text(path: Path, data: bytes) -> tuple[Raw, tuple[Finding, ...]] | Finding:
    span = Span(path.name)
    try:
        read = decoded(data)
    except UndecodableError as error:
        if error.kind == "mixed":
            return rules.mixed_encodings(Span(path.name, error.line))
        return rules.not_text(span)
    marked = path.suffix.lower() in (".md", ".markdown")
    said = rules.guessed_encoding(span, read.encoding, round(read.confidence * 100))
    return Raw(path.name, data, read, marked), (said,) if read.confidence < SURE else ()


def _document(path: Path, data: bytes, form: str) -> tuple[Raw, tuple[Finding, ...]] | Finding:
    span = Span(path.name)
    try:
        read = document(data, form, f"figures/{path.stem}")
    except UnreadableError as error:
        if error.swollen:
            return rules.swollen_archive(span, _megabytes(error.swollen))
        return rules.broken_document(span, error.reason)
    text = Decoded(read.text, "utf-8", form, 1.0)
    pictures = {name.removeprefix("figures/"): held for name, held in read.pictures.items()}
    said = (rules.pictures_left_out(span, read.lost),) if read.lost else ()
    return Raw(path.name, data, text, marked=True, pictures=pictures), said


def _megabytes(size: int) -> str:
    return f"{size / 2**20:.0f} MB"
