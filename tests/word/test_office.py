"""Documents that people edit in LibreOffice come back as those from Word do."""

import json
import os
import re
import shutil
import subprocess
from functools import cache
from pathlib import Path

import pytest

from tests.word.test_changes import CHAPTERS

HERE = Path(__file__).parent


@cache
def office():
    """LibreOffice, and a Python that can talk to it."""
    soffice = shutil.which("soffice") or shutil.which("libreoffice")
    for python in ("/usr/bin/python3", shutil.which("python3") or ""):
        if soffice and python and _runs(python, "-c", "import uno"):
            return soffice, python
    if os.environ.get("CI"):
        pytest.fail("LibreOffice is missing: apt-get install libreoffice-writer-nogui python3-uno")
    pytest.skip("LibreOffice with its Python (Debian: libreoffice-writer-nogui, python3-uno)")


def _runs(*words):
    try:
        return subprocess.run(words, capture_output=True, check=False).returncode == 0
    except OSError:
        return False


def edited(sent, *actions):
    """Edit the document that was sent in LibreOffice, and import it."""
    soffice, python = office()
    target = sent.root / "edited.docx"
    words = [python, HERE / "office.py", soffice, sent.docx, target, json.dumps(actions)]
    subprocess.run([str(word) for word in words], check=True, timeout=300)
    return sent.run("word", "import", target, "--yes", "--project", sent.root)


def day(text):
    """A text without the day on which this test ran."""
    return re.sub(r"(@Minh), \d{4}-\d\d-\d\d", r"\1", text)


@pytest.mark.parametrize("lang", CHAPTERS)
def test_tracked_changes_made_in_libreoffice(trip, lang):
    text, (old, new), (said, better) = CHAPTERS[lang]
    body = text.split("\n\n")[1]
    last = body.split("*")[1]
    sent = trip(text, lang)

    ran = edited(
        sent,
        ("replace", old, new),
        ("replace", said, better),
        ("paragraph", last, better),
    )

    assert (ran.code, ran.err) == (0, "")
    accepted = text.replace(old, new, 1).replace(said, better, 1)
    paragraph = accepted.split("\n\n")[1]
    assert f"{{~~{old}~>{new}~~}}{{>>@Minh<<}}" in day(sent.now)
    assert sent.settled("accept") == accepted.replace(paragraph, f"{paragraph}\n\n{better}")


def test_a_document_that_was_only_opened_and_saved_changes_nothing(trip):
    sent = trip(
        "# باغ {#sec-bagh}\n\n"
        "او «هر روز» به [باغ]{.index}[]{.index entry=دیوار} می‌رفت.[^n]\n\n"
        "| گل | رنگ |\n|---|---|\n| لاله | سرخ |\n\n: گل‌ها {#tbl-gol}\n\n"
        "* یک\n* دو\n  1. سه\n\n> چهار، @tbl-gol، *پنج* و **شش**\n\n"
        "::: verse\n| هفت\n| هشت\n:::\n\n"
        "[^n]: [the garden]{lang=en}، `code` و $x^2$.\n",
        "fa",
    )

    ran = edited(sent)

    assert (ran.code, ran.err) == (0, "")
    assert sent.now == sent.text


def test_comments_and_moves_of_others_go_through_libreoffice(trip):
    text = "# A\n\nThe *old* garden [wall]{.index} was high.\n\nOne.\n\nTwo *red* roses.\n"
    sent = trip(text)
    document = sent.opened()
    document.comment(document.paragraph("The"), "old garden wall", "How old?", ("Ali", "Very."))
    document.move_paragraph(document.paragraph("Two"), document.paragraph("The"))

    saved = saved_again(document.saved(sent.root / "said.docx"))
    ran = sent.run("word", "import", saved, "--yes", "--project", sent.root)

    assert (ran.code, ran.err) == (0, "")
    assert sent.now.splitlines()[2].startswith(
        "The {==*old* garden [wall]{.index}==}"
        "{>>@Sara, 2026-11-20: How old?<<}{>>@Ali, 2026-11-20: Very.<<} was high."
    )
    assert sent.settled("accept") == (
        "# A\n\nThe *old* garden [wall]{.index} was high.\n\nTwo *red* roses.\n\nOne.\n"
    )


def saved_again(path):
    """A document as LibreOffice writes it that was opened there."""
    soffice, _ = office()
    folder = path.parent / "again"
    profile = f"-env:UserInstallation={(path.parent / 'profile').as_uri()}"
    words = (soffice, "--headless", profile, "--convert-to", "docx", "--outdir", folder, path)
    subprocess.run([str(word) for word in words], check=True, timeout=300, capture_output=True)
    return folder / path.name


def test_words_retyped_with_tracking_off_in_libreoffice(trip):
    sent = trip("# A\n\nThe *old* garden [wall]{.index} was high.\n")

    ran = edited(sent, ("retype", "high", "low"))

    assert sent.now == "# A\n\nThe *old* garden [wall]{.index} was {~~high~>low~~}.\n"
    assert "note[D106]" in ran.err
