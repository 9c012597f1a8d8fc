"""Find what will not stand where its author means it to, where text of two directions meets."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from rectoverso.model.rules import directions as unseen
from rectoverso.model.rules import sides as rules
from rectoverso.model.source import Finding, shortened
from rectoverso.reading.directions import zero
from rectoverso.reading.paragraphs import OBJECT, Paragraph, levels
from rectoverso.reading.quoting import ABBREVIATIONS, MARKS, named, quotation

# The attribute that marks a passage of the other direction: {lang=xx} or {dir=ltr}.
Attribute = Callable[[str], str]

_TOKEN = re.compile(rf"[^\s{OBJECT}]+")
_OPENING = "([{«“„‘‹\"'-–—*"
_CLOSING = ")]}»”’›\"'-–—*†‡.,;:!?…،؛؟۔।"
_PAIRS = {"«": "»", "‹": "›", "“": "”", "„": "“", "(": ")", "[": "]"}
_QUOTED = re.compile(r"«([^«»]+)»|“([^“”]+)”|‹([^‹›]+)›|\(([^()]+)\)|\[([^\[\]]+)\]")
_FINAL = re.compile(r"[.!?…؟]+$")
_LISTED = {0: re.compile("[,;]"), 1: re.compile("[،؛]")}  # by the paragraph's own level
_DASHED = re.compile(r"\d(?<![\d.,/٫٬]\d)\d*(?:[-‐‑‒–—−]\d+)+(?![\d٫٬])")
_MARK = re.compile(f"[{MARKS}]")
_SPELT = re.compile("((?<=\\w)[\u200c\u200d](?=\\w))")
# Two letters in the kinds of paragraphs.kinds: what runs as the paragraph, what runs against it.
_RUNS = (("L", "R"), ("R", "L"))
_WORDS_OF_ANOTHER = 3
_MOST_MARKS = 30


def misplaced(paragraph: Paragraph, attribute: Attribute) -> Iterator[Finding]:
    """What will not stand as it is meant in a paragraph."""
    own, other = _RUNS[paragraph.base]
    if _MARK.search(paragraph.text):
        yield from _idle_marks(paragraph)
    if other in paragraph.kinds:
        if own not in paragraph.kinds and _many_words(paragraph):
            yield rules.paragraph_of_another_direction(
                paragraph.place(_first(paragraph, other)),
                _short(paragraph.quotable),
                attribute(paragraph.text),
                paragraph.block,
            )
            return
        for check in (_torn, _parted_quotes, _final_signs, _lists, _numbers_behind):
            yield from check(paragraph, attribute)
    yield from _dashes(paragraph)


def _short(text: str) -> str:
    # A joiner between letters is part of how a word is spelt.
    line = " ".join(text.replace(OBJECT, "…").split())
    said = "".join(piece if at % 2 else named(piece) for at, piece in enumerate(_SPELT.split(line)))
    return shortened(said)


def _first(paragraph: Paragraph, kind: str) -> int:
    return paragraph.kinds.index(kind)


def _many_words(paragraph: Paragraph) -> bool:
    """Whether this is more than a name or a number of another script, and no mere object."""
    other = _RUNS[paragraph.base][1]
    words = (found for found in _TOKEN.finditer(paragraph.text))
    count = sum(other in paragraph.kinds[found.start() : found.end()] for found in words)
    return count >= _WORDS_OF_ANOTHER and OBJECT not in paragraph.text


def _idle_marks(paragraph: Paragraph) -> Iterator[Finding]:
    """Marks that change the level of nothing; of a row of the same, one may be needed."""
    text = paragraph.text
    idle: list[int] = []
    seen = _seen(text, paragraph.base)
    found = [at.start() for at in _MARK.finditer(text) if not paragraph.piece(at.start()).said]
    for at in found[:_MOST_MARKS]:
        without = f"{text[:at]}\N{ZERO WIDTH JOINER}{text[at + 1 :]}"
        if _seen(without, paragraph.base) == seen:
            idle.append(at)
            text = without
    if idle:
        at = idle[0]
        place = quotation(paragraph.text.replace(OBJECT, "…"), at, at + 1)
        control = ABBREVIATIONS[paragraph.text[at]]
        yield unseen.control_without_effect(paragraph.place(at), control, place, len(idle) - 1)


def _seen(text: str, base: int) -> list[int]:
    """The levels of what can be seen of a text, but for the spaces at its end."""
    length = len(text.rstrip(f" {MARKS}\N{ZERO WIDTH JOINER}"))
    found = levels(text, base)
    return [
        found[at]
        for at in range(length)
        if text[at] not in MARKS and text[at] != "\N{ZERO WIDTH JOINER}"
    ]


def _torn(paragraph: Paragraph, attribute: Attribute) -> Iterator[Finding]:
    """Words of the other direction with signs at their edge that follow the paragraph."""
    own, other = _RUNS[paragraph.base]
    for found in _TOKEN.finditer(paragraph.text):
        start, end = _trimmed(paragraph.text, found.start(), found.end())
        part = paragraph.kinds[start:end]
        if other not in part or own in part:
            continue
        if any(kind in "NS" and paragraph.follows(at) for at, kind in enumerate(part, start)):
            word = paragraph.text[start:end]
            yield rules.torn_apart(paragraph.place(start), named(word), attribute(word))


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    """A word without the punctuation of the sentence at its edges; pairs of brackets stay."""
    closed = end - len(text[start:end]) + len(text[start:end].rstrip(_CLOSING))
    opened = start + len(text[start:end]) - len(text[start:end].lstrip(_OPENING))
    return min(opened, closed), closed


def _parted_quotes(paragraph: Paragraph, attribute: Attribute) -> Iterator[Finding]:
    """Quotation marks of which one follows the paragraph and one the words of another."""
    opened: list[int] = []
    for at, letter in enumerate(paragraph.text):
        if letter not in "«»‹›“”„":
            continue
        if opened and _PAIRS[paragraph.text[opened[-1]]] == letter:
            start = opened.pop()
            if paragraph.follows(start) != paragraph.follows(at):
                first, last = _reach(paragraph, start, at)
                text = named(paragraph.text[first:last])
                yield rules.quotation_marks_part(
                    paragraph.place(first), _short(text), attribute(text)
                )
        elif letter in _PAIRS:
            opened.append(at)


def _reach(paragraph: Paragraph, start: int, end: int) -> tuple[int, int]:
    """The words of the other direction that a quotation and what is beside it belong to."""
    own = _RUNS[paragraph.base][0]
    first = max(paragraph.kinds.rfind(own, 0, start), paragraph.text.rfind(OBJECT, 0, start)) + 1
    last = min(
        at if (at := place(what, end)) >= 0 else len(paragraph.text)
        for place, what in ((paragraph.kinds.find, own), (paragraph.text.find, OBJECT))
    )
    while first < start and paragraph.kinds[first] in "WMS":
        first += 1
    return first, max(first + len(paragraph.text[first:last].rstrip(" .,;:!?…،؛؟(")), end + 1)


def _final_signs(paragraph: Paragraph, attribute: Attribute) -> Iterator[Finding]:
    """Signs that end a quotation of the other direction, and will not stand at its end."""
    own, other = _RUNS[paragraph.base]
    for found in _QUOTED.finditer(paragraph.text):
        start, end = found.start() + 1, found.end() - 1
        part = paragraph.kinds[start:end]
        sign = _FINAL.search(paragraph.text, start, end)
        if sign and other in part and own not in part and paragraph.follows(sign.start()):
            text = paragraph.text[start : sign.start()]
            yield rules.sign_on_the_wrong_side(
                paragraph.place(sign.start()), sign[0], _short(text), attribute(text)
            )


def _lists(paragraph: Paragraph, attribute: Attribute) -> Iterator[Finding]:
    """Commas of this direction's own that run against it with the words beside them."""
    turned = [
        at.start()
        for at in _LISTED[paragraph.base].finditer(paragraph.text)
        if not paragraph.follows(at.start()) and _between_letters(paragraph, at.start())
    ]
    if turned:
        first, last = _reach(paragraph, turned[0], turned[0])
        text = paragraph.text[first:last]
        yield rules.list_turned(
            paragraph.place(first), _short(text), len(turned) - 1, attribute(text)
        )


def _between_letters(paragraph: Paragraph, at: int) -> bool:
    """Whether the words on both sides of a place run against the paragraph."""
    other = _RUNS[paragraph.base][1]
    near = re.compile(r"[^LRD]*([LRD])")
    before = near.match(paragraph.kinds[:at][::-1][:80])
    after = near.match(paragraph.kinds[at + 1 : at + 80])
    return bool(before and after and before[1] == after[1] == other)


_BEHIND = {0: re.compile("R[WNSM]+(D+)"), 1: re.compile("L[WNSM]+(D+)")}
_STRONG = re.compile("[LR]")


def _numbers_behind(paragraph: Paragraph, attribute: Attribute) -> Iterator[Finding]:
    """Numbers in this language's digits, behind words of the other direction, that follow them."""
    digits = paragraph.locale.digits
    # Where both directions have the same digits, nobody can say whose the number is.
    if paragraph.base and digits.isascii():
        return
    other = _RUNS[paragraph.base][1]
    for found in _BEHIND[paragraph.base].finditer(paragraph.kinds):
        start = found.start(1)
        behind = _STRONG.search(paragraph.kinds, found.end())
        if (
            paragraph.text[start] not in digits
            or (behind and behind[0] == other)
            or any(paragraph.follows(at) for at in range(found.start() + 1, start))
        ):
            continue
        first, last = _reach(paragraph, found.start(), found.start())
        word = paragraph.text[first : found.start() + 1]
        text = paragraph.text[first : max(last, found.end())]
        yield rules.number_carried_off(
            paragraph.place(start), _short(text), _short(word), attribute(word)
        )


def _dashes(paragraph: Paragraph) -> Iterator[Finding]:
    """Numbers with dashes between them, of which the last comes out first."""
    if not paragraph.base:
        return
    own = paragraph.locale.digits
    for found in _DASHED.finditer(paragraph.text):
        start, end = found.span()
        noughts = {zero(digit) for digit in found[0] if digit.isdecimal()}
        if len(noughts) > 1 or set(paragraph.kinds[start:end]) - set("DSN"):
            continue
        sign = next(at for at in range(start, end) if paragraph.kinds[at] != "D")
        numbers = re.findall(r"\d+", found[0])
        turned = paragraph.follows(sign)
        span, written = paragraph.place(start), found[0]
        shown = "".join(re.split(r"(\D)", written)[::-1]) if turned else written
        if len(numbers) > 2:
            # A date that begins with its day is read from the right, as the words around it.
            if turned and not (numbers[0][0] in own and len(numbers[0]) <= 2):
                yield rules.numbers_turned(span, written, shown, f"write [{written}]{{dir=ltr}}")
        elif numbers[0][0] in own and not own.isascii():
            before = _STRONG.search(paragraph.kinds[:start][::-1])
            same = len(numbers[0]) == len(numbers[1])
            if not turned and same and numbers[0] < numbers[1] and (not before or before[0] == "R"):
                ranged = "–".join(numbers)
                remedy = f"write a range with a dash, “{ranged}”, and it is read from the right"
                yield rules.numbers_turned(span, written, shown, remedy)
            elif turned and same and len(numbers[0]) > 2 and numbers[0] > numbers[1]:
                meant = f"{numbers[1]}{written[len(numbers[0])]}{numbers[0]}"
                yield rules.range_backwards(span, written, meant)
