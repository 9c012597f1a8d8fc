"""A passage is taken out of a chapter, and put back where it was, or not at all."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rectoverso.app.desk.passages import ChangedMeanwhileError, Passage, passage_at, put_back

CHAPTER = """\
---
title: باغ

lang: fa
---

بند نخست
در دو سطر.

```
کد

هنوز کد
```

بند آخر.
"""


@pytest.mark.parametrize(
    ("line", "passage"),
    [
        (1, Passage(1, "---\ntitle: باغ\n\nlang: fa\n---")),
        (3, Passage(1, "---\ntitle: باغ\n\nlang: fa\n---")),
        (6, Passage(7, "بند نخست\nدر دو سطر.")),
        (8, Passage(7, "بند نخست\nدر دو سطر.")),
        (11, Passage(10, "```\nکد\n\nهنوز کد\n```")),
        (16, Passage(16, "بند آخر.")),
        (99, Passage(16, "بند آخر.")),
    ],
)
def test_a_passage_is_what_stands_between_blank_lines(line, passage):
    assert passage_at(CHAPTER, line) == passage


@given(st.text(alphabet="a \n`~-باغ", max_size=60), st.integers(0, 40))
def test_every_line_of_every_text_is_in_a_passage_of_that_text(text, line):
    taken = passage_at(text, line)

    lines = text.split("\n")
    assert "\n".join(lines[taken.first - 1 : taken.last]) == taken.text


def test_only_the_lines_of_the_passage_are_written(tmp_path):
    path = tmp_path / "01.md"
    path.write_bytes("\ufeff# باغ\r\n\r\nکهنه\r\n\r\nآخر  \r\n".encode())

    put_back(path, 3, 3, Passage(3, "کهنه").digest, "نو\nو تازه")

    assert path.read_bytes() == "\ufeff# باغ\r\n\r\nنو\r\nو تازه\r\n\r\nآخر  \r\n".encode()


@pytest.mark.parametrize("now", ["other\n", "", "a\nold\n"])
def test_what_was_changed_meanwhile_is_not_overwritten(tmp_path, now):
    path = tmp_path / "01.md"
    path.write_text(now)

    with pytest.raises(ChangedMeanwhileError):
        put_back(path, 1, 1, Passage(1, "old").digest, "new")

    assert path.read_text() == now
