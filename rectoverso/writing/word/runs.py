"""Write runs of letters as Word's runs: styles, looks, languages, directions, editors' marks."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping
from itertools import count

from rectoverso.model.leaves import Change, Run
from rectoverso.writing.word.ooxml import Element, element, text
from rectoverso.writing.word.typefaces import Tongue

STYLES = {
    "index": "IndexMark",
    "term": "Term",
    "reference": "CrossReference",
    "link": "Hyperlink",
    "code": "Code",
    "formula": "FormulaText",
    "picture": "PictureText",
}
# How looks are said in the order of the schema (ECMA-376-1, 17.3.2), before languages.
_LOOKS: tuple[tuple[str, tuple[tuple[str, dict[str, str]], ...]], ...] = (
    ("strong", (("b", {}), ("bCs", {}))),
    ("emphasis", (("i", {}), ("iCs", {}))),
    ("small-caps", (("smallCaps", {}),)),
    ("strikeout", (("strike", {}),)),
    ("underline", (("u", {"val": "single"}),)),
    ("superscript", (("vertAlign", {"val": "superscript"}),)),
    ("subscript", (("vertAlign", {"val": "subscript"}),)),
)
# These follow a highlight.
_LAST = ("underline", "superscript", "subscript")
_PIECES = re.compile(r"\n|\t|[^\n\t]+")
# Who made the marks that nobody signed.
UNSIGNED = "Rectoverso"


class Runs:
    """Writes the runs of a document, whose own language is `lang`."""

    def __init__(self, lang: str, tongues: Mapping[str, Tongue]) -> None:
        self.lang, self.tongues = lang, tongues
        self.comments: list[Element] = []
        self.links: list[str] = []
        self._numbers = count(1)

    def paragraph(self, runs: tuple[Run, ...]) -> Iterator[Element]:
        """What stands in a paragraph."""
        for number, run in enumerate(runs):
            if run.kind == "comment":
                yield from self._comment_end(run)
                continue
            if self._comment_begins(runs, number):
                yield element("commentRangeStart", id=len(self.comments))
            yield from self._changed(run)

    def properties(self, run: Run, *, right_to_left: bool) -> Element:
        """The properties of a run, in the order of the schema."""
        made = element("rPr")
        style = "FootnoteReference" if run.kind == "note" else STYLES.get(run.style)
        if style:
            made.append(element("rStyle", val=style))
        foreign = run.lang != self.lang and run.lang in self.tongues
        tongue = self.tongues.get(run.lang, self.tongues[self.lang])
        if foreign:
            made.append(_faces(tongue))
        after: list[Element] = []
        for look, words in _LOOKS:
            if look in run.looks:
                made_of = [element(name, **values) for name, values in words]
                (after if look in _LAST else made).extend(made_of)
        if run.change and run.change.act == "highlight":
            made.append(element("highlight", val="yellow"))
        made.extend(after)
        if right_to_left:
            made.append(element("rtl"))
        if foreign:
            made.append(element("lang", **{"bidi" if tongue.complex else "val": tongue.tag}))
        return made

    def _changed(self, run: Run) -> Iterator[Element]:
        """A run within what an editor did to it."""
        change = run.change
        if change is None or change.act not in ("insertion", "deletion"):
            yield from self._linked(run)
            return
        name = "ins" if change.act == "insertion" else "del"
        yield element(name, *self._written(run, name == "del"), **self._signed(change))

    def _signed(self, change: Change) -> dict[str, object]:
        date = f"{change.date}T00:00:00Z" if change.date else None
        return {"id": next(self._numbers), "author": change.author or UNSIGNED, "date": date}

    def _linked(self, run: Run) -> Iterator[Element]:
        written = self._written(run, False)
        if not run.url:
            yield from written
            return
        if run.url not in self.links:
            self.links.append(run.url)
        link = element("hyperlink", *written)
        name = f"{{{link.nsmap['r']}}}id"
        link.set(name, f"link{self.links.index(run.url)}")
        yield link

    def _written(self, run: Run, taken_out: bool) -> Iterator[Element]:
        if run.kind == "hidden":
            yield from self._field(run)
            return
        if run.kind == "note":
            properties = self.properties(run, right_to_left=False)
            yield element("r", properties, element("footnoteReference", id=run.note + 1))
            return
        for piece, right_to_left in sided(run.text, run.direction == "rtl"):
            made = element("r", self.properties(run, right_to_left=right_to_left))
            for part in _PIECES.findall(piece):
                if part in ("\n", "\t"):
                    made.append(element("br" if part == "\n" else "tab"))
                else:
                    made.append(text(part, "delText" if taken_out else "t"))
            yield made

    def _field(self, run: Run) -> Iterator[Element]:
        """A field of the index, which Word shows with all that is hidden."""
        if not run.entry:
            return
        yield element("r", element("fldChar", fldCharType="begin"))
        yield element("r", text(run.entry, "instrText"))
        yield element("r", element("fldChar", fldCharType="end"))

    # --- Comments --------------------------------------------------------------------------

    def _comment_begins(self, runs: tuple[Run, ...], number: int) -> bool:
        """Whether what a comment is about begins with this run: what its mark highlights."""
        run = runs[number]
        if run.change is None or run.change.act != "highlight":
            return False
        before = runs[number - 1].change if number else None
        if before is not None and before.act == "highlight":
            return False
        following = (one for one in runs[number:] if one.change != run.change)
        return next(following, run).kind == "comment"

    def _comment_end(self, run: Run) -> Iterator[Element]:
        number = len(self.comments)
        said = [element("p", element("r", text(line))) for line in (run.entry or " ").split("\n")]
        signed = self._signed(run.change or Change("comment"))
        self.comments.append(element("comment", *said, **{**signed, "id": number}))
        yield element("commentRangeEnd", id=number)
        yield element("r", element("commentReference", id=number))


def _faces(tongue: Tongue) -> Element:
    if tongue.complex:
        return element("rFonts", cs=tongue.face)
    return element("rFonts", ascii=tongue.face, hAnsi=tongue.face, eastAsia=tongue.face)


def sided(said: str, right_to_left: bool) -> Iterator[tuple[str, bool]]:
    """The pieces of a text, and whether each is one that Word is to run from right to left.

    A word of the other side is a piece of its own, with the signs and digits between two of them.
    """
    strong = "L" if right_to_left else "R"
    sides = "".join(_side(letter) for letter in said)
    at = 0
    for found in re.finditer(f"{strong}(?:[^LR]*{strong})*", sides):
        if found.start() > at:
            yield said[at : found.start()], right_to_left
        yield said[found.start() : found.end()], not right_to_left
        at = found.end()
    if at < len(said):
        yield said[at:], right_to_left


def _side(letter: str) -> str:
    kind = unicodedata.bidirectional(letter)
    return "R" if kind in ("R", "AL") else kind if kind == "L" else "-"
