"""A proof shows what has changed between two states of a book, and where."""

import subprocess
from io import BytesIO

import pikepdf
import pytest

from rectoverso.app.build import HERE
from rectoverso.app.proof.changes import Names, compared
from rectoverso.app.proof.making import prove
from rectoverso.app.proof.sides import sides
from rectoverso.app.trouble import MachineError
from rectoverso.model.nodes import Passage
from tests.books import write_project
from tests.reading_pdf import pdf_pages

FILL = "\n\n".join("این بند همیشه همین است. " * 30 for _ in range(12))
OLD = {
    "01.md": f"# باغ\n\nاو می رود.\n\n{FILL}\n\nبند آخر.^[در باغ.]\n",
    "02.md": "---\nlang: en\n---\n\n# Wall\n\nThe [wall]{.index} was high.\n\n"
    "| a | b |\n|---|---|\n| c | d |\n",
    "03.md": "---\nlang: en\n---\n\n# Gone\n\nAll of this goes.\n",
}
NEW = {
    "01.md": f"# باغ\n\nاو می‌رود.\n\n{FILL}\n\nبند آخر.^[در خانه.]\n",
    "02.md": "---\nlang: en\n---\n\n# Wall\n\nThe [gate]{.index} was high.\n\n"
    "| a | b |\n|---|---|\n| c | x |\n",
}
CHANGES = [
    ("chapters/01.md", 3, "deletion", "می رود"),
    ("chapters/01.md", 3, "insertion", "می‌رود"),
    ("chapters/01.md", 29, "deletion", "باغ"),
    ("chapters/01.md", 29, "insertion", "خانه"),
    ("chapters/02.md", 7, "deletion", "wall"),
    ("chapters/02.md", 7, "insertion", "gate"),
    ("chapters/02.md", 11, "deletion", "d"),
    ("chapters/02.md", 11, "insertion", "x"),
    ("chapters/03.md", 5, "deletion", "All of this goes."),
]


def git(root, *words):
    who = ("-c", "user.name=a", "-c", "user.email=a@example.org")
    subprocess.run(["git", *who, *words], cwd=root, check=True, capture_output=True)


@pytest.fixture(scope="module")
def root(tmp_path_factory):
    """A project in git: the old state as its first revision, the new one not yet committed."""
    root = write_project(tmp_path_factory.mktemp("proof"), OLD, lang="fa", title="باغ")
    git(root, "init", "-q")
    git(root, "add", "-A")
    git(root, "commit", "-qm", "old")
    (root / "chapters" / "03.md").unlink()
    return write_project(root, NEW, lang="fa", title="باغ")


def told(proof):
    changes = (line.change for line in proof.lines)
    return [(one.span.path, one.span.line, one.kind, one.words) for one in changes]


def test_changes_are_told_with_their_lines(root):
    proof = prove(root, "HEAD", _quiet, pages=None)

    assert told(proof) == CHANGES
    assert proof.names.index_gone == ("wall",)


def test_folders_are_compared_as_revisions_are(root, tmp_path):
    old = write_project(tmp_path, OLD, lang="fa", title="باغ")

    assert told(prove(root, f"{old}..{root}", _quiet, pages=None)) == CHANGES
    assert told(prove(root, "HEAD..HEAD", _quiet, pages=None)) == []


def test_what_is_gone_is_told_in_its_paragraph_wherever_notes_are_written(tmp_path):
    old = "# A\n\nOne.\n\nWell, two[^n] or three.\n\n[^n]: Four.\n"
    new = "# A\n\nOne.\n\ntwo[^n] three.\n\n[^n]: Four.\n"
    folders = [write_project(tmp_path / name, text) for name, text in (("a", old), ("b", new))]

    assert [(one.span.line, one.kind, one.words) for one in compared(*folders).changes] == [
        (5, "deletion", "Well, "),
        (5, "deletion", "or "),
    ]


def test_what_changes_in_glossary_and_index_is_told_too(tmp_path):
    def written(name, half, *terms):
        said = f"گروهی که می{half}نشیند."
        defined = ((term, said) for term in terms)
        glossary = "".join(f'[[term]]\nterm = "{a}"\ndefinition = "{b}"\n' for a, b in defined)
        text = f'# الف\n\n[کتاب]{{.index entry="کتاب{half}ها"}}\n'
        return write_project(tmp_path / name, {"01.md": text, "glossary.toml": glossary}, lang="fa")

    found = compared(
        written("a", " ", "شورا", "انجمن"), written("b", "\N{ZERO WIDTH NON-JOINER}", "شورا")
    )

    assert [(one.span.path, one.span.line, one.kind, one.words) for one in found.changes] == [
        ("chapters/glossary.toml", 3, "deletion", "می نشیند"),
        ("chapters/glossary.toml", 3, "insertion", "می\N{ZERO WIDTH NON-JOINER}نشیند"),
    ]
    assert found.names == Names(("کتاب ها",), ("کتاب\N{ZERO WIDTH NON-JOINER}ها",), ("انجمن",))


def test_the_pages_show_the_changes_with_bars_and_a_list_in_front(root):
    proof = prove(root, "HEAD..", _quiet, pages=HERE)

    front, *pages = pdf_pages(proof.pdf)
    assert [line.page for line in proof.lines] == ["۱", "۱", "۶", "۶", "7", "7", "7", "7", "9"]
    assert "Changes" in front.rows[0].text
    assert bars(proof.pdf) == {"*": 0, "۱": 2, "۶": 2, "7": 4, "9": 1}
    said = "".join(row.text for page in pages for row in page.rows)
    assert "The wallgate was high." in said
    assert "abcdx" in said


def test_only_the_pages_with_changes_are_left(root):
    proof = prove(root, "HEAD..", _quiet, pages=HERE, only=True)

    with pikepdf.open(BytesIO(proof.pdf)) as pdf:
        assert [str(page.label) for page in pdf.pages] == ["*", "۱", "۶", "7", "9"]
        # Nor is anything kept of the pages that are gone.
        assert "/StructTreeRoot" not in pdf.Root
        assert b"pdfuaid" not in pdf.Root.Metadata.read_bytes()


def bars(pdf):
    """How many bars are drawn on each page, by its label, for those that have any."""
    with pikepdf.open(BytesIO(pdf)) as document:
        found = {}
        for page in document.pages:
            last = page.Contents[-1] if isinstance(page.Contents, pikepdf.Array) else None
            drawn = last.read_bytes().count(b" l S") if last is not None else 0
            if drawn or str(page.label) == "*":
                found[str(page.label)] = drawn
        return found


@pytest.mark.parametrize("revision", ["nowhere", "--help", "HEAD~9", "/no/such/folder"])
def test_a_state_that_is_not_there_is_told(root, revision):
    with pytest.raises(MachineError, match="O122"):
        prove(root, f"{revision}..", _quiet, pages=None)


@pytest.mark.parametrize(
    ("said", "named"),
    [
        ("A..B", ("A", "B")),
        ("A..", ("A", "")),
        ("A", ("A", "")),
        ("HEAD~1..HEAD", ("HEAD~1", "HEAD")),
        ("../old..../new", ("../old", "../new")),
        ("../old", ("../old", "")),
    ],
)
def test_two_states_are_named_in_one_word(said, named):
    assert sides(said) == named


def _quiet(_):
    pass


def test_links_out_of_the_project_do_not_keep_its_states_from_being_compared(tmp_path, run):
    root = write_project(tmp_path / "book", "# A\n\nOne word.\n")
    (root / "chapters/elsewhere").symlink_to("/etc")
    (root / "above").symlink_to("../../..")
    for words in (("init", "-q"), ("add", "."), ("commit", "-qm", "one")):
        git = ("git", "-c", "user.name=A", "-c", "user.email=a@b.invalid", *words)
        subprocess.run(git, cwd=root, check=True, capture_output=True)
    (root / "chapters/01.md").write_text("# A\n\nOne long word.\n")

    assert run("proof", "HEAD", "--project", root).out == "chapters/01.md:3: +  long\n1 change\n"


def test_a_picture_that_is_gone_is_shown_as_it_was(tmp_path):
    drawing = '<svg xmlns="http://www.w3.org/2000/svg"/>'
    with_picture = {"01.md": "# A\n\nOne.\n\n![A map](map.svg)\n", "map.svg": drawing}
    old = write_project(tmp_path / "old", with_picture)
    new = write_project(tmp_path / "new", "# A\n\nOne.\n")

    assert compared(old, new).manuscript.files == {"map.svg": old / "chapters/map.svg"}


def test_headings_that_the_index_has_lost_stand_struck_where_they_stood(tmp_path):
    old = "# One\n\n[Ash]{.index} [Fez]{.index} [Fez]{.index entry='Fez!walls'} [Gate]{.index}\n"
    new = "# One\n\n[Ash]{.index} [Fez]{.index} [Fig]{.index} [Elm]{.index} [Ice]{.index}\n"
    folders = [write_project(tmp_path / name, text) for name, text in (("a", old), ("b", new))]

    (index,) = compared(*folders).book.indexes

    def told(entry):
        kinds = [one.classes for one in entry.shown if isinstance(one, Passage)]
        return (entry.heading, *map("".join, kinds), *map(told, entry.subentries))

    assert [(group.letter, *map(told, group.entries)) for group in index.groups] == [
        ("A", ("Ash",)),
        ("E", ("Elm", "insertion")),
        ("F", ("Fez", ("walls", "deletion")), ("Fig", "insertion")),
        ("G", ("Gate", "deletion")),
        ("I", ("Ice", "insertion")),
    ]
