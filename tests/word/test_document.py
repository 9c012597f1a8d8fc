"""What a document for Word says of a chapter: sides, languages, faces, notes, tables, marks."""

from lxml.etree import fromstring

from rectoverso.reading.word.comments import Comment, comments
from rectoverso.reading.word.letters import PARAGRAPH, Kind, Letter, Reader
from rectoverso.reading.word.package import Package
from tests.word.editing import w

TEXT = (
    "# باغ\n\n"
    "او در [گلستان]{.index entry=گل!باغ mention=principal} به [rose garden]{lang=en} رفت،[^n]"
    " و *C++* و [नेपाल]{lang=ne} را دید.\n\n"
    "| نام | رنگ |\n|---|---|\n| لاله | سرخ |\n\n"
    "* یک\n* دو\n\n1. سه\n\n"
    "[راهنما](https://example.org/?a=1&b=2)\n\n"
    "[^n]: [باغ]{.term key=bagh} و `code`.\n"
)


def properties(run):
    """The names and values of a run's properties."""
    found = run.find(w("rPr"))
    return (
        {}
        if found is None
        else {
            one.tag.rpartition("}")[2]: {k.rpartition("}")[2]: v for k, v in one.attrib.items()}
            for one in found
        }
    )


def saying(document, said, part="word/document.xml"):
    """The first run that says this."""
    for one in document.tree(part).iter(w("r")):
        if said in "".join(t.text or "" for t in one.iter(w("t"))):
            return one
    raise LookupError(said)


def test_words_have_the_sides_languages_and_faces_of_their_languages(trip):
    document = trip(TEXT, "fa").opened()

    assert properties(saying(document, "گلستان")) == {"rStyle": {"val": "IndexMark"}, "rtl": {}}
    latin = dict.fromkeys(("ascii", "hAnsi", "eastAsia"), "Literata")
    assert properties(saying(document, "rose garden")) == {
        "rFonts": latin,
        "lang": {"val": "en-US"},
    }
    assert properties(saying(document, "नेपाल")) == {
        "rFonts": {"cs": "Noto Serif Devanagari"},
        "lang": {"bidi": "ne-NP"},
    }
    # The signs of C++ are of the paragraph's side, as UAX #9 has it; its letter is not.
    assert "rtl" not in properties(saying(document, "C"))


def test_the_defaults_are_those_of_the_chapters_language(trip):
    document = trip(TEXT, "fa").opened()
    styles = document.tree("word/styles.xml")
    defaults = styles.find(f"{w('docDefaults')}/{w('rPrDefault')}")

    assert properties(defaults)["rFonts"]["cs"] == "Noto Naskh Arabic"
    assert properties(defaults)["lang"] == {"val": "en-US", "eastAsia": "en-US", "bidi": "fa-IR"}
    normal = next(one for one in styles.iter(w("style")) if one.get(w("styleId")) == "Normal")
    assert normal.find(f"{w('pPr')}/{w('bidi')}") is not None
    table = next(document.tree().iter(w("tbl")))
    assert table.find(f"{w('tblPr')}/{w('bidiVisual')}") is not None
    assert document.tree().find(f"{w('body')}/{w('sectPr')}/{w('bidi')}") is not None


def test_tracking_cannot_be_forgotten(trip):
    settings = trip(TEXT, "fa").opened().tree("word/settings.xml")

    assert settings.find(w("trackRevisions")) is not None
    protection = settings.find(w("documentProtection"))
    assert (protection.get(w("edit")), protection.get(w("enforcement"))) == ("trackedChanges", "1")


def test_index_marks_are_fields_that_word_collects(trip):
    document = trip(TEXT, "fa").opened()

    assert [one.text for one in document.tree().iter(w("instrText"))] == [' XE "گل:باغ" \\b ']


def test_every_style_list_note_and_link_is_there(trip):
    document = trip(TEXT, "fa").opened()
    parts = [document.tree(f"word/{name}.xml") for name in ("document", "footnotes")]

    used = {
        one.get(w("val"))
        for part in parts
        for one in part.iter(w("pStyle"), w("rStyle"), w("tblStyle"))
    }
    styles = document.tree("word/styles.xml")
    assert used <= {one.get(w("styleId")) for one in styles.iter(w("style"))}
    lists = {one.get(w("val")) for one in parts[0].iter(w("numId"))}
    numbering = document.tree("word/numbering.xml")
    assert lists == {one.get(w("numId")) for one in numbering.iter(w("num"))} == {"1", "2"}
    calls = [one.get(w("id")) for one in parts[0].iter(w("footnoteReference"))]
    assert calls == [one.get(w("id")) for one in parts[1].iter(w("footnote"))][2:] == ["1"]
    links = document.tree("word/_rels/document.xml.rels")
    assert "https://example.org/?a=1&b=2" in {one.get("Target") for one in links}


def test_properties_stand_in_the_order_of_the_schema(trip):
    document = trip(
        "# A\n\n{==[***both***{>>no<<}]{.underline}==}{>>x<<} [**bold**^2^]{lang=fa}\n"
    ).opened()
    order = (
        "rStyle rFonts b bCs i iCs smallCaps strike color highlight u vertAlign rtl lang"
    ).split()

    for run in document.tree().iter(w("r")):
        places = [order.index(name) for name in properties(run)]
        assert places == sorted(places)


def test_remarks_in_the_parts_of_a_document_and_levels_that_are_none_do_no_harm():
    space = f'xmlns:w="{w("").strip("{}")}"'
    text = (
        "<w:p><w:pPr><w:numPr><w:ilvl w:val='x'/><w:numId w:val='1'/></w:numPr></w:pPr>"
        "<w:r><w:t>A</w:t></w:r></w:p>"
    )
    said = '<!-- made by hand --><w:comment w:id="1" w:author="B"><w:p/></w:comment>'
    document = fromstring(f"<w:document {space}><w:body>{text}</w:body></w:document>")
    remarks = fromstring(f"<w:comments {space}>{said}</w:comments>")
    package = Package(document, None, None, remarks, None, None)
    listed = Kind(listed=True)

    assert Reader(package).body() == (Letter("A", kind=listed), Letter(PARAGRAPH, kind=listed))
    assert comments(package) == (Comment("1", "B", "", ""),)
