"""What printers ask for, read from their files."""

from datetime import date

import pytest

from rectoverso.model.printing import Size, Step, points
from rectoverso.model.shipped import shipped
from rectoverso.model.source import Span
from rectoverso.reading.printers import known_printers, read_printer

STYLES = (shipped("styles"),)
HERE = Span("chapters/book.toml", 3, 1)


def printer(name, root, styles=STYLES):
    return read_printer(name, root, styles, HERE)


@pytest.mark.parametrize("name", ["kdp", "ingram", "lulu", "bod", "blurb", "usual"])
def test_the_printers_that_come_along_are_dated_and_say_where_figures_come_from(name, tmp_path):
    read, findings = printer(name, tmp_path)

    assert findings == ()
    assert read.checked >= date(2026, 11, 21)
    assert all(one.what and one.where for one in read.sources)
    assert read.sources


def test_limits_depend_on_binding_paper_and_size(tmp_path):
    kdp, _ = printer("kdp", tmp_path)
    trade, square = Size(432, 648), Size(points("8.5in"), points("8.5in"))

    assert [
        (one.least, one.most)
        for one in (
            kdp.extent("paperback", "white", trade),
            kdp.extent("paperback", "cream", trade),
            kdp.extent("paperback", "cream", square),
            kdp.extent("paperback", "standard-colour", square),
            kdp.extent("hardcover", "cream", trade),
        )
    ] == [(24, 828), (24, 776), (24, 550), (72, 600), (75, 550)]


def test_the_margin_at_the_spine_grows_with_the_book(tmp_path):
    kdp, _ = printer("kdp", tmp_path)

    assert [kdp.margins.inner(pages) for pages in (24, 150, 151, 828, 829)] == [
        27,
        27,
        36,
        63,
        None,
    ]


def test_what_no_source_tells_is_not_made_up(tmp_path):
    ingram, _ = printer("ingram", tmp_path)
    blurb, _ = printer("blurb", tmp_path)

    assert ingram.papers == dict.fromkeys(("white-50", "creme-50", "groundwood", "white-70"))
    assert (blurb.bleed, blurb.margins.outside, blurb.files.ppi) == (None, None, None)
    assert blurb.files.multiple == 6


def test_a_file_of_the_project_takes_the_place_of_one_that_comes_along(tmp_path):
    styles = tmp_path / "styles"
    for folder, name in ((styles / "printers", "Ours"), (tmp_path / "printers", "Nearer")):
        folder.mkdir(parents=True)
        (folder / "kdp.toml").write_text(f'name = "{name}"\n')
        (folder / f"{name.lower()}.toml").write_text(f'name = "{name}"\n')

    assert printer("kdp", tmp_path, (styles, *STYLES))[0].name == "Nearer"
    assert printer("ours", tmp_path, (styles, *STYLES))[0].name == "Ours"
    assert sorted(known_printers(tmp_path, (styles, *STYLES))) == [
        *("blurb", "bod", "ingram", "kdp", "lulu", "nearer", "ours", "usual")
    ]


def test_a_path_is_as_good_as_a_name(tmp_path):
    (tmp_path / "custom.toml").write_text('name = "Hill"\n[margins]\ninside = "15mm"\n')

    assert printer("custom.toml", tmp_path)[0].margins.inside == (Step(points("15mm")),)


def test_mistakes_in_a_file_are_told_with_their_places(tmp_path):
    (tmp_path / "custom.toml").write_text(
        """name = "Hill"
unit = "inch"
[binding.paperback]
trims = ["5x8in", "wide"]
[[pages]]
most = "many"
[margins]
outside = "wide"
inside = [{ pages = 150, lenght = "1in" }]
[file]
unwanted = ["ads"]
ppi = 299.5
colors = ["gray"]
"""
    )

    _, findings = printer("custom.toml", tmp_path)

    assert [str(one) for one in findings] == [
        "custom.toml:2:1: error[M105] “unit” should be in or mm",
        "custom.toml:4:19: error[M115] “wide” is no size of a page; write its width and height, "
        "as in 148x210mm, or a name, as in A5",
        "custom.toml:6:1: error[M105] “most” should be a number",
        "custom.toml:8:1: error[M114] “wide” is no length for “outside”; write a number and mm, "
        "cm, in or pt",
        'custom.toml:9:11: error[M104] “length” is missing; write length = "0.5in"',
        "custom.toml:9:26: error[M103] “lenght” is not known here; did you mean “length”?",
        "custom.toml:11:1: error[M105] “unwanted” should be a list of some of "
        "“links”, “annotations”, “outline”, “marks”, “metadata”, “transparency”, “encryption”, "
        "“spot”, “profiles”",
        "custom.toml:13:1: error[M103] “colors” is not known here; did you mean “colours”?",
    ]


def test_a_printer_that_nobody_knows_is_told_with_the_nearest(tmp_path):
    assert [str(one) for one in printer("kpd", tmp_path)[1]] == [
        "chapters/book.toml:3:1: error[P201] no printer is called “kpd”; did you mean “kdp”?"
    ]
