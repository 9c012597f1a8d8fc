"""The index: from marks in chapters to entries in order."""

from rectoverso.model.nodes import Styled, Text
from tests.books import book
from tests.compiling.shown import compiled, findings, index


def test_marks_become_entries_under_their_letters():
    made = compiled(
        "[mosque]{.index}, [gate]{.index} and [Mosque]{.index entry=mosque}; [2]{.index}."
    )

    assert index(made) == [
        "en Symbols and numbers",
        "  2 | sec-01-ix-4",
        "en G",
        "  gate | sec-01-ix-2",
        "en M",
        "  mosque | sec-01-ix-1 | sec-01-ix-3",
    ]


def test_levels_of_an_entry_become_subentries():
    made = compiled(
        "[x]{.index entry='gate!western!keys'} [x]{.index entry='gate!eastern'} [gate]{.index}"
        " [x]{.index entry='gate!western'}"
    )

    assert index(made) == [
        "en G",
        "  gate | sec-01-ix-3",
        "    eastern | sec-01-ix-2",
        "    western | sec-01-ix-4",
        "      keys | sec-01-ix-1",
    ]


def test_an_entry_of_another_language_stands_with_that_language():
    made = compiled(
        {
            "1.md": "---\ntitle: T\nlang: fa\n---\n\n[دروازه]{.index} [Fez]{.index lang=en}"
            " [[cửa]{.index}]{lang=vi} [gate]{.index entry='باب' lang=fa}"
        },
        lang="fa",
        more='[index]\nscripts = ["vi", "fa"]',
    )

    assert index(made) == [
        "vi C",
        "  cửa | sec-1-ix-3",
        "fa ب",
        "  باب | sec-1-ix-4",
        "fa د",
        "  دروازه | sec-1-ix-1",
        "en F",
        "  Fez | sec-1-ix-2",
    ]


def test_languages_that_are_not_listed_share_the_letters_of_their_script():
    marks = (
        "[quire]{.index lang=en} [Briquet]{.index lang=fr} [waraqa]{.index lang=ar-Latn}"
        " [chalcanthum]{.index lang=la} [Bloom]{.index lang=en} [ورق]{.index}"
        " [کاغذ]{.index lang=fa}"
    )
    text = {"1.md": f"---\ntitle: T\n---\n\n{marks}"}

    def headings(**settings):
        made = compiled(text, lang="ar", **settings)
        return [line.partition(" |")[0].strip() for line in index(made)]

    assert headings() == [
        *("ar ك", "کاغذ", "ar و", "ورق"),
        *("en B", "Bloom", "Briquet", "en C", "chalcanthum", "en Q", "quire", "en W", "waraqa"),
    ]
    assert headings(more='[index]\nscripts = ["fr", "fa"]') == [
        *("fr B", "Briquet", "fa ک", "کاغذ", "ar و", "ورق"),
        *("en B", "Bloom", "en C", "chalcanthum", "en Q", "quire", "en W", "waraqa"),
    ]


def test_marked_text_has_the_language_it_is_given():
    marks = "[شورا]{.index lang=fa}, [[आब]{lang=ne}]{.index}, [The [آب]{lang=fa}]{.index}."
    small = book(f"# A\n\n{marks}")

    assert index(small.book) == [
        "en T",
        "  The آب | sec-01-ix-3",
        "fa ش",
        "  شورا | sec-01-ix-1",
        "ne आ",
        "  आब | sec-01-ix-2",
    ]
    assert small.findings == [], "every word is set in a face that has it"


def test_a_range_may_cross_chapters():
    made = compiled(
        {
            "1.md": "[the war]{.index range=open mention=principal} ... [peace]{.index}",
            "2.md": "... []{.index entry='the war' range=close}",
        }
    )

    assert index(made) == [
        "en P",
        "  peace | sec-1-ix-2",
        "en T",
        "  the war | sec-1-ix-1–sec-2-ix-1 (principal)",
    ]
    assert findings(made) == []


def test_see_and_see_also_are_no_places_and_stand_in_order():
    made = compiled(
        "[fez]{.index} [tarboosh]{.index see=fez} "
        "[hats]{.index see-also='tarboosh; fez; coats!long'} "
        "[x]{.index entry='coats!long'} [hats]{.index see-also=fez}"
    )

    assert index(made) == [
        "en C",
        "  coats",
        "    long | sec-01-ix-2",
        "en F",
        "  fez | sec-01-ix-1",
        "en H",
        "  hats | see also coats, long | see also fez | see also tarboosh",
        "en T",
        "  tarboosh | see fez",
    ]


def test_a_cross_reference_leads_to_the_entry_it_names():
    made = compiled(
        "[fez]{.index} [hats]{.index see=fez} [x]{.index see=khaldun} [y]{.index see='کلاه'}"
        " [کلاه]{.index lang=fa} [Ibn Khaldun]{.index index=persons}"
    )
    anchors = {
        entry.heading: entry.anchor
        for one in made.indexes
        for g in one.groups
        for entry in g.entries
    }
    led = {
        entry.heading: [(s.anchor, s.lang) for s in entry.see]
        for group in made.indexes[0].groups
        for entry in group.entries
        if entry.see
    }

    assert led == {
        "hats": [(anchors["fez"], "en")],
        "y": [(anchors["کلاه"], "fa")],
    }


REGISTER = """
[[entry]]
key = "khaldun"
index = "persons"
lang = "fa"
entry = "ابن خلدون"
original = "Ibn Khaldūn"
sort = "خلدون"
aliases = ["Ibn Khaldun"]
see-also = ["hafez"]

[[entry]]
key = "hafez"
index = "persons"
lang = "fa"
entry = "حافظ"

[[entry]]
index = "persons"
lang = "fa"
entry = "شمس‌الدین محمد"
see = ["حافظ"]
"""


def test_a_key_takes_the_entry_from_the_register():
    made = compiled(
        {
            "1.md": "[the historian]{.index key=khaldun} [he]{.index key=khaldun entry='his life'}"
            " [the poet]{.index key=hafez mention=principal}",
            "index.toml": REGISTER,
        }
    )

    assert index(made) == [
        "fa ح",
        "  حافظ | sec-1-ix-3 (principal)",
        "fa خ",
        "  ابن خلدون | sec-1-ix-1 | see also حافظ",
        "    his life | sec-1-ix-2",
        "fa ش",
        "  شمس‌الدین محمد | see حافظ",
    ]
    assert made.indexes[0].groups[1].entries[0].original == "Ibn Khaldūn"
    assert findings(made) == []


def test_an_alias_is_led_to_the_entry_it_stands_for():
    register = '[[entry]]\nentry = "fez"\nlang = "en"\naliases = ["tarboosh", "hats!red"]\n'
    made = compiled(
        {"1.md": "[tarboosh]{.index} [x]{.index entry='hats!red!old'}", "index.toml": register}
    )

    assert index(made) == ["en F", "  fez | sec-1-ix-1", "    old | sec-1-ix-2"]


def test_a_mark_gives_each_level_its_sort_key():
    made = compiled(
        "[x]{.index entry='The Hague!zeta' sort='Hague!alpha'} [x]{.index entry='The Hague!beta'}"
        " [gate]{.index} [Iran]{.index}"
    )

    assert index(made) == [
        "en G",
        "  gate | sec-01-ix-3",
        "en H",
        "  The Hague",
        "    zeta | sec-01-ix-1",
        "    beta | sec-01-ix-2",
        "en I",
        "  Iran | sec-01-ix-4",
    ]


def test_indexes_stand_in_the_order_of_their_titles():
    made = compiled(
        "[a]{.index} [b]{.index index=places} [c]{.index index=persons}",
        more='[index.titles]\nplaces = "Places"\npersons = "Who"\n',
    )

    assert [(one.name, one.title) for one in made.indexes] == [
        ("", "Index"),
        ("places", "Places"),
        ("persons", "Who"),
    ]


def test_marks_in_titles_notes_captions_cells_and_the_glossary_are_found():
    made = compiled(
        {
            "1.md": "---\ntitle: A [title]{.index}\n---\n\n## [Head]{.index}\n\n"
            "Text^[[note]{.index}]\n\n![[caption]{.index}](p.svg)\n\n"
            "| [cell]{.index} |\n|---|\n| x |\n",
            "p.svg": "<svg/>",
            "glossary.toml": '[[term]]\nterm = "x"\ndefinition = "[defined]{.index}"\n',
        }
    )

    assert [line for line in index(made) if line.startswith(" ")] == [
        "  caption | sec-1-ix-4",
        "  cell | sec-1-ix-5",
        "  defined | glossary-ix-1",
        "  Head | sec-1-ix-2",
        "  note | sec-1-ix-3 (note)",
        "  title | sec-1-ix-1",
    ]


def test_a_new_mark_leaves_the_anchors_of_other_chapters_as_they_are():
    before = compiled({"1.md": "[a]{.index}", "2.md": "[b]{.index}"})
    after = compiled({"1.md": "[z]{.index} [a]{.index}", "2.md": "[b]{.index}"})

    assert index(before)[-1] == index(after)[3] == "  b | sec-2-ix-1"


def test_a_heading_keeps_its_formatting_and_sorts_without_it():
    made = compiled(
        "[x]{.index entry='*Iskra*'} [y]{.index entry='Iskra!*Zarya* and **others**'}"
        " [iris]{.index} [*Potemkin*]{.index} [**ballot**]{.index} [z]{.index see='*Iskra*'}"
    )
    shown = {
        entry.heading: entry.shown
        for group in made.indexes[0].groups
        for top in group.entries
        for entry in (top, *top.subentries)
    }

    assert index(made) == [
        "en B",
        "  ballot | sec-01-ix-5",
        "en I",
        "  iris | sec-01-ix-3",
        "  Iskra | sec-01-ix-1",
        "    Zarya and others | sec-01-ix-2",
        "en P",
        "  Potemkin | sec-01-ix-4",
        "en Z",
        "  z | see Iskra",
    ]
    assert shown["Iskra"] == (Styled("emphasis", (Text("Iskra"),)),)
    assert shown["Potemkin"] == (Styled("emphasis", (Text("Potemkin"),)),)
    assert shown["Zarya and others"] == (
        Styled("emphasis", (Text("Zarya"),)),
        Text(" and "),
        Styled("strong", (Text("others"),)),
    )
    assert shown["ballot"] == shown["iris"] == ()


def test_each_level_may_have_a_sort_key_and_an_empty_one_is_its_own_text():
    register = (
        '[[entry]]\nentry = "Twelve!Saint Denis"\nlang = "en"\nsort = "12!Denis"\nkey = "d"\n'
    )
    made = compiled(
        {
            "1.md": "[x]{.index entry='The Hague!The port' sort='!port'} [y]{.index key=d}"
            " [z]{.index entry='The Hague!quay'} [w]{.index entry='Twelve!Ely'}",
            "index.toml": register,
        }
    )

    assert index(made) == [
        "en Symbols and numbers",
        "  Twelve",
        "    Saint Denis | sec-1-ix-2",
        "    Ely | sec-1-ix-4",
        "en T",
        "  The Hague",
        "    The port | sec-1-ix-1",
        "    quay | sec-1-ix-3",
    ]


def test_a_section_and_a_div_are_ranges():
    made = compiled(
        "## The gate {.index}\n\n[a]{.index}\n\n::: {.index entry=keys mention=definition}\n"
        "[b]{.index}\n:::\n\n## Next\n\n[c]{.index}"
    )

    assert index(made) == [
        "en A",
        "  a | sec-01-ix-2",
        "en B",
        "  b | sec-01-ix-4",
        "en C",
        "  c | sec-01-ix-7",
        "en K",
        "  keys | sec-01-ix-3–sec-01-ix-5 (definition)",
        "en T",
        "  The gate | sec-01-ix-1–sec-01-ix-6",
    ]
    assert findings(made) == []


def test_a_mark_in_a_note_knows_the_number_of_its_note():
    made = compiled("One.^[[a]{.index}] Two.^[[b]{.index} and [c]{.index mention=principal}]")
    places = [
        (entry.heading, entry.locators[0].mention, entry.locators[0].note)
        for group in made.indexes[0].groups
        for entry in group.entries
    ]

    assert places == [("a", "note", 1), ("b", "note", 2), ("c", "principal", 2)]


def test_see_under_leads_to_an_entry_and_tells_so():
    made = compiled("[x]{.index entry='hats!fez'} [y]{.index see-under=hats} [z]{.index see=hats}")
    led = {
        entry.heading: [(one.heading, one.under) for one in entry.see]
        for group in made.indexes[0].groups
        for entry in group.entries
        if entry.see
    }

    assert led == {"y": [("hats", True)], "z": [("hats", False)]}
    assert findings(made) == []


def test_translations_lead_to_the_entry_or_name_each_other():
    register = """
[[entry]]
key = "trotsky"
entry = "تروتسکی، لئون"
lang = "fa"
translations = { en = "Trotsky, Leon", vi = "Trotsky", ne = "ट्रोट्स्की" }
"""
    made = compiled(
        {
            "1.md": "[او]{.index key=trotsky} [Trotsky]{.index entry='Trotsky, Leon' lang=en}",
            "index.toml": register,
        },
        lang="fa",
        more='[index]\nscripts = ["fa", "ne", "vi", "en"]',
    )

    assert index(made) == [
        "fa ت",
        "  تروتسکی، لئون | sec-1-ix-1 | see also Trotsky, Leon",
        "ne ट",
        "  ट्रोट्स्की | see تروتسکی، لئون",
        "vi T",
        "  Trotsky | see تروتسکی، لئون",
        "en T",
        "  Trotsky, Leon | sec-1-ix-2 | see also تروتسکی، لئون",
    ]
    assert findings(made) == []


def test_entries_are_merged_and_some_are_never_indexed():
    register = """
[index]
never = ["Figure", "towns!Nowhere"]

[[merge]]
from = ["Petersburg", "Petrograd!bridges"]
into = "Saint Petersburg"
"""
    made = compiled(
        {
            "1.md": "[Petersburg]{.index} [x]{.index entry='Petrograd!bridges!old'}"
            " [figure]{.index} [y]{.index entry='towns!Nowhere!gate'} [towns]{.index}",
            "index.toml": register,
        }
    )

    assert index(made) == [
        "en S",
        "  Saint Petersburg | sec-1-ix-1",
        "    old | sec-1-ix-2",
        "en T",
        "  towns | sec-1-ix-5",
    ]
    assert findings(made) == []


def test_an_index_is_sorted_word_by_word_or_letter_by_letter():
    words = "[New York]{.index} [newest]{.index} [New, Ann]{.index} [new-born]{.index}"

    def order(more):
        return [line.split(" | ")[0].strip() for line in index(compiled(words, more=more))[1:]]

    assert order("") == ["New, Ann", "New York", "new-born", "newest"]
    assert order('[index]\norder = "letter-by-letter"') == [
        "New, Ann",
        "new-born",
        "newest",
        "New York",
    ]
