"""Tell Vietnamese syllables from what cannot be one: onset, rime and tone have a grammar.

Sources: the spelling rules of the Ministry of Education of Viet Nam (1980, 2003); Thompson, “A
Vietnamese Reference Grammar”, chapter 3.
"""

from __future__ import annotations

import unicodedata
from functools import cache

from rectoverso.assembling.proposals import DATA

ONSETS = tuple(
    sorted(
        "ngh ng nh gh gi kh ph qu th tr ch b c d đ g h k l m n p r s t v x".split(),
        key=len,
        reverse=True,
    )
)
RIMES = frozenset(
    """
    a ac ach ai am an ang anh ao ap at au ay ăc ăm ăn ăng ăp ăt âc âm ân âng âp ât âu ây
    e ec em en eng eo ep et ê êch êm ên ênh êp êt êu i ia ich iêc iêm iên iêng iêp iêt iêu im in inh
    ip it iu o oa oac oach oai oam oan oang oanh oao oap oat oay oăc oăm oăn oăng oăt oc oe oen oeo
    oet oi om on ong ooc oong op ot ô ôc ôi ôm ôn ông ôp ôt ơ ơi ơm ơn ơp ơt u ua uân uâng uât uây
    uc uê uêch uên uênh uêt ui um un ung uôc uôi uôm uôn uông uôt up ut uơ uy uya uych uyên uyêt
    uynh uyn uyt uyu uych ư ưa ưc ưi ưm ưn ưng ươc ươi ươm ươn ương ươp ươt ươu ưt ưu
    y ych yêm yên yêng yêt yêu ynh yn yt
    """.split()
)
_STOPS = ("c", "ch", "p", "t")
_TONES = {"\u0300", "\u0301", "\u0303", "\u0309", "\u0323"}
_OF_STOPS = {"\u0301", "\u0323"}
_KEYS = {"\u0300": "f", "\u0301": "s", "\u0309": "r", "\u0303": "x", "\u0323": "j"}


@cache
def is_syllable(word: str) -> bool:
    """Whether a word in small letters can be a Vietnamese syllable.

    One that ends in c, ch, p or t has the tone sắc or nặng.
    """
    apart = unicodedata.normalize("NFD", word)
    tones = [mark for mark in apart if mark in _TONES]
    plain = unicodedata.normalize("NFC", "".join(mark for mark in apart if mark not in _TONES))
    if len(tones) > 1:
        return False
    for onset in ("", *ONSETS):
        if plain.startswith(onset) and _fits(onset, plain[len(onset) :]):
            rime = plain[len(onset) :]
            if rime.endswith(_STOPS):
                return bool(tones) and tones[0] in _OF_STOPS
            return True
    return False


@cache
def is_used(word: str) -> bool:
    """Whether a syllable in small letters is one of those that Vietnamese words are made of.

    Its grammar allows twice as many.
    """
    apart = unicodedata.normalize("NFD", word)
    tone = next((_KEYS[mark] for mark in apart if mark in _KEYS), "z")
    plain = unicodedata.normalize("NFC", "".join(mark for mark in apart if mark not in _KEYS))
    cuts = [(onset, plain[len(onset) :]) for onset in ("", *ONSETS) if plain.startswith(onset)]
    if plain.startswith("gi"):
        cuts.append(("gi", plain[1:]))  # its i is the rime's, too: gì, gìn, giết
    return any(tone in _used().get(cut, "") for cut in cuts)


@cache
def _used() -> dict[tuple[str, str], str]:
    """The tones of each onset and rime in use, by the keys that type them."""
    used = {}
    for line in (DATA / "vi.syllables").read_text("utf-8").splitlines():
        rime, *onsets = line.split(" ")
        if rime != "//":
            for onset in onsets:
                letters, _, tones = onset.partition(".")
                used[letters.strip("-"), rime] = tones
    return used


def _fits(onset: str, rime: str) -> bool:
    if onset == "gi" and rime in ("", "n", "m", "êng", "êc", "êt"):
        return True
    if onset == "qu":
        return rime in RIMES or f"u{rime}" in RIMES
    if onset in ("k", "gh", "ngh") and rime[:1] not in ("i", "e", "ê", "y"):
        return False
    if onset in ("c", "g", "ng") and rime[:1] in ("i", "e", "ê", "y") and rime != "i":
        return False
    return rime in RIMES


def marked(word: str) -> bool:
    """Whether a word has any mark beyond ASCII."""
    return not word.isascii()
