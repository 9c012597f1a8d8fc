"""Numbers of chapters, sections, figures, tables and notes, in the digits of the place."""

import pytest

from rectoverso.model.nodes import Figure, Heading, Note, Table, walk
from tests.compiling.shown import anchors, compiled, findings, references


def chapter(title, body="", **matter):
    lines = ["---", f"title: {title}", *(f"{key}: {value}" for key, value in matter.items()), "---"]
    return "\n".join([*lines, "", body])


def labels(made):
    return [section.label.replace("\N{NO-BREAK SPACE}", " ") for section in made.sections[4:]]


def headings(made):
    return [
        (node.number, node.id)
        for section in made.sections
        for node in walk(section.blocks)
        if isinstance(node, Heading)
    ]


def numbers(made, kind):
    return [
        node.number
        for section in made.sections
        for node in walk(section.blocks)
        if isinstance(node, kind)
    ]


def test_chapters_are_numbered_through_the_book_each_in_its_language():
    made = compiled(
        {
            "0.md": chapter("Why", type="introduction"),
            "1.md": chapter("یک", lang="fa"),
            "2.md": chapter("Apart", numbered="false"),
            "3.md": chapter("Hai", lang="vi"),
            "4.md": chapter("तीन", lang="ne"),
        }
    )

    assert labels(made) == ["Introduction", "فصل ۱", "", "Chương 2", "अध्याय ३"]


def test_an_introduction_that_says_so_is_not_announced_twice():
    made = compiled({"0.md": chapter("Introduction to the city", type="introduction")})

    assert labels(made) == [""]


def test_an_only_appendix_has_no_number_and_two_have():
    one = compiled({"a.md": chapter("Sources", "## Archives", type="appendix")})
    two = compiled({f"{x}.md": chapter(x, "## Archives", type="appendix") for x in "ab"})

    assert labels(one) == ["Appendix"]
    assert labels(two) == ["Appendix A", "Appendix B"]
    assert headings(one) == [("", "sec-a-h1")]
    assert headings(two) == [("A.1", "sec-a-h1"), ("B.1", "sec-b-h1")]


@pytest.mark.parametrize(
    ("lang", "label", "number"),
    [
        ("en", "Appendix A", "A.1"),
        ("fa", "پیوست الف", "الف\N{RIGHT-TO-LEFT MARK}.۱"),
        ("ne", "परिशिष्ट क", "क.१"),
        ("vi", "Phụ lục A", "A.1"),
    ],
)
def test_appendices_have_letters_and_so_have_their_sections(lang, label, number):
    other = "x @sec-a, x @sec-old, x @sec-new"
    made = compiled(
        {
            "1.md": chapter("One", f"{other}\n\n## New {{#sec-new}}"),
            "a.md": chapter("Sources", "## Old {#sec-old}", type="appendix", id="sec-a", lang=lang),
            "b.md": chapter("More", type="appendix"),
        }
    )

    assert labels(made)[1] == label
    assert headings(made) == [("1.1", "sec-new"), (number, "sec-old")]
    assert references(made) == [
        "appendix A → sec-a",
        "section A.1 → sec-old",
        "section 1.1 → sec-new",
    ]


def test_sections_are_numbered_in_their_chapter_and_named_in_order():
    made = compiled(
        {
            "1.md": chapter(
                "A", "## B {#b}\n\n### C\n\n#### D\n\n### E\n\n## F {.unnumbered}\n\n### F\n\n## G"
            ),
            "2.md": chapter("الف", "## ب\n\n::: {lang=en}\n## In English\n:::", lang="fa"),
            "3.md": chapter("Z", "## Y", numbered="false"),
        }
    )

    assert headings(made) == [
        ("1.1", "b"),
        ("1.1.1", "sec-1-h2"),
        ("", "sec-1-h3"),
        ("1.1.2", "sec-1-h4"),
        ("", "sec-1-h5"),
        ("", "sec-1-h6"),
        ("1.2", "sec-1-h7"),
        ("۲\N{RIGHT-TO-LEFT MARK}.۱", "sec-2-h1"),
        ("2.2", "sec-2-h2"),
        ("", "sec-3-h1"),
    ]


def test_a_section_without_a_section_above_it_has_no_number():
    made = compiled(chapter("A", "### Deep\n\n## Plain"))

    assert headings(made) == [("", "sec-01-h1"), ("1.1", "sec-01-h2")]


def figures(count):
    return "\n\n".join(f"![A plan](plan.svg){{#fig-{x}}}" for x in range(count))


def test_figures_and_tables_of_a_book_with_few_run_through_it():
    table = "| a |\n|---|\n| b |\n\n: Dates {#tbl-%s}\n\n"
    made = compiled(
        {
            "1.md": chapter("A", table % "x" + figures(1)),
            "2.md": chapter("ب", "![](plan.svg)\n\n![نقشه](plan.svg)\n\n" + table % "y", lang="fa"),
            "plan.svg": "<svg/>",
        }
    )

    assert numbers(made, Figure) == ["1", "۲"]
    assert numbers(made, Table) == ["1", "۲"]


def test_figures_of_a_book_with_many_are_counted_by_chapter():
    more = figures(20) + "\n\n![Last](plan.svg){#fig-last}"
    made = compiled(
        {
            "0.md": chapter("Why", "![Before](plan.svg)", type="introduction"),
            "1.md": chapter("A", more),
            "2.md": chapter("B", "![Other](plan.svg)"),
            "plan.svg": "<svg/>",
        }
    )

    assert numbers(made, Figure) == ["1", *(f"1.{x}" for x in range(1, 22)), "2.1"]


def test_notes_count_from_one_in_each_chapter():
    made = compiled(
        {
            "1.md": chapter("A^[One.]", "Text^[Two.] and [word]{.index}.^[With [a mark]{.index}.]"),
            "2.md": chapter("B", "Text.^[One.]"),
        }
    )

    notes = [
        (node.number, node.anchor)
        for section in made.sections
        for node in walk((*section.title, *section.blocks))
        if isinstance(node, Note)
    ]
    assert notes == [
        (1, "sec-1-note-1"),
        (2, "sec-1-note-2"),
        (3, "sec-1-note-3"),
        (1, "sec-2-note-1"),
    ]


def test_a_note_comes_before_those_that_are_called_in_it():
    text = "One.^[Outer [words]{#note-a} ^[inner [words]{#note-b}].] Two.^[Next.] @note-a, @note-b."
    made = compiled(chapter("A", text))

    notes = [node.number for node in walk(made.sections[4].blocks) if isinstance(node, Note)]
    assert notes == [1, 2, 3]
    assert references(made) == ["Note 1 → note-a", "note 2 → note-b"]


def test_every_anchor_of_a_book_is_there_once():
    made = compiled(
        {
            "1.md": chapter("A [x]{.index}^[N.]", "[y]{.index} fez^[n [z]{.index}.] [fez]{.term}"),
            "2.md": chapter("B", "fez [y]{.index}^[n.]"),
            "glossary.toml": '[[term]]\nterm = "fez"\ndefinition = "A [hat]{.index}.^[Red.]"\n',
        }
    )

    assert len(anchors(made)) == 9
    assert len(set(anchors(made))) == 9


def test_a_label_in_another_script_leads_where_it_should():
    made = compiled("## خانه {#خانه}\n\n[آنجا](#خانه) و @sec-01.")

    assert [label for label in made.targets if not label.isascii()] == ["خانه"]
    assert made.targets["خانه"].anchor.isascii()
    assert headings(made)[-1] == ("1.1", made.targets["خانه"].anchor)
    assert findings(made) == []


def test_labels_of_vowel_signs_and_half_spaces_are_labels_of_chapters_and_sections():
    made = compiled(
        {
            "1.md": chapter("One", "## Two {#sec-अध्याय}", id="sec-نیم‌فاصله"),
            "2.md": chapter("Three", "x @sec-अध्याय, x @sec-نیم‌فاصله, x [-@sec-अध्याय]."),
        }
    )

    assert [one.split(" →")[0] for one in references(made)] == ["section 1.1", "chapter 1", "1.1"]
    assert findings(made) == []


def test_a_label_in_another_script_is_given_once():
    made = compiled({"1.md": chapter("One", "## Two {#خانه}"), "2.md": chapter("Three", id="خانه")})

    assert findings(made) == [
        "chapters/1.md:5:1: error[X102] “خانه” is a label already; the first is at "
        "chapters/2.md:2:8; rename one of the two"
    ]
