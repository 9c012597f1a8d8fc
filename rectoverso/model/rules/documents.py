"""Chapters that are edited in Word (family D)."""

from __future__ import annotations

from rectoverso.model.rules.registry import Words, did_you_mean, rule
from rectoverso.model.source import Severity, Span


@rule("D101")
def no_document(span: Span, why: str) -> Words:
    """A file given to `word import` is no Word document, or is damaged.

    Open it in Word or LibreOffice and save it as a usual Word document (.docx).
    """
    return f"this is no Word document that can be read: {why}", "save it again as .docx"


@rule("D102")
def unknown_document(span: Span) -> Words:
    """A document was not exported from this project, or what was exported is not kept any more.

    What a chapter said when it was exported lies in `word/exported/`; keep that folder, in git too.
    Without it nobody can tell what was changed in Word, and nothing is changed in the chapter.
    """
    return (
        "this document was not exported from this project",
        "is it of another book, or is the folder word/exported gone?",
    )


@rule("D103")
def chapter_gone(span: Span, path: str) -> Words:
    """The chapter that a document was exported from is not in the project any more."""
    return f"the chapter {path} is gone", "give it its old name for the import"


@rule("D104", Severity.WARNING)
def unplaced(span: Span, said: str) -> Words:
    """Something was done in Word that cannot be said at its place in the chapter.

    Changes within what the book says of itself (“chapter 3”), in listings, in the middle of other
    editors' marks, and rows of tables that are drawn with dashes are such. The paragraph is left as
    it was; how it stands in Word is told in a remark behind it (`{>>→ ...<<}`).
    """
    return (
        f"a change made in Word has no place here: “{said}”",
        "make it by hand; a remark there shows it",
    )


@rule("D105", Severity.WARNING)
def changed_on_both_sides(span: Span, ours: str, theirs: str) -> Words:
    """A paragraph was changed in the chapter after the export, and in Word, too.

    Both versions are kept in one mark: accepted it is Word's, rejected the chapter's.
    """
    return f"changed here (“{ours}”) and in Word (“{theirs}”)", "choose, or make one of both"


@rule("D106", Severity.NOTE)
def untracked(span: Span, count: int) -> Words:
    """Some changes were made in Word with tracking off, so nobody knows by whom.

    They come back like all others, without a name.
    """
    was = "change was" if count == 1 else "changes were"
    return f"{count} {was} made with tracking off", "find out who made them"


@rule("D107", Severity.NOTE)
def formatting_left_alone(span: Span, count: int) -> Words:
    """Formatting was changed in Word; only what was put in keeps its bold and italics."""
    was = "change of formatting was" if count == 1 else "changes of formatting were"
    return f"{count} {was} left alone", "mark emphasis in the chapter"


@rule("D108", Severity.WARNING)
def marks_gone(span: Span, what: str) -> Words:
    """With text that was taken out in Word go notes, index marks or labels.

    Rejecting the mark keeps them; or put them elsewhere before you accept it.
    """
    return f"what was taken out takes {what} with it", "reject the mark to keep both"


@rule("D109", Severity.WARNING)
def picture_added(span: Span, count: int) -> Words:
    """A picture or a drawing was put into the document.

    Pictures are files of the project, in `chapters/figures`, and stand in the chapter by name.
    """
    was = "picture was" if count == 1 else "pictures were"
    return f"{count} {was} put in with Word", "put the file into chapters/figures"


@rule("D110")
def edited_document_there(span: Span) -> Words:
    """Where a chapter is to be exported to lies a document that somebody has edited.

    Import it first, or move it away; or export to another folder with `--output`.
    """
    return "this document has been edited", "import it, or move it away, before you export again"


@rule("D111")
def no_such_chapter(span: Span, path: str, nearest: str) -> Words:
    """A chapter to be exported is not in the book."""
    return f"there is no chapter {path}", did_you_mean(
        nearest, "name a file of its list of chapters"
    )
