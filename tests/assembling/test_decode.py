"""Bytes become text: the encodings of old files, told by their words; what is no text."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rectoverso.assembling import legacy
from rectoverso.assembling.changes import carried_out
from rectoverso.assembling.decode import UndecodableError, decoded

FA = "در این سال او به شهر خود بازگشت و با کارگران بود. این کتاب از آن زمان است و هم اکنون چاپ شد."
VI = "Những người thợ của thành phố đã họp lại và không có một người nào được đi đến đó với họ."


@pytest.mark.parametrize("codec", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be"])
def test_unicode_is_read_with_and_without_its_mark(codec):
    data = f"{VI}\n{VI}\n".encode(codec)

    read = decoded(data)

    assert (read.text, read.bytes()) == (f"{VI}\n{VI}\n", data)


def test_windows_1256_is_told_by_persian_words():
    data = FA.translate(str.maketrans("یک", "يك")).encode("cp1256")

    read = decoded(data)

    assert (read.encoding, read.text[:13], read.bytes()) == ("windows-1256", "در اين سال او", data)


AR = "قال الرجل في البيت إن كل الناس كانوا على الأرض مع من كان هناك في ذلك اليوم من هذا العام"


@pytest.mark.parametrize("codec", ["windows-1256", "iso-8859-6"])
def test_the_two_arabic_code_pages_are_told_apart(codec):
    read = decoded(AR.encode(codec))

    assert (read.encoding, read.text, read.bytes()) == (codec, AR, AR.encode(codec))


def in_1258(text):
    """Vietnamese as windows-1258 has it: the tone behind the letter."""
    letters = []
    for letter in text:
        base, *marks = unicodedata.normalize("NFD", letter)
        own = [mark for mark in marks if mark in "\u0302\u0306\u031b"]
        letters.append(unicodedata.normalize("NFC", base + "".join(own)))
        letters += [mark for mark in marks if mark not in own]
    return "".join(letters).encode("cp1258")


def test_windows_1258_is_told_by_vietnamese_words():
    read = decoded(in_1258(VI))

    assert read.encoding == "windows-1258"
    assert unicodedata.normalize("NFC", read.text) == VI


def typed(text, letters):
    """A text as somebody typed it in an old font."""
    return "".join(letters.get(sign, sign) for sign in text)


TCVN3 = {letter: sign for sign, letter in legacy._TCVN3.items()}
VNI = {legacy._vni_letter(sign): sign for sign in legacy._vni_letters()}


@pytest.mark.parametrize(("font", "letters"), [("TCVN3", TCVN3), ("VNI", VNI)])
@pytest.mark.parametrize("codec", ["latin-1", "utf-8"])
def test_fonts_of_vietnam_are_told_by_the_words_they_make(font, letters, codec):
    data = typed(VI, letters).encode(codec)

    read = decoded(data)

    assert (read.encoding, read.text, read.bytes()) == (font, VI, data)
    assert 0.5 < read.confidence < 1


def test_preeti_becomes_devanagari():
    data = b"g]kfnsf] /fhwfgL sf7df08\" xf] . p;n] eft vfof] . d 3/df 5' . ljZjljBfnosf] sfo{qmd"

    read = decoded(data)

    assert read.encoding == "Preeti"
    assert read.text == (
        "नेपालको राजधानी काठमाण्डू हो । उसले भात खायो । म घरमा छु । विश्वविद्यालयको कार्यक्रम"
    )
    assert read.bytes() == data


def test_the_letters_of_vni_stand_for_both_cases():
    assert carried_out("VIEÄT Vieät ÑÖÔØNG", legacy.from_vni("VIEÄT Vieät ÑÖÔØNG")) == (
        "VIỆT Việt ĐƯỜNG"
    )


def test_english_is_not_taken_for_an_old_font():
    text = "The keys of the house; and it was not: that is for him, in the [old] book of [rules]."

    assert decoded(text.encode()).encoding == "UTF-8"


def test_what_is_no_text_is_said_to_be_none():
    with pytest.raises(UndecodableError) as trouble:
        decoded(bytes(range(256)) * 40)

    assert trouble.value.kind == "binary"


def test_a_text_in_two_encodings_is_told_with_its_line():
    with pytest.raises(UndecodableError) as trouble:
        decoded(f"{FA}\n".encode() + FA.translate(str.maketrans("یک", "يك")).encode("cp1256"))

    assert (trouble.value.kind, trouble.value.line) == ("mixed", 2)


@given(st.binary(max_size=400))
def test_whatever_is_read_gives_its_bytes_back(data):
    try:
        read = decoded(data)
    except UndecodableError:
        return
    assert read.bytes() == data
