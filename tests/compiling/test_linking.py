"""Terms of the text and the entries of the glossary they lead to."""

from tests.compiling.shown import compiled, findings, links

GLOSSARY = """
[[term]]
key = "soviet"
term = "شورا"
lang = "fa"
aliases = ["شوراهای", "شورای"]
translations = { en = "soviet", vi = "xô viết" }
translation-aliases = { en = ["soviets"] }
definition = "انجمن کارگران"

[[term]]
key = "petersburg"
term = "شورای پترزبورگ"
lang = "fa"
translations = { en = "Petersburg soviet" }
definition = "نخستین [شورا]{.term}ی بزرگ"
"""


def linked(text, lang="en", link="all", matter=""):
    chapter = f"---\ntitle: The soviet\nlang: {lang}\n{matter}---\n\n{text}"
    return compiled(
        {"1.md": chapter, "glossary.toml": GLOSSARY}, more=f'[glossary]\nlink = "{link}"'
    )


def test_forms_of_the_language_of_the_chapter_are_linked():
    assert links(linked("Soviets, the soviet, شورا.")) == [
        "Soviets → term-soviet",
        "soviet → term-soviet",
    ]
    assert links(linked("شورای شهر و soviet و شوراهای دیگر", "fa")) == [
        "شورای → term-soviet",
        "شوراهای → term-soviet",
    ]
    assert links(linked("Các Xô viết", "vi")) == ["Xô viết → term-soviet"]


def test_the_longest_term_wins():
    assert links(linked("the Petersburg Soviet")) == ["Petersburg Soviet → term-petersburg"]


def test_the_first_of_each_chapter_is_linked():
    made = compiled(
        {
            "1.md": "A soviet and a soviet.\n\nThe *Petersburg soviet*, a soviet.",
            "2.md": "A soviet.",
            "glossary.toml": GLOSSARY,
        }
    )

    assert links(made) == [
        "soviet → term-soviet",
        "Petersburg soviet → term-petersburg",
        "soviet → term-soviet",
    ]


def test_a_term_that_is_marked_in_a_chapter_is_linked_there_and_nowhere_else():
    once = linked("A soviet, [the councils]{.term key=soviet}.", link="first-per-chapter")

    assert links(once) == ["the councils → term-soviet"]


def test_only_marked_terms_are_linked_when_the_book_wants_that():
    assert links(linked("A soviet, [soviets]{.term}.", link="marked")) == ["soviets → term-soviet"]


def test_no_link_is_made_in_what_is_not_prose_of_the_chapter():
    made = linked(
        "## A soviet {#s}\n\n`soviet` [soviet](http://x.org) [soviet](#s) [soviet]{.noterm}"
        " text^[A soviet.] [soviet]{lang=fr}\n\n::: epigraph\nsoviet\n:::\n\n```\nsoviet\n```\n"
    )

    assert links(made) == []
    assert links(linked("A soviet.", matter="type: dedication\n")) == []


def test_a_term_inside_other_marks_is_linked():
    made = linked(
        "**a soviet**, “soviet”, [soviet]{.index}\n\n> soviet\n\n| soviet |\n|---|\n| x |"
    )

    assert links(made) == ["soviet → term-soviet"] * 5


def test_a_marked_term_is_found_by_any_of_its_forms_or_by_its_key():
    made = linked("[Soviets]{.term}, [شورا]{.term} and [both]{.term key=petersburg}", link="marked")

    assert links(made) == [
        "Soviets → term-soviet",
        "شورا → term-soviet",
        "both → term-petersburg",
    ]


def test_an_entry_knows_the_places_where_its_term_is_used():
    made = linked("A soviet, a soviet.^[A [soviet]{.term}.]")
    uses = {entry.key: [use.anchor for use in entry.uses] for entry in made.glossary}

    # The definition of the other entry names it too, and is no place of the book.
    assert uses == {
        "soviet": ["sec-1-term-1", "sec-1-term-2", "sec-1-term-3"],
        "petersburg": [],
    }
    assert made.glossary[1].definition[0].children[1].target == "term-soviet"


def test_entries_stand_in_the_order_of_the_language_of_the_book():
    terms = ["گلاسنوست", "آنارشیسم", "پوپولیسم", "چریک", "اعتصاب", "وین", "هلال"]
    toml = "\n".join(f'[[term]]\nterm = "{term}"\ndefinition = "x"\n' for term in terms)
    made = compiled({"1.md": "متن", "glossary.toml": toml}, lang="fa")

    assert [entry.term for entry in made.glossary] == [
        "آنارشیسم",
        "اعتصاب",
        "پوپولیسم",
        "چریک",
        "گلاسنوست",
        "وین",
        "هلال",
    ]


def test_a_sort_key_stands_for_the_term_in_the_order():
    toml = '[[term]]\nterm = "the Duma"\nsort = "Duma"\ndefinition = "x"\n'
    toml += '[[term]]\nterm = "exile"\ndefinition = "x"\n'

    made = compiled({"1.md": "Text", "glossary.toml": toml})

    assert [entry.term for entry in made.glossary] == ["the Duma", "exile"]


def test_see_and_see_also_lead_to_entries_by_key_or_by_word():
    toml = '[[term]]\nkey = "a"\nterm = "council"\ndefinition = "x"\nsee-also = ["b"]\n'
    toml += '[[term]]\nkey = "b"\nterm = "soviet"\nsee = ["council"]\ndefinition = "x"\n'

    made = compiled({"1.md": "Text", "glossary.toml": toml})

    assert [
        (one.term, [r.heading for r in one.see], [r.anchor for r in one.see_also])
        for one in made.glossary
    ] == [
        ("council", [], ["term-b"]),
        ("soviet", ["council"], []),
    ]
    assert findings(made) == []
