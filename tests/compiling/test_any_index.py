"""What holds for every set of index marks, whatever they are and wherever they stand."""

import re
from collections import defaultdict
from itertools import pairwise

import icu
from hypothesis import given, settings
from hypothesis import strategies as st

from rectoverso.compiling.collation import Alphabet
from rectoverso.compiling.indexing import build_indexes
from rectoverso.compiling.marks import gather
from rectoverso.model.book import Section
from rectoverso.model.manuscript import IndexSettings
from rectoverso.model.nodes import IndexMark, Paragraph
from rectoverso.model.shipped import shipped
from rectoverso.reading.locales import read_locales
from rectoverso.writing.folios import Folio
from rectoverso.writing.locators import printed_locators

LOCALES, _ = read_locales((shipped("styles"),))
ALPHABETS = {tag: Alphabet(locale) for tag, locale in LOCALES.items()}
SAMPLES = {
    "fa": "آب ابر پرچم تبریز شورا شوراها کارگر گمرک می‌رود میدان وین هلال یار كنگره",
    "ne": "अंग आम ईश्वर एकता कर काम किसान जनता मजदुर रेल हिमाल",
    "vi": "an anh ăn bà bạ bác công đảng giáo dục ơ ưng",
    "en": "air army café Duma duma émigré Iskra strike war zemstvo",
}
WORDS = {lang: words.split() for lang, words in SAMPLES.items()}
paths = st.sampled_from(sorted(WORDS)).flatmap(
    lambda lang: st.tuples(
        st.just(lang), st.lists(st.sampled_from(WORDS[lang]), min_size=1, max_size=3).map(tuple)
    )
)
kinds = st.sampled_from(["", "", "", "open", "close"])
# The steps from page to page between one mark and the next.
marks = st.lists(st.tuples(paths, kinds, st.integers(0, 3)), max_size=30)


def pages_of(text):
    """The pages that a printed locator names."""
    numbers = [int(number) for number in re.findall(r"\d+", text)]
    return list(range(numbers[0], numbers[-1] + 1))


def entries(index):
    ahead = [entry for group in index.groups for entry in group.entries]
    while ahead:
        entry = ahead.pop()
        yield entry
        ahead += entry.subentries


@given(marks)
@settings(max_examples=500, deadline=None)
def test_an_index_names_exactly_the_marked_pages_in_the_order_of_icu(drawn):
    page, nodes, folios = 1, [], {}
    wanted, open_at = defaultdict(set), {}
    for number, ((lang, path), kind, step) in enumerate(drawn):
        page += step
        anchor = f"ix-{number}"
        nodes.append(IndexMark((), path, lang=lang, range=kind, anchor=anchor))
        folios[anchor] = Folio(page + 9, page, False, str(page))
        if kind == "close":
            if path in open_at:
                who, start = open_at.pop(path)
                wanted[who, path].update(range(start, page + 1))
        else:
            wanted[lang, path].add(page)
            if kind == "open":
                open_at.setdefault(path, (lang, page))
    section = Section("s", "chapter", "fa", "rtl", (), blocks=(Paragraph(tuple(nodes)),))

    gathering = gather([section], [])
    indexes, _ = build_indexes(gathering, IndexSettings(), ALPHABETS.__getitem__, LOCALES["fa"])
    found = defaultdict(list)

    def go(entry, path):
        path = (*path, entry.heading)
        for one in printed_locators(entry.locators, folios, LOCALES["en"]):
            found[entry.lang, path].append(pages_of(one.text))
        for below in entry.subentries:
            go(below, path)

    for index in indexes:
        for group in index.groups:
            for entry in group.entries:
                go(entry, ())

    for key, stretches in found.items():
        named = [number for stretch in stretches for number in stretch]
        assert len(named) == len(set(named)), f"{key}: a page is named twice"
        assert set(named) == wanted[key]
    assert set(found) == {key for key, pages in wanted.items() if pages}

    starts = [one.anchor for index in indexes for entry in entries(index) for one in entry.locators]
    assert sorted(starts) == sorted(
        f"ix-{number}" for number, (_, kind, _) in enumerate(drawn) if kind != "close"
    )
    for index in indexes:
        for lang in WORDS:
            shown = [
                entry.heading
                for group in index.groups
                if group.lang == lang
                for entry in group.entries
            ]
            collator = icu.Collator.createInstance(icu.Locale(LOCALES[lang].collation[:2]))
            collator.setStrength(icu.Collator.PRIMARY)
            bare = [heading.replace("\N{ZERO WIDTH NON-JOINER}", "") for heading in shown]
            if lang != "vi":  # which is sorted by syllables: its own list of words shows that
                assert all(collator.compare(one, other) <= 0 for one, other in pairwise(bare))
