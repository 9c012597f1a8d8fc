"""The way from nothing to a book, with the real typesetter."""

import zipfile
from io import BytesIO

import pikepdf
import pytest


@pytest.mark.slow
def test_a_new_project_becomes_the_same_pdf_and_epub_every_time(run, tmp_path):
    run("new", tmp_path / "book", "--lang", "fa")

    outputs = []
    for folder in (tmp_path / "first", tmp_path / "second"):
        ran = run("build", "--strict", "--project", tmp_path / "book", "--output", folder)
        assert (ran.code, ran.err) == (0, "")
        outputs.append([(folder / name).read_bytes() for name in ("book.pdf", "book.epub")])

    assert outputs[0] == outputs[1]
    pdf, epub = outputs[0]
    with pikepdf.open(BytesIO(pdf)) as read_back:
        assert str(read_back.docinfo["/Title"]) == "یک برگ کاغذ"
        assert f"{len(read_back.pages)} pages" in ran.out
    assert zipfile.ZipFile(BytesIO(epub)).read("mimetype") == b"application/epub+zip"
