"""Asking pandoc: many texts at once, warnings with the text they belong to, texts it chokes on."""

from rectoverso.model.source import Source
from rectoverso.reading import dialogue
from rectoverso.reading.markup import parse
from rectoverso.reading.nearest import either, nearest, nearest_language
from rectoverso.reading.pandoc import SHARE, Answer, ask, listen

# Each bracket could begin a link, and pandoc tries every pairing.
ENDLESS = "[" * 3000 + " a"


def words(answer: Answer) -> list[str]:
    """The kinds of the blocks of an answer, with the first word of each."""
    return [f"{block['t']} {_first(block['c'])}" for block in answer.blocks or ()]


def _first(content: object) -> str:
    if isinstance(content, dict):
        return content["c"] if content["t"] == "Str" else _first(content.get("c"))
    if isinstance(content, list):
        return next((found for item in content if (found := _first(item))), "")
    return ""


def test_answers_stand_in_the_order_of_the_texts():
    texts = ["# one", "two\n\nthree", "", "four", "- five", "# one", "six\n\nseven"]

    assert [words(answer) for answer in ask(texts)] == [
        ["Header one"],
        ["Para two", "Para three"],
        [],
        ["Para four"],
        ["BulletList five"],
        ["Header one"],
        ["Para six", "Para seven"],
    ]


def test_a_line_does_not_reach_into_the_next():
    texts = ["a *b", "c* d", "e ~~~", "f", "g `", "h` i", "j ^[k", "l] m", "# n {.o", "p} q"]

    alone = [ask([text])[0] for text in texts]

    assert ask(texts) == tuple(alone)


def test_warnings_stay_with_their_text():
    first, second, third = ask(["[^1]: a\n", "b\n\nc\n", "[^2]: d\n\n[^3]: e\n"])

    said = "Note with key '{}' defined at line {} column 1 but not used."
    assert first.warnings == (said.format(1, 1),)
    assert second.warnings == ()
    assert set(third.warnings) == {said.format(2, 1), said.format(3, 3)}


def test_a_text_without_end_does_not_hold_up_the_others():
    texts = [ENDLESS, "a\n\nb", "c\n\nd", "e\n\nf", "g\n\nh"]

    endless, *others = ask(texts, patience=2)

    assert endless == Answer(None, ("it takes too long",))
    assert [words(answer)[0] for answer in others] == ["Para a", "Para c", "Para e", "Para g"]


def test_who_does_not_listen_any_more_need_not_wait():
    answers = listen(["a\n\n" + SHARE * "b", ENDLESS, ENDLESS], patience=600)
    assert next(answers).blocks

    answers.close()

    assert list(answers) == []


def test_a_pandoc_that_cannot_be_told_its_room_reads_all_the_same(monkeypatch):
    monkeypatch.setattr(dialogue, "ROOM", ("+RTS", "--built-without-options", "-RTS"))

    assert [words(answer) for answer in ask(["a\n\nb"])] == [["Para a", "Para b"]]


def test_what_is_nested_too_deeply_is_a_finding_and_no_traceback():
    for signs in (300, 3000):
        chapter = parse(Source("01.md", f"# A\n\n{'>' * signs} a\n"))

        assert [str(finding) for finding in chapter.findings] == [
            "01.md:1:1: error[S112] this text cannot be read: it is nested too deeply; "
            "look for long rows of brackets or > signs"
        ]


def test_misspelt_names_are_guessed_and_choices_listed():
    assert nearest("titel", ("lang", "title")) == "title"
    assert nearest("colour", ("lang", "title")) == ""
    assert [nearest_language(tag, ("en", "fa")) for tag in ("eng", "fa-IR", "xx")] == [
        "en",
        "fa",
        "",
    ]
    assert [either(words) for words in (("a",), ("a", "b"), ("a", "b", "c"))] == [
        "a",
        "a or b",
        "a, b or c",
    ]
