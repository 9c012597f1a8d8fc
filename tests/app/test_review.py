"""An editor goes through the proposals: key by key, in bulk, or on a page in a browser."""

import os
import select
import sys
import tomllib
from subprocess import run as start

import pytest

from tests.chromium import CHROMIUM
from tests.commands import ROOT

FA = "او در این سال به شهر خود بازگشت و با کارگران کار میکرد و این کتاب را در سال 1918 نوشت."
MORE = "او میرفت و کتابهای خود را میخواند و مینوشت و در سال 1920 از آن شهر رفت."


@pytest.fixture
def project(tmp_path, run):
    """A project with one assembled chapter."""
    (tmp_path / "book").mkdir()
    (tmp_path / "a.txt").write_text(f"{FA}\n\n{MORE}\n", "utf-8")
    run("--project", tmp_path / "book", "assemble", tmp_path / "a.txt")
    return tmp_path / "book"


def decided(project):
    """Rule and decision of each proposal, in order."""
    text = (project / "chapters" / "01.review.toml").read_text("utf-8")
    return [(one["rule"], one["decision"]) for one in tomllib.loads(text)["proposal"]]


def at_a_terminal(project, keys):
    """What a person sees who types these keys, each at its prompt."""
    import pty

    child, terminal = pty.fork()
    if not child:
        os.environ |= {"PYTHONPATH": str(ROOT), "TERM": "dumb"}
        words = ["-m", "rectoverso", "review", "--project", str(project)]
        os.execv(sys.executable, [sys.executable, *words])
    seen, mark, pressed, waiting, silent = b"", 0, False, list(keys), 0
    while silent < 300:
        if select.select([terminal], [], [], 0.1)[0]:
            try:
                seen, silent = seen + os.read(terminal, 9999), 0
            except OSError:  # Linux says so that the other end is closed
                break
            continue
        silent += 1
        if pressed and b"\n" in seen[mark:]:
            waiting.pop(0)
            pressed = False
        # A key that comes before the terminal is ready for it is lost: it is pressed again.
        asks = seen.rpartition(b"\n")[2].startswith((b"  [a]", b"  instead"))
        if waiting and asks:
            mark, pressed = len(seen), True
            os.write(terminal, waiting[0].encode())
    os.close(terminal)
    _, status = os.waitpid(child, 0)
    return os.waitstatus_to_exitcode(status), seen.decode()


@pytest.mark.skipif(os.name == "nt", reason="there are no such terminals")
def test_a_key_decides_and_what_was_decided_is_kept(project):
    code, seen = at_a_terminal(project, ["x", "a", "r", "s", "e", "خواند\r", "q"])

    assert code == 0
    assert "3 decided; carry them out with --apply" in seen
    assert decided(project) == [
        ("half-verb", "accept"),
        ("digits", "reject"),
        ("half-verb", ""),
        ("half-ending", "accept"),
        ("half-verb", ""),
        ("half-verb", ""),
        ("digits", ""),
    ]


@pytest.mark.skipif(os.name == "nt", reason="there are no such terminals")
def test_one_key_decides_for_all_alike(project):
    code, _ = at_a_terminal(project, ["A", "R", "q"])

    assert code == 0
    assert decided(project) == [
        ("half-verb", "accept"),
        ("digits", "reject"),
        ("half-verb", "accept"),
        ("half-ending", ""),
        ("half-verb", "accept"),
        ("half-verb", "accept"),
        ("digits", "reject"),
    ]


@pytest.mark.skipif(os.name == "nt", reason="there are no such terminals")
def test_another_reading_has_a_number(tmp_path, run):
    (tmp_path / "book").mkdir()
    (tmp_path / "a.txt").write_text("گفت: «او رفت. سپس آمد.\n", "utf-8")
    run("--project", tmp_path / "book", "assemble", tmp_path / "a.txt")

    _, seen = at_a_terminal(tmp_path / "book", ["9", "1"])

    assert "[1]" in seen
    run("--project", tmp_path / "book", "review", "--apply")
    chapter = (tmp_path / "book" / "chapters" / "01.md").read_text("utf-8")
    assert chapter.endswith("گفت: «او رفت. سپس آمد.»\n")


def test_away_from_a_terminal_each_proposal_is_a_line_in_its_surroundings(project, run):
    done = run("--project", project, "review", "--rule", "half-ending")

    assert done.out.count("\n") == 1
    assert done.out.startswith("01.md:10: [half-ending B] ")
    assert "⟦کتابهای⟧" in done.out


def test_all_of_one_rule_are_accepted_at_once(project, run):
    done = run("--project", project, "review", "--apply", "--rule", "half-verb")

    assert done.out == "chapters/01.md: 4 changes\n"
    assert [rule for rule, _ in decided(project)] == ["digits", "half-ending", "digits"]
    assert run("--project", project, "review", "--rule", "half-nothing").code == 2


def test_where_nothing_is_left_to_decide_that_is_said(project, run):
    run("--project", project, "review", "--apply", "--min-confidence", "0")

    done = run("--project", project, "review")

    assert (done.code, done.out, done.err) == (0, "", "nothing is left to decide in chapters\n")


def test_a_chapter_keeps_its_line_ends_and_mark_when_proposals_are_carried_out(project, run):
    path = project / "chapters/01.md"
    path.write_bytes(b"\xef\xbb\xbf" + path.read_bytes().replace(b"\n", b"\r\n"))
    before = path.read_bytes()

    done = run("--project", project, "review", "--apply", "--min-confidence", "0")

    after = path.read_bytes()
    assert done.out == "chapters/01.md: 7 changes\n"
    assert after.startswith(b"\xef\xbb\xbf---\r\n")
    assert after.count(b"\n") == after.count(b"\r\n") == before.count(b"\r\n")


def test_a_chapter_that_is_no_text_is_told_and_left_as_it_is(project, run, tmp_path):
    path = project / "chapters/01.md"
    path.write_bytes(path.read_bytes() + b"\xff")
    before = path.read_bytes()
    (tmp_path / "b.txt").write_text(FA, "utf-8")

    applied = run("--project", project, "review", "--apply", "--min-confidence", "0")
    assembled = run("--project", project, "assemble", tmp_path / "b.txt")

    assert (applied.code, applied.err.count("error[M108]")) == (1, 1)
    assert (assembled.code, assembled.err.count("error[M108]")) == (1, 1)
    assert path.read_bytes() == before
    assert (project / "chapters/02.md").is_file()


PRESSED = """<script>
act(lines[0], "accept"); act(lines[1], "reject");
lines[2].querySelector("input").value = "کتاب"; act(lines[2], "edit");
document.body.textContent = btoa(unescape(encodeURIComponent(decisions())));
</script></body>"""


@pytest.mark.skipif(CHROMIUM is None, reason="no Chromium here")
def test_what_is_decided_on_the_page_comes_back(project, run, tmp_path):
    import base64

    path = project / "build" / "review.html"
    assert run("--project", project, "review", "--html").out == f"{path.as_posix()}\n"
    page = tmp_path / "page.html"
    page.write_text(path.read_text("utf-8").replace("</body>", PRESSED), "utf-8")
    shown = start(
        [
            *(CHROMIUM, "--headless", "--no-sandbox", "--disable-gpu", "--dump-dom"),
            *(f"--user-data-dir={tmp_path / 'profile'}", page.as_uri()),
        ],
        capture_output=True,
        check=True,
        text=True,
    ).stdout
    saved = tmp_path / "decisions.toml"
    saved.write_bytes(base64.b64decode(shown.partition("<body>")[2].partition("</body>")[0]))

    done = run("--project", project, "review", "--decisions", saved)

    assert done.out == "3 decided; carry them out with --apply\n"
    assert sorted(said for _, said in decided(project) if said) == ["accept", "accept", "reject"]


@pytest.mark.parametrize(
    "text",
    [
        "x",
        "decision = 1",
        "[[decision]]\nid = 'a'",
        "[[decision]]\nid='a'\nchapter='b'\ndecision='c'",
    ],
)
def test_decisions_that_are_none_are_told(project, run, tmp_path, text):
    path = tmp_path / "decisions.toml"
    path.write_text(text, "utf-8")

    assert run("--project", project, "review", "--decisions", path).code == 2
