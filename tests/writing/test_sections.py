"""A book set by sections is the book set as one document."""

from io import BytesIO

import pikepdf
import pytest

from rectoverso.app.build import moment_of
from rectoverso.model.memory import SUFFIX
from rectoverso.writing.paper.pdf import write_pdf, write_whole_pdf
from rectoverso.writing.paper.sections import indivisible
from rectoverso.writing.paper.workers import Here
from tests.books import book
from tests.reading_pdf import pdf_pages

ENGLISH = "The quick brown fox jumps over the lazy dog, and then it rests. " * 9
PERSIAN = "کتاب خوب دوست آدم است و راه را نشان می‌دهد. " * 11
NEPALI = "नेपालको पहाडमा धेरै गाउँहरू छन् र त्यहाँ मानिसहरू बस्छन्। " * 9
DRAWING = (
    '<svg xmlns="http://www.w3.org/2000/svg" width="200" height="90">'
    '<rect width="200" height="90" fill="#cde"/><text x="20" y="50">Fox</text></svg>'
)

SEA = f"""---
title: دریا
id: sea
---

[نهنگ]{{.index}} در دریا.^[پانوشتی کوتاه با *تأکید*.]
بنگرید به [](#land){{.page}} و [](#peaks){{.page}}.

![لنگرگاه](figures/fox.svg){{#fig-fox}}

{PERSIAN}

## موج {{#waves}}

{PERSIAN} [*Moby-Dick*]{{lang=en}} و [کوه‌ها](#peaks).

{PERSIAN}

{PERSIAN}

{PERSIAN} بنگرید به [](#waves){{.page}}.
"""
LAND = f"""---
title: The land
id: land
lang: en
---

{ENGLISH} See [](#waves){{.page}} and [](#nowhere-near){{.page}}.

| Beast | Legs |
|-------|------|
| Fox   | 4    |
| Eel   | 0    |

: Legs {{#tbl-legs}}

{ENGLISH} [Fox]{{.index}} and [eel]{{.index}}.^[{ENGLISH}]

## Fields {{#nowhere-near}}

{ENGLISH}

> {ENGLISH}

![Again](figures/fox.svg)

{ENGLISH}
"""
MOUNTAIN = f"""---
title: पहाड
id: mountain
lang: ne
---

{NEPALI} [](#waves){{.page}} [पहाड]{{.index}}

## शिखर {{#peaks}}

{NEPALI}

{NEPALI} [](#land){{.page}}

{NEPALI}
"""
FILES = {"01.md": SEA, "02.md": LAND, "03.md": MOUNTAIN, "figures/fox.svg": DRAWING}
SETTINGS = {"title": "دریا و خشکی", "lang": "fa", "authors": ["الف. نویسنده"]}
BOOK = book(FILES, **SETTINGS)


def whole(small):
    return write_whole_pdf(
        small.book, small.checked.manuscript, moment_of(small.book.settings, None), lambda _: None
    )


def by_sections(small, maker=None, memory=None):
    moment = moment_of(small.book.settings, None)
    return write_pdf(small.book, small.checked.manuscript, moment, lambda _: None, maker, memory)


@pytest.fixture(scope="module")
def both():
    return whole(BOOK), by_sections(BOOK)


def test_every_page_reads_the_same(both):
    one, other = (pdf_pages(made.data) for made in both)

    assert [page.text for page in other] == [page.text for page in one]
    assert [page.label for page in other] == [page.label for page in one]


def test_every_glyph_stands_where_it_stood(both):
    one, other = (pdf_pages(made.data) for made in both)
    for before, after in zip(one, other, strict=True):
        assert (after.width, after.height) == (before.width, before.height)
        for old, new in zip(before.rows, after.rows, strict=True):
            for was, now in zip(old.clusters, new.clusters, strict=True):
                assert (now.text, now.size) == (was.text, was.size)
                assert (now.x, now.y, now.width) == pytest.approx(
                    (was.x, was.y, was.width), abs=0.01
                )


def test_every_link_lies_and_leads_where_it_did(both):
    one, other = (pdf_pages(made.data) for made in both)
    for before, after in zip(one, other, strict=True):
        for was, now in zip(before.links, after.links, strict=True):
            assert now.target == was.target
            assert (now.x, now.y, now.width, now.height) == pytest.approx(
                (was.x, was.y, was.width, was.height), abs=0.01
            )
    assert named_places(both[1].data) == named_places(both[0].data)


def named_places(data):
    with pikepdf.open(BytesIO(data)) as pdf:
        return {
            str(name): place(pdf, where)
            for name, where in pikepdf.NameTree(pdf.Root.Names.Dests).items()
        }


def place(pdf, where):
    pages = [page.obj.objgen for page in pdf.pages]
    return pages.index(where[0].objgen), round(float(where[2]), 1), round(float(where[3]), 1)


def outline(data):
    with pikepdf.open(BytesIO(data)) as pdf:

        def lines(line):
            while line is not None:
                yield (
                    str(line.Title),
                    int(line.Count),
                    place(pdf, line.Dest),
                    list(lines(line.get("/First"))),
                )
                line = line.get("/Next")

        return list(lines(pdf.Root.Outlines.First)), int(pdf.Root.Outlines.Count)


def test_the_outline_is_the_same(both):
    assert outline(both[1].data) == outline(both[0].data)


def test_each_face_is_embedded_once_and_each_picture(both):
    for made in both:
        with pikepdf.open(BytesIO(made.data)) as pdf:
            names = [
                str(item.FontName)
                for item in pdf.objects
                if isinstance(item, pikepdf.Dictionary) and item.get("/Type") == "/FontDescriptor"
            ]
        assert sorted(names) == sorted(set(names))
    assert len(both[1].data) <= 1.1 * len(both[0].data)


def test_nothing_is_found_either_way(both):
    assert both[0].findings == both[1].findings == ()
    assert both[0].pages == both[1].pages


class Counting(Here):
    """Sets pieces here, and knows how many and which."""

    def __init__(self):
        self.set = []

    def make(self, pieces, done):
        self.set += [(piece.kind, piece.name) for piece in pieces]
        super().make(pieces, done)


def test_no_section_is_set_again_for_its_page_numbers():
    rigid = []

    class Watching(Here):
        def make(self, pieces, done):
            def seen(place, pages):
                rigid.append((pieces[place].name, pages.rigid))
                done(place, pages)

            super().make(pieces, seen)

    by_sections(BOOK, Watching())

    assert {"sea", "land", "mountain"} <= {name for name, _ in rigid}
    assert [name for name, is_rigid in rigid if is_rigid] == []


def test_what_is_remembered_is_not_set_again(tmp_path):
    first, second = Counting(), Counting()
    memory = tmp_path / ".cache"

    made = by_sections(BOOK, first, memory)
    again = by_sections(BOOK, second, memory)

    assert {name for kind, name in first.set if kind == "text"} >= {"sea", "land", "mountain"}
    assert second.set == []
    assert again == made


def test_one_changed_word_costs_its_section_only(tmp_path):
    memory = tmp_path / ".cache"
    by_sections(BOOK, Here(), memory)
    changed = book({**FILES, "02.md": LAND.replace("lazy dog", "lazy cat", 1)}, **SETTINGS)

    maker = Counting()
    edited = by_sections(changed, maker, memory)

    assert maker.set == [("text", "land")]
    assert edited == by_sections(changed)


def test_of_the_chapters_only_the_longer_one_is_set_again(tmp_path):
    memory = tmp_path / ".cache"
    by_sections(BOOK, Here(), memory)
    longer = book({**FILES, "01.md": SEA + "\n\n" + "\n\n".join([PERSIAN] * 8)}, **SETTINGS)

    maker = Counting()
    edited = by_sections(longer, maker, memory)

    # In the other chapters a page number takes the place of another as long as that.
    assert {name for kind, name in maker.set if kind == "text"} == {"sea", "toc", "index"}
    assert edited.data == by_sections(longer).data


def test_a_spoilt_memory_is_told_of_and_mended(tmp_path):
    memory = tmp_path / ".cache"
    made = by_sections(BOOK, Here(), memory)
    for number, path in enumerate(memory.glob(f"*{SUFFIX}")):
        path.write_bytes(path.read_bytes()[:-1] + b"?" if number % 2 else b"")

    again = by_sections(BOOK, Here(), memory)

    assert again.data == made.data
    assert [finding.code for finding in again.findings] == ["L106"]
    assert by_sections(BOOK, Here(), memory) == made


@pytest.mark.parametrize(
    ("css", "asks"),
    [
        ("@page :first { margin: 0 }", True),
        ("@page { @top-left { content: string(title) } }", True),
        ("@page { @top-left { content: counter(page) ' / ' counter(pages) } }", True),
        ("h1 { string-set: none } p:first-child { color: red } /* :first */", False),
        ("p::first-letter { color: red } @page { @top-left { content: counter(page) } }", False),
    ],
)
def test_a_style_that_asks_for_the_whole_book_has_it_set_whole(css, asks):
    assert indivisible(css) is asks
