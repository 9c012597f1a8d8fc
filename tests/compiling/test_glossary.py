"""The entries of the glossary: where they come from, their order, how they lead to one another."""

from rectoverso.compiling.definitions import with_definitions, without_definitions
from rectoverso.model.book import Section
from rectoverso.model.manuscript import TermSource
from rectoverso.model.nodes import Paragraph, Text
from rectoverso.model.source import Source
from tests.compiling.shown import compiled, findings, links

CHAPTER = """---
title: Words
type: glossary
lang: fa
---

Before the list.

[شورا]{.term key=soviet aliases="شوراها; شوراهای" en="soviet; soviets" sort="ش" abbreviation="ش."}
:   انجمن کارگران.

    بند دوم با [تزار]{.term}.

تزار
:   شاه.

::: {.glossary lang=en}
Duma
:   A parliament.
:::
"""


def test_a_chapter_with_definition_lists_is_a_glossary():
    made = compiled({"1.md": "The soviets met in the Duma.", "2.md": CHAPTER})
    glossary = made.sections[-1]

    assert [(one.key, one.term, one.lang, one.abbreviation) for one in made.glossary] == [
        ("Duma", "Duma", "en", ""),
        ("تزار", "تزار", "fa", ""),
        ("soviet", "شورا", "fa", "ش."),
    ]
    assert [len(one.definition) for one in made.glossary] == [1, 1, 2]
    assert len(glossary.blocks) == 1
    assert links(made) == ["soviets → term-soviet", "Duma → term-Duma"]
    assert findings(made) == []


def test_two_glossaries_hold_their_own_terms_and_the_first_holds_those_of_the_file():
    other = "---\ntitle: More\ntype: glossary\nid: more\n---\n\nfez\n:   A hat.\n"
    toml = '[[term]]\nterm = "medina"\ndefinition = "A town."\n'
    made = compiled({"1.md": "Text", "2.md": CHAPTER, "3.md": other, "glossary.toml": toml})

    assert {one.term: one.section for one in made.glossary} == {
        "Duma": "glossary",
        "fez": "more",
        "medina": "glossary",
        "تزار": "glossary",
        "شورا": "glossary",
    }


TOML = """
[[term]]
key = "soviet"
term = "شورا"
lang = "fa"
definition = "انجمن"
translations = { en = "soviet", vi = "xô viết", ru = "совет" }

[[term]]
key = "council"
term = "soviet"
lang = "en"
definition = "A council."
translations = { fa = "شورا" }

[[term]]
key = "tsar"
term = "tsar"
lang = "en"
definition = "A king."
translations = { vi = "Sa hoàng" }
"""


def shown(made):
    return [
        (one.lang, one.term, one.anchor, [to.anchor for to in one.see]) for one in made.glossary
    ]


def test_translations_lead_to_entries_of_their_own():
    made = compiled({"1.md": "A soviet.", "glossary.toml": TOML})
    anchors = {one.key: [to.anchor for to in one.translations] for one in made.glossary}

    assert anchors == {
        "council": ["term-soviet"],
        "tsar": [""],
        "soviet": ["term-council", "", ""],
    }
    # What is said in a language is explained in it.
    assert links(made) == ["soviet → term-council"]
    assert findings(made) == []


def test_by_language_every_word_has_a_place_in_its_own_order():
    made = compiled(
        {"1.md": "Text", "glossary.toml": TOML}, more='[glossary]\norder = "by-language"'
    )

    assert shown(made) == [
        ("en", "soviet", "term-council", []),
        ("en", "tsar", "term-tsar", []),
        ("fa", "شورا", "term-soviet", []),
        ("vi", "Sa hoàng", "term-tsar-vi", ["term-tsar"]),
        ("vi", "xô viết", "term-soviet-vi", ["term-soviet"]),
        ("ru", "совет", "term-soviet-ru", ["term-soviet"]),
    ]


def test_a_concordance_has_a_row_for_each_term_in_the_order_of_its_language():
    made = compiled(
        {
            "1.md": "Text",
            "2.md": "---\ntitle: Words\ntype: concordance\nlang: vi\n---\n\nSide by side.\n",
            "glossary.toml": TOML,
        }
    )
    table = made.concordance

    assert table.langs == ("vi", "en", "fa", "ru")
    assert [[cell and cell.heading for cell in row.cells] for row in table.rows] == [
        ["Sa hoàng", "tsar", None, None],
        ["xô viết", "soviet", "شورا", "совет"],
        [None, "soviet", "شورا", None],
    ]
    assert made.glossary[1].translations[0].anchor == table.rows[0].anchor == "row-tsar"


def test_a_concordance_is_supplied_when_the_book_asks_for_one():
    made = compiled({"1.md": "Text", "glossary.toml": TOML}, more="[glossary]\nconcordance = true")

    assert [section.kind for section in made.sections[-2:]] == ["concordance", "glossary"]


def test_the_first_use_in_the_book_is_known_and_can_be_the_only_link():
    files = {"1.md": "A tsar, a tsar.", "2.md": "A tsar, a soviet.", "glossary.toml": TOML}
    made = compiled(files, more='[glossary]\nlink = "first"')
    everywhere = compiled(files, more='[glossary]\nlink = "all"')

    assert links(made) == ["tsar → term-tsar", "soviet → term-council"]
    assert [len(one.uses) for one in everywhere.glossary] == [1, 3, 0]


def test_a_term_that_is_marked_later_in_the_book_is_linked_there():
    files = {"1.md": "A tsar.", "2.md": "The [tsars]{.term key=tsar}.", "glossary.toml": TOML}

    assert links(compiled(files, more='[glossary]\nlink = "first"')) == ["tsars → term-tsar"]


def test_lists_of_figures_and_tables_are_supplied_when_asked_for():
    files = {
        "1.md": "![Plan](p.svg)\n\n| a |\n|---|\n| b |\n\n![](p.svg){alt=x}\n",
        "2.md": "---\ntitle: دو\nlang: fa\n---\n\n![*نقشه*](p.svg){#fig-map}\n",
        "p.svg": "<svg/>",
    }
    made = compiled(files, lists=["figures", "tables"])

    assert [one.kind for one in made.sections[:6]] == [
        *("halftitlepage", "titlepage", "copyright-page", "toc", "loi", "chapter"),
    ]
    assert [(line.label, line.anchor, line.lang) for line in made.figures] == [
        ("Figure 1.", "sec-1-figure-1", "en"),
        ("شکل ۲:", "fig-map", "fa"),
    ]
    assert made.tables == ()
    assert "loi" not in [one.kind for one in compiled(files).sections]


def test_what_is_no_word_is_no_headword():
    matter = "---\ntitle: Words\ntype: glossary\n---\n\n"
    words = f"{matter}[]{{.index entry=x}}\n:   Nothing.\n\nfez\n:   A hat.\n"
    made = compiled({"1.md": "Text", "2.md": words})

    assert [one.term for one in made.glossary] == ["fez"]
    assert [len(block.items) for block in made.sections[5].blocks] == [1]


class Counted(tuple):
    """Sections that count how often somebody goes through them."""

    times = 0

    def __iter__(self):
        Counted.times += 1
        return super().__iter__()


def test_definitions_come_out_of_their_glossaries_as_they_went_in():
    book = [Section(f"s{n}", "chapter", "en", "ltr", ()) for n in range(30)]
    book += [Section(name, "glossary", "en", "ltr", (), path=f"{name}.md") for name in "ab"]
    terms = [TermSource(f"t{n}", f"t{n}", "en", Source(f"{'ab'[n % 2]}.md", "")) for n in range(40)]
    definitions = {one.key: (Paragraph((Text(one.key),)),) for one in terms}

    whole = with_definitions(Counted(book), terms, definitions)
    assert [len(one.blocks) for one in whole] == [0] * 30 + [20, 20]
    assert without_definitions(Counted(whole), terms) == (tuple(book), definitions)
    # Not once for each term: a long book has many of both.
    assert Counted.times < 10
