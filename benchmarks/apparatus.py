"""Measure index, glossary and references of the 640-page book: python benchmarks/apparatus.py

Everything between the parsed chapters and typesetting: names resolved, a glossary of a thousand
terms linked through the whole text, the indexes in order, locators of made-up pages printed, and
the HTML of index and glossary. Tells seconds of the processor, best and worst of several rounds.
"""

from __future__ import annotations

import os
import platform
import random
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

sys.path[:0] = [str(Path(__file__).parents[1]), str(Path(__file__).parent)]

from books import WORDS, write_book  # noqa: E402

from rectoverso.compiling import assemble as compiling  # noqa: E402
from rectoverso.model.book import Book  # noqa: E402
from rectoverso.model.manuscript import Manuscript  # noqa: E402
from rectoverso.model.nodes import IndexMark, Reference, Term, walk  # noqa: E402
from rectoverso.reading.manuscript import read  # noqa: E402
from rectoverso.reading.markup import parse_all, parse_definitions  # noqa: E402
from rectoverso.writing.elements import Edition  # noqa: E402
from rectoverso.writing.folios import Folio  # noqa: E402
from rectoverso.writing.layout import lay_out_section, read_look  # noqa: E402

PAGES, CHAPTERS, TERMS, ROUNDS = 640, 16, 1000, 5


def write_terms(folder: Path, count: int) -> None:
    """Write a glossary of so many terms: a third of a language each, words and pairs of words."""
    chance = random.Random(5)
    terms: dict[str, str] = {}
    for lang in WORDS:
        known = WORDS[lang].split(" ")
        said = dict.fromkeys(known)
        while len(said) < count // len(WORDS) + 1:
            said[" ".join(chance.choices(known, k=2))] = None
        terms |= {f"{lang} {term}": lang for term in list(said)[: count // len(WORDS) + 1]}
    entries = [
        f'[[term]]\nkey = "t{number}"\nterm = "{name[3:]}"\nlang = "{lang}"\n'
        f'definition = "{name}"\n'
        for number, (name, lang) in enumerate(list(terms.items())[:count])
    ]
    (folder / "chapters/glossary.toml").write_text("\n".join(entries), "utf-8")


class Watch:
    """Takes the time of functions of the compiler while it runs."""

    def __init__(self) -> None:
        self.seconds: dict[str, float] = {}

    def timed(self, name: str, function: Callable[..., object]) -> Callable[..., object]:
        """The function, its time added to that of its name."""

        def measured(*given: object, **named: object) -> object:
            begun = time.process_time()
            try:
                return function(*given, **named)
            finally:
                took = time.process_time() - begun
                self.seconds[name] = self.seconds.get(name, 0.0) + took

        return measured


def numbered(book: Book) -> dict[str, Folio]:
    """A page for every anchor, forty pages to a chapter."""
    folios: dict[str, Folio] = {}
    for place, section in enumerate(book.sections):
        anchors = [
            node.anchor
            for node in walk((section.title, section.blocks))
            if isinstance(node, IndexMark | Term) and node.anchor
        ]
        for at, anchor in enumerate(anchors):
            page = 40 * place + 40 * at // len(anchors)
            folios[anchor] = Folio(page, page + 1, front=False, label=str(page + 1))
    return folios


def round_of(manuscript: Manuscript, chapters: tuple, definitions: dict) -> dict[str, float]:  # type: ignore[type-arg]
    """One round: seconds of each part, and of all."""
    watch = Watch()
    kept = {name: getattr(compiling, name) for name in ("link_all", "gather", "build_indexes")}
    led = compiling.References.section
    for name, function in kept.items():
        setattr(compiling, name, watch.timed(name, function))
    compiling.References.section = watch.timed("references", led)  # type: ignore[method-assign, assignment]
    begun = time.process_time()
    book = compiling.assemble(manuscript, chapters, definitions)
    watch.seconds["all of compiling"] = time.process_time() - begun
    for name, function in kept.items():
        setattr(compiling, name, function)
    compiling.References.section = led  # type: ignore[method-assign]

    look, folios = read_look(manuscript.styles), numbered(book)
    edition = Edition("print", lambda one: f"#{one}", lambda *_: "12", lambda path: path)
    begun = time.process_time()
    for section in book.sections:
        if section.kind in ("index", "glossary"):
            lay_out_section(section, book, look, edition, folios)
    watch.seconds["locators and HTML"] = time.process_time() - begun
    return watch.seconds


def main() -> None:
    """Measure, and print a table."""
    print(f"{platform.platform()}, {os.cpu_count()} cores, Python {platform.python_version()}")
    with tempfile.TemporaryDirectory(prefix="rectoverso-benchmarks-") as place:
        project = write_book(Path(place), PAGES, CHAPTERS)
        write_terms(project, TERMS)
        manuscript = read(project)
        chapters = parse_all(manuscript)
        blocks, _ = parse_definitions(manuscript.terms, tuple(manuscript.locales))
        definitions = {term.key: part for term, part in zip(manuscript.terms, blocks, strict=True)}
        nodes = [node for chapter in chapters for node in walk(chapter.blocks)]
        marks = sum(isinstance(node, IndexMark) for node in nodes)
        references = sum(isinstance(node, Reference) for node in nodes)
        print(f"{marks} index marks, {len(manuscript.terms)} terms, {references} references\n")
        rounds = [round_of(manuscript, chapters, definitions) for _ in range(ROUNDS)]
    print("| | best, s | worst, s |\n|---|---|---|")
    for name in rounds[0]:
        took = [one[name] for one in rounds]
        print(f"| {name} | {min(took):.3f} | {max(took):.3f} |")


if __name__ == "__main__":
    main()
