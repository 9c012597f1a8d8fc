"""Fonts of the time before Unicode, in which one letter was typed for another: TCVN3, VNI, Preeti.

Their texts are ordinary characters until one knows the font. The tables say which glyph a font has
for a character; how glyphs are joined to letters is told where it is done.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator
from itertools import product

from rectoverso.assembling.changes import Change, Step

# TCVN 5712:1993, third part (“ABC fonts”): capitals with tones come from a second font.
_TCVN3 = dict(
    zip(
        "¡¢£¤¥¦§¨©ª«¬­®µ¶·¸¹»¼½¾ÆÇÈÉÊËÌÎÏÐÑÒÓÔÕÖ×ØÜÝÞßáâãäåæçèéêëìíîïñòóôõö÷øùúûüýþ",
        "ĂÂÊÔƠƯĐăâêôơưđàảãáạằẳẵắặầẩẫấậèẻẽéẹềểễếệìỉĩíịòỏõóọồổỗốộờởỡớợùủũúụừửữứựỳỷỹýỵ",
        strict=True,
    )
)

# VNI-Windows writes a vowel and, behind it, a sign for its mark and tone.
_ACUTE, _GRAVE, _HOOK, _TILDE, _DOT = "\u0301", "\u0300", "\u0309", "\u0303", "\u0323"
_TONES = (_ACUTE, _GRAVE, _HOOK, _TILDE, _DOT)
_VNI_SIGNS = {
    **dict(zip("ùøûõï", _TONES, strict=True)),
    **dict(zip("âáàåãä", ["\u0302", *("\u0302" + tone for tone in _TONES)], strict=True)),
    **dict(zip("êéèúüë", ["\u0306", *("\u0306" + tone for tone in _TONES)], strict=True)),
}
_VNI_ALONE = {
    "ô": "ơ",
    "ö": "ư",
    "í": "í",
    "ì": "ì",
    "æ": "ỉ",
    "ó": "ĩ",
    "ò": "ị",
    "î": "ỵ",
    "ñ": "đ",
}

_PREETI = dict(
    zip(
        "abcdefghijklnopqrstuvwxyz",
        "ब द अ म भ ा न ज ष् व प ि ल य उ त्र च क त ग ख ध ह थ श".split(),
        strict=True,
    )
)
_PREETI |= dict(
    zip(
        "ABCDEFGHIJKLMNOPQRSTUVWXYZ",
        "ब् द्य ऋ म् भ् ँ न् ज् क्ष् व् प् ी ः ल् इ ए त्त च् क् त् ग् ख् ध् ह् थ् श्".split(),
        strict=True,
    )
)
_PREETI |= dict(zip(")!@#$%^&*(", "०१२३४५६७८९", strict=True))
_PREETI |= dict(zip("0123456789", "ण् ज्ञ द्द घ द्ध छ ट ठ ड ढ".split(), strict=True))
_PREETI |= dict(
    zip(
        "`~-_=+[]}\\|;:'\"<.>/?",
        "ञ ञ् ( ) . ं ृ े ै ् ्र स स् ु ू ? । श्र र रु".split(),
        strict=True,
    )
)
_PREETI |= {
    "ˆ": "फ्",
    "ª": "ङ",
    "£": "घ्",
    "‰": "झ्",
    "«": "्र",
    "¿": "रू",
    "å": "द्व",
    "§": "ट्ट",
    "¶": "ठ्ठ",
    "Ë": "ङ्ग",
    "Í": "ङ्क",
    "Î": "ङ्ख",
    "æ": "“",
    "Æ": "”",
    "¥": "र्\u200d",
    "Ù": ";",
    "Ú": "’",
    "Ø": "्य",
    "¢": "द्घ",
    "ß": "द्म",
    "„": "ध्र",
    "¡": "ज्ञ्",
    "Å": "हृ",
    "‹": "ङ्घ",
    "›": "द्र",
    "•": "ड्ड",
    "Ý": "ट्ठ",
    "Ì": "न्न",
    "ç": "ॐ",
    "÷": "/",
    "Ö": "=",
    "km": "फ",
    "em": "झ",
    "pm": "ऊ",
    "Qm": "क्त",
    "qm": "क्र",
    "O{": "ई",
}
_PREETI_GLYPH = re.compile("|".join(map(re.escape, sorted(_PREETI, key=len, reverse=True))) + "|{")
_CLUSTER = "(?:[क-ह]़?्)*[क-ह]़?"
# What one sign is that a font puts together from pieces, in order.
_JOINED = (
    (re.compile("्ा"), ""),
    (re.compile("ि((?:[क-ह]़?्)*[क-ह]़?(?:्र|्य)?)"), r"\1ि"),
    (re.compile(f"({_CLUSTER})([ािीुूृेैोौंँ]*){{"), r"र्\1\2"),
    (re.compile("अा"), "आ"),
    (re.compile("[आा]े"), lambda at: "ओ" if at[0][0] == "आ" else "ो"),
    (re.compile("[आा]ै"), lambda at: "औ" if at[0][0] == "आ" else "ौ"),
    (re.compile("एे"), "ऐ"),
)


def from_tcvn3(text: str) -> Step:
    """The letters of a text that was typed in a TCVN3 font."""
    return tuple(
        Change(at, sign, _TCVN3[sign], "tcvn3") for at, sign in enumerate(text) if sign in _TCVN3
    )


def from_vni(text: str) -> Step:
    """The letters of a text that was typed in a VNI-Windows font."""
    return tuple(
        Change(found.start(), found[0], _vni_letter(found[0]), "vni")
        for found in _VNI.finditer(text)
    )


def _vni_letters() -> Iterator[str]:
    for vowel, sign in product("aeouyôö", _VNI_SIGNS):
        if vowel in "aeo" or sign in "ùøûõï":
            yield vowel + sign
    yield from _VNI_ALONE


def _vni_letter(typed: str) -> str:
    small = typed.lower()
    base = _VNI_ALONE.get(small[0], small[0])
    letter = unicodedata.normalize("NFC", base + _VNI_SIGNS.get(small[1:], ""))
    return letter.upper() if typed[0].isupper() else letter


_VNI = re.compile(
    "|".join(sorted(_vni_letters(), key=len, reverse=True)),
    re.IGNORECASE,
)


def from_preeti(text: str) -> Step:
    """The letters of a text that was typed in the font Preeti: a change for each word."""
    return tuple(
        Change(word.start(), word[0], letters, "preeti")
        for word in re.finditer(r"\S+", text)
        if (letters := _preeti_word(word[0])) != word[0]
    )


def _preeti_word(typed: str) -> str:
    word = _PREETI_GLYPH.sub(lambda glyph: _PREETI.get(glyph[0], glyph[0]), typed)
    for pattern, joined in _JOINED:
        word = pattern.sub(joined, word)
    return word


FONTS: dict[str, Callable[[str], Step]] = {
    "TCVN3": from_tcvn3,
    "VNI": from_vni,
    "Preeti": from_preeti,
}
