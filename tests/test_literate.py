"""The reader of literate fixtures."""

import pytest

from tests.literate import examples


def test_an_example_has_a_title_a_text_and_what_comes_of_it(tmp_path):
    path = tmp_path / "X101.md"
    path.write_text("One\n.\na\n\nb\n.\nc\nd\n.\n\nTwo\n.\na\n=== b.md\nc\n.\n.\n", "utf-8")

    one, two = examples(path)

    assert (one.title, one.text, one.expected, str(one)) == ("One", "a\n\nb\n", "c\nd", "X101: One")
    assert (two.files("01.md"), two.expected) == ({"01.md": "a\n", "b.md": "c\n"}, "")


def test_an_example_without_its_last_full_stop_is_no_example(tmp_path):
    path = tmp_path / "X101.md"
    path.write_text("One\n.\na\n.\nb\n", "utf-8")

    with pytest.raises(ValueError, match="from line 1 on lacks a full stop"):
        examples(path)
