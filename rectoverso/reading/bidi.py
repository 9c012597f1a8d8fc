"""Look a manuscript over for text that will not be read, or seen, as its author wrote it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain

from rectoverso.model.locale import Locale
from rectoverso.model.manuscript import Chapter, Manuscript
from rectoverso.model.nodes import Block, Direction, Image, IndexMark, Text, walk_in_language
from rectoverso.model.shares import share_out
from rectoverso.model.source import Finding, Source, Span
from rectoverso.reading.directions import hidden
from rectoverso.reading.markup import UNREAD
from rectoverso.reading.paragraphs import Owner, Paragraph, paragraphs
from rectoverso.reading.plaintexts import ENTITY, misplaced_in, misplaced_plainly
from rectoverso.reading.scripts import attributes, foreign_digits, foreign_letters, unfit
from rectoverso.reading.sides import misplaced

_SHORT_TITLE = re.compile(r"---\n(?:(?!---).*\n)*?short-title:\s*")
_AUTHORS = re.compile(r"---\n(?:(?!---).*\n)*?authors:\s*")
_ALT = re.compile(r"!\[[^\]]*\]\([^)]*\)\{[^}]*?\balt=[\"']?")


def bidi_findings(
    manuscript: Manuscript,
    chapters: Sequence[Chapter],
    definitions: Sequence[tuple[Block, ...]],
) -> tuple[Finding, ...]:
    """All that the bidi check finds in chapters, glossary and index entries.

    `definitions` are those of the manuscript's terms, in their order. What cannot be seen in
    settings files is found where these are read.
    """
    used = (manuscript.settings.lang, *(chapter.lang for chapter in chapters))
    reader = _Reader(manuscript.locales, tuple(dict.fromkeys(used)))
    sources = {file.source.path: file.source for file in manuscript.chapters}
    # A list of works that nobody listed is a chapter without a file.
    written = [(chapter, sources[chapter.path]) for chapter in chapters if chapter.path in sources]
    return (
        *chain(*share_out(lambda one: (*hidden(one[1]), *reader.chapter(*one)), written)),
        *reader.glossary(manuscript, definitions),
        *reader.entries(manuscript),
    )


def _is_call(place: Span, source: Source) -> bool:
    """Whether this is the call of a note that has no text, of which something better is said."""
    return source.line(place.line)[: place.column - 1].endswith("[^")


@dataclass(frozen=True, slots=True)
class _Reader:
    """Knows the languages there are, and those that the book uses, which remedies name."""

    locales: Mapping[str, Locale]
    used: tuple[str, ...]

    def chapter(self, chapter: Chapter, source: Source) -> Iterator[Finding]:
        """What is wrong in a chapter, its title and the entries its index marks name."""
        if any(finding.code in UNREAD for finding in chapter.findings):
            return
        owner = Owner(chapter.lang, chapter.span)
        tree = (chapter.title, chapter.subtitle, chapter.blocks)
        yield from self.text(tree, owner, chapter.direction, source)
        if head := _SHORT_TITLE.match(source.text):
            place = source.span(head.end())
            yield from misplaced_in(chapter.short_title, chapter.lang, place, source, self.locales)
        if head := _AUTHORS.match(source.text):
            for name in chapter.authors:
                place = source.span(max(source.text.find(name, head.end()), head.end()))
                yield from misplaced_in(
                    name, chapter.lang, place, source, self.locales, direction="auto"
                )
        seen: set[tuple[str, str]] = set()
        for node, lang in walk_in_language(tree, chapter.lang):
            if isinstance(node, IndexMark):
                for level in node.path:
                    if (level, node.lang or lang) not in seen:
                        seen.add((level, node.lang or lang))
                        yield from self.heading(level, node.lang or lang, node.span, ENTITY)
            elif isinstance(node, Image) and node.span.path == source.path:
                start = source.offset(node.span)
                if said := _ALT.match(source.text, start):
                    place = source.span(said.end())
                    yield from misplaced_in(node.alt, lang, place, source, self.locales, ENTITY)

    def glossary(
        self, manuscript: Manuscript, definitions: Sequence[tuple[Block, ...]]
    ) -> Iterator[Finding]:
        """What is wrong in headwords, translations and definitions."""
        for term, blocks in zip(manuscript.terms, definitions, strict=True):
            yield from self.heading(term.term, term.lang, term.span)
            for lang, words in term.translations.items():
                yield from self.heading(words, lang, term.span)
            yield from self.text(blocks, Owner(term.lang, term.span), "", term.definition)

    def entries(self, manuscript: Manuscript) -> Iterator[Finding]:
        """What is wrong in the headings of `index.toml`."""
        for entry in manuscript.entries:
            for level in entry.path:
                yield from self.heading(level, entry.lang, entry.span)

    def heading(self, text: str, lang: str, span: Span, written: str = "") -> Iterator[Finding]:
        """What is wrong in a text that has one place for all of it.

        What does not stand as it is meant is found where isolates can be `written`; in settings
        files that is done where these are read.
        """
        # A source that does not hold the text says nothing better than its place.
        source = Source(span.path, " ", above=span.line - 1, aside=span.column - 1)
        yield from self.text((Text(text, span),), Owner(lang, span), "", source, written)

    def text(
        self,
        tree: object,
        owner: Owner,
        direction: Direction,
        source: Source,
        written: str | None = None,
    ) -> Iterator[Finding]:
        """What is wrong in a text of one language and of the passages in it.

        Where isolates are to be `written`, there is no markup.
        """
        if owner.lang not in self.locales:
            return
        found = paragraphs(tree, owner, direction, source, self.locales)
        strange = unfit(found, self.locales, self.used)
        # Where the language is not the right one, all else follows from that.
        found = tuple(paragraph for paragraph in found if paragraph.owner not in strange)
        said = (
            *strange.values(),
            *(one for paragraph in found for one in self._misplaced(paragraph, written)),
            *(one for paragraph in found for one in foreign_letters(paragraph)),
            *foreign_digits(found),
        )
        for finding in said:
            if finding.span.path == source.path and not _is_call(finding.span, source):
                yield finding

    def _misplaced(self, paragraph: Paragraph, written: str | None) -> Iterator[Finding]:
        if written is None:
            yield from misplaced(paragraph, attributes(self.used, self.locales))
        elif written:
            yield from misplaced_plainly(paragraph, written)
