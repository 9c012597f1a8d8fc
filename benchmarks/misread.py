"""Measure which misread words are found: python benchmarks/misread.py LANG TEXT [DICTIONARY].

LANG is vi or ne; TEXT a correct text, a paragraph in a line. Half of its paragraphs, told by their
hash, count as seen, the others not. In each half the words pointed at are counted; then one word in
twenty has a tone, a sign or a letter changed at random, as a scanner might, and those pointed at
are counted again. DICTIONARY is a Hunspell word list (.dic).
"""

from __future__ import annotations

import hashlib
import random
import sys
from pathlib import Path

import regex

from rectoverso.assembling import nepali, vietnamese
from rectoverso.assembling.dictionaries import stems
from rectoverso.assembling.passages import passages_of
from rectoverso.assembling.proposals import Proposal

WORD = regex.compile(r"[\p{L}\p{M}]+")
SHARE = 0.05
TONES = ("", "\u0300", "\u0301", "\u0303", "\u0309", "\u0323")
# What a scanner may put for a letter.
VIETNAMESE = dict(
    pair.split(":")
    for pair in """
    a:ăâ ă:aâ â:aă e:êc ê:e o:ôơ ô:oơ ơ:oô u:ưn ư:u d:đ đ:d i:l l:i n:u c:e h:b b:h t:r r:t m:n y:v
    v:y g:q
    """.split()
)
NEPALI = dict(
    pair.split(":")
    for pair in """
    ि:ीे ी:ि ु:ू ू:ु े:ै ै:े ो:ौ ौ:ो व:ब ब:व स:श श:सष ष:शप प:ष घ:ध ध:घ भ:म म:भ थ:य य:थ द:ढ ड:द ट:ठ
    ण:न न:ण र:स ङ:ड
    """.split()
)
LOSABLE = "ािीुूेैोंँ्"


def main() -> None:
    """Print a line for each half."""
    lang, file, *more = sys.argv[1:]
    known = stems(Path(more[0]).read_text("utf-8")) if more else frozenset()
    lines = [line for line in Path(file).read_text("utf-8").split("\n") if line.strip()]
    print("| text | words | false in 100 | errors | found | right one offered |")
    print("|---|---|---|---|---|---|")
    for half, name in enumerate(("not seen", "seen")):
        text = "\n\n".join(line for line in lines if _half(line) == half)
        words = len(WORD.findall(text)) if lang == "vi" else len(text.split())
        false = len(_pointed_at(text, lang, known))
        found, offered, errors = _counted(text, lang, known)
        print(
            f"| {lang}, {name} | {words} | {100 * false / words:.2f} | {errors} | "
            f"{found / errors:.0%} | {offered / errors:.0%} |"
        )


def _half(line: str) -> int:
    return int(hashlib.sha256(line.encode()).hexdigest(), 16) % 2


def _pointed_at(text: str, lang: str, known: frozenset[str]) -> list[Proposal]:
    misread = {"vi": vietnamese.misread, "ne": nepali.misread}[lang]
    return list(misread(text, passages_of(text, lang), known))


def _counted(text: str, lang: str, known: frozenset[str]) -> tuple[int, int, int]:
    """How many changed words are pointed at, for how many the right one is offered, and of all."""
    chance = random.Random(7)
    pieces: list[str] = []
    changed: list[tuple[int, str, str]] = []
    length = done = 0
    for word in WORD.finditer(text):
        if len(word[0]) < 2 or word[0][0].isupper() or chance.random() > SHARE:
            continue
        wrong = (_vietnamese if lang == "vi" else _nepali)(word[0], chance)
        if wrong == word[0]:
            continue
        pieces += [text[done : word.start()], wrong]
        length += word.start() - done
        changed.append((length, word[0], wrong))
        length, done = length + len(wrong), word.end()
    proposed = _pointed_at("".join((*pieces, text[done:])), lang, known)
    found = offered = 0
    for start, right, wrong in changed:
        here = [one for one in proposed if one.start < start + len(wrong) and start < one.end]
        found += bool(here)
        offered += any(right in (one.after, *one.others) for one in here)
    return found, offered, len(changed)


def _vietnamese(word: str, chance: random.Random) -> str:
    toneless, tone = vietnamese._without_tone(word)
    if chance.random() < 0.5:
        other = chance.choice([other for other in TONES if other != tone])
        return vietnamese._with_tone(toneless, other) or word
    changed = _swapped(toneless, VIETNAMESE, chance)
    if chance.random() < 0.2:
        at = chance.randrange(len(toneless))
        changed = toneless[:at] + toneless[at + 1 :]
    return vietnamese._with_tone(changed, tone) or changed


def _nepali(word: str, chance: random.Random) -> str:
    if chance.random() < 0.5 and (changed := _swapped(word, NEPALI, chance)) != word:
        return changed
    places = [at for at, sign in enumerate(word) if sign in LOSABLE]
    if not places:
        return word
    at = chance.choice(places)
    return word[:at] + word[at + 1 :]


def _swapped(word: str, swaps: dict[str, str], chance: random.Random) -> str:
    places = [at for at, sign in enumerate(word) if sign in swaps]
    if not places:
        return word
    at = chance.choice(places)
    return word[:at] + chance.choice(swaps[word[at]]) + word[at + 1 :]


if __name__ == "__main__":
    main()
