"""Spell labels so that pandoc takes them whole, in any script and behind any letter.

Pandoc's labels and keys are made of letters and digits (Unicode's L and N): नेपाली ends for it at
its first vowel sign, نیم‌فاصله at its half-space, and no reference begins right behind a letter,
where Arabic and Hebrew write their prefixes: و@tbl-x. So what it would stumble over is written in
letters that nobody uses, and read back in its answer. So is an Arabic prefix before a straight
quotation mark, which would be taken for a closing one: و"الحبر".
"""

from __future__ import annotations

from unicodedata import normalize

import regex

# What a label begins with tells a reference from a citation.
KINDS = ("sec-", "fig-", "tbl-", "eq-", "part-", "note-")

# A letter of one old Slavonic manuscript, and a sign of nobody's.
EYES, GAP = "\N{CYRILLIC LETTER MULTIOCULAR O}", "\uf8fe"
_KIND = "|".join(KINDS)
_LABEL = regex.compile(rf"\{{#\K[^\s{{}}]+|@(?:{_KIND})\K[\w\p{{M}}\u200c\u200d:.#$%&+?<>~/-]+")
# A half-space behind an ASCII letter parts the label from an ending: @fig-map‌ها.
_STUMBLING = regex.compile(r"\p{M}|(?<![\x00-\x7f])[\u200c\u200d]")
_BEHIND_A_LETTER = regex.compile(rf"(?V1)(?<=[\p{{L}}--\p{{Latin}}])@(?={_KIND})")
# Hebrew has the same letters before a mark in its abbreviations, and closes as it opens.
_QUOTED = regex.compile(
    r"""(?<![\w"“«])[وف]?(?:[بكل]|لل|[بك]?ال)?ـ?\K(?<=[\p{Arabic}ـ])"(?=\p{L})"""
)
_SPELT = regex.compile(f"{EYES}([0-9a-f]+){EYES}|{GAP}")


def composed(label: str) -> str:
    """A label, or a key, as it is compared: its letters composed (UAX #15: NFC), as most are."""
    return normalize("NFC", label)


def spelt(text: str) -> str:
    """A text as pandoc understands it; the same text, where it would not stumble."""
    if EYES in text or GAP in text:
        return text
    text = _BEHIND_A_LETTER.sub(f"{GAP}@", text)
    text = _QUOTED.sub(f'{GAP}"', text) if '"' in text else text
    return str(_LABEL.sub(lambda label: _STUMBLING.sub(_eyed, label[0]), text))


def _eyed(sign: regex.Match[str]) -> str:
    return f"{EYES}{ord(sign[0]):x}{EYES}"


def restored(answer: str) -> str:
    """What pandoc answers to a spelt text, with the signs of the text itself."""
    return str(_SPELT.sub(lambda found: chr(int(found[1], 16)) if found[1] else "", answer))
