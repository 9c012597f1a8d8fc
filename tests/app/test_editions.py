"""Editions: what `book.toml` describes under a name, and `--edition` makes."""

from io import BytesIO

import pytest
from PIL import Image

from rectoverso.app.build import make, moment_of
from rectoverso.app.editions import as_edition
from rectoverso.app.outputs import check_outputs
from rectoverso.app.report import line
from rectoverso.model.manuscript import PrintEdition, ScreenEdition
from rectoverso.model.source import Finding
from rectoverso.writing.screen.inspection.opened import opened
from rectoverso.writing.screen.inspection.shops import shops
from tests.books import book
from tests.reading_epub import read_epub

MORE = """
[edition.print]
size = "A5"

[edition.epub]
conforms-to = "EPUB Accessibility 1.1 - WCAG 2.2 Level AA"
certified-by = "A reviewer"

[edition.large]
text = "large"
isbn = "978-3-16-148410-0"

[edition.small-pictures]
max-pixels = 10_000

[edition.pocket]
output = "pdf"
size = "pocket"
"""


def picture(width, height, kind="PNG"):
    written = BytesIO()
    Image.new("RGB", (width, height), (200, 30, 30)).save(written, kind)
    return written.getvalue()


FILES = {"01.md": '# A\n\n![](a.png){alt="red"}\n', "a.png": picture(400, 300)}


def edition(name):
    return as_edition(book(FILES, more=MORE).checked, name)


def made(name, kind="epub"):
    checked = edition(name)
    moment = moment_of(checked.book.settings, None)
    return make(checked, (), moment, lambda _: None)[kind]


def test_an_edition_takes_the_place_of_the_book_s_own_settings():
    settings = {name: edition(name).book.settings for name in ("print", "large", "pocket")}

    assert {name: (one.filename, one.outputs) for name, one in settings.items()} == {
        "print": ("book", ("pdf",)),
        "large": ("book-large", ("epub",)),
        "pocket": ("book-pocket", ("pdf",)),
    }
    assert settings["large"].identifier == "urn:isbn:9783161484100"
    assert settings["large"].screen == ScreenEdition(
        text=1.35,
        conforms_to="EPUB Accessibility 1.1 - WCAG 2.2 Level AA",
        certified_by="A reviewer",
    )
    assert settings["pocket"].sheet == PrintEdition(width="4.25in", height="6.87in")


def test_an_edition_in_large_print_has_larger_text():
    large, usual = (read_epub(made(name).data) for name in ("large", "epub"))

    assert b"body { font-size: 1.35em; }" in large.data("css/book.css")
    assert b"html { font-size" not in usual.data("css/book.css")


@pytest.mark.parametrize("kind", ["PNG", "JPEG"])
def test_an_edition_has_pictures_no_larger_than_it_allows(kind):
    name = {"PNG": "a.png", "JPEG": "a.jpg"}[kind]
    files = {"01.md": f'# A\n\n![]({name}){{alt="red"}}\n', name: picture(400, 300, kind)}
    small = book(files, more="[edition.epub]\nmax-pixels = 10_000\n")
    held = read_epub(small.epub).data(f"images/picture-1.{name.partition('.')[2]}")

    with Image.open(BytesIO(held)) as one:
        assert (one.size, one.format) == ((115, 86), kind)


def test_what_an_author_declares_of_access_is_repeated_and_nothing_else_is():
    declared, silent = read_epub(made("epub").data), read_epub(book("# A\n\nText.\n").epub)

    assert declared.metadata("dcterms:conformsTo") == ["EPUB Accessibility 1.1 - WCAG 2.2 Level AA"]
    assert declared.metadata("a11y:certifiedBy") == ["A reviewer"]
    assert silent.metadata("dcterms:conformsTo") == []


def test_an_edition_that_nobody_described_has_a_finding():
    found = edition("lage")

    assert isinstance(found, Finding)
    assert line(found) == (
        "chapters/book.toml:1:1: error[O112] there is no edition “lage”; did you mean “large”?"
    )


def test_wrong_words_about_an_edition_have_findings():
    small = book(
        "# A\n\nText.\n",
        more='[edition.epub]\nmax-pixels = "many"\npage-list = 1\nconforms-to = "everything"\n',
    )

    assert [one.partition("error")[2][:28] for one in small.findings] == [
        "[M105] “max-pixels” should b",
        "[M105] “page-list” should be",
        "[M105] “conforms-to” should ",
    ]


def test_the_shops_say_what_they_miss():
    cells = "| " + " | ".join("abcdef") + " |\n"
    table = cells + cells.replace("a", "---").translate(dict.fromkeys(map(ord, "bcdef"), "---"))
    files = {
        "01.md": f'# A\n\n{table}{cells}\n![](a.gif){{alt="x"}}\n\n![](b.png){{alt="x"}}\n',
        "b.png": picture(4000, 9),
        "a.gif": picture(9, 9, "GIF"),
        "cover.png": picture(300, 300),
    }
    small = book(files, cover="cover.png")
    found = check_outputs(small.checked, None, lambda _: None)

    assert sorted(f"{one.span} {one.code}" for one in found if one.code.startswith("E3")) == [
        "chapters/01.md:3:3 E305",
        "chapters/01.md:9:1 E312",
        "chapters/book.toml:1:1 E304",
        "chapters/book.toml:1:1 E307",
        "chapters/book.toml:1:1 E308",
    ]


def test_shops_look_over_the_edition_that_they_would_get():
    checked = book(FILES, more=MORE).checked
    told = {
        name: [one.code for one in check_outputs(checked, None, lambda _: None, name)]
        for name in ("epub", "large", "lage")
    }

    # Only the edition in large print has an ISBN.
    assert told == {"epub": ["E304"], "large": [], "lage": ["O112"]}


def test_a_picture_in_a_format_that_not_all_shops_take_is_told():
    small = book(FILES, more=MORE)
    files = {name.removeprefix("EPUB/"): data for name, data in read_epub(small.epub).files.items()}
    listed = b'id="picture-1" media-type="image/'
    assert listed + b"png" in files["content.opf"]
    files["content.opf"] = files["content.opf"].replace(listed + b"png", listed + b"webp")
    found = shops(opened(files, small.book), {"images/picture-1.png": "a.png"})

    assert [str(one.span) for one in found if one.code == "E303"] == ["chapters/01.md:3:1"]
