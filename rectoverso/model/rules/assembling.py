"""Findings about raw sources on their way to chapters (family A)."""

from __future__ import annotations

from rectoverso.model.rules.registry import Words, rule
from rectoverso.model.source import Severity, Span


@rule("A101")
def unknown_format(span: Span, known: str) -> Words:
    """A source is of a kind that we cannot read.

    Give a text, a document of a word processor, an HTML page or an e-book; save others as one of
    these first.
    """
    return "we cannot read files of this kind", f"give one of these: {known}"


@rule("A102")
def too_large(span: Span, size: str, most: str) -> Words:
    """A source is far larger than any book.

    It may hold something other than text. Divide it into files of a chapter or a volume each.
    """
    return f"the source has {size}, more than the {most} we take", "divide it into smaller files"


@rule("A103")
def not_text(span: Span) -> Words:
    """A source that should be text is something else.

    Its bytes are no text in UTF-8, UTF-16, windows-1256, -1258 or -1252 or ISO-8859-6, nor in the
    old fonts TCVN3, VNI and Preeti. Perhaps it is a picture or an archive with the wrong name.
    """
    return "this is not text in any encoding we know", "save it as UTF-8 text"


@rule("A104")
def mixed_encodings(span: Span) -> Words:
    """A source is in one encoding up to some line, and in another from there on.

    Files that were put together from others can be so. Any guess would spoil one part: take the
    file apart at this line, and give us both.
    """
    return "the encoding changes here", "take the file apart at this line, or save all as UTF-8"


@rule("A105")
def broken_document(span: Span, reason: str) -> Words:
    """A document is damaged, so that its text cannot be had.

    Open it in the program it comes from and save it anew.
    """
    return f"the document cannot be opened: {reason}", "save it anew in the program it comes from"


@rule("A106")
def swollen_archive(span: Span, size: str) -> Words:
    """A document unpacks to more than any document holds.

    Such files are made to fill the disk or the memory of whoever opens them. It is not opened.
    """
    return f"the document would unpack to {size}", "do not open it; ask where it comes from"


@rule("A107")
def too_many_files(span: Span, count: int, most: int) -> Words:
    """A folder of sources holds more files than one book has.

    Perhaps it is the wrong folder. Give the files by name, or in several folders.
    """
    return f"the folder holds {count} files; we take {most} at once", "give a folder of one book"


@rule("A108", Severity.WARNING)
def nothing_in_it(span: Span) -> Words:
    """A source, or a folder of them, has no text in it.

    A scan without recognised text, for example, has only pictures. Nothing is written for it.
    """
    return "there is no text in it", "look whether it is the right file"


@rule("A109")
def no_such_source(span: Span) -> Words:
    """There is no file or folder with the name of the source.

    Look at the spelling, and from where the name counts.
    """
    return "there is no such file or folder", "look at the spelling of its name"


@rule("A111", Severity.NOTE)
def guessed_encoding(span: Span, encoding: str, percent: int) -> Words:
    """The encoding of a text was guessed from its words.

    Old texts do not say how they are encoded. When the chapter reads wrongly, convert the source
    to UTF-8 yourself, and assemble that.
    """
    return f"read as {encoding}; we are {percent} % sure of it", "look at a page of it"


@rule("A112", Severity.WARNING)
def untitled(span: Span, put: str) -> Words:
    """No title was found for a chapter.

    Nothing before its text looks like one, and we do not invent any: the name of the source
    stands in its place. Write the title into the chapter's front matter.
    """
    return f"no title was found; “{put}” stands in its place", "write one in the front matter"


@rule("A113", Severity.NOTE)
def pictures_left_out(span: Span, count: int) -> Words:
    """A source has pictures that were not taken along.

    Put them into `chapters/figures/` and show them where they belong.
    """
    return f"pictures were left out ({count})", "put them into chapters/figures/ yourself"


@rule("A114", Severity.WARNING)
def source_changed(span: Span, chapter: str, taken: int, both: int) -> Words:
    """A source has changed since its chapters were assembled.

    A chapter is never overwritten. What has changed in the source is in the review file of the
    chapter, as proposals: those you accept are put in.
    """
    places = "one place" if taken == 1 else f"{taken} places"
    also = f"; {both} of them also changed in the chapter" if both else ""
    return (
        f"the source of {chapter} has changed in {places}{also}",
        "look at the proposals with “review”",
    )


@rule("A115", Severity.WARNING)
def not_in_the_book(span: Span, chapters: str) -> Words:
    """New chapters are not in the list of the book's chapters.

    The list in `chapters/book.toml` is written in a way that we do not dare to change. Add the
    names of the chapters where they belong.
    """
    return f"the book does not list {chapters}", "add it to “chapters” in chapters/book.toml"


@rule("A116", Severity.WARNING)
def language_untold(span: Span, put: str) -> Words:
    """The language of a source could not be told.

    Say it with `--lang`, or in the front matter of the chapter: direction, digits, faces and
    proposals follow from it.
    """
    return f"the language cannot be told; “{put}” was taken", "give the language with --lang"


@rule("A117")
def broken_review(span: Span, reason: str) -> Words:
    """A review file is not what it should be.

    It is TOML; a decision is `accept`, `reject` or nothing. Mend the line, or delete the file and
    assemble again: what was accepted is in the chapter already.
    """
    return f"the review file cannot be read: {reason}", "mend it, or delete it and assemble again"


@rule("A118", Severity.WARNING)
def does_not_fit(span: Span, before: str) -> Words:
    """A proposal was accepted, but what it would change is not in the chapter any more.

    Somebody has changed the place since. The proposal is left in the review file.
    """
    return f"“{before}” is not at this place any more", "change the chapter by hand"


@rule("A119", Severity.NOTE)
def raw_chapter(span: Span) -> Words:
    """A chapter is as it was assembled, and nobody has read it since.

    Its front matter says `status: raw`. Go through its proposals with `review`, read it, and take
    the line out.
    """
    return "this chapter is raw", "go through it with “review”, then take “status: raw” out"
