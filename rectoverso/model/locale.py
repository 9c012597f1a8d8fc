"""What a language brings along: direction, digits, quotation marks, order, faces and words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Literal

ROMAN = tuple(
    zip(
        (1000, 900, 500, 400, 100, 90, 50, 40, 10, 9, 5, 4, 1),
        ("m", "cm", "d", "cd", "c", "xc", "l", "xl", "x", "ix", "v", "iv", "i"),
        strict=True,
    )
)


# The counter styles of ten digits that CSS has (CSS Counter Styles 3, section 6.1), by their zero.
NUMERIC = {
    "0": "decimal",
    "٠": "arabic-indic",
    "۰": "persian",
    "०": "devanagari",
    "০": "bengali",
    "੦": "gurmukhi",
    "૦": "gujarati",
    "୦": "oriya",
    "௦": "tamil",
    "౦": "telugu",
    "೦": "kannada",
    "൦": "malayalam",
    "๐": "thai",
    "໐": "lao",
    "༠": "tibetan",
    "၀": "myanmar",
    "០": "khmer",
    "᠐": "mongolian",
}


@dataclass(frozen=True, slots=True)
class CounterStyle:
    """A way to count, in the terms of CSS Counter Styles 3, section 3.1.

    `fixed` and `alphabetic` styles have `symbols`, `additive` ones have `weights`: values, from
    the greatest down, and their signs. What a style cannot say is said by its `fallback`.
    """

    name: str
    system: Literal["fixed", "alphabetic", "additive"]
    symbols: tuple[str, ...] = ()
    weights: tuple[tuple[int, str], ...] = ()
    fallback: str = "decimal"

    def represent(self, value: int) -> str:
        """The value in this style's own signs, empty where they cannot say it."""
        match self.system:
            case "fixed":
                return self.symbols[value - 1] if 1 <= value <= len(self.symbols) else ""
            case "alphabetic":
                said = ""
                while value > 0:
                    value, place = divmod(value - 1, len(self.symbols))
                    said = self.symbols[place] + said
                return said
            case "additive":
                said = ""
                for weight, sign in self.weights:
                    count, value = divmod(value, weight) if value > 0 else (0, value)
                    said += sign * count
                return said if value == 0 else ""

    def css(self) -> str:
        """The style as a CSS `@counter-style` rule."""
        signs = (
            "additive-symbols: " + ", ".join(f'{n} "{sign}"' for n, sign in self.weights)
            if self.system == "additive"
            else "symbols: " + " ".join(f'"{sign}"' for sign in self.symbols)
        )
        return (
            f"@counter-style {self.name} {{ system: {self.system}; {signs}; "
            f'suffix: ""; fallback: {self.fallback} }}'
        )


KNOWN_TO_CSS = {
    "lower-roman": CounterStyle("lower-roman", "additive", weights=ROMAN),
    "upper-alpha": CounterStyle("upper-alpha", "alphabetic", tuple("ABCDEFGHIJKLMNOPQRSTUVWXYZ")),
}


@dataclass(frozen=True, slots=True)
class Locale:
    """A language as `styles/locales/TAG.toml` describes it.

    `script` is its ISO 15924 code; `digits` are its ten digits from zero, and `numbers` those of
    the places (folios, notes, lists, references, headings) that have others; `parts` is the
    direction in which the parts of a number such as 2.1 follow one another; `quotes` the outer and
    inner pairs of quotation marks; `faces` name the font families for serif, sans and mono text,
    first choice first; `counters` name the CSS counter styles of `body` and `front` matter pages
    and of the letters of an `appendix` and of lists (`letters`), and `counter_styles` define those
    that CSS does not know; `alphabet` holds the letter headings of an index, `collation` the ICU
    locale of its order (with `-x-syllable` behind it where words are compared syllable by
    syllable), and `tailoring` ICU rules to be added to that order; `article` does not count at the
    head of an index entry, except in the words of `no_article`, which only begin like it; `elided`
    tells that the second number of a range is cut short (123–8); `spine` tells which way titles run
    on the spines of books (`down`: upright when the book lies face up); `figures` are those of its
    text, where a face has several (else the face's own), and `ligatures` tells whether letters may
    become one as in fi; `languages` are the names of languages in this one.
    """

    tag: str
    name: str
    direction: Literal["ltr", "rtl"]
    script: str
    digits: str = "0123456789"
    numbers: Mapping[str, str] = field(default_factory=dict)
    parts: Literal["ltr", "rtl"] = "ltr"
    quotes: tuple[str, str, str, str] = ("“", "”", "‘", "’")
    labels: Mapping[str, str] = field(default_factory=dict)
    ordinals: tuple[str, ...] = ()
    counters: Mapping[str, str] = field(default_factory=dict)
    alphabet: tuple[str, ...] = ()
    collation: str = ""
    tailoring: str = ""
    faces: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    languages: Mapping[str, str] = field(default_factory=dict)
    counter_styles: Mapping[str, CounterStyle] = field(default_factory=dict)
    article: str = ""
    no_article: tuple[str, ...] = ()
    elided: bool = False
    spine: Literal["down", "up"] = "down"
    figures: Literal["", "lining", "oldstyle"] = ""
    ligatures: bool = True

    def digits_of(self, place: str) -> str:
        """The ten digits, from zero, of a place in the book; the language's own in all others."""
        return self.numbers.get(place, self.digits)

    def number(self, value: int, place: str = "") -> str:
        """A whole number in the digits of a place."""
        digits = self.digits_of(place)
        return str(value).translate(dict(zip(range(48, 58), digits, strict=True)))

    def compound(self, counts: Sequence[int], place: str = "", *, lettered: bool = False) -> str:
        """A number of several parts, such as chapter and section: 2.1, or A.1 in an appendix.

        The bidi algorithm takes a full stop between digits for a part of one number, which runs
        from left to right everywhere (UAX#9, rule W4). A mark before it parts the two.
        """
        joint = "\N{RIGHT-TO-LEFT MARK}." if self.parts == "rtl" else "."
        said = [self.number(count, place) for count in counts]
        return joint.join([self.letter(counts[0]), *said[1:]] if lettered and counts else said)

    def letter(self, value: int) -> str:
        """The letter of an appendix: A, الف, क."""
        return self._counted(self.counters.get("appendix", "upper-alpha"), value)

    def counter(self, place: str) -> str:
        """The CSS counter style that counts in the digits of a place."""
        digits = self.digits_of(place)
        if digits != self.digits:
            return NUMERIC[digits[0]]
        return self.counter_name(self.counters["body"])

    @property
    def letters(self) -> str:
        """The CSS counter style of lists that count by letters; empty where these are a, b, c."""
        return self.counter_name(self.counters.get("letters", ""))

    def counter_name(self, name: str) -> str:
        """The name of a counter style in a book, where another language may have one so called."""
        return f"{self.tag}-{name}" if name in self.counter_styles else name

    def counter_css(self) -> str:
        """The language's own counter styles as CSS rules, under their names in a book."""
        return "\n".join(
            replace(
                style,
                name=self.counter_name(style.name),
                fallback=self.counter_name(style.fallback),
            ).css()
            for style in self.counter_styles.values()
        )

    def ordinal(self, value: int) -> str:
        """First, second ... in words as far as the locale has them, in digits after that."""
        if 1 <= value <= len(self.ordinals):
            return self.ordinals[value - 1]
        return self.number(value)

    def front_number(self, value: int) -> str:
        """The folio of a page of the front matter: ii, ب, ख. As CSS would print it."""
        return self._counted(self.counters.get("front", "decimal"), value)

    def _counted(self, name: str, value: int) -> str:
        met: set[str] = set()
        # What falls back on itself counts in decimal (CSS Counter Styles 3, 3.7).
        while (style := self.counter_styles.get(name)) and name not in met:
            if said := style.represent(value):
                return said
            met.add(name)
            name = style.fallback
        if known := KNOWN_TO_CSS.get(name):
            return known.represent(value)
        return self.number(value)

    def label(self, key: str, **values: str) -> str:
        """A word or pattern of the locale with its places filled in."""
        return self.labels[key].format(**values)

    def numbered(self, key: str, value: int) -> str:
        """A label of something counted, in figures or in words as its pattern asks for."""
        return self.label(key, number=self.number(value), ordinal=self.ordinal(value))

    def join(self, items: Sequence[str]) -> str:
        """A list of names as the language writes it in running text: “a, b and c”."""
        if len(items) < 2:
            return "".join(items)
        return self.label(
            "list-last", start=self.label("list-separator").join(items[:-1]), end=items[-1]
        )
