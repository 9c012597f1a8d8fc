"""The faces inside an e-book: which they are, what they hold, and that words keep their shapes."""

import re
import sys
import zipfile
from io import BytesIO

import pypdfium2
import pytest
from fontTools.ttLib import TTFont

from rectoverso.model.shipped import shipped
from rectoverso.writing.fonts import read_faces
from rectoverso.writing.paper.typeset import typeset
from rectoverso.writing.screen.inspection import shop_list
from rectoverso.writing.screen.pictures import screen_drawing
from tests.books import SmallBook, book
from tests.commands import ROOT
from tests.reading_epub import read_epub
from tests.writing.epub_books import EVERYTHING, SETTINGS

PAGE = """\
<p lang="fa" dir="rtl">دروازهٔ شهر را بسته‌اند؛ لا، «مهم»، ۱۹۰۵ <b>یکشنبهٔ خونین</b></p>
<p lang="ne" dir="ltr">क्षत्रियको ज्ञान र श्रृङ्गार, पुर्‍याउँछ १९०५ <b>राष्ट्रिय</b></p>
<p lang="vi" dir="ltr">Nghiêng ngả trước những đổi thay, ấy là lẽ <b>ở đời</b> <i>ngẫm</i></p>
"""
CSS = """\
@page { size: 160mm 60mm; margin: 5mm }
p { font-size: 14pt }
[lang=fa] { font-family: 'Noto Naskh Arabic' }
[lang=ne] { font-family: 'Noto Serif Devanagari' }
[lang=vi] { font-family: Literata }
"""
XHTML = '<html xmlns="http://www.w3.org/1999/xhtml" lang="en"><body>{}</body></html>'


def families(files, **settings):
    epub = read_epub(book(files, **settings).epub)
    return sorted(name.partition("fonts/")[2] for name in epub.files if "fonts/" in name)


def letters(files, face, **settings):
    epub = read_epub(book(files, **settings).epub)
    with TTFont(BytesIO(epub.data(f"fonts/{face}"))) as font:
        return {chr(code) for code in font.getBestCmap()}


def picture(faces):
    """The page above in these faces, as dots."""
    pdf = pypdfium2.PdfDocument(typeset(XHTML.format(PAGE), CSS, faces).pdf())
    return pdf[0].render(scale=3).to_pil().tobytes()


def test_a_plain_english_book_carries_one_family():
    assert families("# A\n\nText.\n") == ["Literata-Bold.ttf", "Literata-Regular.ttf"]


def test_emphasis_brings_italics_where_a_script_has_them_and_bold_elsewhere():
    english = families({"01.md": "---\nid: sec-a\ntitle: A\n---\n\nSome *text*.\n"})
    nepali = {"01.md": "---\nid: sec-a\ntitle: क\nlang: ne\n---\n\nयो *शब्द*.\n"}

    assert "Literata-Italic.ttf" in english
    assert [name for name in families(nepali, lang="ne") if "Italic" in name] == []


def test_code_brings_the_monospaced_face():
    assert "NotoSansMono-Regular.ttf" in families("# A\n\nSome `code`.\n")


def test_a_face_holds_the_letters_of_its_language_and_no_others():
    held = letters("# A\n\nDog. [سگ]{lang=fa}\n", "NotoNaskhArabic-Regular.ttf")

    assert {"س", "گ", "۵", "\N{ZERO WIDTH NON-JOINER}"} <= held
    assert held.isdisjoint("شDog")


def test_words_keep_their_shapes_in_the_faces_of_an_e_book(tmp_path):
    files = {"01.md": "# A\n\n" + PAGE.replace("<b>", "**").replace("</b>", "**")}
    files["01.md"] = _as_markdown(files["01.md"])
    epub = read_epub(book(files).epub)
    for name, data in epub.files.items():
        if "fonts/" in name:
            (tmp_path / name.rpartition("/")[2]).write_bytes(data)

    assert picture(read_faces([tmp_path])) == picture(read_faces([shipped("fonts")]))


def _as_markdown(page):
    for lang in ("fa", "ne", "vi"):
        page = page.replace(f'<p lang="{lang}" dir="rtl">', f"::: {{lang={lang}}}\n")
        page = page.replace(f'<p lang="{lang}" dir="ltr">', f"::: {{lang={lang}}}\n")
    return page.replace("</p>", "\n:::\n").replace("<i>", "*").replace("</i>", "*")


def test_a_drawing_brings_the_faces_of_its_text_cut_to_its_letters():
    svg = '<svg xmlns="http://www.w3.org/2000/svg"><text font-family="Vazirmatn">باغ</text></svg>'
    drawn = screen_drawing(svg.encode(), read_faces([shipped("fonts")])).decode()

    assert drawn.count("@font-face { font-family: 'Vazirmatn'; font-style: normal;") == 1
    assert len(drawn) < 12_000


@pytest.mark.parametrize(
    ("drawn", "told"),
    [
        ("<text style='direction:rtl'>ا</text>", '<text direction="rtl">ا</text>'),
        (
            "<style>text{direction:rtl;fill:red}</style><text>ا</text>",
            '<style>text{fill:red;}</style><text direction="rtl">ا</text>',
        ),
        (
            "<style>.a{direction:ltr} text{direction:rtl}</style><text class='a'>a</text>",
            '<style>.a{} text{}</style><text class="a" direction="ltr">a</text>',
        ),
    ],
)
def test_directions_in_the_css_of_a_drawing_become_attributes(drawn, told):
    svg = f'<svg xmlns="http://www.w3.org/2000/svg">{drawn}</svg>'

    assert told in screen_drawing(svg.encode(), ()).decode()


def test_the_faces_of_the_sample_book_take_no_more_than_their_budget():
    small = SmallBook(ROOT)
    with zipfile.ZipFile(BytesIO(small.epub)) as archive:
        sizes = [one.compress_size for one in archive.infolist() if "fonts/" in one.filename]

    assert sum(sizes) < 300_000
    assert "E311" not in [one.code for one in shop_list(small.epub, small.book, {})]


def test_faces_beyond_the_budget_are_told(monkeypatch):
    monkeypatch.setattr(sys.modules["rectoverso.writing.screen.inspection.shops"], "FACES", 10)
    small = book("# A\n\nText.\n")
    (told,) = (one for one in shop_list(small.epub, small.book, {}) if one.code == "E311")

    assert re.fullmatch(r"the faces take \d\d KB of the e-book; 10 KB are usual", told.message)


def test_all_faces_of_a_book_with_everything_are_small():
    epub = read_epub(book(EVERYTHING, **SETTINGS).epub)

    assert sum(len(data) for name, data in epub.files.items() if "fonts/" in name) < 400_000
