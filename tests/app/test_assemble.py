"""Raw sources become chapters of a project; an editor decides; nothing of hers is overwritten."""

import io
import json
import os
import subprocess
import tomllib
import zipfile

import pypandoc
import pytest

from rectoverso.app.review import decide as decide_each
from rectoverso.app.review import records
from tests.assembling.sources import SHARED, needs_sources

VI = "Nga hoàng đã truyền quân lính bắn vào đảm biểu tình, và những người thợ của thành phố bỏ đi."
FA = "او در این سال به شهر خود بازگشت و با کارگران کار میکرد و این کتاب را در سال 1918 نوشت."


@pytest.fixture
def project(tmp_path):
    (tmp_path / "book").mkdir()
    return tmp_path / "book"


def put(folder, name, text):
    """A source in a folder; gives its path."""
    path = folder / name
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return path


def chapter(project, name="01.md"):
    return (project / "chapters" / name).read_text("utf-8")


def reviews(project, name="01"):
    text = (project / "chapters" / f"{name}.review.toml").read_text("utf-8")
    return tomllib.loads(text)["proposal"]


def test_a_chapter_says_where_it_comes_from_and_that_it_is_raw(project, run, tmp_path):
    done = run("--project", project, "assemble", put(tmp_path, "tale.txt", FA))

    head = chapter(project).split("---")[1].strip().split("\n")
    assert done.code == 0
    assert head[:2] == ["title: tale", "lang: fa"]
    assert head[2].startswith('source: "tale.txt (SHA-256 ')
    assert head[3:] == ["status: raw"]
    assert [(one["rule"], one["before"]) for one in reviews(project)] == [
        ("half-verb", "میکرد"),
        ("digits", "1918"),
    ]


def test_the_books_list_of_chapters_keeps_its_line_ends(project, run, tmp_path):
    book = project / "chapters/book.toml"
    book.parent.mkdir()
    book.write_bytes(b'[book]\r\ntitle = "T"\r\nlang = "fa"\r\nchapters = ["a.md"]\r\n')

    run("--project", project, "assemble", put(tmp_path, "tale.txt", FA))

    assert book.read_bytes() == (
        b'[book]\r\ntitle = "T"\r\nlang = "fa"\r\nchapters = ["a.md",\r\n  "01.md",\r\n]\r\n'
    )


def test_a_list_of_chapters_that_is_no_text_is_left_as_it_is(project, run, tmp_path):
    book = project / "chapters/book.toml"
    book.parent.mkdir()
    book.write_bytes(b"\xff\xfe[book]")

    done = run("--project", project, "assemble", put(tmp_path, "tale.txt", FA))

    assert done.code == 0
    assert "warning[A115]" in done.err
    assert book.read_bytes() == b"\xff\xfe[book]"


def test_no_chapter_is_overwritten(project, run, tmp_path):
    (project / "chapters").mkdir()
    (project / "chapters" / "01.md").write_text("mine", "utf-8")
    source = put(tmp_path, "tale.txt", FA)

    run("--project", project, "assemble", source)
    (project / "chapters" / "02.md").write_text("edited", "utf-8")
    run("--project", project, "assemble", source)

    assert (chapter(project), chapter(project, "02.md")) == ("mine", "edited")
    assert sorted(path.name for path in project.glob("chapters/*.md")) == ["01.md", "02.md"]


def test_what_is_there_already_is_not_said_to_be_written(project, run, tmp_path):
    source = put(tmp_path, "tale.txt", FA)

    first, second = (run("--project", project, "assemble", source) for _ in range(2))

    assert "wrote chapters/01.md" in first.out
    assert "wrote" not in second.out
    assert "go through the proposals" in second.out


def test_a_dry_run_writes_nothing(project, run, tmp_path):
    done = run("--project", project, "assemble", put(tmp_path, "a.txt", FA), "--dry-run")

    assert (done.code, list(project.iterdir())) == (0, [])
    assert "half-verb" in done.out


def test_the_report_is_there_for_programs(project, run, tmp_path):
    source = put(tmp_path, "a.txt", f"{FA}\r\n{FA.replace('ی', 'ي')}\r\n")

    report = json.loads(run("--project", project, "assemble", source, "--format", "json").out)

    (row,) = report["sources"]
    assert (row["source"], row["encoding"], row["lang"]) == ("a.txt", "UTF-8", "fa")
    assert row["applied"] == {"letter-form": 3, "line-end": 2, "paragraph": 1}
    assert row["proposed"] == {"digits": 2, "half-verb": 2, "repeat": 1}
    assert report["written"] == [
        "chapters/01.md",
        "chapters/01.review.toml",
        "chapters/book.toml",
    ]


def test_the_bytes_of_a_source_can_be_had_back(project, run, tmp_path):
    data = f"\ufeff{FA.replace('ک', 'ك')} \r\n\r\n* {VI} _x_".encode("utf-16-le")
    run("--project", project, "assemble", put(tmp_path, "a.txt", data))

    made, files = records(project)["a.txt"]

    assert (made.original, files) == (data, ("01.md",))


def test_a_source_is_written_out_as_it_was(project, run, tmp_path):
    text = FA.replace("ک", "ك")
    run("--project", project, "assemble", put(tmp_path, "a.txt", text))

    assert run("--project", project, "review", "--original", "a.txt").out == text
    assert run("--project", project, "review", "--original", "b.txt").code == 2


def test_dictionaries_of_the_project_are_looked_into(project, run, tmp_path):
    (project / "dictionaries").mkdir()
    put(project / "dictionaries", "ne_NP.dic", "1\nअसफल/x\n")
    source = put(tmp_path, "a.txt", "यो कुरा अशफल भयो र त्यो दिन उनी आएको थियो ।")

    run("--project", project, "assemble", source)

    assert [(one["before"], one["after"]) for one in reviews(project)] == [("अशफल", "असफल")]


def test_names_in_several_spellings_are_offered_for_index_and_glossary(project, run, tmp_path):
    text = "Riêng Léniue trốn sang Phần Lan.\n\nKhi đó Lénine đã về, và Lénine đi với những người."
    run("--project", project, "assemble", put(tmp_path, "a.txt", text))

    offered = tomllib.loads((project / "assembly" / "names.toml").read_text("utf-8"))

    entry = {"key": "lenine", "lang": "vi", "aliases": ["Léniue"]}
    assert offered == {
        "entry": [{**entry, "index": "persons", "entry": "Lénine"}],
        "term": [{**entry, "term": "Lénine", "definition": ""}],
    }


def test_a_source_that_changed_is_compared_with_both(project, run, tmp_path):
    kept, old, both = FA.replace("شهر", "روستا"), "او رفت و آمد و ماند.", "او کتاب را خواند."
    source = put(tmp_path, "a.txt", f"{kept}\n\n{old}\n\n{kept}{kept}\n\n{both}\n")
    run("--project", project, "assemble", source)
    mine = chapter(project).replace("کتاب را خواند", "نامه را خواند")
    (project / "chapters" / "01.md").write_text(mine, "utf-8")
    new, newer = "او رفت و بازگشت و ماند.", "او کتاب را نوشت."
    put(tmp_path, "a.txt", f"{kept}\n\n{new}\n\n{kept}{kept}\n\n{newer}\n")

    done = run("--project", project, "assemble", source)

    assert chapter(project) == mine
    assert done.out.split("\n")[:6] == [
        "chapters/01.md:",
        f"- {old}",
        f"+ {new}",
        f"- {both}",
        f"+ {newer}",
        "! changed in the chapter, too",
    ]
    assert "[A114]" in done.err
    offered = [
        (one["before"], one.get("after")) for one in reviews(project) if one["rule"] == "source"
    ]
    assert offered == [(old, new), ("او نامه را خواند.", None)]

    decide(project, "source", "accept")
    run("--project", project, "review", "--apply")
    assert chapter(project) == mine.replace(old, new)


def test_a_source_that_changed_is_compared_word_by_word(project, run, tmp_path):
    more = "سپس بار دیگر به شهر دیگری رفت و آنجا ماند."
    source = put(tmp_path, "a.txt", f"{FA} {more}\n\n{FA.replace('شهر', 'روستا')}\n")
    run("--project", project, "assemble", source)
    run("--project", project, "review", "--apply", "--min-confidence", "0.9")
    mine = chapter(project)
    new = FA.replace("به شهر خود", "به ده خود")
    put(tmp_path, "a.txt", f"{new} {more}\n\n{FA.replace('شهر', 'روستا')}\n\nاو ماند.\n")

    run("--project", project, "assemble", source)

    offered = [one for one in reviews(project) if one["rule"] == "source"]
    last = mine.strip().split("\n")[-1]
    assert [(one["before"], one["after"]) for one in offered] == [
        ("به شهر", "به ده"),
        (last, f"{last}\n\nاو ماند."),
    ]
    run("--project", project, "review", "--apply", "--rule", "source")
    assert chapter(project) == mine.replace("به شهر", "به ده", 1) + "\nاو ماند.\n"


def decide(project, rule, decision, name="01"):
    """Write a decision into a review file, as an editor would."""
    path = project / "chapters" / f"{name}.review.toml"
    tables = path.read_text("utf-8").split("[[proposal]]")
    path.write_text(
        "[[proposal]]".join(
            table.replace('decision = ""', f'decision = "{decision}"')
            if f'rule = "{rule}' in table
            else table
            for table in tables
        ),
        "utf-8",
    )


def test_accepted_proposals_change_the_chapter_and_rejected_ones_are_remembered(
    project, run, tmp_path
):
    source = put(tmp_path, "a.txt", FA)
    run("--project", project, "assemble", source)
    decide(project, "half-verb", "accept")
    decide(project, "digits", "reject")

    done = run("--project", project, "review", "--apply")

    assert done.out == "chapters/01.md: 1 change\n"
    assert chapter(project).rstrip().endswith(FA.replace("میکرد", "می\u200cکرد"))
    run("--project", project, "assemble", source)
    assert [(one["before"], one["decision"]) for one in reviews(project)] == [("1918", "reject")]
    assert run("--project", project, "review").out == ""


def test_what_is_sure_enough_is_accepted_in_bulk(project, run, tmp_path):
    run("--project", project, "assemble", put(tmp_path, "a.txt", FA))

    run("--project", project, "review", "--apply", "--min-confidence", "0.99")

    assert "می\u200cکرد" in chapter(project)
    assert "1918" in chapter(project)


def test_a_place_that_was_changed_since_is_told(project, run, tmp_path):
    run("--project", project, "assemble", put(tmp_path, "a.txt", FA))
    decide(project, "digits", "accept")
    path = project / "chapters" / "01.md"
    path.write_text(chapter(project).replace("1918", "آن"), "utf-8")

    done = run("--project", project, "review", "--apply")

    assert "[A118]" in done.err
    assert "سال آن نوشت" in chapter(project)


def test_a_broken_review_file_is_told_and_kept(project, run, tmp_path):
    source = put(tmp_path, "a.txt", FA)
    run("--project", project, "assemble", source)
    path = put(project / "chapters", "01.review.toml", 'a = 1\nb = "\n')

    for words in (("review",), ("review", "--apply"), ("assemble", source)):
        done = run("--project", project, *words)
        assert (done.code, "01.review.toml⁩:2" in done.err or ":2:" in done.err) == (1, True)
        assert "[A117]" in done.err
    assert path.read_text("utf-8") == 'a = 1\nb = "\n'


def test_new_chapters_join_the_list_of_the_book(project, run, tmp_path):
    run("new", project)
    before = tomllib.loads((project / "chapters/book.toml").read_text("utf-8"))["book"]["chapters"]

    run("--project", project, "assemble", put(tmp_path, "a.txt", FA))

    after = tomllib.loads((project / "chapters/book.toml").read_text("utf-8"))["book"]["chapters"]
    (new,) = set(map(str, after)) - set(map(str, before))
    assert (project / "chapters" / new).is_file()
    assert run("--project", project, "check").code == 0


def test_a_list_we_cannot_extend_is_left_with_a_finding(project, run, tmp_path):
    text = 'book = { title = "A", lang = "fa", chapters = ["x.md"] }\n'
    (project / "chapters").mkdir()
    put(project / "chapters", "book.toml", text)

    done = run("--project", project, "assemble", put(tmp_path, "a.txt", FA))

    assert "[A115]" in done.err
    assert (project / "chapters" / "book.toml").read_text("utf-8") == text


MARKDOWN = f"# Một\n\n{VI}\n\n## Phần nhỏ\n\n{VI}\n\n# Hai\n\n{VI}\n"


def document(path, markdown):
    """Write a document as pandoc makes it."""
    command = [pypandoc.get_pandoc_path(), "-f", "markdown", "-o", str(path), "--standalone"]
    subprocess.run(
        [*command, "--metadata=title:"], input=markdown.encode(), check=True, capture_output=True
    )
    return path


@pytest.mark.parametrize("form", ["docx", "odt", "html", "epub", "rtf"])
def test_documents_are_divided_by_their_headings(project, run, tmp_path, form):
    done = run("--project", project, "assemble", document(tmp_path / f"doc.{form}", MARKDOWN))

    texts = [path.read_text("utf-8") for path in sorted(project.glob("chapters/*.md"))]
    titled = [text for text in texts if 'title: "Một"' in text or "title: Hai" in text]
    assert done.code == 0
    assert len(titled) == 2
    assert ["## Phần nhỏ" in text for text in titled] == [True, False]


def test_notes_come_into_the_chapters_of_their_calls(project, run, tmp_path):
    text = f"# Một\n\n{VI}[^1]\n\n# Hai\n\n{VI}[^2]\n\n[^1]: Chú thích.\n\n[^2]: Nữa.\n"

    run("--project", project, "assemble", document(tmp_path / "doc.docx", text))

    assert "[^1]: Chú thích." in chapter(project)
    assert "[^2]: Nữa." in chapter(project, "02.md")
    assert run("--project", project, "check").code == 0


def test_links_within_a_document_become_words(project, run, tmp_path):
    text = f"# Một {{#a}}\n\n{VI} Xem [dưới](#b), [bìa](cover.xhtml), [mạng](https://a.vn/).\n"
    path = document(tmp_path / "doc.html", f"{text}\n# Hai {{#b}}\n\n{VI}\n")

    run("--project", project, "assemble", path)

    assert chapter(project).endswith("Xem dưới, bìa, [mạng](https://a.vn/).\n")


def test_each_chapter_says_its_own_language(project, run, tmp_path):
    text = f"# Một\n\n{VI} {VI} {VI}\n\n# دو\n\n{FA} {FA} {FA}\n\n# सन्\n\nयो कुरा हो ।\n"

    run("--project", project, "assemble", put(tmp_path, "a.md", text))
    langs = [chapter(project, f"{n:02}.md").split("\n")[2] for n in (1, 2, 3)]
    run("--project", project, "review", "--apply", "--min-confidence", "0.9")

    assert langs == ["lang: vi", "lang: fa", "lang: ne"]
    assert "می\u200cکرد" in chapter(project, "02.md")
    assert ":::" not in chapter(project) + chapter(project, "02.md")


def test_a_language_we_do_not_know_is_told(project, run, tmp_path):
    done = run("--project", project, "assemble", "--lang", "xx", put(tmp_path, "a.txt", FA))

    assert (done.code, list(project.iterdir())) == (2, [])


def test_pictures_of_a_document_come_along(project, run, tmp_path):
    svg = put(tmp_path, "map.svg", '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>')
    path = document(tmp_path / "doc.docx", f"# Một\n\n{VI}\n\n![Bản đồ]({svg})\n")

    run("--project", project, "assemble", path)

    figures = {figure.name for figure in (project / "chapters" / "figures").iterdir()}
    assert any(f"(figures/{name})" in chapter(project) for name in figures)


# --- Bad input ------------------------------------------------------------------------------


def archive(name, size):
    held = io.BytesIO()
    packed = zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED)
    with packed, packed.open(name, "w", force_zip64=True) as file:
        for _ in range(size):
            file.write(bytes(2**20))
    return held.getvalue()


def bad_sources(folder):
    """A code, and a source that must be answered with it alone."""
    mixed = f"{FA}\n".encode() + FA.replace("ی", "ي").replace("ک", "ك").encode("cp1256")
    large = folder / "large.txt"
    with large.open("wb") as file:
        file.truncate(200 * 2**20)
    many = folder / "many"
    many.mkdir()
    for n in range(1000):
        (many / f"{n}.txt").touch()
    return {
        "A101": put(folder, "sheet.xlsx", b"PK"),
        "A102": large,
        "A103": put(folder, "picture.txt", bytes(range(256)) * 50),
        "A104": put(folder, "mixed.txt", mixed),
        "A105": put(folder, "broken.docx", b"PK\x03\x04 and no more"),
        "A106": put(folder, "bomb.docx", archive("word/document.xml", 700)),
        "A107": many,
        "A108": put(folder, "empty.txt", " \n"),
        "A109": folder / "nowhere.txt",
    }


def test_bad_input_gets_one_finding_each_and_leaves_nothing(project, run, tmp_path):
    for code, source in bad_sources(tmp_path).items():
        done = run("--project", project, "assemble", source)

        said = [line for line in done.err.split("\n") if line]
        assert (len(said), code in said[0]) == (1, True), (code, said)
        assert done.code == (0 if code == "A108" else 1)
        assert list(project.rglob("*.md")) == []


def doubtful_sources(folder):
    """A code, and a source that is assembled with a remark of it."""
    old = FA.translate(str.maketrans("یک", "يك")).encode("cp1256")
    shown = document(folder / "shown.html", f"# Một\n\n{VI} ![Bản đồ](map.png)\n")
    return {
        "A111": put(folder, "old.txt", f"{FA}\n".encode("cp1256", "ignore") + old),
        "A112": put(folder, "untitled.txt", FA),
        "A113": shown,
        "A116": put(folder, "strange.txt", "Ελληνικά γράμματα μόνο εδώ."),
    }


def test_what_is_doubtful_about_a_source_is_told(project, run, tmp_path):
    for code, source in doubtful_sources(tmp_path).items():
        done = run("--project", project, "assemble", source)

        assert done.code == 0
        assert f"[{code}]" in done.err, (code, done.err)


def test_a_raw_chapter_is_told_when_the_book_is_checked(project, run, tmp_path):
    run("--project", project, "assemble", put(tmp_path, "tale.txt", FA))

    assert "note[A119]" in run("--project", project, "check").out


def test_a_good_source_is_assembled_beside_a_bad_one(project, run, tmp_path):
    bad, good = put(tmp_path, "a.txt", bytes(range(256)) * 50), put(tmp_path, "b.txt", FA)

    done = run("--project", project, "assemble", bad, good)

    assert done.code == 1
    assert "title: b" in chapter(project)


@pytest.mark.skipif(
    os.name == "nt" or not hasattr(os, "geteuid") or os.geteuid() == 0,
    reason="nothing is closed to this user",
)
def test_a_closed_folder_leaves_nothing_half_written(project, run, tmp_path):
    project.chmod(0o500)
    done = run("--project", project, "assemble", put(tmp_path, "a.txt", FA))
    project.chmod(0o700)

    assert (done.code, list(project.iterdir())) == (2, [])


# --- The real documents ---------------------------------------------------------------------


@needs_sources
@pytest.mark.slow
def test_the_book_of_the_real_documents_builds_with_no_further_edit(project, run):
    assembled = run("--project", project, "assemble", SHARED / "sources")
    built = run("--project", project, "build")

    assert (assembled.code, built.code) == (0, 0)
    assert sorted(path.name for path in project.glob("build/book.*")) == ["book.epub", "book.pdf"]
    assert built.err.count("note[A119]") == 16
    for made, _ in records(project).values():
        assert made.original == (SHARED / "sources" / made.source).read_bytes()


def test_an_editor_is_asked_for_each_proposal_and_can_stop(project, run, tmp_path):
    text = "\n\n".join((FA, FA.replace("میکرد", "مینوشت").replace("1918", "1920")))
    run("--project", project, "assemble", put(tmp_path, "a.txt", text))
    answers = iter([("accept", "می\u200cکرد"), ("", None), ("reject", "x"), None])
    asked = []

    def ask(_, entry):
        asked.append(entry.before)
        return next(answers)

    count, findings = decide_each(project / "chapters", ask)

    kept = [(one["before"], one["decision"]) for one in reviews(project)]
    assert (count, findings) == (2, ())
    assert asked == [before for before, _ in kept[:4]]
    assert [decision for _, decision in kept[:4]] == ["accept", "", "reject", ""]
