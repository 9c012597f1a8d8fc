"""Read the locale files of the styles folders into locales."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from string import Formatter
from typing import Any

import icu

from rectoverso.model.locale import NUMERIC, CounterStyle, Locale
from rectoverso.model.rules import locales as rules
from rectoverso.model.source import Finding, Source, Span
from rectoverso.reading.files import toml_files

# What a locale file must say besides its tables: the key, and what is expected there.
WORDS = ("name", "direction", "script", "digits", "collation", "tailoring", "alphabet")
TABLES = ("numbers", "faces", "counters", "counter-styles", "languages", "labels")
LOOKS = ("spine", "figures", "ligatures")
OPTIONAL = ("numbers", "counter-styles", "article", "no-article", "ranges", *LOOKS)
KNOWN = (*WORDS, "quotes", "ordinals", "article", "no-article", "ranges", *LOOKS, *TABLES)
ROLES = ("serif", "sans", "mono")
PLACES = ("folios", "notes", "lists", "references", "headings")
_DIGITS = tuple("".join(chr(ord(zero) + count) for count in range(10)) for zero in NUMERIC)
_NUMBERS = (*PLACES, "parts")
_WANTED = ('"own", or ten digits from zero', '"ltr" or "rtl"')


class UnfitError(Exception):
    """A locale file says something that cannot be used; carries the finding."""

    def __init__(self, finding: Finding) -> None:
        self.finding = finding


@dataclass(frozen=True, slots=True)
class Sheet:
    """A locale file: its text for places, its data for values."""

    source: Source
    data: Mapping[str, Any]

    def span(self, *keys: str) -> Span:
        """Where a key of the file, or of a table of it, is written; the file's start if nowhere."""
        text, start = self.source.text, 0
        if len(keys) > 1 and (table := re.search(rf"(?m)^\[{re.escape(keys[0])}\]", text)):
            start = table.end()
        header, key = re.escape(".".join(keys)), re.escape(keys[-1])
        line = re.compile(rf"(?m)^\[{header}\]|^{key}\s*=")
        found = line.search(text, start)
        return self.source.span(found.start()) if found else Span(self.source.path)


def read_locales(
    styles: Sequence[Path],
) -> tuple[Mapping[str, Locale], tuple[Finding, ...]]:
    """The locales of `locales/*.toml` in these folders, by tag; the first that has a name wins.

    The tag is the file's name. A file that cannot be used is a finding, and the next folder's file
    of that name takes its place. The last folder's locales say which labels there are: where a
    file lacks one, or fills in other places, that is a finding too, and the label is borrowed, so
    that every locale given has every label, and all can be filled in.
    """
    locales: dict[str, Locale] = {}
    sheets: dict[str, Sheet] = {}
    findings: list[Finding] = []
    for folder in reversed(styles):
        shipped = dict(locales)
        for path in toml_files(folder / "locales"):
            try:
                sheet = _sheet(path, f"{folder.name}/locales/{path.name}")
                locales[path.stem] = _locale(path.stem, sheet)
                sheets[path.stem] = sheet
            except UnfitError as unfit:
                findings.append(unfit.finding)
        reference = shipped or dict(locales)
    patterns = _patterns(reference) if styles else {}
    for tag, locale in locales.items():
        findings.extend(_faults(locale, sheets[tag], patterns))
        borrowed = {
            key: words for key, (words, _) in patterns.items() if not _fits(locale, key, patterns)
        }
        locales[tag] = replace(locale, labels={**locale.labels, **borrowed})
    return dict(sorted(locales.items())), tuple(sorted(findings))


def _sheet(path: Path, name: str) -> Sheet:
    try:
        source = Source(name, path.read_text(encoding="utf-8-sig"))
        return Sheet(source, tomllib.loads(source.text))
    except OSError as error:
        said = error.strerror or str(error)
        raise UnfitError(rules.locale_not_toml(Span(name), said)) from error
    except UnicodeDecodeError as error:
        line = error.object[: error.start].count(b"\n") + 1
        raise UnfitError(rules.locale_not_toml(Span(name, line), "it is not UTF-8 text")) from error
    except tomllib.TOMLDecodeError as error:
        said, line, column = _place(str(error), source)
        raise UnfitError(rules.locale_not_toml(Span(name, line, column), said)) from error


def _place(message: str, source: Source) -> tuple[str, int, int]:
    """What tomllib says, and the line and column it names; the end of the text if it names none."""
    if match := re.fullmatch(r"(.*) \(at line (\d+), column (\d+)\)", message):
        return match[1], int(match[2]), int(match[3])
    end = source.span(len(source.text))
    return message.removesuffix(" (at end of document)"), end.line, end.column


def _check(sheet: Sheet) -> None:
    """Raise UnfitError for the first thing in a locale file that cannot be used."""
    data = sheet.data
    for key in KNOWN:
        if key not in data and key not in OPTIONAL:
            raise UnfitError(rules.locale_lacks(Span(sheet.source.path), key))
    for key in data:
        if key not in KNOWN:
            raise UnfitError(rules.locale_unfit(sheet.span(key), key, f"one of {', '.join(KNOWN)}"))
    for key in WORDS:
        _expect(isinstance(data[key], str), sheet, key, "words in quotes")
    for key in TABLES:
        _expect(isinstance(data.get(key, {}), dict), sheet, key, "a table")
    _expect(data["direction"] in ("ltr", "rtl"), sheet, "direction", '"ltr" or "rtl"')
    ten = len(data["digits"]) == len(set(data["digits"])) == 10
    _expect(ten, sheet, "digits", "ten different digits from zero")
    _expect(_is_script(data["script"]), sheet, "script", "a code of ISO 15924, as in Latn")
    _expect(_orders(data["tailoring"]), sheet, "tailoring", "rules of order as ICU reads them")
    _expect(_all_words(data["quotes"], 4), sheet, "quotes", "four marks: outer pair, inner pair")
    _expect(_all_words(data["ordinals"]), sheet, "ordinals", "a list of words")
    _expect(isinstance(data.get("article", ""), str), sheet, "article", "words in quotes")
    _expect(_all_words(data.get("no-article", [])), sheet, "no-article", "a list of words")
    _expect(data.get("ranges", "full") in ("full", "elided"), sheet, "ranges", '"full" or "elided"')
    _expect(data.get("spine", "down") in ("down", "up"), sheet, "spine", '"down" or "up"')
    figures = data.get("figures", "lining") in ("lining", "oldstyle")
    _expect(figures, sheet, "figures", '"lining" or "oldstyle"')
    _expect(isinstance(data.get("ligatures", True), bool), sheet, "ligatures", "true or false")
    for role in ROLES:
        faces = data["faces"].get(role)
        _expect(_all_words(faces) and faces, sheet, f"faces.{role}", "a list of font families")
    for key, value in data.get("numbers", {}).items():
        _expect(key in _NUMBERS, sheet, f"numbers.{key}", f"one of {', '.join(_NUMBERS)}")
        known = ("ltr", "rtl") if key == "parts" else ("own", *_DIGITS)
        _expect(value in known, sheet, f"numbers.{key}", _WANTED[key == "parts"])
    for place in ("body", "front"):
        _expect(place in data["counters"], sheet, "counters", f"a counter style for {place}")
    for table in ("counters", "languages", "labels"):
        for key, words in data[table].items():
            _expect(isinstance(words, str), sheet, f"{table}.{key}", "words in quotes")


def _is_script(code: str) -> bool:
    found = icu.Script.getCode(code)
    return bool(found) and icu.Script(found[0]).getShortName() == code


def _orders(rules: str) -> bool:
    """Whether ICU can order words by these rules."""
    try:
        return not rules or bool(icu.RuleBasedCollator(rules))
    except icu.ICUError:
        return False


def _locale(tag: str, sheet: Sheet) -> Locale:
    _check(sheet)
    data, numbers = sheet.data, sheet.data.get("numbers", {})
    return Locale(
        tag=tag,
        name=data["name"],
        direction=data["direction"],
        script=data["script"],
        digits=data["digits"],
        numbers={key: numbers[key] for key in PLACES if numbers.get(key, "own") != "own"},
        parts=numbers.get("parts", "ltr"),
        quotes=tuple(data["quotes"]),
        labels=data["labels"],
        ordinals=tuple(data["ordinals"]),
        counters=data["counters"],
        alphabet=tuple(data["alphabet"].split()),
        collation=data["collation"],
        tailoring=data["tailoring"],
        faces={role: tuple(data["faces"][role]) for role in ROLES},
        article=data.get("article", ""),
        no_article=tuple(data.get("no-article", ())),
        elided=data.get("ranges") == "elided",
        spine=data.get("spine", "down"),
        figures=data.get("figures", ""),
        ligatures=data.get("ligatures", True),
        languages=data["languages"],
        counter_styles={
            name: _counter_style(name, style, sheet)
            for name, style in data.get("counter-styles", {}).items()
        },
    )


def _counter_style(name: str, style: Any, sheet: Sheet) -> CounterStyle:
    key = f"counter-styles.{name}"
    _expect(isinstance(style, dict), sheet, key, "a table")
    system = style.get("system")
    _expect(system in ("fixed", "alphabetic", "additive"), sheet, key, "a system that CSS has")
    symbols, weights = style.get("symbols", ""), style.get("weights", [])
    if system == "additive":
        good = isinstance(weights, list) and weights and all(map(_is_weight, weights))
        _expect(good, sheet, key, 'weights such as [[10, "x"], [1, "i"]]')
        falling = [weight for weight, _ in weights]
        _expect(falling == sorted(falling, reverse=True), sheet, key, "weights from great to small")
    else:
        _expect(isinstance(symbols, str) and symbols.split(), sheet, key, "symbols in one string")
    return CounterStyle(
        name,
        system,
        symbols=tuple(symbols.split()),
        weights=tuple((weight, sign) for weight, sign in weights),
        fallback=str(style.get("fallback", "decimal")),
    )


def _is_weight(pair: Any) -> bool:
    match pair:
        case [int(weight), str()]:
            return weight > 0
        case _:
            return False


def _all_words(value: Any, count: int | None = None) -> bool:
    return (
        isinstance(value, list)
        and all(isinstance(item, str) for item in value)
        and count in (None, len(value))
    )


def _expect(holds: object, sheet: Sheet, key: str, wanted: str) -> None:
    if not holds:
        *tables, last = key.split(".", 1)
        raise UnfitError(rules.locale_unfit(sheet.span(*tables, last), key, wanted))


# --- Labels --------------------------------------------------------------------------------


def _patterns(locales: Mapping[str, Locale]) -> dict[str, tuple[str, frozenset[str]]]:
    """Every label of the locales that come with us: words to borrow, and the places it may fill."""
    patterns: dict[str, tuple[str, frozenset[str]]] = {}
    for locale in locales.values():
        for key, words in locale.labels.items():
            if key not in patterns:
                patterns[key] = (words, frozenset(_places(words) or ()))
    return patterns


def _places(words: str) -> frozenset[str] | None:
    """The names in braces, a number in words being a number; None if there is more in these."""
    try:
        fields = [field for field in Formatter().parse(words) if field[1] is not None]
    except ValueError:  # braces that do not close
        return None
    if any(spec or conversion for _, _, spec, conversion in fields):
        return None
    return frozenset("number" if name == "ordinal" else str(name) for _, name, _, _ in fields)


def _fits(locale: Locale, key: str, patterns: Mapping[str, tuple[str, frozenset[str]]]) -> bool:
    """Whether a language has a label, and the label the places that are filled in."""
    return key in locale.labels and _places(locale.labels[key]) == patterns[key][1]


def _faults(
    locale: Locale, sheet: Sheet, patterns: Mapping[str, tuple[str, frozenset[str]]]
) -> Iterator[Finding]:
    for key, (_, wanted) in patterns.items():
        if key not in locale.labels:
            yield rules.locale_lacks(sheet.span("labels"), f"labels.{key}")
        elif not _fits(locale, key, patterns):
            places = " and ".join(f"{{{name}}}" for name in sorted(wanted)) or "no places"
            yield rules.label_fills_other_places(
                sheet.span("labels", key), locale.labels[key], places
            )
