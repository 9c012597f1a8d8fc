"""Turn what was done to one paragraph in Word into editors' marks at its place in the chapter."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import partial

from rectoverso.app.word.spelling import (
    Patch,
    UnplacedError,
    deletion,
    insertion,
    spelt,
    substitution,
)
from rectoverso.app.word.spots import Places
from rectoverso.model.leaves import Enclosure
from rectoverso.reading.word.letters import PARAGRAPH, Hand, Letter

Group = tuple[int, int, Hand]  # the first letter, the one behind the last, whose doing


class Paragraph(Places):
    """A paragraph of the chapter file, and how what was done to it is said there."""

    # --- What was done within the paragraph ------------------------------------------------

    def patches(self) -> list[Patch]:
        """The marks within the paragraph.

        What has no place is taken out of what was done, and told in `failed`.
        """
        settled = self.edits.settled
        gone = {n: hand for n, hand in self.edits.gone.items() if n not in settled}
        put = {number: list(letters) for number, letters in self.edits.put.items()}
        found: list[Patch] = [*self.edits.decisions]
        for one, (first, last) in self.holds.items():
            if one.whole:
                taken, added = self._whole_change(first, last, gone, put)
                if taken or added:
                    found += self._tried(partial(self._whole, one, first, last), taken, added)
                    gone = {n: hand for n, hand in gone.items() if n not in taken}
                    put = {n: letters for n, letters in put.items() if n not in added}
        for first, last, hand in self._groups(gone, put):
            place, new = self._replacing(first, last, hand, put)
            span = range(first, last)
            found += self._tried(
                partial(self._taken, first, last, hand, new),
                [*span],
                [place] if new else [],
            )
        for number, letters in put.items():
            found += self._tried(
                partial(self._put_in, number, letters),
                [],
                [number],
            )
        return found

    def _tried(
        self, made: Callable[[], Iterable[Patch]], gone: Sequence[int], put: Sequence[int]
    ) -> list[Patch]:
        """The patches of one change; none, if it has no place."""
        try:
            found = list(made())
            if any(p.start < end and start < p.end for p in found for start, end in self.marked):
                raise UnplacedError
        except UnplacedError:
            edits = self.edits
            old = "".join(self.leaf.text[number] for number in gone)
            letters = [one for number in put for one in edits.put[number]]
            hand = edits.gone[gone[0]] if gone else letters[0].inserted or Hand()
            self.failed.append((old, "".join(one.text for one in letters), hand))
            for number in gone:
                del edits.gone[number]
            for number in put:
                del edits.put[number]
            return []
        return found

    def _whole_change(
        self, first: int, last: int, gone: Mapping[int, Hand], put: Mapping[int, list[Letter]]
    ) -> tuple[list[int], list[int]]:
        """What was done in code or a formula: letters taken out, places where some were put in.

        What is put beside letters that were taken out takes their place.
        """
        taken = [number for number in range(first, last) if number in gone]
        added = [number for number in range(first + 1, last) if number in put]
        ends = [n for n in (first, last) if n in put and (n in taken or n - 1 in taken)]
        return taken, added + ends

    def _whole(self, one: Enclosure, first: int, last: int) -> Iterator[Patch]:
        """Code or a formula that was changed."""
        gone, put = self.edits.gone, self.edits.put
        taken, added = self._whole_change(first, last, gone, put)
        hand = gone[taken[0]] if taken else put[added[0]][0].inserted or Hand()
        new = ""
        for number in range(first, last + 1):
            if number in added:
                new += "".join(letter.text for letter in put[number])
            if number < last and number not in gone:
                new += self.leaf.text[number]
        old = self.text[one.start : one.end]
        new = new.strip()  # `$ a $` is no formula
        if PARAGRAPH in new or "`" in new or "$" in new:
            raise UnplacedError
        shut = f"{self.text[one.start : one.first]}{new}{self.text[one.last : one.end]}"
        said = substitution(old, shut, hand) if new else deletion(old, hand)
        yield Patch(one.start, one.end, said)

    def _groups(self, gone: dict[int, Hand], put: dict[int, list[Letter]]) -> Iterator[Group]:
        """The letters that one hand took out in a row; what was put between parts them."""
        numbers = sorted(gone)
        at = 0
        while at < len(numbers):
            end = at + 1
            while (
                end < len(numbers)
                and numbers[end] == numbers[end - 1] + 1
                and gone[numbers[end]] == gone[numbers[at]]
                and numbers[end] not in put
            ):
                end += 1
            yield numbers[at], numbers[end - 1] + 1, gone[numbers[at]]
            at = end

    def _taken(self, first: int, last: int, hand: Hand, new: Sequence[Letter]) -> Iterator[Patch]:
        """Letters that were taken out, with what the same hand put in their place."""
        for number, (start, stop) in enumerate(self._stretches(first, last, bool(new))):
            old = self.text[start:stop]
            if new and not number:
                looks = self.runs[first].looks
                said = spelt(new, self.note, looks, in_row=self.in_row)
                yield Patch(start, stop, substitution(old, said, hand))
            else:
                yield Patch(start, stop, deletion(old, hand))

    def _replacing(
        self, first: int, last: int, hand: Hand, put: dict[int, list[Letter]]
    ) -> tuple[int, list[Letter]]:
        """What the hand that took letters out put in their place, and where it stands."""
        for number in (last, first):
            letters = put.get(number, [])
            mine = letters and all(
                one.text != PARAGRAPH and one.inserted == hand for one in letters
            )
            if mine:
                return number, put.pop(number)
        return first, []

    def _stretches(self, first: int, last: int, replaced: bool) -> list[tuple[int, int]]:
        """Where the letters are written, with the markup that stands round nothing else."""
        stretches = {self.extents[number] for number in range(first, last)}
        whole = {self.extents[n] for n in (first - 1, last) if 0 <= n < self.size}
        if (-1, -1) in stretches or stretches & whole:
            raise UnplacedError
        for one, held in self.holds.items():
            inside = first <= held[0] and held[1] <= last
            if inside and not (replaced and held == (first, last)):
                stretches.add((one.start, one.end))
        merged: list[tuple[int, int]] = []
        for start, end in sorted(stretches):
            if merged and start <= merged[-1][1]:
                merged[-1] = merged[-1][0], max(end, merged[-1][1])
            else:
                merged.append((start, end))
        return merged

    @property
    def in_row(self) -> bool:
        """Whether this is in a table, whose bars part cells."""
        return self.leaf.style == "Cell"

    def _put_in(self, number: int, letters: list[Letter]) -> Iterator[Patch]:
        """Letters that were put in, those of each hand as a mark."""
        if any(one.text == PARAGRAPH for one in letters):
            yield from self._paragraphs(number, letters)
            return
        while letters:
            hand = letters[0].inserted
            count = next((n for n, one in enumerate(letters) if one.inserted != hand), len(letters))
            yield self._inline(number, letters[:count])
            letters = letters[count:]

    def _inline(self, number: int, letters: Sequence[Letter]) -> Patch:
        looks = letters[0].looks
        at = self.place(number, looks)
        inside = number and at == self.extents[number - 1][1]
        around = self.runs[number - 1].looks if inside else frozenset()
        said = spelt(letters, self.note, around, beginning=not number, in_row=self.in_row)
        return Patch(at, at, insertion(said, letters[0].inserted or Hand()))

    # --- New paragraphs --------------------------------------------------------------------

    def _paragraphs(self, number: int, letters: list[Letter]) -> Iterator[Patch]:
        start, end = self.leaf.extent
        if self.leaf.fixed or start < 0:
            raise UnplacedError
        hand = letters[0].inserted or Hand()
        pieces: list[list[Letter]] = [[]]
        for one in letters:
            pieces[-1].append(one)
            if one.text == PARAGRAPH:
                pieces.append([])
        if number == 0 and pieces[-1] == [] and self.size:
            before = "".join(
                f"{''.join(self._block(piece, piece[0])[1:])}\n\n"
                for piece in pieces[:-1]
                if piece[:-1]
            )
            if "\n" in self.text[end:start] or self._quoted or self.leaf.item:
                raise UnplacedError
            yield Patch(start, start, insertion(before, hand))
            return
        heads = [piece[-1] for piece in pieces[:-1]]
        first = [one for one in pieces[0] if one.text != PARAGRAPH]
        said = ""
        for place, piece in enumerate(pieces[1:], 1):
            kind = piece[0] if piece else (heads[place] if place < len(heads) else heads[-1])
            words = [one for one in piece if one.text != PARAGRAPH]
            if words or (place == len(pieces) - 1 and number < self.size):
                said += "".join(self._block(words, kind)) if words else self._break(kind)
        at = self.place(number) if number < self.size or not self.size else end
        head = spelt(first, self.note)
        if self.leaf.style.startswith("Heading") and at == end and said.startswith("\n\n"):
            # A mark behind the attributes of a heading would be text.
            if first or self.text[end : end + 1] != "\n":
                raise UnplacedError
            yield Patch(end + 1, end + 1, insertion(f"{said[1:]}\n", hand))
            return
        yield Patch(at, at, insertion(f"{head}{said}", hand))

    @property
    def _quoted(self) -> str:
        """What stands before the paragraph in its line: the signs of quotations, blanks."""
        start = self.leaf.extent[0]
        return self.text[self.text.rfind("\n", 0, start) + 1 : start]

    def _break(self, kind: Letter) -> str:
        return "".join(self._block([], kind)[:2])

    def _block(self, letters: Sequence[Letter], kind: Letter) -> tuple[str, str, str]:
        """A new paragraph: what parts it from the one before, what it begins with, its words."""
        prefix, style = self._quoted, kind.kind.style
        said = [one for one in letters if one.text != PARAGRAPH]
        words = self.moved.get("".join(one.text for one in said), "")
        words = words or spelt(said, self.note, beginning=True)
        if self.leaf.style == "FootnoteText":
            if not self.text.startswith(("[^", "    "), self.leaf.extent[0] - len(prefix)):
                raise UnplacedError
            return "\n\n", "    ", words
        if self.leaf.item and kind.kind.listed:
            marker = re.match(
                r"(?:[-*+]|\(?[\w#]{1,3}[.)])[ \t]+", self.text[self.leaf.extent[0] :]
            )
            if not marker or kind.kind.level != self.leaf.item.depth:
                raise UnplacedError
            return "\n", f"{prefix}{marker[0]}", words
        if self.leaf.item:
            prefix = prefix.rstrip(" \t")
        heading = re.search(
            r"^(?:heading|head|h|titre|überschrift)\D*([1-6])$", style, re.IGNORECASE
        )
        sign = f"{'#' * int(heading[1])} " if heading else ""
        if kind.kind.listed:
            sign = "* "
        elif style.lower() in ("quote", "quotations") and self.leaf.style != "Quote":
            sign = "> "
        return f"\n{prefix.rstrip()}\n", f"{prefix}{sign}", words
