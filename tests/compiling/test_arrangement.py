"""The divisions of a book and their order."""

from datetime import date

from tests.compiling.shown import compiled, contents, findings


def ids(made):
    return [section.id for section in made.sections]


def test_title_pages_and_contents_are_supplied_in_front():
    made = compiled("---\ntitle: One\n---\n\nText.")

    assert ids(made) == ["halftitlepage", "titlepage", "copyright-page", "toc", "sec-01"]


def test_glossary_indexes_and_colophon_are_supplied_at_the_end_when_there_is_something():
    made = compiled(
        {
            "01.md": "[Fez]{.index} and [Ibn Khaldun]{.index index=persons}.",
            "glossary.toml": '[[term]]\nterm = "medina"\ndefinition = "The old town."\n',
        },
        date=date(2026, 11, 21),
    )

    assert ids(made)[4:] == ["sec-01", "glossary", "index", "index-persons", "colophon"]


def test_what_the_author_lists_stays_where_it_is_listed():
    made = compiled(
        {
            "dedication.md": "---\ntitle: For you\ntype: dedication\n---\n\nFor you.",
            "foreword.md": "---\ntitle: Before\ntype: foreword\n---\n\nText.",
            "one.md": "---\ntitle: One\n---\n\n[Fez]{.index}",
            "index.md": "---\ntitle: Places\ntype: index\n---\n\nNumbers are pages.",
            "afterword.md": "---\ntitle: After\ntype: afterword\n---\n\nText.",
        }
    )

    assert ids(made) == [
        "halftitlepage",
        "titlepage",
        "copyright-page",
        "sec-dedication",
        "toc",
        "sec-foreword",
        "sec-one",
        "index",
        "sec-afterword",
    ]
    assert made.sections[7].index == made.indexes[0]


def test_a_chapter_of_type_index_holds_the_index_its_id_names():
    made = compiled(
        {
            "one.md": "[Fez]{.index} [Ibn Khaldun]{.index index=persons}",
            "names.md": "---\ntitle: Names\ntype: index\nid: index-persons\n---\n\nWho is who.",
        }
    )

    assert [(s.id, s.index.name) for s in made.sections if s.index] == [
        ("index-persons", "persons"),
        ("index", ""),
    ]


THREE = """
[book]
title = "Three"
lang = "en"
chapters = [
  "a.md",
  { part = "The middle", id = "middle", chapters = ["b.md", "c.md"] },
  { part = "پایان", lang = "fa", id = "payan", chapters = ["d.md"] },
  "e.md",
]
"""


def chapter(title, **matter):
    return "\n".join(["---", f"title: {title}", *(f"{k}: {v}" for k, v in matter.items()), "---"])


def test_a_part_stands_before_its_chapters_and_ends_with_them():
    made = compiled({"book.toml": THREE, **{f"{name}.md": chapter(name) for name in "abcde"}})

    assert [(one.id, one.kind, one.part, one.direction) for one in made.sections[4:]] == [
        ("sec-a", "chapter", "", "ltr"),
        ("middle", "part", "", "ltr"),
        ("sec-b", "chapter", "middle", "ltr"),
        ("sec-c", "chapter", "middle", "ltr"),
        ("payan", "part", "", "rtl"),
        ("sec-d", "chapter", "payan", "rtl"),
        ("sec-e", "chapter", "", "ltr"),
    ]


def test_two_parts_may_be_called_the_same():
    listed = '[{ part = "Notes", chapters = ["b.md"] }, { part = "Notes", chapters = ["c.md"] }]'
    book = f'[book]\ntitle = "A"\nlang = "en"\nchapters = {listed}\n'
    made = compiled({"b.md": "# B\n", "c.md": "# C\n", "book.toml": book})

    assert ids(made)[4:] == ["part-1", "sec-b", "part-2", "sec-c"]


def test_a_label_of_a_part_that_is_given_again_is_told():
    parts = ", ".join(f'{{ part = "P", id = "p", chapters = ["{name}.md"] }}' for name in "bc")
    book = f'[book]\ntitle = "A"\nlang = "en"\nchapters = [{parts}]\n'
    files = {"b.md": "# B\n", "c.md": "---\ntitle: C\nid: p\n---\n\nC.\n", "book.toml": book}
    made = compiled(files)

    assert ids(made)[4:] == ["p", "sec-b", "p-2", "p-3"]
    first = "chapters/book.toml:4:13; rename one of the two"
    assert findings(made) == [
        f"{place}: error[X102] “p” is a label already; the first is at {first}"
        for place in ("chapters/book.toml:4:60", "chapters/c.md:2:8")
    ]


def test_contents_hold_parts_their_chapters_and_these_sections():
    made = compiled(
        {
            "book.toml": THREE,
            "a.md": chapter("Before", type="introduction"),
            "b.md": chapter("The gate") + "\n\n## Keys {#keys}\n\n### Locks\n\n## Hinges",
            "c.md": chapter("The *wall*[]{.index entry=walls}"),
            "d.md": chapter("خانه") + "\n\n## در",
            "e.md": chapter("Sources", type="appendix"),
        }
    )

    assert contents(made.contents) == [
        "Introduction Before <sec-a>",
        "Part 1 The middle <middle>",
        "  Chapter 1 The gate <sec-b>",
        "    1.1 Keys <keys>",
        "    1.2 Hinges <sec-b-h3>",
        "  Chapter 2 The wall <sec-c>",
        "بخش دوم پایان <payan>",
        "  فصل ۳ خانه <sec-d>",
        "    ۳\N{RIGHT-TO-LEFT MARK}.۱ در <sec-d-h1>",
        "Appendix Sources <sec-e>",
        "Index <index>",
    ]


def test_a_chapter_is_named_after_its_file_in_letters_that_addresses_can_hold():
    made = compiled({"Bab-1.md": "A.", "فصل.md": "B.", "x.md": chapter("X", id="دروازه")})

    assert ids(made)[4:] == ["sec-Bab-1", "sec-x-0gbxk", "x-mgbpgf9hd"]
    assert all(name.isascii() for name in ids(made))


def test_a_made_up_name_gives_way_to_one_that_an_author_gave():
    made = compiled({"one.md": "One.", "two.md": chapter("Two", id="sec-one")})

    assert ids(made)[4:] == ["sec-one-2", "sec-one"]
    assert findings(made) == []


def test_direction_is_that_of_the_language_unless_the_chapter_says_otherwise():
    made = compiled({"a.md": chapter("A", lang="fa"), "b.md": chapter("B", lang="fa", dir="ltr")})

    assert [one.direction for one in made.sections[4:]] == ["rtl", "ltr"]


def test_words_are_counted_as_readers_tell_them_apart():
    made = compiled(
        "نیم‌فاصله‌ها را نگه می‌داریم، *کتاب*ها را نیز.[^1]\n\n[^1]: Nhà xuất bản.\n",
    )

    assert made.words == 4 + 3 + 3


def test_a_book_in_a_language_without_a_locale_goes_on_to_look_for_more():
    made = compiled({"a.md": chapter("A", lang="xx") + "\n\n[x]{lang=yy} @sec-nowhere"}, lang="zz")

    assert [finding.code for finding in made.findings] == ["X101"]
