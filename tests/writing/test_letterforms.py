"""Small capitals, old-style figures and ligatures are those of the face, where the language wants
them, and text stays what was typed."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from io import BytesIO
from pathlib import Path

import pytest
from fontTools.ttLib import TTFont

from rectoverso.app.report import line
from rectoverso.reading.locales import read_locales
from rectoverso.writing.fonts import read_faces, stack, subset
from rectoverso.writing.layout import read_look
from rectoverso.writing.smallcapitals import without_small_capitals
from tests.books import book
from tests.setting import FONTS, rows

STYLES = FONTS.parent / "styles"


@cache
def names(font: str) -> list[str]:
    """The names of a face's glyphs."""
    cut = next(
        one for one in ("BoldItalic", "Bold", "Italic", "Regular") if one in f"{font}Regular"
    )
    with TTFont(FONTS / f"literata/Literata-{cut}.ttf", lazy=True) as file:
        return list(file.getGlyphOrder())


def css(**letterforms: object) -> str:
    """The style sheets of all editions, with these forms for English."""
    locales = dict(read_locales((STYLES,))[0])
    locales["en"] = replace(locales["en"], **letterforms)  # type: ignore[arg-type]
    look, known = read_look((STYLES,)), tuple(locales.values())
    sheets = (
        look.render("css/languages.css.j2", locales=known, stack=stack, print=True),
        look.render("css/base.css.j2"),
    )
    return "\n".join(map(str, sheets))


def glyphs(body: str, sheet: str = "", **forms: object) -> list[tuple[str, str]]:
    """The text of each glyph of a line, and the glyph's name."""
    row, *_ = rows(f"<p lang=en>{body}</p>", css=css(**forms) + sheet, lang="en", width=160)
    return [(one.text, names(one.font)[one.code]) for one in row.clusters if one.text.strip()]


def test_small_capitals_are_the_faces_own_and_read_as_they_were_typed() -> None:
    shown = glyphs("Go <span class=small-caps>ussr ở Huế</span>")

    assert "".join(text for text, _ in shown) == "GoussrởHuế"
    assert ["sc" in name.rpartition(".")[2] or "smcp" in name for _, name in shown] == [
        *(False, False),
        *(True, True, True, True, True),
        *(False, True, True),
    ]


@pytest.mark.parametrize(("figures", "old"), [("", False), ("lining", False), ("oldstyle", True)])
def test_a_locale_says_which_figures_its_text_has(figures: str, old: bool) -> None:
    shown = glyphs("In 1905", figures=figures)

    assert [("1", old), ("9", old), ("0", old), ("5", old)] == [
        (text, "onum" in name or "osf" in name or name.endswith("old")) for text, name in shown[2:]
    ]


def test_figures_in_columns_stay_lining_and_equally_wide() -> None:
    table = "<table><tr><td>1905 <b lang=en>1917</b></td></tr></table>"
    row, *_ = rows(f"<div lang=en>{table}</div>", css=css(figures="oldstyle"), lang="en")
    digits = [one for one in row.clusters if one.text.isdigit()]

    assert len({round(one.width, 2) for one in digits[:4]}) == 1
    assert not any("onum" in names(one.font)[one.code] for one in digits)


@pytest.mark.parametrize(
    ("body", "ligatures", "joined"),
    [
        ("fine", True, True),
        ("fine", False, False),
        ("<span lang=tr>fine</span>", True, False),
        ("<span lang=az-Latn>fine</span>", True, False),
        ("<span lang=tr><span lang=en>fine</span></span>", True, True),
        ("<span style='letter-spacing: 1pt'>fine</span>", True, False),
    ],
)
def test_letters_become_one_where_the_language_and_the_spacing_let_them(
    body: str, ligatures: bool, joined: bool
) -> None:
    shown = glyphs(body, ligatures=ligatures)

    assert len(shown) == (3 if joined else 4)
    assert "".join(text for text, _ in shown) == "fine"


def test_turkish_has_its_own_small_i() -> None:
    plain, turkish = glyphs("i"), glyphs("<span lang=tr>i</span>")

    assert plain[0][0] == turkish[0][0] == "i"
    assert plain[0][1] != turkish[0][1]


def test_an_e_book_carries_the_forms_of_its_letters() -> None:
    face = next(one for one in read_faces((FONTS,)) if one.family == "Literata")
    cut = TTFont(BytesIO(subset(face, "abc 0123")))
    tags = {one.FeatureTag for one in cut["GSUB"].table.FeatureList.FeatureRecord}

    assert {"smcp", "onum", "lnum", "tnum"} <= tags
    assert cut["maxp"].numGlyphs > len(cut.getBestCmap()) + 3


def test_small_capitals_that_a_face_has_not_are_told_once(tmp_path: Path) -> None:
    text = "[ABC]{.smallcaps} and [Abc]{.smallcaps}, [def]{.smallcaps}; [واژه]{.smallcaps lang=fa}"
    made = book(f"---\ntitle: A\n---\n\n{text}", lang="en").book
    faces = read_faces((FONTS,))
    bare = tmp_path / "Literata.ttf"
    with TTFont(FONTS / "literata/Literata-Regular.ttf") as file:
        del file["GSUB"]
        file.save(bare)
    without = [replace(one, path=bare) if one.family == "Literata" else one for one in faces]

    assert list(without_small_capitals(made, faces)) == []
    assert [line(one) for one in without_small_capitals(made, without)] == [
        "chapters/01.md:5:23: warning[F103] “Abc” is to stand in small capitals, and “Literata” "
        "has none; take a face that has them, or emphasise it in another way"
    ]
