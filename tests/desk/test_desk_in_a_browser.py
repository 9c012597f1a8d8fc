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
        "wrong": ["error", "error X101 · chapters/01.md:43:1"],
        "led": "Wall",
        "pages": ["5"],
        "named": ["Pages", "Skip to the chapter", "Text"],
    }
