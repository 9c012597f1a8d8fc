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
