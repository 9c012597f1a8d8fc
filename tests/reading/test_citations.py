"""Works that are cited: how they are said in the text, and where they are listed."""

import pytest

from rectoverso.app.check import check
from rectoverso.model.nodes import Citation, Division, Note, Passage, Reference, plain, walk
from tests.books import book, write_project

BIB = """
@book{trotsky, author = {Trotsky, Leon}, title = {My Life}, publisher = {Scribner}, year = 1930}
@book{later, author = {Trotsky, Leon}, title = {The Permanent Revolution}, year = 1930}
@book{kasravi, author = {کسروی, احمد}, title = {تاریخ مشروطهٔ ایران}, year = {۱۳۴۰}}
"""
NUMBERS = """<?xml version="1.0" encoding="utf-8"?>
<style xmlns="http://purl.org/net/xbiblio/csl" class="in-text" version="1.0">
<info><title>Numbers</title><id>urn:x-numbers</id><updated>2026-01-01T00:00:00Z</updated></info>
<citation><layout prefix="[" suffix="]" delimiter=", "><text variable="citation-number"/></layout>
</citation>
<bibliography><layout><text variable="citation-number" suffix=". "/><text variable="title"/>
</layout></bibliography>
</style>
"""
NOTES = NUMBERS.replace('class="in-text"', 'class="note"').replace(
    '<layout prefix="[" suffix="]" delimiter=", "><text variable="citation-number"/>',
    '<layout suffix="."><text variable="title"/>',
)


def cited(chapters, **more):
    return book({**chapters, "references.bib": BIB}, **more)


def said(made):
    return [
        plain(node.children)
        for section in made.book.sections
        for node in walk(section.blocks)
        if isinstance(node, Citation)
    ]


def works(made):
    return [
        (section.kind, plain(node.blocks), node.id, node.lang)
        for section in made.book.sections
        for node in walk(section.blocks)
        if isinstance(node, Division) and "csl-entry" in node.classes
    ]


def test_works_are_cited_in_the_text_and_listed_at_the_end_of_the_book():
    made = cited({"1.md": "# A\n\nAs @later says [see @trotsky, p. 4; @kasravi].\n"})

    assert said(made) == ["Trotsky (1930b)", "(see Trotsky 1930a, 4; کسروی ۱۳۴۰)"]
    assert works(made) == [
        ("bibliography", "Trotsky, Leon. 1930a. My Life. Scribner.", "ref-trotsky", ""),
        ("bibliography", "Trotsky, Leon. 1930b. The Permanent Revolution.", "ref-later", ""),
        ("bibliography", "کسروی، احمد. ۱۳۴۰. تاریخ مشروطهٔ ایران.", "ref-kasravi", "fa"),
    ]
    assert made.findings == []


def test_a_citation_leads_to_its_work_and_other_scripts_are_named():
    made = cited({"1.md": "# A\n\n[@kasravi]\n"})
    citation = next(n for n in walk(made.book.sections[4].blocks) if isinstance(n, Citation))
    inside = [n for n in walk(citation.children) if isinstance(n, Reference | Passage)]

    assert [type(node).__name__ for node in inside] == ["Reference", "Passage"]
    assert (inside[0].target, inside[1].lang) == ("ref-kasravi", "fa")


def test_a_work_in_another_language_is_listed_in_the_words_of_that():
    translated = """
@book{en, author = {Trotsky, Leon}, title = 1905, translator = {Bostock, Anya}, year = 1971,
langid = {english}}
@book{fa, author = {دویچر, آیزاک}, title = {پیامبر}, translator = {وزیر, محمد}, year = 1378,
langid = {persian}}
"""
    made = book({"1.md": "# A\n\n[@en; @fa]\n", "references.bib": translated}, lang="fa")

    assert [(text, lang) for _, text, _, lang in works(made)] == [
        ("دویچر، آیزاک. ۱۳۷۸. پیامبر. ترجمه‌ی محمد وزیر.", ""),
        ("Trotsky, Leon. 1971. 1905. Translated by Anya Bostock.", "en"),
    ]


def test_the_year_of_a_work_belongs_to_the_name_before_it():
    made = cited({"1.md": "---\ntitle: ب\nlang: fa\n---\n\nچنین [@trotsky; @kasravi].\n"})
    citation = next(n for n in walk(made.book.sections[4].blocks) if isinstance(n, Citation))
    passages = [
        (n.lang, plain(n.children)) for n in walk(citation.children) if isinstance(n, Passage)
    ]

    assert passages == [("en", "Trotsky 1930")]
    assert made.findings == []


def test_what_a_citation_says_has_the_digits_of_its_language_and_runs_as_it_does():
    arabic = """
@book{ar, author = {المنجد, صلاح الدين}, title = {دراسات}, year = 1972, langid = {arabic},
doi = {10.1000/182}}
"""
    made = book(
        {
            "1.md": "# أ\n\nانظر [@ar, ص ٤٨] و[@trotsky, chap. 3–5, note].\n",
            "references.bib": BIB + arabic,
        },
        lang="ar",
    )
    passages = [
        plain(node.children)
        for section in made.book.sections
        for citation in walk(section.blocks)
        if isinstance(citation, Citation)
        for node in walk(citation.children)
        if isinstance(node, Passage)
    ]

    assert said(made) == ["(المنجد ١٩٧٢، ص ٤٨)", "(Trotsky 1930، chap. 3–5, note)"]
    assert passages == ["Trotsky 1930", "chap. 3–5, note"]
    assert ("المنجد، صلاح الدين. ١٩٧٢. دراسات. https://doi.org/10.1000/182.", "") in [
        (text, lang) for _, text, _, lang in works(made)
    ]
    assert made.findings == []


def test_works_in_the_script_of_the_book_are_listed_first():
    made = cited({"1.md": "---\ntitle: ب\nlang: fa\n---\n\n[@trotsky; @kasravi]\n"}, lang="fa")

    assert [label for _, _, label, _ in works(made)] == ["ref-kasravi", "ref-trotsky"]


def test_the_list_stands_in_the_chapter_of_its_type():
    matter = "---\ntitle: Works\ntype: bibliography\n---\n\nThose named.\n"
    made = cited({"1.md": "# A\n\n@later\n", "2.md": matter, "3.md": "# B\n\n@kasravi\n"})
    listed = [section for section in made.book.sections if section.kind == "bibliography"]

    assert [plain(one.title) for one in listed] == ["Works"]
    assert plain(listed[0].blocks).startswith("Those named.Trotsky, Leon")


def test_each_chapter_can_have_a_list_of_its_own():
    made = cited(
        {"1.md": "# A\n\n@later\n", "2.md": "---\ntitle: ب\nlang: fa\n---\n\n@kasravi، @later\n"},
        more='[bibliography]\nper = "chapter"',
    )

    assert [(kind, label) for kind, _, label, _ in works(made)] == [
        ("chapter", "ref-1-later"),
        ("chapter", "ref-2-kasravi"),
        ("chapter", "ref-2-later"),
    ]
    assert "کتاب‌نامه" in plain(made.book.sections[5].blocks)


def test_numbers_run_through_the_whole_book_whatever_its_languages():
    made = cited(
        {
            "1.md": "# A\n\n[@later]\n",
            "2.md": "---\ntitle: ب\nlang: fa\n---\n\n[@kasravi] [@later]\n",
            "3.md": "# C\n\n[@trotsky; @kasravi]\n",
            "numbers.csl": NUMBERS,
        },
        more='[bibliography]\ncsl = "numbers.csl"',
    )

    assert said(made) == ["[1]", "[۲]", "[۱]", "[3, 2]"]


def test_a_style_of_notes_makes_notes():
    made = cited(
        {"1.md": "# A\n\nSo he says.[@later]\n", "notes.csl": NOTES},
        more='[bibliography]\ncsl = "notes.csl"',
    )
    notes = [n for n in walk(made.book.sections[4].blocks) if isinstance(n, Note)]

    assert [(note.number, plain(note.blocks)) for note in notes] == [
        (1, "The permanent revolution.")
    ]


@pytest.mark.parametrize(
    ("per", "shown", "lists"),
    [
        ("book", "A hat (Trotsky 1930b, 2).", ["bibliography", "bibliography"]),
        ("chapter", "A hat (Trotsky 1930, 2).", ["chapter", "bibliography"]),
    ],
)
def test_the_glossary_may_cite_works_too(per, shown, lists):
    terms = '[[term]]\nterm = "fez"\ndefinition = "A hat [@later, p. 2]."\n'
    made = cited(
        {"1.md": "# A\n\nThe fez; @trotsky.\n", "glossary.toml": terms},
        more=f'[bibliography]\nper = "{per}"',
    )

    assert plain(made.book.glossary[0].definition) == shown
    assert [(kind, text.split(". ")[2].strip(".")) for kind, text, _, _ in works(made)] == [
        (lists[0], "My Life"),
        (lists[1], "The Permanent Revolution"),
    ]
    assert made.findings == []


@pytest.mark.parametrize("text", ["Text", "See @sec-a."])
def test_a_book_that_cites_nothing_has_no_list(text):
    made = cited({"1.md": f"---\ntitle: A\nid: sec-a\n---\n\n{text}\n"})

    assert "bibliography" not in [section.kind for section in made.book.sections]


def test_a_work_that_no_list_has_is_told_once():
    made = cited({"1.md": "# A\n\nAs @latr says [see @trotsky].\n"})

    said = "chapters/1.md:3:4: error[S120] no list of works has “latr”; did you mean “@later”?"
    assert made.findings == [said]


def test_a_list_of_works_that_has_changed_is_read_again(tmp_path):
    root = write_project(tmp_path, {"1.md": "# A\n\nAs @later says.\n", "references.bib": BIB})
    assert check(root, lambda _: None).findings == ()

    (root / "chapters" / "references.bib").write_text(BIB.replace("later", "sooner"), "utf-8")

    assert [one.code for one in check(root, lambda _: None).findings] == ["S120"]


def test_a_list_of_works_in_a_folder_of_its_own_is_told_by_its_path(tmp_path):
    library = 'files = ["lists/torn.json"]'
    files = {"1.md": "# A\n\nAs @later says.\n", "lists/torn.json": "[{"}
    root = write_project(tmp_path, files, more=f"[bibliography]\n{library}")

    (found,) = check(root, lambda _: None).findings

    assert found.span.path == "chapters/lists/torn.json"


def test_letters_that_no_face_has_are_told_at_the_list_of_works_and_not_at_its_style(tmp_path):
    bib = "@book{one, title = {A 漢字 title}, author = {Roe, A.}, year = 2001}"
    style = (
        '<style xmlns="http://purl.org/net/xbiblio/csl" version="1.0" class="in-text"><info/>'
        '<citation><layout><text variable="citation-number"/></layout></citation>'
        '<bibliography><layout><text variable="title"/></layout></bibliography></style>'
    )
    files = {"1.md": "# A\n\nAs [@one] says.\n", "references.bib": bib, "plain.csl": style}
    root = write_project(tmp_path, files, more='[bibliography]\ncsl = "plain.csl"')

    paths = {one.span.path for one in check(root, lambda _: None).findings}

    assert "chapters/plain.csl" not in paths
    assert "chapters/references.bib" in paths
