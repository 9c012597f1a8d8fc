"""What a reviewer wrote into the PDF comes back to the lines it is about."""

from io import BytesIO

import pikepdf
from pikepdf import Array, Dictionary, Name, String

from rectoverso.app.desk.proof import open_for_text
from rectoverso.app.desk.remarks import remarks
from rectoverso.app.desk.whereabouts import Whereabouts
from rectoverso.app.report import line
from tests.books import book

CHAPTERS = {
    "01.md": "# باغ\n\nدیوار باغ بلند بود.\n\nدر باغ درختی کهن‌سال ایستاده است.\n",
    "02.md": "---\nlang: en\n---\n\n# Wall\n\nThe wall was high and old.\n\nNobody saw it.\n",
}


def box(pdf, words):
    """The page and the box of words that stand in one line of print."""
    document = open_for_text(pdf)
    for number in range(len(document)):
        page = document[number].get_textpage()
        found = page.search(words).get_next()
        if found:
            rectangles = [page.get_charbox(found[0] + at) for at in range(found[1])]
            left, bottom, right, top = zip(*rectangles, strict=True)
            return number, (min(left), min(bottom), max(right), max(top))
    raise AssertionError(words)


def annotated(pdf, *marks):
    """The PDF with annotations: kind, words it is at, and more of its dictionary."""
    with pikepdf.open(BytesIO(pdf)) as document:
        for kind, words, more in marks:
            number, (left, bottom, right, top) = box(pdf, words)
            quad = Array([left, top, right, top, left, bottom, right, bottom])
            page = document.pages[number]
            mark = Dictionary(
                Type=Name.Annot, Subtype=Name(kind), Rect=Array([left, bottom, right, top]), **more
            )
            if kind in ("/Highlight", "/StrikeOut"):
                mark.QuadPoints = quad
            page.Annots = Array([*page.get("/Annots", []), document.make_indirect(mark)])
        out = BytesIO()
        document.save(out)
    return out.getvalue()


def test_marks_and_notes_are_told_with_their_lines():
    small = book(CHAPTERS, lang="fa")
    pdf = annotated(
        small.pdf,
        ("/Highlight", "high and", {"Contents": String("how high?"), "T": String("Ann")}),
        ("/StrikeOut", "Nobody", {}),
        ("/Text", "درختی", {"Contents": String("کدام درخت؟"), "T": String("سارا")}),
        ("/Link", "Nobody", {}),
    )

    found = [line(one) for one in remarks(pdf, "proof.pdf", Whereabouts(small.book))]

    assert found[1:] == [
        "chapters/02.md:7:1: note[R101] Ann marked “high and”: how high?",
        "chapters/02.md:9:1: note[R101] struck out “Nobody”",
    ]
    assert found[0].startswith("chapters/01.md:5:1: note[R101]")
    assert "کدام درخت؟" in found[0]


def test_what_is_no_longer_in_the_book_stands_at_no_line():
    small = book(CHAPTERS, lang="fa")
    pdf = annotated(small.pdf, ("/Highlight", "Nobody", {"Contents": String("who?")}))
    changed = book({"01.md": "# باغ\n\nتهی.\n"}, lang="fa")

    (found,) = remarks(pdf, "proof.pdf", Whereabouts(changed.book))

    assert (found.code, str(found.span)) == ("R102", "proof.pdf:1:1")
    assert found.message.endswith("about “Nobody”: who?")


def test_a_file_that_is_no_pdf_is_told():
    (found,) = remarks(b"%PDF-1.7 no", "proof.pdf", Whereabouts(book(CHAPTERS, lang="fa").book))

    assert line(found).startswith("proof.pdf:1:1: error[R103] this is no PDF that can be read")


def test_a_mark_without_a_place_and_a_file_that_is_torn_do_no_harm():
    small = book(CHAPTERS, lang="fa")
    with pikepdf.open(BytesIO(small.pdf)) as document:
        page = document.pages[-1]
        page.Annots = Array([Dictionary(Type=Name.Annot, Subtype=Name.Text)])
        without, torn = BytesIO(), BytesIO()
        document.save(without)
        page.Annots = Array([Array([])])
        document.save(torn)
    whereabouts = Whereabouts(small.book)

    assert remarks(without.getvalue(), "proof.pdf", whereabouts) == ()
    assert [one.code for one in remarks(torn.getvalue(), "proof.pdf", whereabouts)] == ["R103"]
