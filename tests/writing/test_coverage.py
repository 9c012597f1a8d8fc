"""A letter that no declared face has is found, named and placed."""

import pytest

from tests.books import book


def lacking(files, **settings):
    """Place, letter and families of each finding about a face."""
    said = [line for line in book(files, **settings).findings if "[F101]" in line]
    return [line.partition(" is set in;")[0].replace(" error[F101]", "") for line in said]


def test_text_in_the_letters_of_its_language_lacks_nothing():
    assert lacking("# A\n\nÉté, [قصه‌ها و «نان»]{lang=fa}, [पुर्‍याउँछ]{lang=ne}.\n") == []


def test_pronunciations_can_be_written_in_every_language():
    assert (
        lacking("# A\n\nˈsəʊvɪət, [ˈtɪɡə ʃʌɡ]{lang=fa}, [ŋ ɲ ʔ ɛ̃]{lang=ne}, [ʒɔ̃ ʁ]{lang=vi}.\n")
        == []
    )


def test_a_letter_is_named_where_it_stands_first():
    assert lacking("# A\n\nOne *two\nthree* ᚠ four ᚠ.\n") == [
        "chapters/01.md:4:8: “ᚠ” (RUNIC LETTER FEHU FEOH FE F) is not in “Literata”, "
        "“Noto Sans”, “Noto Sans Symbols 2” or “Noto Sans Math”, which “en”"
    ]


def test_a_letter_is_reported_once_for_each_language_that_lacks_it():
    said = lacking("# A\n\nᚠ ᚠ [ᚠ]{lang=fa}\n\n::: {lang=fa}\nᚠ\n:::\n")

    assert [line.partition(": ")[0] for line in said] == [
        "chapters/01.md:3:1",
        "chapters/01.md:3:6",
    ]
    assert [line.rpartition(" ")[2] for line in said] == ["“en”", "“fa”"]


def test_a_listing_is_looked_up_in_the_faces_for_listings():
    (said,) = lacking("# A\n\nText `x ᚠ`.\n")

    assert said.startswith("chapters/01.md:3:9: “ᚠ” (RUNIC LETTER FEHU FEOH FE F) is not in “Noto ")
    assert "“Noto Sans Mono”" in said


def test_a_word_in_another_script_is_reported_as_a_word_with_the_language_that_has_it():
    said = book("# A\n\nThe کتاب‌های نو, twice: کتاب‌های نو.\n").findings

    assert said == [
        "chapters/01.md:3:5: error[F101] “\N{FIRST STRONG ISOLATE}کتاب‌های نو"
        "\N{POP DIRECTIONAL ISOLATE}” (ARABIC LETTER KEHEH and 7 more) is not in “Literata”, "
        "“Noto Sans”, “Noto Sans Symbols 2” or “Noto Sans Math”, which “en” is set in; "
        "say what language it is, "
        "such as [\N{FIRST STRONG ISOLATE}کتاب‌های نو\N{POP DIRECTIONAL ISOLATE}]{lang=ar}"
    ]


def test_the_languages_of_the_book_come_first_when_one_is_proposed():
    (said,) = book(
        {"01.md": "# A\n\nThe کتاب.\n", "02.md": "---\ntitle: ب\nlang: fa\n---\n\nب\n"}
    ).findings

    assert said.endswith("]{lang=fa}")


@pytest.mark.parametrize(
    ("files", "place"),
    [
        ({"01.md": "---\ntitle: A ᚠ\n---\n\nText.\n"}, "chapters/01.md:2:10"),
        ({"01.md": "# A\n\nText.[^1]\n\n[^1]: A ᚠ\n"}, "chapters/01.md:5:9"),
        ({"01.md": "# A\n\n| a | ᚠ |\n|---|---|\n| b | c |\n"}, "chapters/01.md:3:7"),
        ({"01.md": "# A\n\nText.[]{.index entry='ᚠ'}\n"}, "chapters/01.md:3:23"),
        ({"01.md": "# A\n\n::: verse\n| a ᚠ\n:::\n"}, "chapters/01.md:4:5"),
    ],
    ids=["title", "note", "table", "index mark", "verse"],
)
def test_every_kind_of_text_is_looked_at(files, place):
    assert [line.partition(": ")[0] for line in lacking(files)] == [place]


def test_the_words_of_the_settings_and_of_the_glossary_are_looked_at():
    term = '[[term]]\nkey = "b"\nterm = "b"\ndefinition = "A ᛒ."\ntranslations = { fa = "ᚢ" }\n'
    files = {"01.md": "# A\n\nA b.\n", "glossary.toml": term}

    assert [line.partition(" (")[0] for line in lacking(files, subtitle="A ᚠ")] == [
        "chapters/book.toml:1:1: “ᚠ”",
        "chapters/glossary.toml:1:1: “ᚢ”",
        "chapters/glossary.toml:4:17: “ᛒ”",
    ]


def test_what_cannot_be_seen_lacks_no_glyph():
    joiners = "\N{ZERO WIDTH JOINER}\N{ZERO WIDTH NON-JOINER}\N{SOFT HYPHEN}\N{WORD JOINER}"

    assert lacking(f"# A\n\nText{joiners} and\N{NO-BREAK SPACE}text\N{THIN SPACE}too.\n") == []
