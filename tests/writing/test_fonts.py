"""The book's faces: what is shipped, what it covers, and that nothing else gets onto a page."""

from __future__ import annotations

import os
import re
from io import BytesIO
from pathlib import Path
from urllib.parse import quote

import pikepdf
import pytest
import weasyprint
from fontTools.ttLib import TTFont
from weasyprint.text.fonts import FontConfiguration

from rectoverso.model.locale import Locale
from rectoverso.reading.locales import read_locales
from rectoverso.writing.fonts import (
    Face,
    font_css,
    missing,
    only,
    read_faces,
    stack,
    subset,
    unreadable,
)

FONTS = Path("fonts")
LOCALES, _ = read_locales([Path("styles")])
FACES = read_faces([FONTS])
FAMILIES = {face.family for face in FACES}
ZWNJ = "\N{ZERO WIDTH NON-JOINER}"

PERSIAN = "نامهٔ «ایسکرا» (۴۵۶) می‌رود؛ پژوهش، چاپ، گچ؟"


def face(name: str) -> Face:
    return next(face for face in FACES if face.path.stem == name)


def fonts_of(html: str, faces: tuple[Face, ...] = FACES) -> set[str]:
    """The fonts WeasyPrint puts into a PDF of this HTML, without their subset tags."""
    with only(faces):
        fonts = FontConfiguration()
    data = weasyprint.HTML(string=html).render(font_config=fonts).write_pdf()
    with pikepdf.open(BytesIO(data)) as pdf:
        return {
            str(font["/BaseFont"]).partition("+")[2].rstrip(",")
            for page in pdf.pages
            for font in page.Resources.Font.values()
        }


# --- What is shipped -----------------------------------------------------------------------


def test_every_family_comes_with_its_licence_and_stands_in_the_list():
    listed = re.findall(r"(?m)^\| ([^|]+) \| [^|]+ \| ([^|]+) \| ([^|]+) \|", _readme())[1:]
    there = {
        family: (
            {f"{face.weight} {face.style}" for face in FACES if face.family == family},
            _version(next(face for face in FACES if face.family == family)),
        )
        for family in FAMILIES
    }
    words = {
        "regular": "400 normal",
        "italic": "400 italic",
        "bold": "700 normal",
        "bold italic": "700 italic",
    }

    assert {
        family: ({words[style] for style in styles.split(", ")}, version)
        for family, styles, version in listed
    } == there
    for folder in (path for path in FONTS.iterdir() if path.is_dir()):
        licence = (folder / "OFL.txt").read_text(encoding="utf-8")
        assert "SIL OPEN FONT LICENSE Version 1.1" in licence
        assert "with Reserved Font Name" not in licence.partition("PREAMBLE")[0]


def _readme() -> str:
    return (FONTS / "README.md").read_text(encoding="utf-8")


def _version(face: Face) -> str:
    with TTFont(face.path, lazy=True) as font:
        said = re.match(r"Version ([0-9.]+)", font["name"].getDebugName(5))
        assert said
        return said[1]


def test_the_fonts_stay_small_enough_to_ship():
    assert sum(path.stat().st_size for path in FONTS.rglob("*.ttf")) < 9_000_000


def test_every_shipped_font_may_be_embedded_and_cut():
    for one in FACES:
        with TTFont(one.path, lazy=True) as font:
            assert font["OS/2"].fsType == 0


@pytest.mark.parametrize("role", ["serif", "sans", "mono"])
@pytest.mark.parametrize("tag", sorted(LOCALES))
def test_the_faces_of_a_language_have_all_it_prints(tag, role):
    locale = LOCALES[tag]

    assert set(locale.faces[role]) <= FAMILIES
    assert missing(printed(locale), locale.faces[role], FACES) == ""


def printed(locale: Locale) -> str:
    return "".join(
        (
            locale.name,
            locale.digits,
            "0123456789.,:;!?()[]/–—…*•§",
            *locale.quotes,
            *locale.alphabet,
            *locale.ordinals,
            *locale.labels.values(),
            *locale.languages.values(),
            *(locale.front_number(value) for value in range(1, 100)),
            "❧↩→",
        )
    )


def test_vietnamese_has_every_letter_with_every_tone():
    letters = "aăâeêioôơuưy"
    tones = "\u0300\u0301\u0303\u0309\u0323"
    text = "".join(letter + tone for letter in letters + letters.upper() for tone in tones)

    assert missing(text + "đĐ", ["Literata"], FACES) == ""


# --- Letters -------------------------------------------------------------------------------


def test_missing_letters_are_told_once_and_in_order():
    assert missing("漢字 a 字 ж\u0940", ["Noto Serif Devanagari"], FACES) == "漢字aж"
    assert missing("漢字 a 字 ж", ["Noto Serif Devanagari", "Literata"], FACES) == "漢字"
    assert missing("a", ["Helvetica"], FACES) == "a"


def test_what_is_never_drawn_is_never_missing():
    invisible = (
        f"\t\n\N{NO-BREAK SPACE}\N{THIN SPACE}{ZWNJ}\N{SOFT HYPHEN}\N{RIGHT-TO-LEFT ISOLATE}"
    )

    assert missing(invisible, ["Noto Sans Math"], FACES) == ""
    assert missing("↩\N{VARIATION SELECTOR-15}", ["Noto Sans Math"], FACES) == ""


def test_what_shaping_puts_together_is_not_missing():
    assert 0x2011 not in face("Literata-Regular").coverage
    assert missing("\N{NON-BREAKING HYPHEN}", ["Literata"], FACES) == ""
    assert 0x0958 not in face("Literata-Regular").coverage
    assert missing("ǟ", ["Literata"], FACES) == ""


def test_a_letter_that_only_the_bold_lacks_is_missing(tmp_path):
    for name, letters in (("Literata-Regular", "ab"), ("Literata-Bold", "a")):
        (tmp_path / f"{name}.ttf").write_bytes(subset(face(name), letters))

    assert missing("ab", ["Literata"], read_faces([tmp_path])) == "b"


def test_latin_letters_are_left_to_the_latin_face():
    naskh = {chr(code) for code in face("NotoNaskhArabic-Regular").coverage}

    assert naskh >= set("ابپ۴۵۶«»().:0123")
    assert not naskh & set("aZéẞ")
    assert {chr(code) for code in face("NotoSans-Regular").coverage} >= set("aZéệ")


# --- Files ---------------------------------------------------------------------------------


def test_the_face_in_the_earlier_folder_counts(tmp_path):
    own = tmp_path / "fonts"
    own.mkdir()
    (own / "mine.ttf").write_bytes(face("Literata-Regular").path.read_bytes())

    faces = read_faces([own, FONTS])

    assert [one.path.name for one in faces if one.family == "Literata"] == [
        "Literata-Italic.ttf",
        "Literata-BoldItalic.ttf",
        "mine.ttf",
        "Literata-Bold.ttf",
    ]
    assert len(faces) == len(FACES)


def test_a_file_that_is_no_font_is_a_finding(tmp_path):
    (tmp_path / "fonts" / "broken").mkdir(parents=True)
    (tmp_path / "fonts" / "broken" / "a.ttf").write_bytes(b"This is not a font.")
    (tmp_path / "fonts" / "empty.otf").write_bytes(b"")

    assert read_faces([tmp_path / "fonts"]) == ()
    assert [str(finding) for finding in unreadable([tmp_path / "fonts"])] == [
        "fonts/broken/a.ttf:1:1: error[F102] this is not a font that can be read; "
        "copy it again, or take it out",
        "fonts/empty.otf:1:1: error[F102] this is not a font that can be read; "
        "copy it again, or take it out",
    ]
    assert unreadable([FONTS]) == ()


def test_css_names_the_faces():
    assert stack(LOCALES["fa"], "serif") == (
        "'Noto Naskh Arabic', 'Literata', 'Noto Sans', 'Noto Sans Symbols 2', 'Noto Sans Math'"
    )
    assert font_css([face("Literata-BoldItalic")], lambda one: quote(one.path.name)) == (
        "@font-face { font-family: 'Literata'; font-style: italic; font-weight: 700; "
        'src: url("Literata-BoldItalic.ttf"); }'
    )


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("NotoNaskhArabic-Regular", PERSIAN),
        ("NotoSerifDevanagari-Bold", "क्षत्रिय ज्ञान श्व झ ५ ८ ९"),
        ("Literata-Italic", "Nguyễn Ái Quốc, fi ffl"),
    ],
)
def test_a_face_is_cut_to_its_letters_and_keeps_its_shaping(name, text):
    data = subset(face(name), text)

    assert data == subset(face(name), [text, text]), "the same letters give the same bytes"
    assert len(data) < face(name).path.stat().st_size / 2
    with TTFont(BytesIO(data)) as cut, TTFont(face(name).path, lazy=True) as whole:
        drawn = {ord(letter) for letter in text} & face(name).coverage
        assert drawn <= set(cut.getBestCmap())
        assert len(cut.getBestCmap()) < len(drawn) + 30
        assert cut["head"].modified == whole["head"].modified
        assert {record.FeatureTag for record in cut["GSUB"].table.FeatureList.FeatureRecord} & {
            "init",
            "half",
            "liga",
            "locl",
        }


def test_a_cut_face_shapes_a_line_as_the_whole_one_does(tmp_path):
    html = (
        "<style>@page {{ size: 120mm 20mm }} p {{ font-family: '{0}' }}</style>"
        "<p lang={1} dir={2}>{3}</p>"
    )
    for name, lang, direction, text in (
        ("NotoNaskhArabic-Regular", "fa", "rtl", PERSIAN),
        ("NotoSerifDevanagari-Regular", "ne", "ltr", "क्षत्रिय ज्ञान श्व झ ५ ८ ९ रक्तरञ्जित"),
    ):
        (tmp_path / f"{name}.ttf").write_bytes(subset(face(name), text))
        line = html.format(face(name).family, lang, direction, text)

        whole = _advances(line, (face(name),))
        assert sum(width for _, width in whole) > 100
        assert _advances(line, read_faces([tmp_path])) == whole


def _advances(html: str, faces: tuple[Face, ...]) -> list[tuple[float, float]]:
    with only(faces):
        fonts = FontConfiguration()
    page = weasyprint.HTML(string=html).render(font_config=fonts).pages[0]
    return [
        (box.position_x, box.width)
        for box in page._page_box.descendants()
        if type(box).__name__ == "TextBox"
    ]


# --- Nothing else gets onto a page ---------------------------------------------------------


def test_a_page_is_set_in_the_declared_faces_alone():
    families = stack(LOCALES["fa"], "serif")
    html = f'<html lang="fa"><p style="font-family: {families}">{PERSIAN} Iskra <b>Нева</b> ❧'

    assert fonts_of(html) == {
        "Noto-Naskh-Arabic",
        "Literata",
        "Literata-Bold",
        "Noto-Sans-Symbols-2",
    }


def test_letters_without_a_face_and_unknown_families_do_not_let_the_machines_fonts_in():
    few = tuple(one for one in FACES if one.family in ("Literata", "Noto Sans Mono"))
    html = "<p style='font-family: Arial, sans-serif'>Arial 漢字 नेपाली سلام</p>"

    assert fonts_of(html, few) <= {"Literata", "Noto-Sans-Mono"}


def test_only_the_narrowed_moment_is_narrowed(monkeypatch):
    monkeypatch.setenv("FONTCONFIG_FILE", "mine.conf")
    with only(FACES):
        assert os.environ["FONTCONFIG_FILE"] != "mine.conf"
    assert os.environ["FONTCONFIG_FILE"] == "mine.conf"

    monkeypatch.delenv("FONTCONFIG_FILE")
    with only(FACES):
        pass
    assert "FONTCONFIG_FILE" not in os.environ
