"""What is said of documents and of what was done in them: fixtures named after the codes.

In a fixture, the file `word` tells what is done between export and import, line by line.
"""

from io import BytesIO
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile

import pytest

from rectoverso.app.word.importing import imported
from rectoverso.model.rules import RULES, documents
from tests.books import write_project
from tests.literate import examples
from tests.word.editing import Document, element, w

FIXTURES = sorted((Path(__file__).parents[1] / "rules").glob("D1*.md"))
CASES = [case for path in FIXTURES for case in examples(path)]


def do(sent, document, doing, words):
    """Do one thing of a fixture; gives what to import."""
    old, _, new = words.partition(" / ")
    match doing:
        case "replace":
            document.replace(document.paragraph(old), old, new)
        case "retype":
            document.retype(document.paragraph(old), old, new)
        case "delete":
            document.delete(document.paragraph(old), old)
        case "delete-paragraph":
            document.delete_paragraph(document.paragraph(old))
        case "bold":
            run = document.runs(document.paragraph(old), old)[0]
            looks = element("rPr", element("b"), document.change("rPrChange", element("rPr")))
            run.insert(0, looks)
        case "picture":
            run = element("r", element("drawing"))
            document.paragraph(old).append(run)
        case "meanwhile":
            sent.path.write_text(sent.now.replace(old, new), "utf-8")
        case "rename":
            sent.path.rename(sent.path.with_name(new))
        case "forget":
            for path in (sent.root / "word" / "exported").iterdir():
                path.unlink()
        case _:
            raise ValueError(doing)


@pytest.mark.parametrize("example", CASES, ids=str)
def test_everything_that_is_said_is_shown_by_a_fixture(trip, example):
    files = example.files("01.md")
    doings = [line.partition(" ") for line in files.pop("word", "").splitlines()]
    sent = trip(files["01.md"])
    document = sent.opened()
    for doing, _, words in doings:
        if doing in ("file", "export"):
            break
        do(sent, document, doing, words)
    match doing, words:
        case "file", data:
            edited = sent.root / "edited.docx"
            edited.write_text(data, "utf-8")
            ran = sent.run("word", "import", edited, "--yes", "--project", sent.root)
        case "export", names:
            document.saved(sent.docx)
            ran = sent.run("word", "export", *names.split(), "--project", sent.root)
        case _:
            ran = sent.back(document)

    said = ran.err.replace(f"{sent.root.as_posix()}/", "").strip()
    assert said == example.expected
    assert example.path.stem in {line.split("[")[1][:4] for line in said.splitlines()}


def test_every_finding_about_documents_has_a_fixture():
    ours = {code for code, rule in RULES.items() if hasattr(documents, rule.name)}

    assert {path.stem for path in FIXTURES} == ours


def bomb():
    packed = BytesIO()
    with ZipFile(packed, "w", ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", b"<w>" + b" " * 200_000_000)
    return packed.getvalue()


def packed(document):
    made = BytesIO()
    with ZipFile(made, "w") as archive:
        archive.writestr("word/document.xml", document)
    return made.getvalue()


NO_DOCUMENTS = {
    "a zip that unpacks to 200 MB": (bomb, "it would unpack to more than any chapter can hold"),
    "a text": (lambda: b"Dear editor", "it is damaged, or no .docx at all"),
    "nothing": (lambda: b"", "it is damaged, or no .docx at all"),
    "a zip without a document": (
        lambda: b"PK\5\6" + bytes(18),
        "it holds no text of Word's",
    ),
    "XML that breaks off": (lambda: packed(b"<w:document><w:body>"), "it is damaged"),
    "XML with entities": (
        lambda: packed(b'<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>'),
        "it is damaged",
    ),
}


@pytest.mark.parametrize("name", NO_DOCUMENTS)
def test_what_is_no_document_is_told_and_changes_nothing(trip, name):
    made, why = NO_DOCUMENTS[name]
    sent = trip("# A\n\nOne two.\n")
    path = sent.root / "edited.docx"
    path.write_bytes(made())

    found = imported(path, sent.root)

    assert found.change is None
    assert [str(one) for one in found.findings] == [
        f"edited.docx:1:1: error[D101] this is no Word document that can be read: {why}; "
        "save it again as .docx"
    ]


@pytest.mark.parametrize("share", [0.2, 0.5, 0.9, 0.99])
def test_a_document_that_breaks_off_is_told(trip, share):
    sent = trip("# A\n\nOne two.\n")
    data = sent.docx.read_bytes()
    path = sent.root / "edited.docx"
    path.write_bytes(data[: int(len(data) * share)])

    found = imported(path, sent.root)

    assert [one.code for one in found.findings] == ["D101"]
    assert found.change is None


def test_a_document_of_another_book_is_told(trip, tmp_path_factory, run):
    from tests.books import write_project

    sent = trip("# A\n\nOne two.\n")
    other = write_project(tmp_path_factory.mktemp("other"), "# B\n\nOne two.\n")
    assert run("word", "export", "--project", other).code == 0

    found = imported(other / "word" / "01.docx", sent.root)

    assert [one.code for one in found.findings] == ["D102"]


def test_a_document_that_lost_its_properties_is_known_by_its_words(trip):
    sent = trip("# باغ\n\nاو هر روز به باغ می‌رفت و گل‌ها را آب می‌داد.\n", "fa")
    document = sent.opened()
    del document.parts["docProps/custom.xml"]
    document.replace(document.paragraph("او هر"), "گل‌ها", "درخت‌ها")

    sent.back(document)

    assert sent.settled("accept") == sent.text.replace("گل‌ها", "درخت‌ها")


def test_an_older_export_is_still_known_when_the_chapter_was_exported_again(trip, run):
    sent = trip("# A\n\nOne two.\n\nThree four.\n")
    document = sent.opened()
    sent.path.write_text("# A\n\nOne two.\n\nThree and four.\n", "utf-8")
    assert run("word", "export", "--project", sent.root).code == 0
    document.replace(document.paragraph("One"), "two", "2")

    sent.back(document)

    assert sent.settled("accept") == "# A\n\nOne 2.\n\nThree and four.\n"


def test_a_document_without_any_paragraph_takes_nothing_out_unmarked(trip):
    sent = trip("# A\n\nOne two.\n\n* Three\n")
    document = sent.opened()
    body = document.tree().find(w("body"))
    for one in list(body)[:-1]:
        body.remove(one)

    sent.back(document)

    assert sent.settled("reject") == sent.text
    assert Document.opened(sent.docx)


def test_each_of_several_documents_is_told_of_by_itself(trip):
    sent = trip("# A\n\nSome words.\n")
    (sent.root / "broken.docx").write_bytes(b"PK")

    ran = sent.run("word", "import", sent.root / "broken.docx", sent.docx, "--project", sent.root)

    assert ran.code == 1
    assert ran.err.startswith("broken.docx:1:1: error[D101]")
    assert ran.out == f"{sent.docx.as_posix()}: nothing was changed\n"


def test_where_no_chapter_is_the_export_says_so(run, tmp_path):
    ran = run("word", "export", "--project", tmp_path)

    assert (ran.code, ran.err.partition(";")[0]) == (
        1,
        "chapters/book.toml:1:1: error[M101] there is no book here",
    )
    assert list(tmp_path.iterdir()) == []


def test_chapters_of_one_name_in_two_folders_make_two_documents(run, tmp_path):
    root = write_project(tmp_path, {"a/01.md": "# A\n", "b/01.md": "# B\n", "b/02.md": "# C\n"})

    run("word", "export", "--project", root)

    names = sorted(path.name for path in (root / "word").glob("*.docx"))
    assert names == ["02.docx", "a-01.docx", "b-01.docx"]
