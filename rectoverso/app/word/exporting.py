"""Export chapters as documents for Word, and keep what they were exported from."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from rectoverso.app import shelf
from rectoverso.app.check import check
from rectoverso.app.word.baseline import FOLDER, Baseline, kept
from rectoverso.model.book import Book
from rectoverso.model.manuscript import ChapterFile, Manuscript
from rectoverso.model.nodes import Citation, Reference, ReferenceList, plain, walk
from rectoverso.model.project import CHAPTERS
from rectoverso.model.rules import documents as rules
from rectoverso.model.source import Finding, Span
from rectoverso.reading.leaves import sheaf
from rectoverso.reading.markup import parse
from rectoverso.reading.nearest import nearest
from rectoverso.reading.word.package import NoDocumentError, opened
from rectoverso.reading.written import Written
from rectoverso.writing.fonts import read_faces
from rectoverso.writing.layout import read_look
from rectoverso.writing.word.package import packed
from rectoverso.writing.word.typefaces import tongue

OUTPUT = "word"


@dataclass(frozen=True, slots=True)
class Export:
    """A chapter as a document, and what it was exported from."""

    name: str
    document: bytes
    baseline: Baseline


def exported(root: Path, names: Sequence[str]) -> tuple[tuple[Export, ...], tuple[Finding, ...]]:
    """The chapters of these names as documents (none named: all), and the names that are none.

    Where there are no chapters at all, the findings are those of the project.
    """
    checked = check(root, lambda _: None, marks="show")
    manuscript, book = checked.manuscript, checked.book
    files = {chapter.source.path: chapter for chapter in manuscript.chapters}
    if not files:
        return (), checked.findings
    chosen: list[ChapterFile] = []
    findings: list[Finding] = []
    for name in names or files:
        path = _path(name, files)
        if path:
            chosen.append(files[path])
        else:
            near = nearest(name, [Path(one).name for one in files])
            findings.append(rules.no_such_chapter(Span(name), name, near))
    said = words_said(book)
    documents = (
        _document(one, _document_name(one.source.path, files), manuscript, said) for one in chosen
    )
    return tuple(documents), tuple(findings)


def _path(name: str, files: Mapping[str, ChapterFile]) -> str:
    """The chapter that a person means: 01.md, chapters/01.md, 01, /the/whole/way/01.md."""
    said = Path(name).as_posix().removeprefix("./")
    for path in files:
        ways = (path, path.removeprefix(f"{CHAPTERS}/"), Path(path).name)
        if said in (*ways, *(way.removesuffix(".md") for way in ways)) or said.endswith(f"/{path}"):
            return path
    return ""


def words_said(book: Book) -> dict[Span, str]:
    """What the book says where a reference or a citation stands."""
    return {
        node.span: plain(node.children)
        for section in book.sections
        for node in walk((section.title, section.blocks))
        if isinstance(node, Reference | ReferenceList | Citation)
    }


def _document_name(path: str, paths: Iterable[str]) -> str:
    """That of the chapter; with its folders, if others of that name lie in others."""
    stem = Path(path).stem
    if sum(Path(one).stem == stem for one in paths) > 1:
        stem = path.removeprefix(f"{CHAPTERS}/").removesuffix(".md").replace("/", "-")
    return f"{stem}.docx"


def _document(
    chapter: ChapterFile, name: str, manuscript: Manuscript, said: Mapping[Span, str]
) -> Export:
    source, locales = chapter.source, manuscript.locales
    parsed = parse(chapter, manuscript.settings.lang, tuple(locales))
    found = sheaf(parsed, Written(source), locales, said)
    baseline = Baseline(source.path, source.text, found)
    faces = read_faces(manuscript.fonts)
    document = packed(
        found,
        {tag: tongue(locale, faces) for tag, locale in locales.items()},
        read_look(manuscript.styles),
        plain(parsed.title),
        source.path,
        baseline.digest,
    )
    return Export(name, document, baseline)


def write(exports: Sequence[Export], root: Path, folder: Path) -> tuple[Finding, ...]:
    """Write documents into a folder, and what they were exported from into the project.

    Where an edited document lies, nothing at all is written, and a finding says so.
    """
    edited = [
        rules.edited_document_there(Span((folder / one.name).as_posix()))
        for one in exports
        if _is_edited(folder / one.name, one, root)
    ]
    if edited:
        return tuple(edited)
    baselines = {one.baseline.name: one.baseline.written.encode() for one in exports}
    shelf.shelve(baselines, root / FOLDER, FOLDER)
    shelf.shelve({one.name: one.document for one in exports}, folder, folder.as_posix())
    return ()


def _is_edited(path: Path, export: Export, root: Path) -> bool:
    """Whether a file is there that is neither this document nor one that came back unchanged."""
    if not path.exists():
        return False
    data = path.read_bytes()
    if data == export.document:
        return False
    try:
        package = opened(data)
    except NoDocumentError:
        return True
    digest = package.properties.get("RectoversoExport", "")
    before = next(kept(root, digest), None) if digest else None
    if before is None or before.digest != digest:
        return True
    from rectoverso.app.word.importing import is_unchanged

    return not is_unchanged(package, before)
