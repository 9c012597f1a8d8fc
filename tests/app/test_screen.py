"""What people see on a terminal, whatever their terminal and its looks are."""

import io
import sys

import pytest

from rectoverso.app import screen
from rectoverso.model.source import Finding, Severity, Span

FINDING = Finding(Span("chapters/01.md", 3, 5), "X101", "nothing is so called", "", Severity.ERROR)


class Terminal(io.TextIOWrapper):
    """A terminal of these letters and this width."""

    def __init__(self, encoding="utf-8"):
        super().__init__(io.BytesIO(), encoding, errors="backslashreplace", write_through=True)

    def isatty(self):
        return True

    @property
    def lines(self):
        return self.buffer.getvalue().decode("utf-8").splitlines()


@pytest.fixture
def terminal(monkeypatch):
    """Lets output and remarks go to a terminal."""
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.setenv("NO_COLOR", "1")

    def opened(columns=80, encoding="utf-8"):
        shown = Terminal(encoding)
        monkeypatch.setenv("COLUMNS", str(columns))
        monkeypatch.setattr(sys, "stdout", shown)
        monkeypatch.setattr(sys, "stderr", shown)
        return shown

    return opened


def test_figures_are_whole_on_a_narrow_terminal(terminal, tmp_path):
    shown = terminal(columns=24)

    rows = [("Another title", "14,161", "74,158"), ("Another", "9", "–")]
    screen.table(("Chapter", "Words", "Letters"), rows, tmp_path, figures=(1, 2))

    assert [line.rstrip() for line in shown.lines[1:]] == [
        "Another  14,161   74,158",
        "title",
        "Another       9        –",
    ]


@pytest.mark.parametrize("looks", ["place = bold", "[styles]\nplace = nonsense 7", "[styles\n\xff"])
def test_looks_that_cannot_be_read_are_told_once_and_not_followed(terminal, tmp_path, looks):
    (tmp_path / "styles").mkdir()
    (tmp_path / "styles/terminal.ini").write_bytes(looks.encode("latin-1"))
    shown = terminal()

    screen.tell([FINDING], tmp_path)
    screen.tell([FINDING], tmp_path)

    told = "styles/terminal.ini is not followed, mend it or take it away: "
    assert [told in line for line in shown.lines] == [True, False, False]
    assert "chapters/01.md:3:5: " in shown.lines[1]


def test_what_turns_while_work_is_done_can_be_shown_by_every_terminal(terminal, tmp_path):
    shown = terminal(encoding="ascii")

    with screen.progress(tmp_path) as doing:
        doing("reading")

    written = "".join(shown.lines)
    assert ("reading" in written, "\\u" in written) == (True, False)
