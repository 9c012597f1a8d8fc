"""Text taken out of a PDF by the programs people have is the text that was written.

A zero-width non-joiner has no glyph and is not found again; nor are the controls that Poppler adds.
Words that hyphenation cuts are looked for whole. Poppler joins what a line end parts at a hyphen
even where the hyphen was written; so “half-spaces” may come out as one word.
"""

from __future__ import annotations

import re
import subprocess
import sys
import unicodedata
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pikepdf
import pypdfium2
import pytest
import regex
import weasyprint
from weasyprint.draw import text

from rectoverso.app.build import OUTPUTS, moment_of
from rectoverso.app.check import check
from rectoverso.model.locale import Locale
from rectoverso.model.nodes import Heading, Note, Paragraph, Reference, Text
from rectoverso.model.nodes.trees import branches
from rectoverso.writing.corrections import extraction
from rectoverso.writing.corrections.lines import correct_weasyprint
from tests.setting import style

ROOT = Path(__file__).resolve().parent.parent.parent

NASTALIQ = ROOT / "fonts" / "noto-nastaliq-urdu" / "NotoNastaliqUrdu-Regular.ttf"
NASKH = ROOT / "fonts" / "noto-naskh-arabic" / "NotoNaskhArabic-Regular.ttf"
SHEET = f"""{style()}
    @font-face {{ font-family: Noto Naskh Arabic; src: url({NASKH.as_uri()}) }}
    @page {{ size: 200mm 100mm }}
    .naskh {{ font-family: Noto Naskh Arabic }}
    @font-face {{ font-family: Noto Nastaliq Urdu; src: url({NASTALIQ.as_uri()}) }}
    .nastaliq {{ font-family: Noto Nastaliq Urdu }}
"""
PERSIAN = "مُحَمَّد می‌رود و کتاب‌های لاله را در سال ۱۹۰۵ (پتروگراد) پیش‌بینیِ خانهٔ شورا می‌داند"
WRITTEN = {
    "Naskh": f"<p dir=rtl lang=fa class=naskh>{PERSIAN}",
    "Vazirmatn": f"<p dir=rtl lang=fa>{PERSIAN}",
    "Nastaliq": "<p dir=rtl lang=ur class=nastaliq>خوبصورت لفظوں کی تلاش میں پہنچے",
    "Devanagari": "<p lang=ne>नेपालीको इतिहासमा क्षत्रिय विश्वविद्यालय कार्यक्रम निर्णय संघर्ष किसिमको",
    "Vietnamese": "<p lang=vi>Nghị quyết của Xô viết đại biểu công nhân",
    "English": "<p lang=en>An official waffle in a fjord at the office",
}
# Of a hundred words of the sample book.
BY_POPPLER = {"fa": 99.8, "ne": 99.8, "vi": 100, "en": 100}
BY_PDFIUM = {"fa": 99.8, "ne": 99.5, "vi": 100, "en": 100}


def words(taken: str) -> list[str]:
    kept = regex.sub(r"[\p{Cf}\ufffe\0]", "", unicodedata.normalize("NFC", taken))
    return regex.findall(r"[\p{L}\p{M}\p{N}]+", kept)


def by_poppler(pdf: Path) -> str:
    done = subprocess.run(["pdftotext", pdf, "-"], capture_output=True, check=True)
    return done.stdout.decode()


def by_pdfium(pdf: Path) -> str:
    return "\n".join(page.get_textpage().get_text_range() for page in pypdfium2.PdfDocument(pdf))


READERS = pytest.mark.parametrize("read", [by_poppler, by_pdfium])


@READERS
@pytest.mark.parametrize("body", WRITTEN.values(), ids=WRITTEN)
def test_every_word_is_taken_out_as_it_was_written(read, body, tmp_path):
    correct_weasyprint()
    extraction.correct_extraction()
    pdf = tmp_path / "page.pdf"
    weasyprint.HTML(string=f"<style>{SHEET}</style>{body}").write_pdf(pdf)

    assert words(read(pdf)) == words(body.partition(">")[2])


@pytest.mark.parametrize(
    ("face", "line", "most"),
    [("naskh", "تنبیه پُشت خیابان", 1 / 10), ("nastaliq", "خوبصورت پہنچے کی", 1 / 7)],
)
def test_dots_and_signs_stand_where_the_face_puts_them(tmp_path, face, line, most):
    """The page looks as WeasyPrint alone has it, but for the edges of dots.

    WeasyPrint takes a 1024th of a pixel for a 1000th there: its dots, and in Nastaliq its letters,
    stand a little too far off.
    """
    body = f"<style>{SHEET} p {{ font-size: 30pt }}</style><p dir=rtl class={face}>{line}"
    program = "import sys, weasyprint; weasyprint.HTML(string=sys.argv[1]).write_pdf(sys.argv[2])"
    theirs, ours = tmp_path / "theirs.pdf", tmp_path / "ours.pdf"
    subprocess.run([sys.executable, "-c", program, body, theirs], check=True)
    extraction.correct_extraction()
    weasyprint.HTML(string=body).write_pdf(ours)
    (theirs_seen, ours_seen) = (
        pypdfium2.PdfDocument(pdf)[0].render(scale=2, grayscale=True).to_pil().tobytes()
        for pdf in (theirs, ours)
    )
    dark = [sum(pixel < 128 for pixel in seen) for seen in (theirs_seen, ours_seen)]
    apart = sum(
        (one < 128) != (other < 128) for one, other in zip(theirs_seen, ours_seen, strict=True)
    )

    assert dark[0] > 1000
    assert apart < dark[0] * most


def test_weasyprint_still_needs_the_correction(tmp_path):
    """If this fails, WeasyPrint tells texts apart by itself: `writing.extraction` may go."""
    program = "import sys, weasyprint; weasyprint.HTML(string=sys.argv[1]).write_pdf(sys.argv[2])"
    pdf = tmp_path / "page.pdf"
    body = f"<style>{SHEET}</style>{WRITTEN['Naskh']}"
    subprocess.run([sys.executable, "-c", program, body, pdf], check=True)

    assert "پیشبینیِ" not in words(by_poppler(pdf))


def test_another_way_of_drawing_text_is_refused(monkeypatch):
    monkeypatch.delattr(text, "extraction_corrected", raising=False)
    monkeypatch.setattr(text, "draw_first_line", lambda stream: stream)

    with pytest.raises(RuntimeError, match=r"version 70\.0"):
        extraction.correct_extraction()


def test_a_hyphen_that_a_line_ends_with_is_a_soft_one_and_a_written_one_is_none(tmp_path):
    page = "@page { size: 60mm 100mm; margin: 5mm } p { hyphens: auto; font-size: 14pt }"
    text = "<p lang=en>Well-meant counterrevolutionary incomprehensibilities."
    (tmp_path / "a.pdf").write_bytes(
        weasyprint.HTML(string=f"<style>{SHEET}{page}</style>{text}").write_pdf()
    )

    taken = by_pdfium(tmp_path / "a.pdf")
    assert "Well-meant counterrevolutionary" in taken.replace("\ufffe", "").replace("\r\n", " ")
    assert re.findall(r"\w*\xad", by_poppler(tmp_path / "a.pdf")) != []


@pytest.mark.slow
def test_the_sample_book_gives_its_words_back(tmp_path):
    checked = check(ROOT, lambda _: None)
    written = OUTPUTS["pdf"](checked, moment_of(checked.book.settings, None), lambda _: None)
    (tmp_path / "book.pdf").write_bytes(written.data)
    # In a file that is to be read from right to left, pdfium turns the words of every line round,
    # in whatever script it is. So there it is asked for Persian only.
    with pikepdf.open(tmp_path / "book.pdf") as pdf:
        del pdf.Root.ViewerPreferences.Direction
        pdf.save(tmp_path / "plain.pdf")
    expected = {lang: Counter[str]() for lang in BY_POPPLER}
    compounds = set[tuple[str, ...]]()
    for section in checked.book.sections:
        if section.kind not in ("index", "contents"):
            locale = checked.manuscript.locales[section.lang]
            source = "".join(_texts((section.title, section.blocks), locale))
            for word in words(source):
                expected[_language(word)][word] += 1
            compounds.update(
                tuple(words(one)) for one in regex.findall(r"\p{L}+(?:-\p{L}+)+", source)
            )

    def found(taken: str) -> dict[str, float]:
        printed = Counter[str]()
        for hyphen in ("", "-", "\ufffe"):  # pdfium's sign for one at the end of a line
            printed |= Counter(
                words(re.sub(r"[\u2010\u00ad\ufffe-]\u202c?\s+\u202b?", hyphen, taken))
            )
            printed |= Counter(words(taken.replace("\ufffe", hyphen)))
        for parts in compounds:
            for _ in range(printed["".join(parts)]):
                printed.update(parts)
        return {
            lang: round(100 * (wanted & printed).total() / wanted.total(), 2)
            for lang, wanted in expected.items()
        }

    def missed(taken: str, wanted: dict[str, float]) -> dict[str, float]:
        return {lang: share for lang, share in found(taken).items() if share < wanted[lang]}

    assert missed(by_poppler(tmp_path / "book.pdf"), BY_POPPLER) == {}
    assert missed(by_pdfium(tmp_path / "plain.pdf"), BY_PDFIUM) == {}
    assert found(by_pdfium(tmp_path / "book.pdf"))["fa"] >= BY_PDFIUM["fa"]


def _texts(node: object, locale: Locale) -> Iterator[str]:
    """What is printed of a node. Some references print a page number instead of their words."""
    match node:
        case Text(text=written):
            yield written
        case Reference(form="page" | "nearness"):
            pass
        case Note(blocks=blocks, number=number):
            yield locale.number(number, "notes")
            yield from _texts(blocks, locale)
            yield "\n"
        case tuple():
            for one in node:
                yield from _texts(one, locale)
        case _:
            if isinstance(node, Paragraph | Heading):
                yield "\n"
            for name in branches(node):
                yield from _texts(getattr(node, name), locale)


def _language(word: str) -> str:
    """Each script of the sample book has one language but Latin."""
    if regex.search(r"\p{Arabic}", word):
        return "fa"
    if regex.search(r"\p{Devanagari}", word):
        return "ne"
    return "en" if word.isascii() else "vi"
