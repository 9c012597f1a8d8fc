"""Turn the bytes of a raw source into text, and say how sure the guess is."""

from __future__ import annotations

import codecs
import re
import unicodedata
from dataclasses import dataclass

from rectoverso.assembling.changes import Step, carried_out
from rectoverso.assembling.languages import SMALL_WORDS, likeness
from rectoverso.assembling.legacy import FONTS

# What is longer is no book.
LONGEST = 32 * 2**20
# Bytes looked at for a guess: enough to tell, and quick.
_LOOK = 200_000
_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_CODE_PAGES = {
    "windows-1256": ("fa", "ar"),
    "iso-8859-6": ("ar",),
    "windows-1258": ("vi",),
    "windows-1252": ("fr", "de", "en"),
}
_FONT_LANGUAGES = {"TCVN3": "vi", "VNI": "vi", "Preeti": "ne"}
_CONTROLS = re.compile(r"[\x00-\x08\x0b\x0e-\x1a\x1c-\x1f\x7f]")


@dataclass(frozen=True, slots=True)
class Decoded:
    """A text as its bytes were read: `undecoded` gives the bytes back.

    `bom` are bytes at the beginning that only tell the encoding; `found` is what the codec gave,
    `steps` what was done to it for the sake of an old font; `confidence` is from 0 to 1.
    """

    found: str
    codec: str
    encoding: str
    confidence: float
    bom: bytes = b""
    steps: tuple[Step, ...] = ()

    @property
    def text(self) -> str:
        """The text in Unicode's letters."""
        text = self.found
        for step in self.steps:
            text = carried_out(text, step)
        return text

    def bytes(self) -> bytes:
        """The bytes that were read."""
        return self.bom + self.found.encode(self.codec, "surrogateescape")


class UndecodableError(Exception):
    """Bytes that are no text in any encoding we know, or in several at once.

    `kind` is `binary` or `mixed`; a mixed text turns at the line `line`.
    """

    def __init__(self, kind: str, line: int = 0) -> None:
        super().__init__(kind)
        self.kind = kind
        self.line = line


def decoded(data: bytes) -> Decoded:
    """Read bytes as text, in the likeliest encoding. Raises UndecodableError."""
    for bom, codec in _BOMS:
        if data.startswith(bom):
            try:
                text = data[len(bom) :].decode(codec)
            except UnicodeDecodeError as error:
                raise UndecodableError("mixed", data.count(b"\n", 0, error.start) + 1) from error
            return Decoded(text, codec, codec.upper(), 1.0, bom)
    if wide := _wide(data):
        return wide
    if b"\0" in data or _noisy(data):
        raise UndecodableError("binary")
    try:
        return _by_font(Decoded(data.decode("utf-8"), "utf-8", "UTF-8", 1.0))
    except UnicodeDecodeError as error:
        return _by_code_page(data, error)


def _wide(data: bytes) -> Decoded | None:
    """UTF-16 without its mark: every other byte of Latin letters, digits and spaces is nothing."""
    if len(data) % 2 or not data:
        return None
    for codec in ("utf-16-le", "utf-16-be"):
        spaces = data.count(" ".encode(codec)) + data.count("\n".encode(codec))
        if spaces * 40 >= len(data):
            try:
                text = data.decode(codec)
            except UnicodeDecodeError:
                continue
            if not _CONTROLS.search(text):
                return Decoded(text, codec, codec.upper(), 0.9)
    return None


def _noisy(data: bytes) -> bool:
    look = data[:_LOOK]
    controls = sum(byte < 32 and byte not in b"\t\n\r\f\x1b\x16\x0b" for byte in look)
    return controls > len(look) // 100


def _by_font(read: Decoded) -> Decoded:
    """A text whose letters make no sense as they are, but do in the font of an old machine."""
    look = read.found[: _LOOK // 4]
    plain = max(likeness(look, lang) for lang in SMALL_WORDS)
    best, name = plain, ""
    for font, from_font in FONTS.items():
        candidate = from_font(look)
        score = likeness(carried_out(look, candidate), _FONT_LANGUAGES[font])
        if score > max(best, 0.04) * 1.5:
            best, name = score, font
    if not name:
        return read
    sure = min(0.99, best / (best + plain + 0.01))
    steps = (FONTS[name](read.found),)
    return Decoded(read.found, read.codec, name, round(sure, 2), read.bom, steps)


def _by_code_page(data: bytes, error: UnicodeDecodeError) -> Decoded:
    scores: dict[str, float] = {}
    for page, languages in _CODE_PAGES.items():
        look = data[:_LOOK].decode(page, "ignore")
        if page == "windows-1256":
            look = look.replace("ي", "ی").replace("ك", "ک")
        if page == "windows-1258":
            look = _composed(look)
        scores[page] = max(likeness(look, lang) for lang in languages)
    latin = Decoded(data.decode("latin-1"), "latin-1", "ISO-8859-1", 0.0)
    by_font = _by_font(latin)
    best = max(scores, key=lambda page: scores[page])
    if by_font.steps:
        fonted = likeness(by_font.text[: _LOOK // 4], _FONT_LANGUAGES[by_font.encoding])
        if fonted > scores[best]:
            return by_font
    line = data.count(b"\n", 0, error.start) + 1
    if _mixed(data):
        raise UndecodableError("mixed", line)
    others = sum(scores.values()) - scores[best]
    if scores[best] < 0.02:
        raise UndecodableError("binary")
    sure = round(scores[best] / (scores[best] + others + 0.01), 2)
    return Decoded(data.decode(best, "surrogateescape"), best, best, sure)


def _composed(text: str) -> str:
    return unicodedata.normalize("NFC", text)


def _mixed(data: bytes) -> bool:
    """Whether some lines beyond ASCII are UTF-8 and others are not."""
    right = wrong = 0
    for line in data.split(b"\n"):
        if line.isascii():
            continue
        try:
            line.decode("utf-8")
            right += 1
        except UnicodeDecodeError:
            wrong += 1
    return bool(right and wrong)
