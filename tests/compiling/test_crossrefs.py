"""References: where they lead and what they say."""

import unicodedata

from rectoverso.model.nodes import Equation, Passage, Quoted, ReferenceList, Text, plain, walk
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

    assert references(made) == ["appendix B → sec-b", "part 1 → part-end"]


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


SEVERAL = {
    "1.md": "---\ntitle: One\nid: sec-one\n---\n\n"
    + "\n\n".join(f"![{name}](p.svg){{#fig-{name}}}" for name in "abcde")
    + "\n\n$$x$$ {#eq-x}\n\n$$y$$\n\n$$z$$ {#eq-z}\n\n## A {#sec-a}\n\n## B {#sec-b}\n\n"
    + "## C {#sec-c}\n\nText.^[]^[Said [here]{#note-here}, see @note-here.]\n",
    "p.svg": "<svg/>",
}


def lists(text, lang="en"):
    chapter = f"---\ntitle: Two\nlang: {lang}\nid: sec-two\n---\n\n{text}"
    made = compiled({**SEVERAL, "2.md": chapter})
    return [
        plain(node.children).replace("\N{NO-BREAK SPACE}", " ")
        for node in walk(made.sections[5].blocks)
        if isinstance(node, ReferenceList)
    ]


def test_several_references_are_said_under_one_word_and_folded():
    text = (
        "x [@fig-a; @fig-b], [@fig-c; @fig-a; @fig-b], [@fig-e; @fig-a; @fig-b; @fig-c; @fig-c],"
        " [@fig-a; @fig-a], [@sec-a; @sec-b; @sec-c], [@fig-a; @fig-b; @eq-x; @eq-z; @sec-two]"
    )

    assert lists(text) == [
        "figures 1 and 2",
        "figures 1–3",
        "figures 1–3 and 5",
        "figure 1",
        "sections 1.1–1.3",
        "figures 1 and 2, equations 1 and 2 and chapter 2",
    ]
    assert lists("x [@fig-a; @fig-b; @fig-c; @fig-e] و [@eq-x; @eq-z]", "fa") == [
        "شکل‌های ۱–۳ و ۵",
        "معادله‌های ۱ و ۲",
    ]
    assert lists("x [@fig-a; @fig-b; @fig-c; @sec-one; @sec-two]", "vi") == [
        "các hình 1–3 và các chương 1 và 2"
    ]
    assert lists("x [@fig-a; @fig-b; @fig-d]", "ne") == ["चित्र १, २ र ४"]
    assert lists("x [@fig-a; @fig-b; @fig-d; @sec-two]", "he") == ["איורים 1, 2 ו־4 ופרק 2"]


def test_each_number_of_a_list_leads_to_its_thing():
    made = compiled({**SEVERAL, "2.md": "[@fig-c; @fig-b; @fig-a]. [@fig-a; @nowhere-x]"})

    assert [one for one in references(made) if "fig" in one] == [
        "1 → fig-a",
        "3 → fig-c",
        "Figure 1 → fig-a",
    ]
    assert plain(made.sections[5].blocks).startswith("Figures")


def test_the_number_of_a_thing_can_stand_alone():
    made = compiled({**SEVERAL, "2.md": "---\ntitle: ب\nlang: fa\n---\n\n[-@fig-b] [-@sec-b]"})

    assert references(made)[-2:] == ["۲ → fig-b", "۱\N{RIGHT-TO-LEFT MARK}.۲ → sec-b"]


def test_a_note_is_called_by_its_number_and_elsewhere_by_its_chapter_too():
    made = compiled({**SEVERAL, "2.md": "x @note-here"})

    assert references(made) == ["note 2 → note-here", "note 2 (chapter 1) → note-here"]


def test_formulas_with_labels_are_counted_and_others_are_not():
    made = compiled(SEVERAL)
    equations = [n for n in walk(made.sections[4].blocks) if isinstance(n, Equation)]

    assert [(one.id, one.number) for one in equations] == [("eq-x", "1"), ("", ""), ("eq-z", "2")]


def test_the_number_of_an_example_is_in_the_digits_of_its_place():
    text = "(@one) یک.\n\n(@two) دو.\n\nدر (@two) و [see (@one)]{lang=en} و [(@two)]{lang=ne}."
    written = "".join(plain(one) for one in said(text, "fa").sections[-1].blocks[1:])

    assert written == "در (۲) و see (1) و (२)."


def test_labels_and_keys_are_the_same_however_their_letters_are_composed():
    whole, pieces = (unicodedata.normalize(form, "chữ") for form in ("NFC", "NFD"))
    text = (
        f"# A {{#{pieces}}}\n\n## B {{#sec-{pieces}}}\n\n[](#{whole}) @sec-{whole} "
        f'[x]{{.term key="{pieces}"}} [y]{{.index key="{pieces}"}}'
    )
    glossary = f'[[term]]\nkey = "{whole}"\nterm = "x"\ndefinition = "X."\n'
    index = f'[[entry]]\nkey = "{whole}"\nentry = "y"\n'
    made = compiled({"01.md": text, "glossary.toml": glossary, "index.toml": index})

    assert findings(made) == []
