"""What should not be in an e-book: a finding, and still a valid book or none."""

import zlib
from io import BytesIO
from struct import pack

import pytest
from PIL import Image

from tests.books import book
from tests.reading_epub import read_epub
from tests.writing.epubcheck import epubcheck


def chunk(kind, data):
    return pack(">I", len(data)) + kind + data + pack(">I", zlib.crc32(kind + data))


def large_png(width, height):
    """A PNG of one grey, whatever its size: it packs well."""
    rows = zlib.compressobj(9)
    packed = b"".join(rows.compress(b"\0" * (width + 1)) for _ in range(height)) + rows.flush()
    head = pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    parts = chunk(b"IHDR", head), chunk(b"IDAT", packed), chunk(b"IEND", b"")
    return b"\x89PNG\r\n\x1a\n" + b"".join(parts)


def picture():
    written = BytesIO()
    Image.new("RGB", (9, 9)).save(written, "PNG")
    return written.getvalue()


SVG = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><title>x</title>\n{}</svg>'
SHOWN = '# A\n\n![](a.{}){{alt="x"}}\n'

FAULTS = {
    "a picture that is cut off": (
        {"01.md": SHOWN.format("png"), "a.png": picture()[:20]},
        ["chapters/01.md:3:1 error E151"],
    ),
    "a picture of another kind": (
        {"01.md": SHOWN.format("png"), "a.png": b"GIF89a"},
        ["chapters/01.md:3:5 error F204"],
    ),
    "a picture that is a text": (
        {"01.md": SHOWN.format("jpg"), "a.jpg": b"a text"},
        ["chapters/01.md:3:5 error F204"],
    ),
    "a drawing with a script": (
        {"01.md": SHOWN.format("svg"), "a.svg": SVG.format("<script>x()</script>")},
        ["chapters/a.svg:2:1 error E143"],
    ),
    "a drawing that shows other files": (
        {
            "01.md": SHOWN.format("svg"),
            "a.svg": SVG.format(
                "<style>rect { fill: url(#b); mask: url('c.svg#d') }</style>\n"
                '<image href="e.png"/><use href="#b"/><a href="https://example.org/"/>'
            ),
        },
        ["chapters/a.svg:2:1 error E153", "chapters/a.svg:3:1 error E153"],
    ),
    "a drawing that acts": (
        {"01.md": SHOWN.format("svg"), "a.svg": SVG.format('<rect onclick="x()"/>')},
        ["chapters/a.svg:2:1 error E143"],
    ),
    "a drawing with a picture from the network": (
        {
            "01.md": SHOWN.format("svg"),
            "a.svg": SVG.format('<image href="https://example.org/a.png"/>'),
        },
        ["chapters/a.svg:2:1 error E142"],
    ),
    "a picture from the network": (
        {"01.md": '# A\n\n![](https://example.org/a.png){alt="x"}\n'},
        ["chapters/01.md:3:1 error F203"],
    ),
    "two chapters with one id": (
        {
            "01.md": "---\ntitle: A\nid: a\n---\n\nA.\n",
            "02.md": "---\ntitle: B\nid: a\n---\n\nB.\n",
        },
        ["chapters/02.md:2:8 error X102"],
    ),
}


@pytest.mark.parametrize(("files", "said"), FAULTS.values(), ids=FAULTS)
def test_what_cannot_be_in_a_book_is_an_error(files, said):
    small = book(files)
    found = small.checked.findings or small.written("epub").findings

    assert [f"{one.span} {one.severity.value} {one.code}" for one in found] == said


def test_a_chapter_without_a_title_is_told_and_the_book_is_valid(tmp_path):
    small = book({"01.md": "Text without a title.\n"})
    found = [*small.checked.findings, *small.written("epub").findings]

    assert any(one.span.path == "chapters/01.md" for one in found)
    assert epubcheck(small.epub, tmp_path) == []


def test_a_huge_picture_is_made_smaller_part_by_part(tmp_path):
    small = book({"01.md": SHOWN.format("png"), "a.png": large_png(12_000, 9_000)})

    assert small.written("epub").findings == ()
    assert epubcheck(small.epub, tmp_path) == []


def test_a_huge_picture_in_one_piece_is_told_and_is_not_opened():
    head = chunk(b"IHDR", pack(">IIBBBBB", 30_000, 20_000, 8, 0, 0, 0, 1))  # interlaced
    huge = large_png(9, 9)[:8] + head + large_png(9, 9)[33:]
    small = book({"01.md": SHOWN.format("png"), "a.png": huge})

    assert [(str(one.span), one.code) for one in small.written("epub").findings] == [
        ("chapters/01.md:3:1", "E152")
    ]


def test_ten_thousand_notes_are_a_sound_book():
    # EPUBCheck has nothing to say of it, either, and takes two minutes to say so.
    small = book("# A\n\n" + "\n\n".join(f"Word{n}.^[Note {n}.]" for n in range(10_000)) + "\n")

    assert small.written("epub").findings == ()
    assert len(read_epub(small.epub).document("sec-01.xhtml").of_type("noteref")) == 10_000
