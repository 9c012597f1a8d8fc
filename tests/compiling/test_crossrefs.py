"""References: where they lead and what they say."""

from rectoverso.model.nodes import Passage, Quoted, Text
from tests.compiling.shown import compiled, findings, references

TWO = {
    "1.md": "---\ntitle: The gate\nid: sec-gate\n---\n\n"
    "## Keys {#sec-keys}\n\n![Plan](p.svg){#fig-plan}\n",
    "p.svg": "<svg/>",
}


def said(text, lang="en", **more):
    matter = "".join(f"{key}: {value}\n" for key, value in more.items())
    other = f"---\ntitle: Other\nlang: {lang}\nid: sec-other\n{matter}---\n\n{text}"
    return compiled({**TWO, "2.md": other})


def test_a_reference_is_worded_in_the_language_of_the_place():
    words = "x @sec-gate, x @sec-keys, x @fig-plan"

    assert references(said(words)) == [
        "chapter 1 → sec-gate",
        "section 1.1 → sec-keys",
        "figure 1 → fig-plan",
    ]
    assert references(said(words, "fa")) == [
        "فصل ۱ → sec-gate",
        "زیربخش ۱\N{RIGHT-TO-LEFT MARK}.۱ → sec-keys",
        "شکل ۱ → fig-plan",
    ]
    assert references(said(words, "ne")) == [
        "अध्याय १ → sec-gate",
        "उपखण्ड १.१ → sec-keys",
        "चित्र १ → fig-plan",
    ]
    assert references(said("x [as in @fig-plan]{lang=vi}", "fa")) == ["hình 1 → fig-plan"]


def test_a_name_that_begins_a_sentence_has_a_capital():
    text = "@fig-plan is *one.*^[Note] @sec-keys is another, @sec-gate is none."

    assert references(said(text)) == [
        "Figure 1 → fig-plan",
        "Section 1.1 → sec-keys",
        "chapter 1 → sec-gate",
    ]


def test_the_words_of_the_author_are_kept():
    assert references(said("[the *keys*](#sec-keys) and [there](#sec-gate){.page}")) == [
        "the keys → sec-keys",
        "there → sec-gate",
    ]


def test_a_page_reference_says_the_name_where_there_are_no_pages():
    assert references(said("see [](#sec-keys){.page}", "fa")) == [
        "زیربخش ۱\N{RIGHT-TO-LEFT MARK}.۱ → sec-keys"
    ]


def test_what_has_no_number_is_called_by_its_title_in_quotation_marks():
    made = compiled(
        {
            "1.md": "---\ntitle: The *gate*^[Bab.]\nid: sec-gate\nnumbered: false\n---\n\n"
            "x @sec-other",
            "2.md": "---\ntitle: دیگر\nlang: fa\nid: sec-other\nnumbered: false\n---\n\n"
            "x @sec-gate",
        }
    )
    one, two = (section.blocks[0].children[-1].children for section in made.sections[4:])

    assert one == (Quoted(True, (Passage((Text("دیگر"),), lang="fa"),)),)
    assert isinstance(two[0], Quoted)
    assert references(made) == ["دیگر → sec-other", "The gate → sec-gate"]


def test_an_appendix_and_a_part_are_called_so():
    made = compiled(
        {
            "book.toml": '[book]\ntitle = "B"\nlang = "en"\nchapters = ["a.md", "b.md", '
            '{ part = "End", id = "part-end", chapters = ["c.md"] }]',
            "a.md": "---\ntitle: A\ntype: appendix\nid: sec-a\n---\n",
            "b.md": "---\ntitle: B\ntype: appendix\nid: sec-b\n---\n",
            "c.md": "x @sec-b, x @part-end",
        }
    )

    assert references(made) == ["appendix 2 → sec-b", "part 1 → part-end"]


def test_a_passage_is_called_by_its_chapter():
    assert references(said("[here]{#sec-spot} and x @sec-spot [there](#sec-spot)")) == [
        "chapter 2 → sec-spot",
        "there → sec-spot",
    ]


def test_the_glossary_the_index_and_a_term_can_be_referred_to():
    made = compiled(
        {
            "1.md": "[fez]{.index} [x](#term-fez), [](#glossary), [](#index)",
            "glossary.toml": '[[term]]\nkey = "fez"\nterm = "fez"\ndefinition = "A hat."\n',
        }
    )

    assert references(made) == ["x → term-fez", "Glossary → glossary", "Index → index"]
    assert findings(made) == []


def test_references_in_notes_titles_and_definitions_are_resolved_too():
    made = compiled(
        {
            "1.md": "---\ntitle: After [](#sec-b)\nid: sec-a\n---\n\nText^[Like [](#sec-b).]",
            "2.md": "---\ntitle: B\nid: sec-b\n---\n\nText",
            "glossary.toml": '[[term]]\nterm = "fez"\ndefinition = "Seen in [](#sec-b)."\n',
        }
    )

    assert findings(made) == []
    assert made.sections[4].title[-1].target == "sec-b"
    assert made.glossary[0].definition[0].children[1].target == "sec-b"
