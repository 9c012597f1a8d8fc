"""Notes where there is no foot of the page: gathered behind their section, linked both ways."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from markupsafe import Markup, escape

from rectoverso.model.book import GlossaryEntry, Section
from rectoverso.model.nodes import Block, Note, Paragraph, walk_in_language
from rectoverso.writing.elements import Setting, element, language
from rectoverso.writing.html import blocks, flow


def notes_behind(
    section: Section, setting: Setting, definitions: Iterable[GlossaryEntry] = ()
) -> Markup:
    """The notes of a section as asides, in the order of their numbers.

    `definitions` are the entries of the glossary that the section shows.
    """
    trees = [
        ((section.title, section.subtitle, section.blocks), section.lang),
        *((entry.definition, entry.lang) for entry in definitions),
    ]
    found = sorted(
        (
            (node, lang)
            for tree, around in trees
            for node, lang in walk_in_language(tree, around)
            if isinstance(node, Note)
        ),
        key=lambda one: one[0].number,
    )
    return Markup("\n").join(
        _aside(note, setting.within(lang), lang if lang != section.lang else "")
        for note, lang in found
    )


def _aside(note: Note, setting: Setting, lang: str) -> Markup:
    number = setting.locale.number(note.number, "notes")
    mark = element("a", escape(number), href=f"#{note.anchor}-call", class_="note-mark")
    # U+FE0E keeps iOS from showing the arrow as a picture.
    back = element(
        "a",
        Markup("↩\N{VARIATION SELECTOR-15}"),
        href=f"#{note.anchor}-call",
        role="doc-backlink",
        class_="backlink",
        aria_label=setting.locale.label("back-to-text"),
    )
    inside = Markup("").join(
        _block(block, setting, mark if first else None, back if last else None)
        for block, first, last in _with_ends(note.blocks)
    )
    return element(
        "aside",
        # Pop-ups show what is in the note without the note itself (foliate-js 1.0.1), so that what
        # this says of its direction must be said again inside.
        element("div", inside, **language(setting, lang)) if lang else inside,
        id=note.anchor,
        epub_type="footnote",
        role="doc-footnote",
        aria_label=setting.locale.label("note-number", number=number),
        **language(setting, lang),
    )


def _with_ends(inner: tuple[Block, ...]) -> tuple[tuple[Block, bool, bool], ...]:
    """The blocks of a note, each with: does it carry the number, does it carry the way back.

    Only paragraphs carry them; a note that begins or ends otherwise is given an empty one.
    """
    padded = inner
    if not padded or not isinstance(padded[0], Paragraph):
        padded = (Paragraph(()), *padded)
    if not isinstance(padded[-1], Paragraph):
        padded = (*padded, Paragraph(()))
    last = len(padded) - 1
    return tuple((block, i == 0, i == last) for i, block in enumerate(padded))


def _block(block: Block, setting: Setting, mark: Markup | None, back: Markup | None) -> Markup:
    if not isinstance(block, Paragraph) or (mark is None and back is None):
        return blocks(
            (replace(block, tight=False),) if isinstance(block, Paragraph) else (block,), setting
        )
    words = flow(block.children, setting)
    return element("p", Markup(" ").join(part for part in (mark, words, back) if part))
