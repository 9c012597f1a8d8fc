"""`index` and `check --fix`: what authors see, and what is changed when they agree."""

import pytest

from tests.books import write_project

CHAPTERS = {
    "01.md": "# One\n\nThe [soviet]{.index} and [soviets]{.index}, *[Iskra]{.index}*; tsars of"
    " Petersburg.\n\nIn Petersburg, [Petersburg]{.index}, twice.\n",
    "02.md": "# Two\n\nThe [strike]{.index range=open} and the [Tsar]{.index mention=principal}."
    "\n\n"
    "[]{.index entry=strike range=close} In `Petersburg` Lev Trotsky spoke.\n",
    "index.toml": '[index]\nauto = ["trotsky", "Petersburg"]\n\n[[entry]]\nkey = "trotsky"\n'
    'entry = "Trotsky, Lev"\n',
}


@pytest.fixture
def project(tmp_path):
    return write_project(tmp_path / "book", CHAPTERS)


def test_the_index_is_listed_with_places_and_remarks(run, project):
    ran = run("index", "--project", project)

    assert ran.out.split("\n") == [
        "Iskra\t01:3",
        "Petersburg\t01:5",
        "soviet\t01:3",
        "soviets\t01:3",
        "strike\t02:3–5",
        "Tsar\t02:3 (principal)",
        "alike (spelling): “soviet” and “soviets”",
        "unused: no index mark names “trotsky” (chapters/index.toml:4:1)",
        "",
    ]
    assert not (project / "build").exists()


def test_a_page_shows_every_place_with_its_line(run, project):
    ran = run("index", "--html", "--project", project)

    page = (project / "build" / "index-review.html").read_text("utf-8")
    assert (ran.code, ran.out) == (0, f"{project.as_posix()}/build/index-review.html\n")
    assert "In Petersburg, [Petersburg]{.index}, twice." in page
    assert "chapters/02.md:3:5 – chapters/02.md:5:1" in page
    assert run("clean", "--project", project).out == "removed build/index-review.html\n"


def test_marks_are_proposed_in_a_file_of_their_own(run, project):
    before = [(project / "chapters" / name).read_bytes() for name in CHAPTERS]
    run("index", "--propose", "--project", project)

    assert (project / "build" / "index-proposals.md").read_text("utf-8").split("\n") == [
        "# Proposed index marks",
        "",
        "Nothing has been changed. Copy what you like.",
        "",
        "## chapters/01.md",
        "",
        "- 3:73  `[Petersburg]{.index}`",
        "  > The [soviet]{.index} and [soviets]{.index}, *[Iskra]{.index}*; tsars of Petersburg.",
        "",
        "## chapters/02.md",
        "",
        '- 5:53  `[Lev Trotsky]{.index key="trotsky"}`',
        "  > []{.index entry=strike range=close} In `Petersburg` Lev Trotsky spoke.",
        "",
    ]
    assert [(project / "chapters" / name).read_bytes() for name in CHAPTERS] == before


FOREIGN = (
    b'\xef\xbb\xbf# A\r\n\r\nSilk\\index{trade!silk} and\r\n[Fez]{.index term="towns,Fez"}.\r\n'
)
MENDED = FOREIGN.replace(b"\\index{trade!silk}", b'[]{.index entry="trade!silk"}').replace(
    b'term="towns,Fez"', b'entry="towns!Fez"'
)


def test_changes_are_shown_and_written_only_when_asked_for(run, tmp_path):
    project = write_project(tmp_path / "book", {"01.md": FOREIGN})
    file = project / "chapters" / "01.md"

    shown = run("check", "--fix", "--project", project)
    assert shown.out.split("\n") == [
        "--- chapters/01.md",
        "+++ chapters/01.md",
        "@@ -3,2 +3,2 @@",
        "-Silk\\index{trade!silk} and",
        '-[Fez]{.index term="towns,Fez"}.',
        '+Silk[]{.index entry="trade!silk"} and',
        '+[Fez]{.index entry="towns!Fez"}.',
        "nothing was written; add --yes to write these changes",
        "",
    ]
    assert file.read_bytes() == FOREIGN

    assert run("check", "--fix", "--yes", "--project", project).out.endswith(
        "written: chapters/01.md\n"
    )
    assert file.read_bytes() == MENDED
    assert run("check", "--fix", "--project", project).out == "nothing to mend\n"
