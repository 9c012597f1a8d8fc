"""Show the index to its author: a list in the terminal, a page to look through, proposals."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from rectoverso.app import shelf
from rectoverso.app.check import Checked
from rectoverso.compiling.proposals import Proposal, propose
from rectoverso.compiling.review import Review, ReviewedEntry, Spot, review
from rectoverso.model.project import CHAPTERS
from rectoverso.model.source import Finding, Source
from rectoverso.reading.markup import parse_all
from rectoverso.writing.reviewing import review_page

PAGE = "index-review.html"
PROPOSALS = "index-proposals.md"
UNUSED = "I211"


def look_over(checked: Checked) -> Review:
    """The indexes of a project, looked over."""
    return review(checked.book, _sources(checked))


def unused_keys(checked: Checked) -> tuple[Finding, ...]:
    """The findings about entries of `index.toml` that no mark names."""
    return tuple(finding for finding in checked.findings if finding.code == UNUSED)


def table(seen: Review) -> Iterator[tuple[str, str, str]]:
    """The index as rows: heading (two spaces for each level), places, where it sends."""
    for entry in seen.entries:
        places = ", ".join(map(_place, entry.spots))
        yield "  " * (len(entry.path) - 1) + entry.path[-1], places, "; ".join(_sent(entry))


def _place(spot: Spot) -> str:
    """Where a mark is written: chapter and line, and where its range ends."""
    said = f"{_name(spot.span.path)}:{spot.span.line}"
    if spot.end:
        same = spot.end.path == spot.span.path
        said += f"–{spot.end.line}" if same else f"–{_name(spot.end.path)}:{spot.end.line}"
    return f"{said} ({spot.mention})" if spot.mention else said


def _name(path: str) -> str:
    return path.removeprefix(f"{CHAPTERS}/").removesuffix(".md")


def _sent(entry: ReviewedEntry) -> Iterator[str]:
    yield from (f"see {heading}" for heading in entry.see)
    yield from (f"see also {heading}" for heading in entry.see_also)


def remarks(seen: Review, unused: Iterable[Finding]) -> Iterator[str]:
    """What is worth a look, a line to each."""
    for twins in seen.twins:
        one, other = ("!".join(entry.path) for entry in (twins.one, twins.other))
        yield f"alike ({twins.likeness}): “{one}” and “{other}”"
    for entry in seen.crowded:
        yield f"crowded: “{'!'.join(entry.path)}” has {entry.bare} places without sub-entries"
    for chapter in seen.chapters:
        if chapter.verdict:
            said = f"{chapter.density:.1f} for 1,000 words"
            yield f"{chapter.verdict}: “{chapter.title}”, {said}"
    for finding in unused:
        yield f"unused: {finding.message} ({finding.span})"


def write_page(seen: Review, checked: Checked, root: Path) -> Path:
    """Write the page to look through; gives its path."""
    page = review_page(seen, unused_keys(checked), checked.book, checked.manuscript.styles)
    return _put(root, PAGE, page)


def write_proposals(checked: Checked, root: Path) -> tuple[Path, int]:
    """Write the marks that `auto` proposes to a file of their own; gives its path, and how many."""
    manuscript = checked.manuscript
    found = propose(
        parse_all(manuscript),
        manuscript.settings.index.auto,
        manuscript.entries,
        _sources(checked),
    )
    return _put(root, PROPOSALS, _listed(found)), len(found)


def _listed(found: Iterable[Proposal]) -> str:
    lines = ["# Proposed index marks", "", "Nothing has been changed. Copy what you like."]
    path = ""
    for proposal in found:
        if proposal.span.path != path:
            path = proposal.span.path
            lines += ["", f"## {path}", ""]
        place = f"{proposal.span.line}:{proposal.span.column}"
        lines += [f"- {place}  `{proposal.mark}`", f"  > {proposal.line}"]
    return "\n".join([*lines, ""])


def _sources(checked: Checked) -> dict[str, Source]:
    return {file.source.path: file.source for file in checked.manuscript.chapters}


def _put(root: Path, name: str, text: str) -> Path:
    folder = root / shelf.BUILD
    shelf.shelve({name: text.encode()}, folder, removable=True)
    return folder / name
