"""An editor at the desk, in a real browser."""

import pytest

from tests.books import write_project
from tests.commands import ROOT
from tests.desk.desks import desk
from tests.npm import node

PARAGRAPHS = "\n\n".join(f"بند {n}." for n in "۱۲۳۴۵۶۷۸۹")
LONG = "\n\n".join("این بندی است که جای بسیار می‌گیرد. " * 9 for _ in range(9))
CHAPTERS = {
    "01.md": f"# باغ\n\n{PARAGRAPHS}\n\n{LONG}\n\nدیوار در @sec-wall است.\n\nبند آخر.\n",
    "02.md": "---\nlang: en\n---\n\n# Wall {#sec-wall}\n\nIt was high.\n",
}


@pytest.mark.slow
def test_an_editor_reads_changes_and_looks_at_pages(tmp_path):
    root = write_project(tmp_path / "book", CHAPTERS, lang="fa")

    with desk(root) as opened:
        found = node(
            ROOT / "tests" / "desk" / "desk.mjs", f"http://127.0.0.1:{opened.port}/", root, tmp_path
        )

    assert found["trouble"] == []
    assert found.pop("milliseconds") > 0
    assert found.pop("moved") < 2
    assert found == {
        "trouble": [],
        "opened": ["rtl", "فصل ۱ باغ"],
        "chosen": "chapters/01.md:41",
        "field": ["rtl", "بند آخر."],
        "file": "بند آخر، نوشته در مرورگر.",
        "kept": True,
        "open": 1,
        "wrong": ["error", "error X101 · chapters/01.md:43:1"],
        "led": "Wall",
        "pages": ["5"],
        "named": ["Pages", "Skip to the chapter", "Text"],
    }


EVIL = """\
---
id: evil
title: Evil
lang: en
---

Harmless <script>parent.hacked = hacked = "script"</script> text.

<script>alert("block")</script>

[a link](javascript:alert("link")) and [data](data:text/html,<script>alert(1)</script>)
and [elsewhere](https://example.org/)

<p onclick="alert('onclick')">Press</p> <img src="x" onerror="alert('onerror')">

[span]{onclick="alert('attribute')" style="background:url(javascript:alert(1))"}

::: {onmouseover="alert('division')"}
![A picture](evil.svg){onload="alert('picture')"}
:::

<iframe id="inner" srcdoc="<script>parent.hacked = 'iframe'</script>"></iframe>

<svg onload="alert('svg')"><script>alert("in svg")</script></svg>

`<script>alert("raw")</script>`{=html}

$$\\href{javascript:alert(1)}{x}$$
"""
PICTURE = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"'
    " onload=\"document.documentElement.dataset.hacked = 'onload'\">"
    "<script>globalThis.hacked = 'picture'</script><path d='M1 1'/></svg>"
)


@pytest.mark.slow
def test_nothing_a_chapter_holds_runs_at_the_desk(tmp_path):
    root = write_project(tmp_path / "book", {"01.md": EVIL, "evil.svg": PICTURE})

    with desk(root) as opened:
        found = node(ROOT / "tests" / "desk" / "hostile.mjs", f"http://127.0.0.1:{opened.port}/")

    assert found == {
        "trouble": [],
        "run": [],
        "opened": ["https://example.org/"],
        "scripts": ["/assets/page.js"],
        "still": "Chapter 1 Evil",
    }


@pytest.mark.slow
def test_the_board_is_sorted_kept_true_and_leads_to_chapters(tmp_path):
    chapters = {
        "01.md": "# One {#one}\n\nOne two three.\n",
        "02.md": "---\nlang: fa\n---\n\n# دو {#two}\n\nیک دو سه چهار.\n",
        "03.md": "# Three {#three}\n\nOne two three four five six.\n",
    }
    root = write_project(tmp_path / "book", chapters)

    with desk(root) as opened:
        found = node(
            ROOT / "tests" / "desk" / "board.mjs", f"http://127.0.0.1:{opened.port}/", root
        )

    assert found == {
        "trouble": [],
        "before": [3, 4, 6],
        "sorted": [[6, 4, 3], "descending"],
        "turned": [[3, 4, 6], "ascending"],
        "saved": [3, 6, 14],
        "led": "دو",
    }
