"""Lines stand so far apart that their letters do not touch."""

from itertools import groupby

import pypdfium2
import pytest

from tests.books import book
from tests.reading_pdf import pdf_pages

LANGUAGES = {
    "ur": "شہر کے دروازے اور ان کی کہانی جو بہت پرانی ہے",
    "fa": "دروازه‌های شهر و داستان‌های کهنه‌ای که از آن‌ها مانده است",
    "ne": "शहरका ढोकाहरू र तिनका धेरै पुराना कथाहरूको सङ्ग्रह",
    "vi": "Những cánh cổng thành và các câu chuyện rất cũ về chúng",
}


def bands(pdf, label):
    """The heights of what is printed on a page between white, from the top, in points."""
    document = pypdfium2.PdfDocument(pdf)
    at = next(n for n in range(len(document)) if document.get_page_label(n) == label)
    picture = document[at].render(scale=2, grayscale=True)
    data = bytes(picture.buffer)
    starts = range(0, picture.stride * picture.height, picture.stride)
    inked = [min(data[start : start + picture.width]) < 200 for start in starts]
    return [len(list(rows)) / 2 for ink, rows in groupby(inked) if ink]


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_lines_of_a_title_and_its_label_do_not_touch(lang):
    small = book(f"---\ntitle: {LANGUAGES[lang]}\n---\n", lang=lang)
    label = small.book.locales[lang].number(1)

    label_height, *titles, folio = bands(small.pdf, label)
    assert label_height < 20
    assert len(titles) >= 1
    assert folio < 15


FOLIOS = {"en": "1", "he": "1", "ne": "१", "fa": "۱", "ar": "١", "ur": "۱"}


def test_folios_at_the_foot_stand_on_one_line_in_every_language():
    feet = {
        lang: row.y
        for lang, folio in FOLIOS.items()
        for page in pdf_pages(book(f"---\ntitle: {folio}\n---\n\n{folio}{folio}.", lang=lang).pdf)
        for row in page.rows[-1:]
        if row.text == folio and page.label == folio
    }

    assert {lang: round(y - feet["en"]) for lang, y in feet.items()} == dict.fromkeys(FOLIOS, 0)
