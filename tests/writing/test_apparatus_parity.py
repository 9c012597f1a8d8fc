"""Glossary and references of a book of thirty chapters in six languages, on paper and on screen."""

import re

import pytest

from tests.books import book
from tests.commands import ROOT
from tests.reading_epub import XHTML, read_epub
from tests.reading_pdf import pdf_pages
from tests.writing.test_page_list import both

LANGS = ("fa", "ar", "he", "ne", "vi", "en")
# What stands before the references, and what these are in each language.
SAID = {
    "fa": "بنگرید: شکل ۱.۱، جدول ۱.۱، معادلهٔ ۱.۱، فصل ۱، زیربخش ۱.۱، شکل‌های ۱.۱ و ۳.۱",
    "ar": "انظر: الشكل ١.١، الجدول ١.١، المعادلة ١.١، الفصل الأول، القسم ١.١، الأشكال ١.١ و٣.١",
    "he": "ראו: איור 1.1, טבלה 1.1, משוואה 1.1, פרק 1, סעיף 1.1, איורים 1.1 ו־3.1",
    "ne": "हेर्नुहोस्: चित्र १.१, तालिका १.१, समीकरण १.१, अध्याय १, उपखण्ड १.१, चित्र १.१ र ३.१",
    "vi": "Xem: hình 1.1, bảng 1.1, phương trình 1.1, chương 1, mục 1.1, các hình 1.1 và 3.1",
    "en": "See: figure 1.1, table 1.1, equation 1.1, chapter 1, section 1.1, figures 1.1 and 3.1",
}
WORDS = {
    "fa": "شورا",
    "ar": "مجلس",
    "he": "מועצה",
    "ne": "परिषद्",
    "vi": "xô viết",
    "en": "council",
}
PERSIAN = str.maketrans("0123456789", "۰۱۲۳۴۵۶۷۸۹")
REFERENCES = "@fig-1{c} @tbl-1{c} @eq-1{c} @sec-1{c} @sec-s1{c} [@fig-1; @fig-3]"


def chapter(number, lang):
    comma = "،" if lang in ("fa", "ar") else ","
    before = SAID[lang].split(":")[0]
    return f"""\
---
title: {number}
lang: {lang}
id: sec-{number}
---

## {WORDS[lang]} {{#sec-s{number}}}

{before}: {REFERENCES.format(c=comma)}

{WORDS[lang]}.

![{WORDS[lang]}](p.svg){{#fig-{number}}}

| {WORDS[lang]} |
|---|
| {number} |

: {WORDS[lang]} {{#tbl-{number}}}

$$x$$ {{#eq-{number}}}
"""


def terms():
    for lang, word in WORDS.items():
        others = ", ".join(f'{tag} = "{other}"' for tag, other in WORDS.items() if tag != lang)
        yield f'[[term]]\nkey = "{lang}"\nterm = "{word}"\nlang = "{lang}"\n'
        yield f'definition = "{word}"\ntranslations = {{ {others} }}\n'


@pytest.fixture(scope="module")
def polyglot():
    files = {f"{n}.md": chapter(n, LANGS[(n - 1) // 5]) for n in range(1, 31)}
    # Naskh draws letters and their dots apart: its glyphs tell no text.
    plain = {
        f"../styles/locales/{lang}.toml": (ROOT / "styles" / "locales" / f"{lang}.toml")
        .read_text("utf-8")
        .replace('"Noto Naskh Arabic"', '"Vazirmatn"')
        for lang in ("fa", "ar")
    }
    picture = "<svg xmlns='http://www.w3.org/2000/svg' width='9' height='9'/>"
    made = book({**files, **plain, "glossary.toml": "".join(terms()), "p.svg": picture}, lang="fa")
    assert [finding for finding in made.findings if "note[" not in finding] == []
    return both(made)


def joined(text):
    """A text without spaces, hyphens and marks that cannot be seen."""
    return re.sub(r"[\s\u200c\u200f\u2010-]", "", text)


def on_paper(made):
    """Every line of the PDF, from its first page to its last."""
    return [joined(line) for page in pdf_pages(made["pdf"].data) for line in page.lines]


def on_screen(made, *names):
    """The texts of elements of the e-book, each with the name of its document."""
    return [
        (document.name, joined("".join(one.itertext())))
        for document in read_epub(made["epub"].data).spine
        for one in document.root.iter(*(f"{XHTML}{name}" for name in names))
    ]


def test_references_read_alike_in_every_language(polyglot):
    printed = "".join(on_paper(polyglot))
    shown = [text for _, text in on_screen(polyglot, "p")]

    for said in map(joined, SAID.values()):
        assert (printed.count(said), shown.count(said)) == (5, 5), said


def test_the_glossary_has_the_same_lines_on_paper_and_on_a_screen(polyglot):
    shown = [text for name, text in on_screen(polyglot, "dt", "p") if "glossary" in name]

    # Persian and Arabic in the order of the book's language, then Latin, then other scripts.
    in_order = ("fa", "ar", "en", "vi", "he", "ne")
    headed = zip(shown[::3], shown[1::3], shown[2::3], in_order, strict=True)
    for term, definition, uses, lang in headed:
        word, first = joined(WORDS[lang]), 10 * LANGS.index(lang) + 1
        pages = "،".join(map(str, range(first, first + 10, 2))).translate(PERSIAN)
        assert term.startswith(word)
        assert (definition, uses) == (word, f"ص{pages}")
    # Words of many scripts in a line are compared by their letters: the order is the eye's.
    printed = iter(["".join(sorted(line)) for line in on_paper(polyglot)])
    assert [text for text in shown if "".join(sorted(text)) not in printed] == []
