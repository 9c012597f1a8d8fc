"""What the package of an e-book says of it: names in other scripts, series, identifiers, faces."""

import pytest
from lxml import etree

from rectoverso.app.build import make, moment_of
from rectoverso.app.editions import as_edition
from rectoverso.model.shipped import shipped
from rectoverso.writing.screen.inspection import shop_list
from tests.books import book
from tests.reading_epub import OPF, XHTML, XML_LANG, lang_of, read_epub, text_of
from tests.writing.epub_books import EVERYTHING
from tests.writing.epub_books import SETTINGS as GARDEN
from tests.writing.epubcheck import epubcheck

PRINT_ISBN, EPUB_ISBN = "urn:isbn:9783161484100", "urn:isbn:9780306406157"
SETTINGS = {
    "title": "باغ و دیوار",
    "lang": "fa",
    "series": "کتابخانهٔ کوچک",
    "series-number": 3,
    "edition": "ویراست دوم",
    "identifier": "urn:uuid:5b0f6c1e-19a5-4d3e-9c22-0d1905101917",
}
MORE = f"""
authors = [
  {{ name = "نیما یوشیج", sort = "یوشیج، نیما", alternate = {{ en = "Nima Yushij" }} }},
  "سهراب",
  {{ name = "طه حسين", lang = "ar" }},
]
[book.alternate-title]
fa-Latn = "Bāgh o divār"
en = "The Garden and the Wall"

[edition.print]
isbn = "{PRINT_ISBN.removeprefix("urn:isbn:")}"

[edition.epub]
isbn = "{EPUB_ISBN.removeprefix("urn:isbn:")}"

[edition.large]
text = "large"
"""
AUTHORS = 'authors: ["نیما یوشیج", "سهراب", "سعدی"]'
TEXT = {"01.md": f"---\nid: sec-a\ntitle: باغ\n{AUTHORS}\n---\n\nدرخت.\n"}


@pytest.fixture(scope="module")
def small():
    return book(TEXT, more=MORE, **SETTINGS)


@pytest.fixture(scope="module")
def opened(small):
    return read_epub(small.epub)


def refined(opened, what):
    """What refines a thing of the package: property, text, language and direction of each."""
    return [
        (one.get("property"), one.text, one.get(XML_LANG), one.get("dir"))
        for one in opened.package.iter(f"{OPF}meta")
        if one.get("refines") == f"#{what}"
    ]


def test_titles_and_names_are_told_in_other_scripts_too(opened):
    assert refined(opened, "title") == [
        ("title-type", "main", None, None),
        ("alternate-script", "Bāgh o divār", "fa-Latn", "auto"),
        ("alternate-script", "The Garden and the Wall", "en", "ltr"),
    ]
    assert refined(opened, "person-1") == [
        ("role", "aut", None, None),
        ("file-as", "یوشیج، نیما", None, None),
        ("alternate-script", "Nima Yushij", "en", "ltr"),
    ]


def test_names_run_as_their_letters_do_unless_their_language_is_known(opened):
    (chapter,) = opened.document("sec-a.xhtml").root.xpath("//*[@class='authors']")
    titlepage = opened.document("titlepage.xhtml").root.xpath("//*[@class='authors']/*/*")
    package = opened.package.iter("{http://purl.org/dc/elements/1.1/}creator")

    assert text_of(chapter) == "نیما یوشیج، سهراب و سعدی"
    assert [text_of(one) for one in chapter.iter(f"{XHTML}bdi")] == [
        "نیما یوشیج",
        "سهراب",
        "سعدی",
    ]
    assert [(text_of(one), one.get("dir")) for one in titlepage] == [
        ("نیما یوشیج", None),
        ("سهراب", None),
        ("طه حسين", "rtl"),
    ]
    assert [one.get("dir") for one in package] == ["auto", "auto", "rtl"]


def test_a_book_of_a_series_tells_which_and_its_place_there(opened):
    assert opened.metadata("belongs-to-collection") == ["کتابخانهٔ کوچک"]
    assert refined(opened, "series") == [
        ("collection-type", "series", None, None),
        ("group-position", "3", None, None),
    ]
    assert opened.metadata("schema:bookEdition") == ["ویراست دوم"]


def test_the_e_book_has_its_own_identifier_on_its_own_imprint(opened):
    (imprint,) = opened.document("copyright-page.xhtml").root.xpath("//*[@class='identifier']")

    assert opened.metadata("dc:identifier") == [EPUB_ISBN]
    assert "".join(imprint.itertext()) == f"شابک: {EPUB_ISBN.removeprefix('urn:isbn:')}"


def test_an_edition_without_an_identifier_has_that_of_the_book(small):
    large = as_edition(small.checked, "large").book.settings

    assert (large.screen.identifier, large.identifier) == ("", SETTINGS["identifier"])
    assert large.sheet.identifier == PRINT_ISBN


def test_all_of_it_is_valid(small, tmp_path):
    assert small.findings == []
    assert epubcheck(small.epub, tmp_path) == []


@pytest.mark.parametrize(
    "wrong", ['[book.alternate-title]\npersian = "x"', 'series = "x"\nseries-number = "third"']
)
def test_what_no_package_could_say_has_a_finding(wrong):
    (found,) = book("# A\n\nText.\n", title="T", more=wrong).findings

    assert "error[M105]" in found


def test_every_face_comes_with_its_licence(opened):
    faces = {one.get("id") for one in opened.manifest.values() if "font" in one.get("media-type")}

    assert faces == {one.get("refines").removeprefix("#") for one in opened.licences}
    assert {opened.data(one.get("href")) for one in opened.licences} == {
        (shipped("fonts") / "noto-naskh-arabic" / "OFL.txt").read_bytes()
    }


def test_shops_miss_neither_its_identifier_nor_bold_faces_of_single_signs(small):
    told = {one.code for one in shop_list(small.epub, small.book, small.written("epub").pictures)}

    assert told & {"E304", "E310"} == set()


def test_apple_books_is_asked_for_the_faces_of_the_book(opened):
    assert opened.metadata("ibooks:specified-fonts") == ["true"]
    assert "ibooks: http://vocabulary.itunes.apple.com" in opened.package.get("prefix")


def test_figures_and_tables_are_listed_in_their_languages():
    opened = read_epub(book(EVERYTHING, **GARDEN).epub)
    lists = {kind: opened.document("nav.xhtml").of_type(kind) for kind in ("loi", "lot")}

    assert {
        kind: [(text_of(one), lang_of(one), one.get("href")) for one in listed[0].iter(f"{XHTML}a")]
        for kind, listed in lists.items()
    } == {
        "loi": [("شکل ۱: دروازه", "fa", "text/sec-fa.xhtml#fig-gate")],
        "lot": [("جدول ۱: درخت‌ها و میوه‌ها", "fa", "text/sec-fa.xhtml#tbl-trees")],
    }


NCX = "{http://www.daisy.org/z3986/2005/ncx/}"


def test_old_readers_find_the_pages_of_the_print_edition(small, tmp_path):
    made = make(
        small.checked, ("pdf", "epub"), moment_of(small.book.settings, None), lambda _: None
    )
    opened = read_epub(made["epub"].data)
    pages = [
        (one.get("type"), one.get("value"), text_of(one), one.find(f"{NCX}content").get("src"))
        for one in etree.fromstring(opened.data("toc.ncx")).iter(f"{NCX}pageTarget")
    ]

    assert pages == [
        ("front", None, "ج", "text/titlepage.xhtml#page-3"),
        ("front", None, "د", "text/copyright-page.xhtml#page-4"),
        ("normal", "1", "۱", "text/sec-a.xhtml#page-7"),
    ]
    assert opened.metadata("pageBreakSource") == [PRINT_ISBN]
    assert opened.metadata("dc:source") == [PRINT_ISBN]
    assert refined(opened, "print") == [("source-of", "pagination", None, None)]
    assert epubcheck(made["epub"].data, tmp_path) == []
