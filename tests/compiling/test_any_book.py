"""What holds for every book, whatever its marks are."""

from itertools import pairwise
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from rectoverso.compiling.assemble import assemble
from rectoverso.compiling.collation import Alphabet
from rectoverso.compiling.indexing import section_of
from rectoverso.compiling.names import ASCII_NAME, anchor_of
from rectoverso.model.manuscript import Chapter, IndexSettings, Manuscript, Settings, TermSource
from rectoverso.model.nodes import (
    Heading,
    IndexMark,
    Note,
    Paragraph,
    Passage,
    Reference,
    Term,
    Text,
    plain,
    walk,
)
from rectoverso.model.shipped import shipped
from rectoverso.model.source import Source
from rectoverso.reading.locales import read_locales

LOCALES, _ = read_locales((shipped("styles"),))
LANGS = ("fa", "ne", "vi", "en")
ALPHABETS = {lang: Alphabet(LOCALES[lang]) for lang in LANGS}

SAMPLES = """
    شورا شوراها آب می‌رود بلشویک जार सोभियत क्षेत्र ज्ञान Duma duma đình công ăn ấn soviet
    1905 ۱۹۰۵ + « Iskra
"""
words = st.sampled_from(SAMPLES.split()) | st.text(max_size=6)
langs = st.sampled_from(LANGS)
labels = st.sampled_from(["a", "b", "c"])
marks = st.builds(
    IndexMark,
    children=st.tuples(st.builds(Text, words)),
    path=st.lists(words.filter(str.strip), max_size=4).map(tuple),
    index=st.sampled_from(["", "", "persons"]),
    lang=st.sampled_from(["", *LANGS]),
    see=st.just(()) | st.just(()) | st.tuples(words),
    see_also=st.just(()) | st.just(()) | st.tuples(words),
    range=st.sampled_from(["", "", "open", "close"]),
    mention=st.sampled_from(["", "principal"]),
    sort=st.just("") | words,
)
inlines = st.recursive(
    st.builds(Text, words)
    | marks
    | st.builds(Term, st.tuples(st.builds(Text, words)))
    | st.builds(Reference, labels, st.sampled_from(["name", "page", "text"])),
    lambda inner: (
        st.builds(Passage, st.lists(inner, max_size=3).map(tuple), lang=langs)
        | st.builds(Note, st.tuples(st.builds(Paragraph, st.lists(inner, max_size=3).map(tuple))))
    ),
    max_leaves=8,
)
rows = st.lists(inlines, max_size=6).map(tuple)
blocks = st.builds(Paragraph, rows) | st.builds(
    Heading, st.integers(1, 6), rows, id=st.just("") | labels
)
chapters = st.builds(
    Chapter,
    path=st.sampled_from(["chapters/x.md", "chapters/y.md"]),
    title=rows,
    lang=langs,
    kind=st.sampled_from(["chapter", "introduction", "appendix", "dedication", "index"]),
    id=st.just("") | labels,
    numbered=st.booleans(),
    blocks=st.lists(blocks, max_size=4).map(tuple),
)
terms = st.builds(
    TermSource,
    key=labels,
    term=words,
    lang=langs,
    definition=st.just(Source("g", "")),
    aliases=st.lists(words, max_size=2).map(tuple),
    see=st.just(()) | st.tuples(labels),
)


@st.composite
def books(draw):
    settings_ = Settings("Any", draw(langs), index=IndexSettings(scripts=("fa", "ne")))
    explained = draw(st.lists(terms, max_size=3))
    manuscript = Manuscript(Path(), settings_, (), tuple(explained), (), LOCALES, {}, (), ())
    definitions = {term.key: draw(st.lists(blocks, max_size=1).map(tuple)) for term in explained}
    return assemble(manuscript, draw(st.lists(chapters, max_size=4)), definitions)


def entries(made):
    def below(entry):
        yield entry
        for one in entry.subentries:
            yield from below(one)

    for index in made.indexes:
        for group in index.groups:
            for entry in group.entries:
                yield from below(entry)


def trees(made):
    yield from ((one.title, one.blocks) for one in made.sections)
    yield from ((), *[(entry.definition,) for entry in made.glossary])


def nodes(made, kind):
    return [node for tree in trees(made) for node in walk(tree) if isinstance(node, kind)]


def every_mark_that_is_a_place_is_in_an_index_once(made):
    locators = [place for entry in entries(made) for place in entry.locators]
    starts = [place.anchor for place in locators]
    ends = [place.end for place in locators if place.end]
    unread = sum(finding.code in ("I202", "I204") for finding in made.findings)
    anchors = {mark.anchor for mark in nodes(made, IndexMark) if not (mark.see or mark.see_also)}

    assert len(starts) == len(set(starts))
    assert len(ends) == len(set(ends))
    assert {*starts, *ends} <= anchors
    assert len(anchors) - len({*starts, *ends}) <= unread


def every_anchor_is_there_once_and_every_link_leads_to_one(made):
    given_ = [node.anchor for node in nodes(made, Note | IndexMark | Term) if node.anchor]
    given_ += [node.id for node in nodes(made, Heading)] + [one.id for one in made.sections]
    given_ += [entry.anchor for entry in (*made.glossary, *entries(made))]
    if not any(finding.code == "X102" for finding in made.findings):
        assert len(given_) == len(set(given_))

    led = [node.target for node in nodes(made, Term | Reference) if node.target]
    led += [one.anchor for entry in entries(made) for one in (*entry.see, *entry.see_also)]
    led += [line.anchor for line in made.contents]
    assert set(led) <= {*given_, *(target.anchor for target in made.targets.values())}


def entries_of_a_language_stand_in_its_order(made):
    for index in made.indexes:
        shown = [group.lang for group in index.groups]
        assert [lang for lang in shown if lang in ("fa", "ne")] == sorted(
            lang for lang in shown if lang in ("fa", "ne")
        )
        for one, other in pairwise(index.groups):
            assert one.lang == other.lang or other.lang not in shown[: shown.index(other.lang)]
    for entry in entries(made):
        assert entry.heading.strip() == entry.heading != ""
        for reference in (entry.see, entry.see_also):
            keys = [ALPHABETS[entry.lang].key(one.heading) for one in reference]
            assert keys == sorted(keys)


def each_index_has_a_section_and_each_section_its_own_id(made):
    holders = {one.index.name: one.id for one in made.sections if one.index}

    assert set(holders) == {index.name for index in made.indexes}
    assert all(section_of(name).isascii() for name in holders)
    assert len({one.id for one in made.sections}) == len(made.sections)
    assert {plain(one.title) for one in made.sections if one.kind == "toc"} != set()


@given(books())
def test_whatever_its_marks_a_book_holds_together(made):
    # Books take longer to be thought of than to be looked at.
    every_mark_that_is_a_place_is_in_an_index_once(made)
    every_anchor_is_there_once_and_every_link_leads_to_one(made)
    entries_of_a_language_stand_in_its_order(made)
    each_index_has_a_section_and_each_section_its_own_id(made)


@given(st.lists(st.text("Cé.۱-_+# ", min_size=1, max_size=4), unique=True))
def test_no_two_labels_have_one_anchor(labels):
    anchors = [anchor_of(label) for label in labels]

    assert len(set(anchors)) == len(anchors)
    assert all(ASCII_NAME.fullmatch(anchor) for anchor in anchors)
