"""A fault is told once, where its author can mend it."""

from pathlib import Path

from rectoverso.app.build import build

BOOK = """\
[book]
title = "Livre"
lang = "fr"
chapters = ["01.md"]
"""
CHAPTER = """\
# Un

![](map.svg)

Une note.[^1]

[^1]: این کتاب در سه دفتر نوشته شده است

## این کتاب در سه دفتر نوشته شده است

| سلام | mot |
|------|-----|
| این کتاب در سه دفتر نوشته شده است | mot |
"""
PICTURE = '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>'


def test_the_e_book_does_not_say_again_what_its_chapters_have_been_told(tmp_path: Path):
    write(tmp_path, "book.toml", BOOK)
    write(tmp_path, "01.md", CHAPTER)
    write(tmp_path, "map.svg", PICTURE)
    # French in faces that have Persian letters: else these would be an error.
    shipped = Path(__file__).parents[2] / "styles/locales/fr.toml"
    own = shipped.read_text("utf-8").replace('"Literata"', '"Literata", "Noto Naskh Arabic"')
    (tmp_path / "styles/locales").mkdir(parents=True)
    (tmp_path / "styles/locales/fr.toml").write_text(own, "utf-8")

    built = build(tmp_path, ["epub"], tmp_path / "made", None, lambda _: None, page_list=False)

    assert [(one.code, one.span.line, one.hint) for one in built.findings] == [
        ("F202", 3, 'write {alt="..."} behind it'),
        ("B119", 7, "put it between ::: {dir=rtl} and :::"),
        ("B119", 9, "write [...]{dir=rtl}"),
        ("E104", 11, "say what language it is: [...]{lang=xx}"),
        ("B119", 13, "write [...]{dir=rtl}"),
    ]


def write(project: Path, name: str, text: str) -> None:
    path = project / "chapters" / name
    path.parent.mkdir(exist_ok=True)
    path.write_text(text, "utf-8")
