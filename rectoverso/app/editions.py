"""Choose an edition of the book: its settings take the place of the book's own."""

from __future__ import annotations

from dataclasses import replace
from difflib import get_close_matches

from rectoverso.app.check import Checked
from rectoverso.model.manuscript import Settings
from rectoverso.model.project import SETTINGS
from rectoverso.model.rules import outputs
from rectoverso.model.source import Finding

# The two editions that need no table of their own, and the output each is made of.
USUAL = {"print": ("pdf",), "epub": ("epub",)}


def as_edition(checked: Checked, name: str) -> Checked | Finding:
    """The project as that edition has it; a finding if there is no such edition."""
    settings = checked.book.settings
    known = {variant.name: variant for variant in settings.variants}
    if name in USUAL:
        return _with(checked, replace(settings, outputs=USUAL[name]))
    if name not in known:
        near = get_close_matches(name, [*known, *USUAL], 1)
        return outputs.no_such_edition(SETTINGS, name, near[0] if near else "")
    variant = known[name]
    # An e-book names the printed book whose pages it has; a printed one is a book of its own.
    printed = "" if "pdf" in variant.outputs else settings.sheet.identifier or settings.identifier
    return _with(
        checked,
        replace(
            settings,
            outputs=variant.outputs,
            sheet=replace(variant.sheet, identifier=printed),
            screen=variant.screen,
            identifier=variant.identifier or settings.identifier,
            filename=f"{settings.filename}-{name}",
        ),
    )


def without_pages(checked: Checked) -> Checked:
    """The project as it is for an e-book that tells of no pages."""
    settings = checked.book.settings
    return _with(checked, replace(settings, screen=replace(settings.screen, page_list="")))


def _with(checked: Checked, settings: Settings) -> Checked:
    return replace(
        checked,
        book=replace(checked.book, settings=settings),
        manuscript=replace(checked.manuscript, settings=settings),
    )
