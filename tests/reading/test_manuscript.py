"""A project as read: its settings, its chapters in order, its pictures, and damaged files."""

import os
import unicodedata
from datetime import date
from pathlib import Path

import pytest

from rectoverso.model.manuscript import (
    Contributor,
    EntrySource,
    GlossarySettings,
    IndexSettings,
    Part,
    PrintEdition,
    Settings,
    TermSource,
)
from rectoverso.model.nodes import IndexMark, Paragraph, Text
from rectoverso.model.shipped import shipped
from rectoverso.model.source import Source, Span
from rectoverso.reading.listing import natural
from rectoverso.reading.manuscript import read
from rectoverso.reading.markup import parse_all, parse_definitions
from rectoverso.reading.texts import read_texts
from tests.books import book as small_book

SVG = '<svg xmlns="http://www.w3.org/2000/svg"/>'


def project(root: Path, files: dict[str, str | bytes], book: str = 'chapters = ["*.md"]') -> Path:
    """Write files into the project's `chapters`; `book` is what its settings say besides."""
    settings = {"book.toml": f'[book]\ntitle = "A Book"\nlang = "en"\n{book}\n'}
    for name, text in {**settings, **files}.items():
        path = root / "chapters" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return root


def findings(root: Path) -> list[str]:
    return [str(finding) for finding in read(root).findings]


# --- Settings ------------------------------------------------------------------------------


def test_only_title_language_and_chapters_have_to_be_said(tmp_path):
    manuscript = read(project(tmp_path, {"01.md": "# A\n"}))

    assert manuscript.settings == Settings("A Book", "en")
    assert [chapter.source for chapter in manuscript.chapters] == [
        Source("chapters/01.md", "# A\n")
    ]
    assert manuscript.findings == ()


def test_all_that_can_be_said_of_a_book(tmp_path):
    book = """
chapters = ["01.md"]
subtitle = "B"
authors = ["C", { name = "نام", sort = "نام، د", lang = "fa" }]
translators = "E"
editors = [{ name = "F", role = "edc" }]
isbn = "978-3-16-148410-0"
publisher = "G"
rights = "H"
description = "I"
subjects = ["J", "K"]
series = "L"
edition = "M"
cover = "cover.svg"
cover-alt = "N"
date = 2026-11-21
filename = "o"
outputs = ["epub"]

[edition.print]
size = "5.5 x 8.5in"
bleed = "3mm"
binding = "right"
justify = "greedy"
hang = false
margins = { top = "1in", bottom = "2.5cm", inner = "60pt", outer = "15 mm" }

[glossary]
link = "all"

[index]
scripts = ["fa", "en"]

[index.titles]
"" = "Subjects"
persons = "Persons"
"""
    manuscript = read(project(tmp_path, {"01.md": "# A\n", "cover.svg": SVG}, book))

    assert manuscript.findings == ()
    assert manuscript.files == {"cover.svg": tmp_path / "chapters/cover.svg"}
    assert manuscript.settings == Settings(
        title="A Book",
        lang="en",
        subtitle="B",
        contributors=(
            Contributor("C"),
            Contributor("نام", sort="نام، د", lang="fa"),
            Contributor("F", "edc"),
            Contributor("E", "trl"),
        ),
        identifier="urn:isbn:9783161484100",
        publisher="G",
        rights="H",
        description="I",
        subjects=("J", "K"),
        series="L",
        edition="M",
        cover="cover.svg",
        cover_alt="N",
        date=date(2026, 11, 21),
        filename="o",
        outputs=("epub",),
        sheet=PrintEdition(
            *("5.5in", "8.5in", "1in", "2.5cm", "60pt", "15mm"),
            bleed="3mm",
            binding="right",
            justify="greedy",
            hang=False,
        ),
        glossary=GlossarySettings("all"),
        index=IndexSettings({"": "Subjects", "persons": "Persons"}, ("fa", "en")),
    )


@pytest.mark.parametrize(
    ("said", "width", "height"),
    [
        ("A5", "148mm", "210mm"),
        ("a4", "210mm", "297mm"),
        ("148x210mm", "148mm", "210mm"),
        ("12.5cm × 190mm", "12.5cm", "190mm"),
        ("Trade", "6in", "9in"),
    ],
)
def test_the_page_has_a_name_or_two_lengths(tmp_path, said, width, height):
    book = f'chapters = ["01.md"]\n[edition.print]\nsize = "{said}"'
    manuscript = read(project(tmp_path, {"01.md": "# A\n"}, book))

    assert (manuscript.settings.sheet.width, manuscript.settings.sheet.height) == (width, height)
    assert manuscript.findings == ()


@pytest.mark.parametrize("isbn", ["978-3-16-148410-0", "0-8044-2957-X", "urn:isbn:9783161484100"])
def test_an_isbn_becomes_a_urn(tmp_path, isbn):
    book = f'chapters = ["01.md"]\nidentifier = "{isbn}"\n'
    if not isbn.startswith("urn"):
        book = f'chapters = ["01.md"]\nisbn = "{isbn}"\n'
    manuscript = read(project(tmp_path, {"01.md": "# A\n"}, book))

    digits = isbn.removeprefix("urn:isbn:").replace("-", "")
    assert (manuscript.settings.identifier, manuscript.findings) == (f"urn:isbn:{digits}", ())


# --- Chapters ------------------------------------------------------------------------------


def test_chapters_stand_in_the_order_of_the_book(tmp_path):
    names = ("a/10.md", "a/9.md", "b.md", "end.md", "front.md")
    book = """
chapters = [
  "front.md",
  { part = "Teil", lang = "de", id = "part-de", chapters = ["a/*.md"] },
  { part = "Part", chapters = ["*.md"] },
  "end.md",
]"""
    manuscript = read(project(tmp_path, dict.fromkeys(names, "# A\n"), book))

    first = Part("Teil", "de", "part-de")
    second = Part("Part", "en", "")
    assert manuscript.findings == ()
    assert [(c.source.path, c.part) for c in manuscript.chapters] == [
        ("chapters/front.md", None),
        ("chapters/a/9.md", first),
        ("chapters/a/10.md", first),
        ("chapters/b.md", second),
        ("chapters/end.md", None),
    ]
    assert [c.part.span for c in manuscript.chapters if c.part] == [
        Span("chapters/book.toml", 7, 3),
        Span("chapters/book.toml", 7, 3),
        Span("chapters/book.toml", 8, 3),
    ]


def test_a_chapter_has_its_own_language_or_its_parts_or_the_books(tmp_path):
    files = {"1.md": "---\ntitle: A\nlang: fa\n---\n", "2.md": "# B\n", "3.md": "# C\n"}
    book = 'chapters = [{ part = "P", lang = "ne", chapters = ["1.md", "2.md"] }, "3.md"]'
    chapters = parse_all(read(project(tmp_path, files, book)))

    assert [(c.path, c.lang, c.part and c.part.lang) for c in chapters] == [
        ("chapters/1.md", "fa", "ne"),
        ("chapters/2.md", "ne", "ne"),
        ("chapters/3.md", "en", None),
    ]


def test_line_ends_of_other_systems_are_line_ends(tmp_path):
    manuscript = read(project(tmp_path, {"01.md": b"# A\r\n\r\nText\rmore[]{.index}\r\n"}))

    assert manuscript.chapters[0].source.text == "# A\n\nText\nmore[]{.index}\n"
    assert [str(f) for f in parse_all(manuscript)[0].findings] == [
        "chapters/01.md:4:5: error[I101] this index mark names no entry; "
        'write the entry: []{.index entry="..."}'
    ]


# --- Damaged and missing files -------------------------------------------------------------


def test_a_folder_without_a_book_says_so(tmp_path):
    project(tmp_path / "atlas", {"01.md": "# A\n"})

    assert findings(tmp_path) == [
        "chapters/book.toml:1:1: error[M101] there is no book here; did you mean “atlas”?"
    ]
    assert findings(tmp_path / "atlas" / "chapters") == [
        "chapters/book.toml:1:1: error[M101] there is no book here; did you mean “..”?"
    ]
    assert findings(tmp_path / "nowhere" / "at all") == [
        "chapters/book.toml:1:1: error[M101] there is no book here; "
        "name the project's folder with --project, or make one: rectoverso new DIR"
    ]


@pytest.mark.parametrize(
    ("letters", "said"),
    [
        (b"# A\n\nCaf\xe9\n", "3:4: error[M108] this is not UTF-8: the byte 0xE9"),
        (
            "# A\n".encode("utf-16"),
            "1:1: error[M108] this is not UTF-8: the byte 0xFF; it looks like UTF-16",
        ),
        (b"# A\n\xc3", "2:1: error[M108] this is not UTF-8: the byte 0xC3"),
    ],
)
def test_a_file_in_another_encoding_is_shown_its_first_strange_byte(tmp_path, letters, said):
    assert findings(project(tmp_path, {"01.md": letters})) == [
        f"chapters/01.md:{said}; save the file as UTF-8"
    ]


def test_settings_that_cannot_be_read_say_nothing_else(tmp_path):
    assert findings(project(tmp_path, {"01.md": "# A\n", "book.toml": b"[book]\n\xff"})) == [
        "chapters/book.toml:2:1: error[M108] this is not UTF-8: the byte 0xFF; "
        "save the file as UTF-8"
    ]


def test_nul_bytes_are_counted(tmp_path):
    assert findings(project(tmp_path, {"01.md": b"# A\n\nte\0xt\0\n"})) == [
        "chapters/01.md:3:3: error[M109] this file holds NUL bytes (2); "
        "it is damaged; take an older copy"
    ]


def test_a_byte_order_mark_is_noted_and_does_no_harm(tmp_path):
    files = {
        "01.md": b"\xef\xbb\xbf---\ntitle: A\n---\n",
        "book.toml": b'\xef\xbb\xbf[book]\ntitle = "A Book"\nlang = "en"\nchapters = ["01.md"]\n',
    }
    manuscript = read(project(tmp_path, files))

    assert [str(finding) for finding in manuscript.findings] == [
        f"chapters/{name}:1:1: note[M116] this file begins with a byte order mark; "
        "save it as UTF-8 without BOM"
        for name in ("01.md", "book.toml")
    ]
    assert parse_all(manuscript)[0].title == (Text("A"),)


def test_files_outside_the_project_are_not_read(tmp_path):
    root = project(
        tmp_path / "book",
        {"01.md": "# A\n\n![a](../../map.svg) ![b](link.svg)\n"},
        'chapters = ["01.md", "../../secret.md", "link.md"]',
    )
    (tmp_path / "secret.md").write_text("# S\n")
    (tmp_path / "map.svg").write_text(SVG)
    (root / "chapters/link.md").symlink_to(tmp_path / "secret.md")
    (root / "chapters/link.svg").symlink_to(tmp_path / "map.svg")
    manuscript = read(root)
    texts = read_texts(manuscript)

    assert [str(finding) for finding in texts.chapters[0].findings] == [
        "chapters/01.md:3:6: error[M111] “../../map.svg” lies outside the project; "
        "copy the file into the project",
        "chapters/01.md:3:26: error[M111] “link.svg” lies outside the project; "
        "copy the file into the project",
    ]
    assert [str(finding) for finding in manuscript.findings] == [
        "chapters/book.toml:4:22: error[M111] “../../secret.md” lies outside the project; "
        "copy the file into the project",
        "chapters/book.toml:4:41: error[M111] “link.md” lies outside the project; "
        "copy the file into the project",
    ]
    assert [chapter.source.path for chapter in manuscript.chapters] == ["chapters/01.md"]
    assert (manuscript.files, texts.files) == ({}, {})


@pytest.mark.skipif(os.name == "nt" or os.getuid() == 0, reason="nothing is forbidden here")
def test_a_file_that_may_not_be_read_is_a_finding(tmp_path):
    root = project(tmp_path, {"01.md": "# A\n"})
    (root / "chapters/01.md").chmod(0)

    assert findings(root) == [
        "chapters/01.md:1:1: error[M117] this file cannot be read: Permission denied"
    ]


def test_a_folder_in_the_place_of_a_file_is_a_finding(tmp_path):
    root = project(tmp_path, {"01.md": "# A\n"})
    (root / "chapters/glossary.toml").mkdir()

    assert findings(root) == [
        "chapters/glossary.toml:1:1: error[M117] this file cannot be read: Is a directory"
    ]


def test_paths_that_no_disk_could_hold_are_findings(tmp_path):
    long = "x" * 300
    book = (
        f'chapters = ["01.md", "{long}.md", "a\\u0000.md", "/*.md", "**a/*.md", "loop/*.md"]\n'
        f'cover = "{long}.svg"'
    )
    text = f"# A\n\n![a]({long}.svg) ![b](a%00.svg) ![c](loop/c.svg) ![d](data:image/png;base64,)\n"
    root = project(tmp_path, {"01.md": text}, book)
    (root / "chapters/loop").symlink_to("loop")
    manuscript = read(root)
    said = [*manuscript.findings, *parse_all(manuscript)[0].findings]

    assert sorted((f.span.line, f.span.column, f.code) for f in said) == [
        (3, 1, "F201"),
        (3, 312, "F201"),
        (3, 327, "F201"),
        (3, 344, "F203"),
        (4, 22, "M107"),
        (4, 329, "M111"),
        (4, 343, "M113"),
        (4, 352, "M113"),
        (4, 364, "M111"),
        (5, 1, "M107"),
    ]


# --- Names of files ------------------------------------------------------------------------


def test_a_name_in_pieces_on_disk_is_the_same_name(tmp_path):
    text = "# A\n\n![Bản đồ](hình/bản đồ.svg)\n"
    files = {"chương.md": text, "hình/bản đồ.svg": SVG}
    root = project(tmp_path, {unicodedata.normalize("NFD", name): files[name] for name in files})
    (root / "chapters/book.toml").write_text(
        '[book]\ntitle = "A"\nlang = "vi"\nchapters = ["chương.md"]\n', "utf-8"
    )
    manuscript = read(root)
    texts = read_texts(manuscript)

    assert (manuscript.findings, texts.chapters[0].findings) == ((), ())
    assert [path.read_text("utf-8") for path in texts.files.values()] == [SVG]


def test_other_files_may_have_their_names_in_pieces_too(tmp_path):
    files = {"sách.bib": "", "kiểu.csl": "", "từ.txt": "", "chương.md": "# A\n"}
    root = project(tmp_path, {unicodedata.normalize("NFD", name): files[name] for name in files})
    (root / "chapters/book.toml").write_text(
        '[book]\ntitle = "A"\nlang = "vi"\nchapters = ["*.md"]\n[bibliography]\n'
        'files = ["sách.bib"]\ncsl = "kiểu.csl"\n[check]\nwords = "từ.txt"\n'
        '[[check.ignore]]\ncodes = ["T107"]\nfiles = ["chương.md"]\nbecause = "so"\n',
        "utf-8",
    )
    read_so = read(root)
    library, checking = read_so.library, read_so.checking

    assert read_so.findings == ()
    assert [path.is_file() for path in (*library.files, library.style)] == [True, True]
    assert (root / "chapters" / checking.words).is_file()
    assert checking.waivers[0].files == (read_so.chapters[0].source.path,)


def test_a_waiver_for_a_file_whose_name_no_disk_could_hold_does_no_harm(tmp_path):
    book = 'chapters = ["01.md"]\n[[check.ignore]]\ncodes = ["T107"]\nbecause = "so"\nfiles = '
    root = project(tmp_path, {"01.md": "# A\n"}, f'{book}["{"é" * 300}.md", "é\\u0000/b.md"]')

    assert findings(root) == []


def test_a_link_with_a_name_in_pieces_does_not_lead_out_of_the_project(tmp_path):
    root = project(tmp_path / "book", {"01.md": "# A\n\n![x](bản.svg)\n"})
    (tmp_path / "map.svg").write_text(SVG)
    (root / "chapters" / unicodedata.normalize("NFD", "bản.svg")).symlink_to(tmp_path / "map.svg")
    texts = read_texts(read(root))

    assert [one.code for one in texts.chapters[0].findings] == ["M111"]
    assert texts.files == {}


def test_a_name_with_signs_of_patterns_in_it_is_a_name(tmp_path):
    book = 'chapters = ["1[a].md", "*.md"]'
    manuscript = read(project(tmp_path, {"1[a].md": "# A\n", "1a.md": "# B\n"}, book))

    assert manuscript.findings == ()
    assert [one.source.path for one in manuscript.chapters] == [
        "chapters/1[a].md",
        "chapters/1a.md",
    ]


def test_what_systems_leave_beside_files_is_no_chapter(tmp_path):
    assert findings(project(tmp_path, {"01.md": "# A\n", "._01.md": b"\x00\x05\x16\x07"})) == []


def test_one_file_is_one_chapter_by_whatever_way_it_is_named(tmp_path):
    book = 'chapters = ["01.md", "part/../01.md"]'
    assert findings(project(tmp_path, {"01.md": "# A\n", "part/a.txt": ""}, book)) == [
        "chapters/book.toml:4:22: error[M112] “01.md” is in the book already; "
        "take one of the two out of chapters"
    ]


def test_names_have_one_order_whatever_order_the_disk_has_them_in():
    in_order = ["001.md", "01.md", "1.md", "2.md", "10.md"]

    assert sorted(["10.md", "1.md", "01.md", "2.md", "001.md"], key=natural) == in_order
    assert sorted(["2.md", "001.md", "01.md", "1.md", "10.md"], key=natural) == in_order


# --- Pictures ------------------------------------------------------------------------------


def test_the_pictures_that_chapters_show_go_with_the_book(tmp_path):
    text = "# A\n\n![The *map*](figures/the%20map.svg)\n\nA ![seal](seal.png){width=1em}.\n"
    png = b"\x89PNG\r\n\x1a\n"
    files = {"01.md": text, "figures/the map.svg": SVG, "seal.png": png, "unused.png": png}
    manuscript = read(project(tmp_path, files))
    texts = read_texts(manuscript)

    assert (manuscript.findings, texts.chapters[0].findings) == ((), ())
    assert texts.files == {
        "figures/the map.svg": tmp_path / "chapters/figures/the map.svg",
        "seal.png": tmp_path / "chapters/seal.png",
    }


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("map (1).svg", "![x](<map (1).svg>)"),
        ("map(1).svg", "![x](map(1).svg)"),
        ("a_map.svg", r"![x](a\_map.svg)"),
        ("a&b.svg", "![x](a&amp;b.svg)"),
        ("map.svg", "![x][map]\n\n[map]: map.svg"),
        ("map.svg", "![x](./map.svg)"),
        ("new.svg", "![x]({~~old~>new~~}.svg)"),
    ],
)
def test_the_address_of_a_picture_is_read_as_pandoc_reads_it(tmp_path, name, text):
    texts = read_texts(read(project(tmp_path, {"01.md": f"# A\n\n{text}\n", name: SVG})))

    assert texts.chapters[0].findings == ()
    assert [path.resolve() for path in texts.files.values()] == [tmp_path / "chapters" / name]


def test_pictures_in_titles_and_definitions_are_looked_at_too(tmp_path):
    glossary = '[[term]]\nterm = "x"\ndefinition = "![a](a.svg) ![c](al.svg)"\n'
    files = {"01.md": '---\ntitle: "A ![b](all.svg) ![c](al.svg)"\n---\n\n[x]{.term}\n'}
    files |= {"glossary.toml": glossary, "a.svg": SVG, "all.svg": SVG}
    texts = read_texts(read(project(tmp_path, files)))

    assert list(texts.files) == ["a.svg", "all.svg"]
    assert [str(one) for one in (*texts.chapters[0].findings, *texts.findings)] == [
        "chapters/01.md:2:25: error[F201] there is no picture “al.svg”; did you mean “all.svg”?",
        "chapters/glossary.toml:3:27: error[F201] there is no picture “al.svg”; "
        "did you mean “all.svg”?",
    ]


def test_a_cover_of_a_kind_that_nothing_shows_is_told(tmp_path):
    book = 'chapters = ["01.md"]\ncover = "cover.txt"'
    assert findings(project(tmp_path, {"01.md": "# A\n", "cover.txt": "A cover"}, book)) == [
        "chapters/book.toml:5:1: error[F205] “cover.txt” is of a kind that not all outputs can "
        "show; save it as PNG, JPEG or SVG"
    ]


# --- Styles and fonts ----------------------------------------------------------------------


def test_a_projects_own_styles_stand_before_those_that_come_with_the_program(tmp_path):
    root = project(tmp_path, {"01.md": "# A\n"})
    assert (read(root).styles, read(root).fonts) == ((shipped("styles"),), (shipped("fonts"),))

    (root / "styles").mkdir()
    assert read(root).styles == (root / "styles", shipped("styles"))


# --- Glossary and index --------------------------------------------------------------------

GLOSSARY = """\
[[term]]
key = "soviet"
term = "شورا"
lang = "fa"
aliases = ["شوراها"]
definition = "انجمن [نمایندگان]{.index}."
translations = { en = "soviet", vi = "xô viết" }
translation-aliases = { en = ["soviets"] }
see-also = "strike"
sort = "شورا"

[[term]]
term = "strike"
see = ["soviet"]

[[term]]
term = "duma"
definition = '''
A chamber.

    A listing.
With [a mark]{.index}.
'''
"""


def test_terms_are_read_with_all_their_forms(tmp_path):
    manuscript = read(project(tmp_path, {"01.md": "# A\n", "glossary.toml": GLOSSARY}))
    path = "chapters/glossary.toml"

    assert manuscript.findings == ()
    assert [term.span for term in manuscript.terms] == [
        Span(path, 1),
        Span(path, 12),
        Span(path, 16),
    ]
    assert manuscript.terms[0] == TermSource(
        key="soviet",
        term="شورا",
        lang="fa",
        definition=Source(path, "انجمن [نمایندگان]{.index}.", above=5, aside=14),
        aliases=("شوراها",),
        translations={"en": "soviet", "vi": "xô viết"},
        translation_aliases={"en": ("soviets",)},
        see_also=("strike",),
        sort="شورا",
    )
    assert (manuscript.terms[1].key, manuscript.terms[1].see) == ("strike", ("soviet",))


def test_what_stands_in_a_definition_has_its_place_in_the_glossary(tmp_path):
    manuscript = read(project(tmp_path, {"01.md": "# A\n", "glossary.toml": GLOSSARY}))
    definitions, said = parse_definitions(manuscript.terms)
    path = "chapters/glossary.toml"

    assert said == ()
    assert definitions[0] == (
        Paragraph((Text("انجمن "), IndexMark((Text("نمایندگان"),)), Text("."))),
    )
    assert definitions[0][0].children[1].span == Span(path, 6, 21)
    assert definitions[1] == ()
    assert [block.span for block in definitions[2]] == [
        Span(path, 19, 1),
        Span(path, 21, 5),
        Span(path, 22, 1),
    ]
    assert definitions[2][2].children[1].span == Span(path, 22, 6)
    assert parse_definitions(manuscript.terms[:1]) == (definitions[:1], ())


def test_entries_of_the_index_are_read_with_their_levels(tmp_path):
    index = """
[[entry]]
key = "chaldiran"
entry = "wars!Chaldiran, battle of"
index = "events"
original = "چالدران"
sort = "Chaldiran"
aliases = ["Çaldıran"]
see-also = ["Tabriz"]

[[entry]]
entry = "Stamboul"
lang = "de"
see = "Istanbul"
"""
    manuscript = read(project(tmp_path, {"01.md": "# A\n", "index.toml": index}))

    assert manuscript.findings == ()
    assert manuscript.entries == (
        EntrySource(
            path=("wars", "Chaldiran, battle of"),
            lang="en",
            key="chaldiran",
            index="events",
            original="چالدران",
            sort="Chaldiran",
            aliases=("Çaldıran",),
            see_also=("Tabriz",),
        ),
        EntrySource(path=("Stamboul",), lang="de", see=("Istanbul",)),
    )


def test_the_index_is_set_as_book_toml_or_index_toml_says(tmp_path):
    index = """
[index]
order = "letter-by-letter"
scripts = ["fa", "en"]
never = ["Figure"]
auto = ["Petersburg"]

[index.titles]
persons = "Persons"

[[merge]]
from = ["Petrograd", "Leningrad"]
into = "Saint Petersburg"

[[entry]]
entry = "Trotsky, Lev"
translations = { fa = "تروتسکی، لئون" }
see-under = "Red Army"
"""
    more = '[index]\nranges = "elided"\nscripts = ["en"]\n[index.titles]\n"" = "All"\n'
    files = {"01.md": "# A\n", "index.toml": index}
    manuscript = read(project(tmp_path, files, f'chapters = ["*.md"]\n{more}'))

    assert manuscript.findings == ()
    assert manuscript.settings.index == IndexSettings(
        titles={"": "All", "persons": "Persons"},
        scripts=("fa", "en"),
        order="letter-by-letter",
        ranges="elided",
        never=("Figure",),
        auto=("Petersburg",),
    )
    assert manuscript.entries == (
        EntrySource(
            ("Trotsky, Lev",),
            "en",
            see_under=("Red Army",),
            translations={"fa": "تروتسکی، لئون"},
        ),
        EntrySource(("Saint Petersburg",), "en", aliases=("Petrograd", "Leningrad"), silent=True),
    )


@pytest.mark.parametrize("address", ["<figures/a b.svg>", "figures/a b.svg", "figures/a%20b.svg"])
def test_a_picture_may_have_a_space_in_its_name(address):
    drawing = '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>'
    small = small_book(
        {"01.md": f'# A\n\nText.\n\n![x]({address} "t")', "figures/a b.svg": drawing}
    )

    assert small.findings == []
    assert list(small.checked.manuscript.files) == ["figures/a b.svg"]
    assert small.written("pdf").findings == ()


def test_a_text_that_an_editor_holds_open_counts_and_not_the_file():
    project = small_book("# On disk\n").root
    unsaved = {"chapters/01.md": "# نوشته\r\n\r\n\ud83d\r\n"}

    (chapter,) = read(project, unsaved=unsaved).chapters

    assert chapter.source == Source("chapters/01.md", "# نوشته\n\n?\n")


def test_a_file_that_was_deleted_while_an_editor_holds_it_open_is_there(tmp_path):
    book = '[book]\ntitle = "A"\nlang = "en"\nchapters = ["01.md"]\n'

    manuscript = read(tmp_path, unsaved={"chapters/book.toml": book, "chapters/01.md": "# A\n"})

    assert manuscript.findings == ()
    assert [chapter.source.text for chapter in manuscript.chapters] == ["# A\n"]
