"""Locale files: what every language must say, and what is said of a file that does not."""

from __future__ import annotations

import tomllib
import unicodedata
from dataclasses import replace
from pathlib import Path
from string import Formatter

import icu
import pytest
import weasyprint
from weasyprint.css.counters import CounterStyle as Counters

from rectoverso.model.locale import NUMERIC, CounterStyle, Locale
from rectoverso.model.manuscript import KINDS, NAMED_BY_AUTHORS
from rectoverso.reading.locales import read_locales

STYLES = Path("styles")
LOCALES, FINDINGS = read_locales([STYLES])
TONGUES = sorted(LOCALES)


def places(pattern: str) -> set[str]:
    names = {name for _, name, _, _ in Formatter().parse(pattern) if name is not None}
    return {"number" if name == "ordinal" else name for name in names}


def words_of(locale: Locale) -> list[str]:
    return [
        locale.name,
        *locale.ordinals,
        *locale.labels.values(),
        *locale.languages.values(),
        *locale.quotes,
        *locale.alphabet,
        *(locale.front_number(value) for value in range(1, 200)),
    ]


def project(tmp_path: Path, **files: str) -> Path:
    folder = tmp_path / "styles" / "locales"
    folder.mkdir(parents=True)
    for tag, text in files.items():
        (folder / f"{tag}.toml").write_text(text, encoding="utf-8")
    return folder.parent


def shipped(tag: str) -> str:
    return (STYLES / "locales" / f"{tag}.toml").read_text(encoding="utf-8")


# --- The languages that come with us -------------------------------------------------------


def test_the_ten_languages_are_there_without_a_finding():
    assert FINDINGS == ()
    assert TONGUES == ["ar", "de", "en", "fa", "fr", "he", "hi", "ne", "ur", "vi"]


@pytest.mark.parametrize("tag", TONGUES)
def test_every_language_says_what_english_says(tag):
    locale, english = LOCALES[tag], LOCALES["en"]

    assert {key: places(words) for key, words in locale.labels.items()} == {
        key: places(words) for key, words in english.labels.items()
    }
    assert set(locale.languages) == set(TONGUES)
    own = {"letters"} if locale.script != "Latn" else set()
    assert set(locale.counters) == {"body", "front", "appendix"} | own
    assert len(locale.ordinals) == len(set(locale.ordinals)) == 20
    assert len(locale.quotes) == 4


@pytest.mark.parametrize("tag", TONGUES)
def test_digits_are_the_ten_digits_of_one_script_in_order(tag):
    digits = LOCALES[tag].digits

    assert [unicodedata.digit(digit) for digit in digits] == list(range(10))
    assert ord(digits[9]) - ord(digits[0]) == 9


@pytest.mark.parametrize("tag", TONGUES)
def test_every_language_says_which_digits_each_place_has(tag):
    numbers = tomllib.loads(shipped(tag))["numbers"]

    assert list(numbers) == ["folios", "notes", "lists", "references", "headings", "parts"]


@pytest.mark.parametrize("tag", TONGUES)
def test_words_are_composed_and_free_of_stray_marks(tag):
    for words in words_of(LOCALES[tag]):
        assert words == unicodedata.normalize("NFC", words)
        assert (
            words.strip() == words
            or words in (" ، ", ", ", "، ", "؛ ", "; ", "\u202f; ", " و")
            or words in LOCALES[tag].quotes
        )
        assert not set(words) & set("\u200e\u200f\u200b\ufeff")


@pytest.mark.parametrize("tag", ["fa", "ur"])
def test_persian_and_urdu_have_no_arabic_kaf_yeh_or_digits(tag):
    words = "".join(words_of(LOCALES[tag])) + LOCALES[tag].digits

    assert not set(words) & set("كيىة٠١٢٣٤٥٦٧٨٩")


@pytest.mark.parametrize("tag", TONGUES)
def test_words_are_in_the_script_of_the_language(tag):
    locale = LOCALES[tag]
    names = {"Arab": "ARABIC", "Deva": "DEVANAGARI", "Hebr": "HEBREW", "Latn": "LATIN"}

    for words in (locale.name, *locale.ordinals, *locale.alphabet, *locale.languages.values()):
        letters = [letter for letter in words if letter.isalpha()]
        assert all(unicodedata.name(letter).startswith(names[locale.script]) for letter in letters)


@pytest.mark.parametrize("tag", TONGUES)
def test_the_alphabet_is_in_the_order_the_index_will_have(tag):
    locale = LOCALES[tag]
    order = icu.Collator.createInstance(icu.Locale(locale.collation))
    order = icu.RuleBasedCollator(order.getRules() + locale.tailoring)

    assert list(locale.alphabet) == sorted(locale.alphabet, key=order.getSortKey)
    order.setStrength(icu.Collator.PRIMARY)
    keys = [order.getSortKey(letter) for letter in locale.alphabet]
    assert len(set(keys)) == len(keys), "every heading is a letter of its own"


def test_nepali_conjuncts_stand_where_their_first_letter_does():
    locale = LOCALES["ne"]
    order = icu.Collator.createInstance(icu.Locale(locale.collation))
    order = icu.RuleBasedCollator(order.getRules() + locale.tailoring)
    words = ["ज्ञान", "हिमाल", "क्षेत्र", "अंग", "कलम", "त्रास", "जनता", "तर्क", "अक्टोबर", "ह्वेल"]

    assert sorted(words, key=order.getSortKey) == [
        "अंग", "अक्टोबर", "कलम", "क्षेत्र", "जनता", "ज्ञान", "तर्क", "त्रास", "हिमाल", "ह्वेल",
    ]  # fmt: skip


# --- Counting ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("tag", "pages"),
    [
        ("en", "i ii iii iv v ix x xiv xl xlix"),
        ("fa", "الف ب ج د ه\N{ZERO WIDTH JOINER} ط ی ید م مط"),
        ("ar", "أ ب ج د هـ ط ي يد م مط"),
        ("he", "א ב ג ד ה ט י יד מ מט"),
        ("ne", "क ख ग घ ङ झ ञ ढ कघ कड"),
    ],
)
def test_pages_before_the_text_are_counted_as_the_language_does(tag, pages):
    values = (1, 2, 3, 4, 5, 9, 10, 14, 40, 49)

    assert " ".join(map(LOCALES[tag].front_number, values)) == pages


def test_hebrew_fifteen_and_sixteen_do_not_spell_a_name():
    assert [LOCALES["he"].front_number(value) for value in (15, 16, 115, 116)] == [
        "טו",
        "טז",
        "קטו",
        "קטז",
    ]


@pytest.mark.parametrize("tag", TONGUES)
def test_no_two_pages_before_the_text_have_the_same_folio(tag):
    folios = [LOCALES[tag].front_number(value) for value in range(1, 300)]

    assert len(set(folios)) == len(folios)
    assert all(folios)


@pytest.mark.parametrize("tag", TONGUES)
def test_the_typesetter_counts_as_we_do(tag):
    locale = LOCALES[tag]
    styles = Counters(weasyprint.HTML(string="")._ua_counter_style()[0])
    css = "\n".join(style.css() for style in locale.counter_styles.values())
    weasyprint.CSS(string=css, counter_style=styles)
    values = [*range(1, 150), 199, 215, 304, 999]

    assert [styles.render_value(value, locale.counters["front"]) for value in values] == [
        locale.front_number(value) for value in values
    ]
    assert [styles.render_value(value, locale.counters["body"]) for value in values] == [
        locale.number(value) for value in values
    ]


def test_a_place_can_have_digits_of_its_own(tmp_path):
    european = shipped("fa").replace('folios = "own"', 'folios = "0123456789"')
    locales, findings = read_locales([project(tmp_path, fa=european)])
    locale = locales["fa"]

    assert findings == ()
    assert [locale.number(12, place) for place in ("folios", "notes", "")] == ["12", "۱۲", "۱۲"]
    assert [locale.counter(place) for place in ("folios", "lists")] == ["decimal", "persian"]


def test_a_compound_number_follows_the_direction_of_its_language():
    assert [LOCALES[tag].compound((2, 1), "headings") for tag in ("fa", "ar", "he", "ne")] == [
        "۲\N{RIGHT-TO-LEFT MARK}.۱",
        "٢\N{RIGHT-TO-LEFT MARK}.١",
        "2.1",
        "२.१",
    ]


def test_every_set_of_digits_is_counted_by_a_style_that_css_has():
    styles = Counters(weasyprint.HTML(string="")._ua_counter_style()[0])

    assert {zero: styles.render_value(10, name)[1] for zero, name in NUMERIC.items()} == {
        zero: zero for zero in NUMERIC
    }


def test_numbers_in_words_stop_where_the_locale_has_no_words():
    assert [LOCALES["fa"].numbered("part", value) for value in (1, 20, 21)] == [
        "بخش اول",
        "بخش بیستم",
        "بخش ۲۱",
    ]


@pytest.mark.parametrize(
    ("tag", "said"),
    [
        ("fa", "الف، ب و ج"),
        ("ar", "الف وب وج"),
        ("ne", "الف, ب र ج"),
        ("en", "الف, ب and ج"),
    ],
)
def test_names_are_listed_as_the_language_lists_them(tag, said):
    assert LOCALES[tag].join(["الف", "ب", "ج"]) == said


def test_the_verb_of_see_comes_last_where_the_language_wants_it():
    assert [LOCALES[tag].label("see", target="X") for tag in ("en", "fa", "ne", "hi", "ur")] == [
        "see X",
        "نگاه کنید به X",
        "X हेर्नुहोस्",
        "X देखें",
        "X دیکھیے",
    ]


# --- A project's own files -----------------------------------------------------------------


def test_a_projects_own_locale_takes_the_place_of_the_shipped_one(tmp_path):
    own = project(tmp_path, fa=shipped("fa").replace('"نمایه"', '"فهرست راهنما"'))

    locales, findings = read_locales([own, STYLES])

    assert findings == ()
    assert locales["fa"].labels["index"] == "فهرست راهنما"
    assert locales["en"] == LOCALES["en"]


@pytest.mark.parametrize(
    ("change", "found"),
    [
        (
            ('name = "English"', "name = English"),
            "styles/locales/en.toml:3:8: error[M150] this locale file cannot be read: "
            'Invalid value; mend the line; words stand in "quotes"',
        ),
        (
            ('direction = "ltr"', 'direction = "left to right"'),
            "styles/locales/en.toml:4:1: error[M152] “direction” does not fit a locale; "
            'expected here: "ltr" or "rtl"',
        ),
        (
            ('digits = "0123456789"', 'digits = "012345678"'),
            "styles/locales/en.toml:6:1: error[M152] “digits” does not fit a locale; "
            "expected here: ten different digits from zero",
        ),
        (
            ('digits = "0123456789"', 'digits = "00123456789"'),
            "styles/locales/en.toml:6:1: error[M152] “digits” does not fit a locale; "
            "expected here: ten different digits from zero",
        ),
        (
            ('script = "Latn"', 'script = "Latin"'),
            "styles/locales/en.toml:5:1: error[M152] “script” does not fit a locale; "
            "expected here: a code of ISO 15924, as in Latn",
        ),
        (
            ('tailoring = ""', 'tailoring = "& a << <<"'),
            "styles/locales/en.toml:10:1: error[M152] “tailoring” does not fit a locale; "
            "expected here: rules of order as ICU reads them",
        ),
        (
            ('collation = "en"\n', ""),
            "styles/locales/en.toml:1:1: error[M151] this locale says nothing for “collation”; "
            "add the line; another locale shows how",
        ),
        (
            ('collation = "en"', 'collation = "en"\ncolation = "en"'),
            "styles/locales/en.toml:10:1: error[M152] “colation” does not fit a locale; expected "
            "here: one of name, direction, script, digits, collation, tailoring, alphabet, "
            "quotes, ordinals, article, no-article, ranges, spine, figures, ligatures, numbers, "
            "faces, counters, counter-styles, languages, labels",
        ),
        (
            ('collation = "en"', 'collation = "en"\nfigures = "roman"'),
            "styles/locales/en.toml:10:1: error[M152] “figures” does not fit a locale; "
            'expected here: "lining" or "oldstyle"',
        ),
        (
            ('collation = "en"', 'collation = "en"\nligatures = "none"'),
            "styles/locales/en.toml:10:1: error[M152] “ligatures” does not fit a locale; "
            "expected here: true or false",
        ),
        (
            ('folios = "own"', 'folios = "roman"'),
            "styles/locales/en.toml:24:1: error[M152] “numbers.folios” does not fit a locale; "
            'expected here: "own", or ten digits from zero',
        ),
        (
            ('folios = "own"', 'folio = "own"'),
            "styles/locales/en.toml:24:1: error[M152] “numbers.folio” does not fit a locale; "
            "expected here: one of folios, notes, lists, references, headings, parts",
        ),
        (
            ('serif = ["Literata"', 'serif = [1, "Literata"'),
            "styles/locales/en.toml:17:1: error[M152] “faces.serif” does not fit a locale; "
            "expected here: a list of font families",
        ),
        (
            ('index = "Index"\n', ""),
            "styles/locales/en.toml:48:1: error[M151] this locale says nothing for "
            "“labels.index”; add the line; another locale shows how",
        ),
        (
            ('chapter = "Chapter {number}"', 'chapter = "Chapter {no}"'),
            "styles/locales/en.toml:51:1: error[M153] the label “Chapter {no}” does not fit its "
            "use; it should hold {number}",
        ),
        (
            ('chapter = "Chapter {number}"', 'chapter = "Chapter {number:d}"'),
            "styles/locales/en.toml:51:1: error[M153] the label “Chapter {number:d}” does not fit "
            "its use; it should hold {number}",
        ),
        (
            ('see = "see {target}"', 'see = "see {target"'),
            "styles/locales/en.toml:107:1: error[M153] the label “see {target” does not fit its "
            "use; it should hold {target}",
        ),
    ],
)
def test_a_broken_locale_file_is_a_finding_at_its_line(tmp_path, change, found):
    own = project(tmp_path, en=shipped("en").replace(*change))

    locales, findings = read_locales([own, STYLES])

    assert [str(finding) for finding in findings] == [found]
    # What does not fit is borrowed: whoever goes on can fill in every label.
    assert {key: places(words) for key, words in locales["en"].labels.items()} == {
        key: places(words) for key, words in LOCALES["en"].labels.items()
    }


def test_what_an_editor_or_a_system_leaves_beside_locale_files_is_not_read(tmp_path):
    own = project(tmp_path)
    (own / "locales" / ".#fa.toml").symlink_to("nobody@nowhere.1234")
    (own / "locales" / "._fa.toml").write_bytes(b"\x00\x05\x16\x07")

    assert read_locales([own, STYLES]) == (LOCALES, ())


def test_counter_styles_that_fall_back_on_each_other_end_in_decimal():
    one, other = (
        CounterStyle(name, "fixed", ("*",), fallback=otherwise)
        for name, otherwise in (("one", "other"), ("other", "one"))
    )
    styles = {"one": one, "other": other}
    locale = replace(LOCALES["fa"], counters={"front": "one"}, counter_styles=styles)

    assert [locale.front_number(value) for value in (1, 2)] == ["*", "۲"]


def test_a_locale_file_in_another_encoding_is_a_finding(tmp_path):
    own = project(tmp_path)
    (own / "locales" / "fr.toml").write_bytes('# French\nname = "Français"'.encode("latin-1"))

    locales, findings = read_locales([own, STYLES])

    assert [str(finding) for finding in findings] == [
        "styles/locales/fr.toml:2:1: error[M150] this locale file cannot be read: it is not "
        'UTF-8 text; mend the line; words stand in "quotes"'
    ]
    assert locales["fr"] == LOCALES["fr"]


def test_counter_styles_are_checked_and_told_to_css(tmp_path):
    good = '[counter-styles.stars]\nsystem = "alphabetic"\nsymbols = "* †"\n\n[languages]'
    bad = (
        '[counter-styles.stars]\nsystem = "additive"\nweights = [[1, "i"], [5, "v"]]\n\n[languages]'
    )

    locales, _ = read_locales([project(tmp_path, en=shipped("en").replace("[languages]", good))])
    _, findings = read_locales(
        [project(tmp_path / "bad", en=shipped("en").replace("[languages]", bad)), STYLES]
    )

    assert locales["en"].counter_styles["stars"].css() == (
        '@counter-style stars { system: alphabetic; symbols: "*" "†"; suffix: ""; '
        "fallback: decimal }"
    )
    assert [str(finding) for finding in findings] == [
        "styles/locales/en.toml:36:1: error[M152] “counter-styles.stars” does not fit a locale; "
        "expected here: weights from great to small"
    ]


@pytest.mark.parametrize("tag", TONGUES)
def test_a_division_that_needs_no_title_has_a_name_in_every_language(tag: str):
    labels = LOCALES[tag].labels

    assert {kind for kind in KINDS if "{" in labels[kind]} == set(NAMED_BY_AUTHORS)
