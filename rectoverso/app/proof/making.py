"""Make a proof: compare two states, set them as one book, finish its pages."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from rectoverso.app.build import Means, moment_of
from rectoverso.app.proof.changes import Change, Compared, Names, compared
from rectoverso.app.proof.redline import finish
from rectoverso.app.proof.sides import opened, sides
from rectoverso.model.memory import Memory
from rectoverso.writing.fonts import read_faces
from rectoverso.writing.layout import read_look

Progress = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class Line:
    """A change as it is told: on which page it is printed ("" where no pages were set)."""

    change: Change
    page: str


@dataclass(frozen=True, slots=True)
class Proof:
    """A proof: what has changed, what is only named, and the PDF, if one was asked for."""

    lines: tuple[Line, ...]
    names: Names
    pdf: bytes = b""


def prove(
    root: Path, between: str, progress: Progress, *, pages: Means | None, only: bool = False
) -> Proof:
    """What has changed between two states of a book ("A..B", see `sides`).

    With `pages`, it is set, too; `only` the pages on which something has changed.
    """
    old, new = sides(between)
    progress("comparing")
    with opened(root, old) as before, opened(root, new) as after:
        found = compared(before, after)
        if pages is None:
            return Proof(tuple(Line(one, "") for one in found.changes), found.names)
        return _set(found, (old, new or "now"), progress, pages, only)


def _set(
    found: Compared, names: tuple[str, str], progress: Progress, means: Means, only: bool
) -> Proof:
    from rectoverso.writing.paper.pages import page_progression
    from rectoverso.writing.paper.pdf import write_pdf
    from rectoverso.writing.paper.sections import common_css
    from rectoverso.writing.paper.typeset import typeset
    from rectoverso.writing.pictures.printable import printable

    book, manuscript = found.book, found.manuscript
    moment = moment_of(book.settings, None)
    with printable(book, manuscript, Memory(means.memory), progress) as (shown, _):
        made = write_pdf(book, shown, moment, progress, means.maker)
    folios = made.printed.folios
    lines = tuple(
        Line(one, folios[one.anchor].label if one.anchor in folios else "") for one in found.changes
    )
    look = read_look(manuscript.styles)
    html = look.render(
        "templates/changes.html.j2",
        settings=book.settings,
        old=names[0],
        new=names[1],
        changes=[(line.change, line.page) for line in lines],
        names=found.names,
    )
    css = common_css(book, look) + look.render("css/changes.css.j2", sheet=book.settings.sheet)
    front = typeset(html, css, read_faces(manuscript.fonts)).pdf()
    right_to_left = page_progression(book) == "rtl"
    pdf = finish(made.data, found.changes, front, right_to_left=right_to_left, only=only)
    return Proof(lines, found.names, pdf)
