"""One word for a row of words: pandoc reads less, and everything comes out as it would have."""

from unittest.mock import patch

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from rectoverso.model.source import Source
from rectoverso.reading import standins
from rectoverso.reading.markup import parse
from rectoverso.reading.standins import EYES, filled, shortened

WORDS = st.sampled_from(
    ["نیم‌فاصله", "कर्म", "Tiếng", "word", "و", "a", "Mr", "Table", "12", "đến.", "M."]
)
ROWS = st.lists(WORDS, min_size=1, max_size=9).map(" ".join)
SIGNS = st.sampled_from(
    [
        *("\n", "\n\n", " ", "    ", "*", "**", "_", "`", "~", "^", '"', "'", "[", "]", "{", "}"),
        *("(", ")", "# ", "- ", "1. ", "a. ", ": ", "> ", "::: {.x}\n", ":::\n", "---\n", "...\n"),
        *("[^1]", "[^1]: ", "^[", "@sec-a", "[x]{.index}", "](#sec-a)", "](a b c d.md)", "{++"),
        *("++}", "Table: ", "[a b c d]", "[a b c d]: ", ". ", "، ", "؟ ", "--- --- ---\n", "| "),
        *(
            ", ",
            "; ",
            ": ",
            "! ",
            "! [",
            "[@sec-a, a b; c d @b]",
            "[see a b; c d @sec-a, p. 3 a b]",
        ),
    ]
)


def not_at_all(text):
    return text, ()


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.lists(ROWS | ROWS | SIGNS, max_size=30).map("".join))
def test_a_chapter_is_read_as_if_every_word_had_been(text):
    source = Source("01.md", text)

    read = parse(source)

    with patch.object(standins, "shortened", not_at_all):
        assert read == parse(source)


@pytest.mark.parametrize(
    ("text", "rows"),
    [
        ("Shahr-e to. Dar in shahr mardom budand. Va to.", ("Dar in shahr mardom budand. Va",)),
        ("در این شهر مردم می‌آیند، و کسی نمی‌داند چرا.", ("این شهر مردم می‌آیند، و کسی نمی‌داند",)),
        ("We call Dr. Who and Mr. Hyde and Prof. Higgins in.", ("Who and", "Hyde and")),
        ("[see one two three; two three four five @sec-a]", ("one two", "two three four")),
        ("one two three\nfour five six seven", ("five six",)),
        ("one *two three four* five", ()),
        ("one two three four `five`\n\na | b c d e", ("two three",)),
    ],
)
def test_words_at_the_ends_of_rows_stay(text, rows):
    short, left_out = shortened(text)

    assert left_out == rows
    assert filled(short, left_out) == text


@pytest.mark.parametrize(
    "text",
    [
        "We go on [one two three four] here.\n\n[one two three four]: https://example.org",
        "-----  -----\none two three four five\n\nsix seven eight nine ten\n-----  -----",
        f"one two three {EYES} four five six",
    ],
)
def test_texts_in_which_words_have_a_meaning_or_a_place_are_left_alone(text):
    assert shortened(text) == (text, ())


def test_a_warning_names_the_place_in_the_text_itself():
    source = Source("01.md", "Here are ten words that stand in a row [^1] here.\n\n::: {.x}\n")

    said = [str(finding.span) for finding in parse(source, "en").findings]

    with patch.object(standins, "shortened", not_at_all):
        assert said == [str(finding.span) for finding in parse(source, "en").findings]
    assert "01.md:1:40" in said
