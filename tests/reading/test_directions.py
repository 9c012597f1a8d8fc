"""The bidi check holds for every text: it ends, points into the text, and spares what is sound."""

from hypothesis import given
from hypothesis import strategies as st

from rectoverso.model import nodes
from rectoverso.model.nodes import Text
from rectoverso.model.shipped import shipped
from rectoverso.model.source import Source, Span
from rectoverso.reading.directions import hidden
from rectoverso.reading.locales import read_locales
from rectoverso.reading.paragraphs import Owner, paragraphs
from rectoverso.reading.quoting import ABBREVIATIONS, named, quotation
from rectoverso.reading.scripts import attributes, foreign_digits, foreign_letters, unfit
from rectoverso.reading.sides import misplaced

LOCALES, _ = read_locales([shipped("styles")])
LANGUAGES = st.sampled_from(["fa", "ar", "he", "ur", "ne", "vi", "en"])
PIECES = st.sampled_from(
    [
        *ABBREVIATIONS,
        *("کتاب", "می‌رود", "בית", "word", "क्षेत्र", "Tiếng", "کتب", "علي", "۱۹", "19", "١٩", "१९"),
        *(
            "«",
            "»",
            "“",
            "”",
            "(",
            ")",
            "[",
            "]",
            ".",
            "!",
            "؟",
            "،",
            ", ",
            "-",
            "–",
            "+",
            "#",
            "=",
            "/",
        ),
        *(" ", " ", "\n", "\n\n", "- ", "| ", "---\n", "😀", "\U0001d7d8", "\U00010900", "\ud800"),
        *("\U000e0041", "\ufe0f", "\N{OBJECT REPLACEMENT CHARACTER}", "\N{HANGUL FILLER}"),
    ]
)
TEXTS = st.lists(PIECES | st.characters(), max_size=30).map("".join)


def lies_in(span: Span, source: Source) -> bool:
    """Whether a place is one of the source's characters, or the end of a line of it."""
    return (
        span.path == source.path
        and 1 <= span.line <= len(source.line_starts)
        and 1 <= span.column <= len(source.line(span.line)) + 1
    )


def of_paragraph(inlines: tuple[nodes.Inline, ...], lang: str, source: Source):
    """All that is found in a paragraph, whatever it holds."""
    found = paragraphs((nodes.Paragraph(inlines),), Owner(lang, Span("a.md")), "", source, LOCALES)
    attribute = attributes(("fa", "en"), LOCALES)
    return [
        *unfit(found, LOCALES, ("fa", "en")).values(),
        *foreign_digits(found),
        *(one for paragraph in found for one in misplaced(paragraph, attribute)),
        *(one for paragraph in found for one in foreign_letters(paragraph)),
    ]


def in_plain(text: str, lang: str):
    """All that is found in a text without markup."""
    source = Source("a.md", text)
    return [*hidden(source), *of_paragraph((Text(text, Span("a.md")),), lang, source)]


@st.composite
def inlines(draw, depth: int = 0):
    """Inlines of any kind, the first word of each written somewhere in the source `a.md`."""
    children = (
        () if depth > 3 else draw(st.lists(st.deferred(lambda: inlines(depth + 1)), max_size=3))
    )
    span = Span("a.md", draw(st.integers(1, 2)), draw(st.integers(1, 4)))
    inside = (Text(draw(TEXTS), span), *children)
    match draw(st.sampled_from(["text", "passage", "turned", "quoted", "note", "break", "styled"])):
        case "passage":
            return nodes.Passage(inside, lang=draw(LANGUAGES | st.just("")), span=span)
        case "turned":
            way = draw(st.sampled_from(["ltr", "rtl", "auto"]))
            return nodes.Passage(inside, direction=way, span=span)
        case "quoted":
            return nodes.Quoted(draw(st.booleans()), inside, span)
        case "note":
            return nodes.Note((nodes.Paragraph(inside, span=span),), span=span)
        case "break":
            return nodes.LineBreak(span)
        case "styled":
            return nodes.Styled("strong", inside, span)
        case _:
            return inside[0]


@given(TEXTS, st.booleans())
def test_what_is_hidden_in_any_text_is_found_inside_it(text, one_line_each):
    source = Source("a.md", text)

    found = hidden(source, one_line_each)

    assert [finding for finding in found if not lies_in(finding.span, source)] == []


@given(st.lists(inlines(), max_size=4), LANGUAGES)
def test_whatever_a_paragraph_holds_its_findings_lie_inside_the_source(several, lang):
    source = Source("a.md", "کتاب word\nکتاب word and more")

    found = of_paragraph(tuple(several), lang, source)

    assert [finding for finding in found if not lies_in(finding.span, source)] == []


@given(TEXTS)
def test_a_quotation_names_what_cannot_be_seen(text):
    assert set(quotation(text, 0, len(text))) & {*ABBREVIATIONS, "\n"} == set()
    assert named(named(text)) == named(text)


@given(
    st.lists(st.sampled_from(["می‌رود", "کتاب‌ها،", "نیم‌فاصله", "«به‌تنهایی»", "۱۹۰۵–۱۹۰۷", "آن را؟"]))
)
def test_sound_persian_is_left_alone(words):
    assert in_plain(" ".join(words), "fa") == []


@given(st.lists(st.sampled_from(["क्‍ष", "श्री‌मान्", "छन्‌", "“नेपाल”", "१९०५–१९०७", "हो।", "र"])))
def test_sound_nepali_is_left_alone(words):
    assert in_plain(" ".join(words), "ne") == []


@given(
    st.lists(
        st.sampled_from(["word", "re-read", "(so)", "“well”", "C++", "1905–1907", "no.", "#1"])
    )
)
def test_sound_english_is_left_alone(words):
    assert in_plain(" ".join(words), "en") == []


def test_a_number_is_found_where_it_is_written_behind_markup_and_entities():
    text = "**کتاب** &amp; [واژه]{.term}\nسال 1۹۰۵ و C++"
    source = Source("a.md", text)
    written = (
        nodes.Styled("strong", (Text("کتاب", Span("a.md", 1, 3)),), Span("a.md", 1, 1)),
        Text(" & ", Span("a.md", 1, 9)),
        nodes.Term((Text("واژه", Span("a.md", 1, 17)),), span=Span("a.md", 1, 16)),
        Text(" سال 1۹۰۵ و C++", Span("a.md", 1, 29)),
    )

    found = [*hidden(source), *of_paragraph(written, "fa", source)]

    assert [(finding.code, str(finding.span)) for finding in found] == [
        ("B108", "a.md:2:5"),
        ("B112", "a.md:2:12"),
    ]
