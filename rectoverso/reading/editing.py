"""Find what an editor would mark in a paragraph: spaces, signs and brackets of its language."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from functools import cached_property

from rectoverso.model.habits import Habits
from rectoverso.model.rules import habits as rules
from rectoverso.model.source import Correction, Finding, shortened
from rectoverso.reading.brackets import SMILE, around, pairs, without_partner
from rectoverso.reading.paragraphs import OBJECT, Paragraph
from rectoverso.reading.quoting import named

ZWNJ = "\N{ZERO WIDTH NON-JOINER}"
# Vowel signs belong to words, and Python's \w does not know it.
SIGNS = "\u0300-\u036f\u064b-\u065f\u0670\u0900-\u0903\u093a-\u094f\u0951-\u0957\u0962\u0963"
WORD = re.compile(rf"[^\W\d_][\w{SIGNS}\u200c\u200d]*")
_QUOTED = re.compile("“([^“”«»]*)”|«([^“”«»]*)»|„([^“”„]*)[“”]")
_TWICE = re.compile(r"(?<!\w)([^\W\d_]{2,}) \1(?!\w)", re.IGNORECASE)
# Letters that are drawn alike in Latin and in Greek or Cyrillic.
_ALIKE = "АВЕІЈКМНОРСТУХаеіјорсухΑΒΕΖΗΙΚΜΝΟΡΤΥΧονρυ"
_STRANGE = re.compile(f"(?<=[A-Za-z])[{_ALIKE}]|[{_ALIKE}](?=[A-Za-z])")
# No word is longer; so far back a regular expression is tried.
LONGEST = 40


class Editor:
    """Knows what is looked for in one language."""

    def __init__(self, habits: Habits) -> None:
        """Read for these habits."""
        self.habits = habits

    def marks(self, paragraph: Paragraph) -> Iterator[Finding]:
        """What an editor of the language would mark in a paragraph."""
        text = paragraph.text
        yield from self._half_spaces(paragraph, text)
        yield from self._strange_signs(paragraph, text)
        yield from self._spaces(paragraph, text)
        yield from self._quotation_marks(paragraph, text)
        if not self.habits.repeats:
            for twice in _TWICE.finditer(text):
                yield rules.word_twice(paragraph.place(twice.start()), twice[1])
        for strange in _STRANGE.finditer(text):
            word = next(one for one in WORD.finditer(text) if one.end() >= strange.end())
            letter = f"{strange[0]} (U+{ord(strange[0]):04X})"
            yield rules.letter_of_another_script(paragraph.place(word.start()), word[0], letter)

    @cached_property
    def _parted(self) -> tuple[tuple[re.Pattern[str], re.Pattern[str]], ...]:
        beside = rf"[\w{SIGNS}\u200c]"
        return tuple(
            (re.compile(rf"(?<!{beside})(?:{first})$"), re.compile(rf" ({then})(?!{beside})"))
            for first, then in self.habits.half_spaces
        )

    def _half_spaces(self, paragraph: Paragraph, text: str) -> Iterator[Finding]:
        for first, then in self._parted:
            for found in then.finditer(text):
                word = first.search(text, max(found.start() - LONGEST, 0), found.start())
                if word:
                    written, meant = word[0] + found[0], f"{word[0]}{ZWNJ}{found[1]}"
                    said = rules.half_space_missing(paragraph.place(word.start()), written, meant)
                    yield replace(said, correction=Correction(written, meant))

    @cached_property
    def _signs(self) -> re.Pattern[str] | None:
        listed = sorted(self.habits.signs, key=len, reverse=True)
        return re.compile("|".join(map(re.escape, listed))) if listed else None

    def _strange_signs(self, paragraph: Paragraph, text: str) -> Iterator[Finding]:
        for found in self._signs.finditer(text) if self._signs else ():
            # Beside Latin letters and digits a sign is most likely theirs.
            before = text[: found.start()].rstrip()[-1:]
            if text[found.end() : found.end() + 1].isdecimal():
                continue
            if found[0].isalpha() or (before and not before.isascii() and before != OBJECT):
                meant = self.habits.signs[found[0]]
                place = around(text, *found.span())
                said = rules.sign_of_another_language(
                    paragraph.place(found.start()), found[0], place, meant
                )
                yield replace(said, correction=Correction(found[0], meant))

    @cached_property
    def _before(self) -> re.Pattern[str] | None:
        signs = re.escape(self.habits.no_space_before)
        shut = rf"[\w{SIGNS}\u200c»”›)\]]"
        ends = rf"(?=[\s»”›)\]{OBJECT}]|$)"
        # The space comes first, so that few places have to be tried.
        return re.compile(rf" +(?<={shut} )([{signs}]){ends}") if signs else None

    @cached_property
    def _behind(self) -> re.Pattern[str] | None:
        signs = re.escape(self.habits.space_behind)
        letter = r"[^\W\d_]"
        return re.compile(rf"(?<=[\w{SIGNS}])(?<!\d)([{signs}])(?={letter})") if signs else None

    def _spaces(self, paragraph: Paragraph, text: str) -> Iterator[Finding]:
        for found in self._before.finditer(text) if self._before else ():
            if SMILE.match(text, found.start(1)):
                continue
            # The place begins with the letter before, behind which a source may break its line.
            at = found.start() - 1
            said = rules.space_before_sign(
                paragraph.place(at), found[1], around(text, *found.span())
            )
            written = text[at : found.end()]
            yield replace(said, correction=Correction(written, written.replace(" ", "")))
        for found in self._behind.finditer(text) if self._behind else ():
            said = rules.no_space_behind_sign(
                paragraph.place(found.start()), found[1], around(text, *found.span())
            )
            yield replace(said, correction=Correction(found[1], f"{found[1]} "))
        for found in pairs(paragraph.locale).spaced.finditer(text):
            sign = found[1] or found[2]
            if self.habits.spaced_quotes and sign in "«»“”‹›":
                continue
            at = found.start() if found[1] else found.start() - 1
            written = text[at : found.end()]
            said = rules.space_inside(paragraph.place(at), sign, around(text, at, found.end()))
            yield replace(said, correction=Correction(written, written.replace(" ", "")))

    def _quotation_marks(self, paragraph: Paragraph, text: str) -> Iterator[Finding]:
        # Some have a narrow space to them.
        own = [mark.strip() for mark in paragraph.locale.quotes]
        for found in _QUOTED.finditer(text):
            if found[0][0] in own:
                continue
            outer = text[: found.start()].count(own[0]) > text[: found.start()].count(own[1])
            inside = found[0][1:-1].strip()
            opening, closing = paragraph.locale.quotes[2 * outer : 2 * outer + 2]
            said = rules.quotation_marks_of_another_language(
                paragraph.place(found.start()), _short(inside), f"{opening}…{closing}"
            )
            yield replace(said, correction=Correction(found[0], f"{opening}{inside}{closing}"))


def edited(paragraphs: Iterable[Paragraph], editors: Mapping[str, Editor]) -> Iterator[Finding]:
    """What an editor would mark in the paragraphs of a chapter."""
    read = tuple(paragraphs)
    for paragraph in read:
        if editor := editors.get(paragraph.owner.lang):
            yield from editor.marks(paragraph)
    yield from without_partner(read)


def _short(text: str) -> str:
    said = named(text.replace(OBJECT, "…"))
    return shortened(said)
