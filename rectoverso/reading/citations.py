"""Cite works in the style of the book: pandoc's citeproc says what, where and in which order."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from rectoverso.model.locale import Locale
from rectoverso.model.manuscript import Chapter, Library
from rectoverso.model.nodes import (
    Block,
    Citation,
    Division,
    Heading,
    Inline,
    Node,
    Paragraph,
    Passage,
    Reference,
    Text,
    plain,
    rewrite,
)
from rectoverso.model.rules import syntax
from rectoverso.model.source import Finding, Source, Span
from rectoverso.reading.citing import as_cite
from rectoverso.reading.finger import Finger
from rectoverso.reading.tongues import in_their_own, likeliest_language, with_tongues
from rectoverso.reading.tree import Tree
from rectoverso.reading.works import (
    ask_pandoc,
    citations_in,
    in_a_line,
    known_works,
    with_unknown,
)


@dataclass(frozen=True, slots=True)
class _Said:
    """What citeproc says: each citation in order, and the list of works."""

    citations: tuple[tuple[Inline, ...], ...]
    works: tuple[Block, ...]


def cite(
    chapters: Sequence[Chapter], library: Library, lang: str, locales: Mapping[str, Locale]
) -> tuple[Chapter, ...]:
    """The chapters with their citations worded, and with lists of the works they cite.

    A list for the whole book goes into its chapter of the type bibliography (one is added where
    there is none), lists for each chapter to the ends of the chapters. `lang` is that of the book.
    Chapters that cite nothing cost nothing.
    """
    citing = [chapter for chapter in chapters if any(citations_in(chapter))]
    if not citing:
        return tuple(chapters)
    known, trouble = known_works(library)
    if trouble:
        return _with(chapters, trouble)
    chapters = [with_unknown(chapter, known) for chapter in chapters]
    if not library.files:
        return tuple(chapters)
    used = tuple(dict.fromkeys((lang, *(chapter.lang for chapter in chapters))))
    desk = _Desk(library, known, locales, used)
    try:
        if library.each == "chapter":
            return _by_chapter(chapters, desk)
        return _by_book(chapters, desk, lang)
    except (OSError, subprocess.SubprocessError, ValueError) as said:
        return _with(chapters, (syntax.citing_fails(_place(library), in_a_line(said)),))


def _with(chapters: Sequence[Chapter], said: tuple[Finding, ...]) -> tuple[Chapter, ...]:
    """The chapters; the first carries what is said of all."""
    first, *others = chapters
    return (replace(first, findings=tuple(sorted({*first.findings, *said}))), *others)


# --- How it is cited -----------------------------------------------------------------------


def _by_book(chapters: Sequence[Chapter], desk: _Desk, lang: str) -> tuple[Chapter, ...]:
    # Every language hears all citations, so that 1930a and [7] are the same works in each.
    asked = [citation for chapter in chapters for citation in citations_in(chapter)]
    tongues = dict.fromkeys([lang, *(one.lang for one in chapters if any(citations_in(one)))])
    said = {tongue: desk.ask(asked, tongue) for tongue in tongues}
    cited, place = [], 0
    for chapter in chapters:
        count = sum(1 for _ in citations_in(chapter))
        if count:
            words = said[chapter.lang].citations[place : place + count]
            chapter, place = _worded(chapter, words), place + count
        cited.append(chapter)
    works = desk.listed(asked, said, lang)
    holder = next((one for one in cited if one.kind == "bibliography"), None)
    if holder is None:
        return (*cited, Chapter("", (), lang, "bibliography", blocks=works))
    return tuple(replace(one, blocks=one.blocks + works) if one is holder else one for one in cited)


def _by_chapter(chapters: Sequence[Chapter], desk: _Desk) -> tuple[Chapter, ...]:
    cited = []
    for number, chapter in enumerate(chapters, 1):
        if asked := list(citations_in(chapter)):
            prefix = f"ref-{number}-"
            said = desk.ask(asked, chapter.lang, prefix)
            works = desk.listed(asked, {chapter.lang: said}, chapter.lang, prefix)
            chapter = _worded(chapter, said.citations)
            locale = desk.locales.get(chapter.lang)
            title = (Text(locale.label("bibliography") if locale else "", chapter.span),)
            heading = Heading(2, title, classes=("unnumbered",), span=chapter.span)
            chapter = replace(chapter, blocks=(*chapter.blocks, heading, *works))
        cited.append(chapter)
    return tuple(cited)


def _worded(chapter: Chapter, words: Sequence[tuple[Inline, ...]]) -> Chapter:
    """The chapter with these words for its citations, in order."""
    waiting = iter(words)

    def change(node: Node) -> object:
        if not isinstance(node, Citation):
            return node
        return replace(node, children=_at(next(waiting), node.span))

    return replace(
        chapter,
        title=rewrite(chapter.title, change),
        subtitle=rewrite(chapter.subtitle, change),
        blocks=rewrite(chapter.blocks, change),
    )


def _at(tree: tuple[Inline, ...], span: Span) -> tuple[Inline, ...]:
    return rewrite(tree, lambda node: replace(node, span=span))


@dataclass(frozen=True, slots=True)
class _Desk:
    """Where citeproc is asked: the lists and the style, the works known, the languages."""

    library: Library
    known: Mapping[str, Any]
    locales: Mapping[str, Locale]
    used: tuple[str, ...]

    def ask(self, asked: Sequence[Citation], lang: str, prefix: str = "ref-") -> _Said:
        """What citeproc makes of these citations in this language."""
        paragraphs = [{"t": "Para", "c": [as_cite(citation)]} for citation in asked]
        # Where nothing that is cited is known, citeproc makes no list of works by itself.
        works_here = {"t": "Div", "c": [["refs", [], []], []]}
        blocks = [*paragraphs, works_here]
        document = {"pandoc-api-version": [1, 23], "meta": {}, "blocks": blocks}
        style = [f"--csl={self.library.style}"] if self.library.style else []
        lists = [f"--bibliography={path}" for path in self.library.files]
        options = ["-f", "json", "-t", "json", "--citeproc", *lists, *style]
        options += ["-M", "link-citations=true", "-M", f"lang={lang}"]
        reads = (*self.library.files, *([self.library.style] if self.library.style else []))
        *told, last = json.loads(ask_pandoc(options, json.dumps(document), reads))["blocks"]
        told_of = Source(self.library.span(self.library.files[0]).path, "")
        tree = Tree(Finger(told_of), tuple(self.locales))
        words = tuple(tree.inlines(paragraph["c"][0]["c"][1]) for paragraph in told)
        words = tuple(self._named(line, lang) for line in words)
        works = tuple(self._listed(block, lang) for block in tree.blocks([last]))
        return _Said(_led(words, prefix, self.known), _led(works, prefix, self.known))

    def listed(
        self, asked: Sequence[Citation], said: dict[str, _Said], lang: str, prefix: str = "ref-"
    ) -> tuple[Block, ...]:
        """The list of works in this language, but each line in the words of its work's own.

        `said` are the languages asked so far; it grows. Where the style has an order of names,
        works in the script of the language come first: citeproc puts Latin before all others.
        """

        def works(tongue: str) -> tuple[Block, ...]:
            if tongue not in said:
                said[tongue] = self.ask(asked, tongue, prefix)
            return said[tongue].works

        listed = in_their_own(works(lang), works)
        return rewrite(listed, self._own_first(lang)) if self._by_name() else listed

    def _by_name(self) -> bool:
        """Whether the style lists works by name, not by number; pandoc's own does."""
        if self.library.style is None:
            return True
        order = self.library.style.read_text("utf-8", "replace").partition("<bibliography")[2]
        return "<sort" in order and "citation-number" not in order

    def _own_first(self, lang: str) -> Callable[[Node], object]:
        """What puts works in the script of a language before others in a list."""

        def script(tongue: str) -> str:
            locale = self.locales.get(tongue or lang)
            return locale.script if locale else ""

        def elsewhere(work: Block) -> bool:
            return isinstance(work, Division) and script(work.lang) != script(lang)

        def change(node: Node) -> object:
            if isinstance(node, Division) and "references" in node.classes:
                return replace(node, blocks=tuple(sorted(node.blocks, key=elsewhere)))
            return node

        return change

    def _named(self, line: tuple[Inline, ...], lang: str) -> tuple[Inline, ...]:
        return with_tongues(line, lang, self.used, self.locales)

    def _listed(self, block: Block, lang: str) -> Block:
        """The list of works, each line in the language of the work."""

        def change(node: Node) -> object:
            match node:
                case Division(id="refs"):
                    return replace(node, id="")
                case Division(id=label, blocks=blocks) if label.startswith("ref-"):
                    tongue = self._tongue(label.removeprefix("ref-"), plain(blocks), lang)
                    named = tuple(
                        replace(one, children=self._named(one.children, tongue))
                        if isinstance(one, Paragraph)
                        else one
                        for one in blocks
                    )
                    return replace(node, lang=tongue if tongue != lang else "", blocks=named)
                case _:
                    return node

        return rewrite(block, change)

    def _tongue(self, key: str, text: str, lang: str) -> str:
        """The language a work is in, where its list says one we know; else by its script."""
        said = str(self.known.get(key, {}).get("language", ""))
        if (tag := said[:2].lower()) in self.locales and (said == tag or said[2:3] in "-_"):
            return tag
        return likeliest_language(text, (lang, *self.used), self.locales) or lang


def _led(tree: Any, prefix: str, known: Collection[str]) -> Any:
    """A tree with the labels of works, and what refers to them, under another prefix.

    What refers to a work that nobody knows leads nowhere.
    """

    def change(node: Node) -> object:
        match node:
            case Reference(label=label) if label.startswith("ref-"):
                key = label.removeprefix("ref-")
                return replace(node, label=prefix + key) if key in known else node.children
            case Division(id=label) if label.startswith("ref-"):
                return replace(node, id=prefix + label.removeprefix("ref-"))
            case Passage(classes=("nocase",), children=children):
                return children
            case _:
                return node

    return rewrite(tree, change)


def _place(library: Library) -> Span:
    """Where it is told that nothing can be cited: mostly the style is at fault."""
    return library.span(library.style or library.files[0])
