"""Documents: what is opened, and what had better not be."""

import zipfile
from io import BytesIO

import pytest

from rectoverso.assembling.documents import MOST_NESTED, UnreadableError, document, nested


def page(deep):
    """A page with a word under so many elements."""
    return b"<div>" * deep + b"<p>word</p>" + b"</div>" * deep


def test_elements_beside_each_other_are_not_in_one_another():
    assert nested(page(1) * 500 + page(3)) == 3


def test_a_page_of_the_web_is_read():
    assert "word" in document(page(50), "html", "figures/x").text


@pytest.mark.parametrize("packed", [False, True])
def test_a_page_that_is_too_deep_is_not_opened(packed):
    data = page(MOST_NESTED + 1)
    if packed:
        book = BytesIO()
        with zipfile.ZipFile(book, "w") as archive:
            archive.writestr("one.xhtml", data)
        data = book.getvalue()

    with pytest.raises(UnreadableError) as trouble:
        document(data, "epub" if packed else "html", "figures/x")

    assert "elements one inside the other" in trouble.value.reason


CONTAINER = """<container version="1.0" xmlns="urn:oasis:names:tc:opendocument:xmlns:container">
<rootfiles><rootfile full-path="c.opf" media-type="application/oebps-package+xml"/></rootfiles>
</container>"""
PACKAGE = """<package xmlns="http://www.idpf.org/2007/opf" version="3.0" unique-identifier="i">
<metadata xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>T</dc:title></metadata>
<manifest><item id="a" href="a.xhtml" media-type="application/xhtml+xml"/></manifest>
<spine><itemref idref="a"/></spine></package>"""


def test_pictures_of_one_name_and_of_odd_names_are_each_shown():
    names = ["one/map.png", "two/map.png", "the map (1).png"]
    shown = "".join(f'<p><img src="{name}" alt="{name[:3]}"/></p>' for name in names)
    book = BytesIO()
    with zipfile.ZipFile(book, "w") as archive:
        archive.writestr("META-INF/container.xml", CONTAINER)
        archive.writestr("c.opf", PACKAGE)
        archive.writestr("a.xhtml", f'<html xmlns="http://www.w3.org/1999/xhtml">{shown}</html>')
        for name in names:
            archive.writestr(name, name)

    read = document(book.getvalue(), "epub", "figures/x")

    assert read.text.split() == [
        "![one](figures/x-map.png)",
        "![two](figures/x-map-2.png)",
        "![the](figures/x-the-map-1.png)",
    ]
    assert {place: data.decode() for place, data in read.pictures.items()} == {
        "figures/x-map.png": "one/map.png",
        "figures/x-map-2.png": "two/map.png",
        "figures/x-the-map-1.png": "the map (1).png",
    }
    assert read.lost == 0
