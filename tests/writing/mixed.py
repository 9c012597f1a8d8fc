"""Random paragraphs of mixed direction with markup that starts and ends anywhere."""

from __future__ import annotations

import html
import random
import re
from collections.abc import Iterator
from dataclasses import dataclass

from rectoverso.writing.bidi import embedding_levels, visual_order

PERSIAN = re.split(" ", "سلام کتاب درخت می‌رود آسمان زیبا شب و در به ایران نوشته است چای پنجره گل")
HEBREW = re.split(" ", "שלום ספר עולם בית אור ילד גדול")
LATIN = re.split(" ", "book the of Latin word river a quick fox garden moon extraordinary")
# No vowel signs: a syllable's glyphs share one text, and letters could not be told apart.
DEVANAGARI = re.split(" ", "कमल घर नगर सडक बगर जल")
NUMBERS = re.split(" ", "12 3.14 ۱۹۹۷ ۱۲ 2,000 50% ۱۲/۵ 1-2 −5")
SIGNS = list(",.:;!؟،؛-—/&+*")
PAIRS = ("()", "«»", "[]", "“”", "{}")
TAGS = ("b", "i", 'a href="#x"', 'span style="color: #933"', "em", "span class=x")
DIRECTED = ("bdi", "span dir=ltr", "span dir=rtl")
CONTROLS = {"ltr": "\u2066", "rtl": "\u2067", "auto": "\u2068"}
UNSEEN = "\u200b\u200c\u200d\u200e\u200f\u202c\u202d\u202e\u2066\u2067\u2068\u2069"


@dataclass(frozen=True)
class Paragraph:
    """A paragraph as HTML, and as the text Unicode would see: isolates as characters."""

    direction: str
    markup: str

    @property
    def html(self) -> str:
        return f"<p dir={self.direction}>{self.markup}</p>"

    @property
    def text(self) -> str:
        shown, closing = "", []
        for closes, attributes, text in re.findall(r"<(/?)([^>]*)>|([^<]+)", self.markup):
            if text:
                shown += html.unescape(text)
            elif closes:
                shown += closing.pop()
            else:
                said = re.search(r"dir=(\w+)", attributes)
                isolate = (
                    CONTROLS[said[1] if said else "auto"] if said or "bdi" in attributes else ""
                )
                shown += isolate
                closing.append("\u2069" if isolate else "")
        return shown

    def seen(self, start: int, end: int) -> str:
        """The characters from `start` to `end` as one line shows them from left to right."""
        levels = embedding_levels(self.text, int(self.direction == "rtl"))[start:end]
        line = self.text[start:end]
        return "".join(line[at] for at in visual_order(levels) if line[at] not in UNSEEN)


def paragraphs(seed: int, number: int, *, directed: bool) -> Iterator[Paragraph]:
    """Random paragraphs; `directed` ones have elements that set directions of their own."""
    draw = random.Random(seed)
    for _ in range(number):
        words = _words(draw)
        tags = TAGS + DIRECTED * directed
        yield Paragraph(draw.choice(("rtl", "ltr")), _marked(draw, words, tags, 0, linked=False))


def _words(draw: random.Random) -> str:
    main = draw.choice((PERSIAN, PERSIAN, LATIN, HEBREW))
    text = ""
    for _ in range(draw.randint(8, 40)):
        (words,) = draw.choices(
            (main, PERSIAN, LATIN, HEBREW, DEVANAGARI, NUMBERS, SIGNS), (45, 15, 12, 6, 4, 10, 8)
        )
        word = draw.choice(words)
        if draw.random() < 0.12:
            word += draw.choice(SIGNS)
        if draw.random() < 0.08:
            opening, closing = draw.choice(PAIRS)
            word = opening + word + (closing if draw.random() < 0.9 else "")
        text += f" {word}" if text else word
    return text


def _marked(
    draw: random.Random, text: str, tags: tuple[str, ...], depth: int, *, linked: bool
) -> str:
    spans = draw.randint(0, 3) if depth < 3 else 0
    cuts = sorted(draw.sample(range(len(text) + 1), min(2 * spans, (len(text) + 1) // 2 * 2)))
    shown, done = "", 0
    for start, end in zip(cuts[::2], cuts[1::2], strict=True):
        tag = draw.choice([tag for tag in tags if not (linked and tag[0] == "a")])
        inside = _marked(draw, text[start:end], tags, depth + 1, linked=linked or tag[0] == "a")
        shown += f"{html.escape(text[done:start], quote=False)}<{tag}>{inside}</{tag.split()[0]}>"
        done = end
    return shown + html.escape(text[done:], quote=False)
