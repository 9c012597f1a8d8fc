"""Chapters that are exported, edited by others, and imported again."""

from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.books import write_project
from tests.word.editing import Document


@dataclass
class Trip:
    """A project, a chapter of which is in somebody's hands."""

    root: Path
    run: object
    text: str

    @property
    def docx(self):
        return self.root / "word" / "01.docx"

    @property
    def path(self):
        return self.root / "chapters" / "01.md"

    def opened(self, **who):
        return Document.opened(self.docx, **who)

    def back(self, document, *options):
        """Import an edited document; gives what was printed."""
        edited = document.saved(self.root / "edited.docx")
        return self.run("word", "import", edited, *(options or ("--yes",)), "--project", self.root)

    @property
    def now(self):
        return self.path.read_text("utf-8")

    def settled(self, manner):
        """The chapter with all its marks accepted, or rejected."""
        self.run("marks", manner, "--yes", "--project", self.root)
        return self.now


@pytest.fixture
def trip(tmp_path, run):
    """Export the chapter with this text, of a book in this language."""

    def exported(text, lang="en", **files):
        write_project(tmp_path, {"01.md": text, **files}, lang=lang)
        ran = run("word", "export", "--project", tmp_path)
        assert ran.code == 0, ran.err
        return Trip(tmp_path, run, text)

    return exported
