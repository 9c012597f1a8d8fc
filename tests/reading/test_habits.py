"""Files of habits: what editors of each language look for."""

from pathlib import Path

import pytest

from rectoverso.model.habits import Choice, Habits
from rectoverso.reading.editing import Editor
from rectoverso.reading.habits import read_habits
from rectoverso.reading.locales import read_locales

STYLES = Path("styles")


def own(tmp_path, text):
    folder = tmp_path / "styles"
    (folder / "habits").mkdir(parents=True)
    (folder / "habits/xx.toml").write_text(text, "utf-8")
    return folder


def test_every_language_that_comes_with_us_has_habits_and_nothing_is_wrong_in_them():
    habits, findings = read_habits([STYLES])

    assert findings == ()
    assert habits.keys() == read_locales([STYLES])[0].keys()


@pytest.mark.parametrize("lang", sorted(read_habits([STYLES])[0]))
def test_of_two_ways_each_is_another_and_no_choice_is_made_twice(lang):
    for choice in read_habits([STYLES])[0][lang].choices:
        ways = [way for pair in choice.pairs for way in pair]
        assert len(ways) == len(set(ways))


def test_a_project_has_habits_of_its_own(tmp_path):
    text = 'signs = { "," = "·" }\n[[choice]]\nwhat = "e"\npairs = [["e", "é"]]\nbehind = "x"\n'

    habits, findings = read_habits([own(tmp_path, text), STYLES])

    assert findings == ()
    choice = Choice("e", (("e", "é"),), "", "x")
    assert habits["xx"] == Habits({",": "·"}, choices=(choice,))
    assert "fa" in habits


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("signs = ", "styles/habits/xx.toml:1:7: error[M102]"),
        ("sings = {}\n", "styles/habits/xx.toml:1:1: error[M103]"),
        ('[[choice]]\nwhat = "a"\npairs = ["a"]\n', "styles/habits/xx.toml:3:1: error[M105]"),
        ('[[half-space]]\nfirst = "("\n', "styles/habits/xx.toml:2:1: error[M105]"),
        ("words-a-minute = -1\n", "styles/habits/xx.toml:1:1: error[M105]"),
    ],
)
def test_what_is_wrong_in_a_file_of_habits_is_told_at_its_place(tmp_path, text, said):
    habits, (finding,) = read_habits([own(tmp_path, text)])

    assert str(finding).startswith(said)
    assert Editor(habits["xx"]).habits == habits["xx"]
