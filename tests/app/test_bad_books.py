"""What authors get wrong, and the line they read then.

Every book here is checked and built by the real commands. Each has its faults shown in the order
of their places, nothing is written, and the last outputs stay.
"""

import pytest

from tests.books import write_project

GOOD = "# A\n\nText.\n"

BOOKS = {
    "a title with a colon and no quotes": (
        {"01.md": "---\ntitle: War: a history\n---\n\nText.\n"},
        {},
        [
            "chapters/01.md:2:8: error[M131] the front matter cannot be read: a text with a colon "
            'in it; put the title in quotes: title: "War: a history"',
        ],
    ),
    "front matter that is no YAML": (
        {"01.md": "---\ntitle: A\nsubtitle: [B\n---\n\nText.\n"},
        {},
        [
            "chapters/01.md:3:11: error[M131] the front matter cannot be read: a text begins with "
            '[; put the subtitle in quotes: subtitle: "[B"',
        ],
    ),
    "settings that are no TOML": (
        {
            "book.toml": "[book]\ntitle = A Book\n",
            "01.md": GOOD,
            "index.toml": '[[entry]]\nentry = "a"\nsee = ["b"]\n',
            "glossary.toml": '[[term]]\nterm = "soviet"\ndefinition = "A council."\n',
            "references.bib": "@book{a, title = {B}, author = {C}, date = {1954}}\n",
        },
        {},
        [
            "chapters/book.toml:2:9: error[M102] this is not TOML: Invalid value; "
            "texts stand in quotes, lists in square brackets",
        ],
    ),
    "no chapters": (
        {"index.toml": '[[entry]]\nentry = "a"\nsee = ["b"]\n'},
        {},
        [
            "chapters/book.toml:1:1: error[O110] the book has no chapters; "
            'list them: chapters = ["01.md", "02.md"]',
        ],
    ),
    "keys that nobody knows": (
        {"01.md": "---\ntitle: A\nsubtitel: B\n---\n\nText.\n"},
        {"publischer": "C"},
        [
            "chapters/01.md:3:1: error[M103] “subtitel” is not known here; "
            "did you mean “subtitle”?",
            "chapters/book.toml:5:1: error[M103] “publischer” is not known here; "
            "did you mean “publisher”?",
        ],
    ),
    "a chapter is not there to which others lead": (
        {
            "01.md": "---\ntitle: A\n---\n\nSee @sec-b, [](#c){.page}.\n\n"
            "[fez]{.index see=hat} []{.index entry=war range=open} "
            "[]{.index entry=x range=close}\n",
            "glossary.toml": '[[term]]\nterm = "soviet"\ndefinition = "A council."\n',
        },
        {"chapters": ["01.md", "two.md"]},
        [
            "chapters/book.toml:4:22: error[M107] there is no file “two.md”; "
            "its path starts from the folder chapters",
        ],
    ),
    "a chapter that does not exist": (
        {"01-gate.md": GOOD},
        {"chapters": ["01-gate.md", "01-gat.md"]},
        [
            "chapters/book.toml:4:27: error[M107] there is no file “01-gat.md”; "
            "did you mean “01-gate.md”?",
        ],
    ),
    "a picture that does not exist": (
        {"01.md": "# A\n\n![The gate](figures/gat.svg)\n"},
        {},
        [
            "chapters/01.md:3:1: error[F201] there is no picture “figures/gat.svg”; "
            "its path starts from the folder of the chapters",
        ],
    ),
    "one label for two things": (
        {
            "01.md": "# A {#sec-gate}\n\nText.\n",
            "02.md": "---\ntitle: B\nid: sec-gate\n---\n\nText.\n",
        },
        {},
        [
            "chapters/02.md:2:8: error[X102] “sec-gate” is a label already; "
            "the first is at chapters/01.md:1:1; rename one of the two",
        ],
    ),
    "references to nowhere": (
        {"01.md": "# A {#sec-gate}\n\nSee @sec-gat, or [there](#tbl-doors){.page}.\n"},
        {},
        [
            "chapters/01.md:3:5: error[X101] nothing is labelled “sec-gat”; "
            "did you mean “sec-gate”?",
            "chapters/01.md:3:18: error[X101] nothing is labelled “tbl-doors”; "
            "write {#tbl-doors} where it should lead",
        ],
    ),
    "a term that the glossary does not explain": (
        {
            "01.md": "# A\n\nThe [recto]{.term}, its [back]{.term key=vers}, [verso]{.term}.\n",
            "glossary.toml": '[[term]]\nkey = "verso"\nterm = "verso"\ndefinition = "The back."\n',
        },
        {},
        [
            "chapters/01.md:3:5: error[G201] the glossary does not explain “recto”; "
            "write an entry for it in chapters/glossary.toml",
            "chapters/01.md:3:25: error[G201] the glossary does not explain “vers”; "
            "did you mean “verso”?",
        ],
    ),
    "a div that is never closed": (
        {"01.md": "# A\n\n::: verse\n| a\n\nText.\n"},
        {},
        [
            "chapters/01.md:3:1: error[S101] “::: verse” is never closed; "
            "write ::: on a line of its own where it should end",
        ],
    ),
    "a chapter in an encoding of the past": (
        {"01.md": "# A\n\nCafé\n".encode("latin-1")},
        {},
        [
            "chapters/01.md:3:4: error[M108] this is not UTF-8: the byte 0xE9; "
            "save the file as UTF-8",
        ],
    ),
    "an empty chapter": (
        {"01.md": GOOD, "02.md": b""},
        {},
        [
            "chapters/02.md:1:1: error[M110] this chapter is empty; "
            "write it, or take it out of chapters in book.toml",
        ],
    ),
    "a chapter with NUL bytes": (
        {"01.md": b"# A\n\nab\0cd\0\n"},
        {},
        [
            "chapters/01.md:3:3: error[M109] this file holds NUL bytes (2); it is damaged; "
            "take an older copy",
        ],
    ),
    "a letter that no face has": (
        {"01.md": "# A\n\nOne *two* ᚠ three ᚠ.\n"},
        {},
        [
            "chapters/01.md:3:11: error[F101] “ᚠ” (RUNIC LETTER FEHU FEOH FE F) is not in "
            "“Literata”, “Noto Sans”, “Noto Sans Symbols 2” or “Noto Sans Math”, "
            "which “en” is set in; add a font that has it, or use another letter",
        ],
    ),
}


@pytest.fixture(params=BOOKS.values(), ids=[name.replace(" ", "-") for name in BOOKS])
def bad(request, tmp_path):
    """A faulty project, and what should be said of it."""
    files, settings, said = request.param
    return write_project(tmp_path, files, **settings), said


def test_a_check_says_what_is_wrong(run, bad):
    project, said = bad

    ran = run("check", "--project", project)

    assert ran.code == 1
    assert ran.out.splitlines() == [*said, f"{len(said)} error{'s' * (len(said) > 1)}"]


def test_a_build_says_the_same_and_leaves_the_last_outputs_as_they_are(run, bad):
    project, said = bad
    (project / "build").mkdir()
    (project / "build/book.pdf").write_bytes(b"the last PDF")
    (project / "build/book.epub").write_bytes(b"the last EPUB")

    ran = run("build", "--project", project)

    assert ran.code == 1
    assert ran.err.splitlines() == said
    assert {path.name: path.read_bytes() for path in (project / "build").iterdir()} == {
        "book.pdf": b"the last PDF",
        "book.epub": b"the last EPUB",
    }


def test_all_faults_of_a_book_are_told_in_one_run_in_the_order_of_their_places(run, tmp_path):
    files = {
        "01.md": "---\ntitle: War: a history\n---\n\nText.\n",
        "02.md": b"",
        "03.md": "# C {#sec-c}\n\nSee @sec-b.\n\n![No](no.png)\n\n::: verse\n| a\n",
        "04.md": "# D\n\nCafé\n".encode("latin-1"),
        "05.md": "# E {#sec-c}\n\n[x]{.term} ᚠ\n",
    }
    chapters = [*files, "06.md"]
    write_project(tmp_path, files, chapters=chapters, titel="A")

    ran = run("check", "--project", tmp_path)

    assert ran.code == 1
    said = ran.out.splitlines()[:-1]
    assert [line.partition("] ")[0] for line in said] == [
        "chapters/01.md:2:8: error[M131",
        "chapters/02.md:1:1: error[M110",
        "chapters/03.md:5:1: error[F201",
        "chapters/03.md:7:1: error[S101",
        "chapters/04.md:3:4: error[M108",
        "chapters/05.md:1:1: error[X102",
        "chapters/05.md:3:1: error[G201",
        "chapters/05.md:3:12: error[F101",
        "chapters/book.toml:4:58: error[M107",
        "chapters/book.toml:5:1: error[M103",
    ]
