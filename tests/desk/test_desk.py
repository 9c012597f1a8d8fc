"""The desk shows the book as it is being revised, tells nobody else, and loses nothing."""

import json
import re
import subprocess
import sys
import time
from contextlib import ExitStack
from http.client import HTTPConnection

import pytest

from tests.books import write_project
from tests.commands import ROOT
from tests.desk.desks import desk

CHAPTERS = {
    "01.md": "# باغ\n\nدیوار باغ بلند بود؛ @sec-wall را ببینید.\n\nبند *دوم* است.\n",
    "02.md": "---\nlang: en\n---\n\n# Wall {#sec-wall}\n\nIt was high.\n\n![A tree](tree.svg)\n",
    "tree.svg": '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><path d="M1 1"/></svg>',
}


@pytest.fixture(scope="module")
def open_desk(tmp_path_factory):
    root = write_project(tmp_path_factory.mktemp("desk"), CHAPTERS, lang="fa")
    with desk(root) as opened:
        yield opened


def rewrite(opened, text, name="01.md"):
    (opened.root / "chapters" / name).write_text(text, "utf-8")


@pytest.fixture
def fresh(open_desk):
    """The desk with the chapters as they were."""
    for name, text in CHAPTERS.items():
        if not (path := open_desk.root / "chapters" / name).exists() or path.read_text() != text:
            path.write_text(text, "utf-8")
    second = "بند <em>دوم</em> است."
    open_desk.until(lambda told: not told["stale"] and second in open_desk.ask("/body/sec-01").text)
    return open_desk


def test_the_book_is_told_with_its_sections_and_pages(fresh):
    told = fresh.until(lambda told: told["leaves"] and told["current"])

    chapters = [(one["title"], one["path"]) for one in told["sections"] if one["path"]]
    assert chapters == [("باغ", "chapters/01.md"), ("Wall", "chapters/02.md")]
    assert told["findings"] == []
    assert fresh.ask("/pages/0.png").headers["content-type"] == "image/png"
    assert fresh.ask("/pages/99.png").status == 404


def test_every_block_knows_its_line_and_links_lead_on(fresh):
    page = fresh.ask("/read/sec-01").text

    assert '<p data-place="chapters/01.md:5">بند <em>دوم</em> است.</p>' in page
    assert 'href="/go/sec-wall"' in page
    led = fresh.ask("/go/sec-wall")
    assert (led.status, led.headers["location"]) == (303, "/read/sec-wall#sec-wall")
    assert fresh.ask("/pictures/tree.svg").headers["content-type"].startswith("image/svg+xml")


def test_a_save_is_seen(fresh):
    rewrite(fresh, "# باغ\n\nدیوار کوتاه بود.\n")

    fresh.until(lambda _: "کوتاه" in fresh.ask("/body/sec-01").text)

    assert "دیوار کوتاه بود." in fresh.ask("/body/sec-01").text


def test_a_broken_save_leaves_the_last_good_page_with_what_is_wrong(fresh):
    rewrite(fresh, "# باغ\n\nدیوار @sec-nowhere.\n")

    told = fresh.until(lambda told: told["stale"])

    assert [(one["code"], one["path"], one["line"]) for one in told["findings"]] == [
        ("X101", "chapters/01.md", 3)
    ]
    assert "بند <em>دوم</em> است." in fresh.ask("/body/sec-01").text


def test_a_chapter_that_is_deleted_is_told_and_comes_back(fresh):
    (fresh.root / "chapters" / "01.md").unlink()
    told = fresh.until(lambda told: told["stale"])

    assert {one["severity"] for one in told["findings"]} >= {"error"}
    assert fresh.ask("/read/sec-01").status == 200
    assert fresh.ask("/passage?path=chapters/01.md&line=3").status == 410

    rewrite(fresh, CHAPTERS["01.md"])
    fresh.until(lambda told: not told["stale"])


def test_a_passage_is_changed_in_its_lines_and_nowhere_else(fresh):
    taken = fresh.ask("/passage?path=chapters/01.md&line=5")
    assert '"text":"بند *دوم* است."' in taken.text

    told = json.loads(taken.text)
    passage = {key: told[key] for key in ("first", "last", "digest")}
    done = fresh.post("/passage", path="chapters/01.md", **passage, text="بند *سوم* است.")

    assert done.status == 204
    path = fresh.root / "chapters" / "01.md"
    assert path.read_text() == CHAPTERS["01.md"].replace("دوم", "سوم")
    # The same again is refused: the lines are others now.
    again = fresh.post("/passage", path="chapters/01.md", **passage, text="بند *چهارم* است.")
    assert again.status == 409
    assert "سوم" in path.read_text()


def test_a_place_on_a_page_leads_to_its_line(fresh):
    told = fresh.until(lambda told: told["leaves"] and told["current"])
    leaf = next(one for one in told["leaves"] if one["section"] == "sec-wall")

    places = {
        fresh.post("/place", page=leaf["number"], x=leaf["width"] / 2, y=y).text
        for y in range(0, int(leaf["height"]), 10)
    }

    assert '{"path":"chapters/02.md","line":7,"column":1}' in places


@pytest.mark.parametrize(
    "headers",
    [
        {"Host": "example.org"},
        {"Host": "127.0.0.1"},
        {"Origin": "http://example.org"},
        {"Origin": "null"},
        {"Sec-Fetch-Site": "cross-site", "Sec-Fetch-Mode": "no-cors"},
        {"Sec-Fetch-Site": "same-site", "Sec-Fetch-Mode": "cors"},
        {
            "Sec-Fetch-Site": "cross-site",
            "Sec-Fetch-Mode": "navigate",
            "Sec-Fetch-Dest": "iframe",
        },
    ],
)
def test_nobody_else_is_answered(fresh, headers):
    assert fresh.ask("/book", **headers).status == 403


def test_a_page_elsewhere_may_lead_to_the_desk(fresh):
    led = {"Sec-Fetch-Site": "cross-site", "Sec-Fetch-Mode": "navigate"}

    assert fresh.ask("/", **led).status == 200


def test_every_browser_hears_of_a_save(fresh):
    fresh.until(lambda told: told["leaves"] and told["current"])
    with ExitStack() as browsers:
        heard = []
        for _ in range(2):
            connection = HTTPConnection("127.0.0.1", fresh.port, timeout=30)
            browsers.callback(connection.close)
            connection.request("GET", "/events")
            heard.append(browsers.enter_context(connection.getresponse()))
        for answer in heard:
            assert [answer.readline() for _ in range(4)][2] == b"data: changed\n"

        rewrite(fresh, "# باغ\n\nدیوار.\n")

        for answer in heard:
            assert answer.readline() == b"data: changed\n"


def test_only_its_own_pages_may_write(fresh):
    said = '{"path":"chapters/01.md","first":1,"last":1,"digest":"","text":""}'

    assert fresh.ask("/passage", "POST", said).status == 403
    assert fresh.ask("/passage", "POST", said, x_desk="guess").status == 403
    assert fresh.ask("/open", "POST", said).status == 403


@pytest.mark.parametrize(
    "path",
    [
        "/pictures/../book.toml",
        "/pictures/%2e%2e/book.toml",
        "/pictures/..%2f..%2fetc/passwd",
        "/pictures//etc/passwd",
        "/fonts/..%2f..%2fchapters%2fbook.toml",
        "/assets/..%2fdesk.html.j2",
        "/assets/desk.html.j2",
        "/passage?path=chapters/book.toml&line=1",
        "/passage?path=../../../etc/passwd&line=1",
        "/read/..%2f..%2fetc",
    ],
)
def test_nothing_is_given_out_but_the_book(fresh, path):
    assert fresh.ask(path).status == 404


def test_nothing_a_chapter_contains_is_run(fresh):
    policy = fresh.ask("/read/sec-01").headers["content-security-policy"]

    assert "default-src 'none'" in policy
    assert "script-src 'self';" in policy


@pytest.mark.parametrize(
    "body", ["", "[]", "{", '{"path": 7}', '{"path":"chapters/01.md","first":0}']
)
def test_what_makes_no_sense_is_refused(fresh, body):
    for path in ("/passage", "/place", "/open"):
        assert fresh.ask(path, "POST", body, x_desk=fresh.token).status == 400


def test_proposals_are_decided_at_the_desk(fresh):
    (fresh.root / "raw.txt").write_text(
        "باغ\n\nاو می رود و می آید. " + "این بندی است. " * 20, "utf-8"
    )
    subprocess.run(
        [sys.executable, "-m", "rectoverso", "assemble", "raw.txt", "--into", "chapters"],
        cwd=fresh.root,
        env={"PYTHONPATH": str(ROOT)},
        check=True,
        capture_output=True,
    )
    assert fresh.until(lambda told: told["proposals"])
    page = fresh.ask("/proposals").text
    chapter, key = re.search(r'data-chapter="([^"]+)" data-id="([^"]+)"', page).groups()
    said = f'[[decision]]\nchapter = "{chapter}"\nid = "{key}"\ndecision = "accept"\n'

    assert fresh.ask("/decisions", "POST", said).status == 403
    done = fresh.ask("/decisions", "POST", said, x_desk=fresh.token)

    assert done.text.startswith("1 decisions written")
    assert f'data-id="{key}"' not in fresh.ask("/proposals").text
    assert fresh.ask("/decisions", "POST", "[", x_desk=fresh.token).status == 400


def test_many_saves_end_with_the_last(fresh):
    for count in range(60):
        rewrite(fresh, f"# باغ\n\nبار {count}.\n")
        time.sleep(0.02)

    fresh.until(lambda _: "بار 59." in fresh.ask("/body/sec-01").text)


def test_a_port_in_use_is_told(fresh):
    ran = subprocess.run(
        [sys.executable, "-m", "rectoverso", "serve", "--port", str(fresh.port)],
        cwd=fresh.root,
        env={"PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        check=False,
    )

    assert ran.returncode == 2
    assert ran.stderr.strip() == (
        f"error[O121] port {fresh.port} is in use; give another with --port, or leave it out"
    )
