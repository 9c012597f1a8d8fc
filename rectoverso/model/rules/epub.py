"""Findings about the e-book as it was written, which no validator makes (family E)."""

from __future__ import annotations

from rectoverso.model.rules.registry import Words, rule
from rectoverso.model.source import Severity, Span

# --- Languages and directions --------------------------------------------------------------


@rule("E101", Severity.WARNING)
def direction_not_said(span: Span, file: str, said: str) -> Words:
    """A document of the e-book does not say its language and its direction.

    Every document has to have `lang`, `xml:lang` (the same) and `dir`, and a left-to-right one has
    to say so too: reading systems give a document without `dir` the direction of the book, and
    EPUBCheck passes it. Source: EPUB 3.3, 5.3; measured with foliate-js 1.0.1.
    """
    return f"{file} says lang, xml:lang and dir as {said}"


@rule("E102", Severity.WARNING)
def half_said(span: Span, file: str, lang: str) -> Words:
    """A passage says its language without its direction, or in one of the two ways only.

    In an e-book directions come from attributes alone. Source: EPUB 3.3, 5.3 and 6.3.1.
    """
    return f"{file}: a passage in “{lang}” lacks xml:lang or dir"


@rule("E103", Severity.WARNING)
def against_the_grain(span: Span, direction: str, words: str) -> Words:
    """Most letters of a block run against the direction that it is set in.

    Its punctuation and numbers stand on the wrong side. Mostly the language of the passage was not
    said: `[...]{lang=xx}`, `::: {lang=xx}` round paragraphs, `lang:` in the front matter.
    """
    return f"“{words}” is set {direction}", "say what language it is: [...]{lang=xx}"


@rule("E104", Severity.WARNING)
def strange_script(span: Span, lang: str, words: str) -> Words:
    """Most letters of a block are of a script that its language is not written in.

    A reading system would choose a wrong voice, wrong faces and wrong hyphens. Say what language
    it is: `[...]{lang=xx}`, or `::: {lang=xx}` round whole paragraphs.
    """
    return f"“{words}” is said to be in “{lang}”", "say what language it is: [...]{lang=xx}"


@rule("E105", Severity.WARNING)
def other_language(span: Span, file: str, said: str, meant: str) -> Words:
    """A document of the e-book has another language or direction than its chapter."""
    return f"{file} is in {said}, the chapter in {meant}"


@rule("E106", Severity.WARNING)
def pages_turn_wrong(span: Span, said: str, meant: str) -> Words:
    """The e-book does not say to which side its pages turn, or says the wrong one.

    Both validators call a Persian book that turns to the left valid. Source: EPUB 3.3, 5.7.1.
    """
    return f"the pages turn {said or 'to no side'}, and should turn {meant}"


@rule("E107", Severity.WARNING)
def open_controls(span: Span, words: str) -> Words:
    """A directional control character is not closed in its block.

    The embedding goes on to the end of the paragraph. Mark the language instead; directions follow
    from it.
    """
    return f"a directional control is never closed in “{words}”", "mark the language instead"


# --- Links, notes, ids ---------------------------------------------------------------------


@rule("E111")
def link_to_nowhere(span: Span, file: str, target: str) -> Words:
    """A link of the e-book leads to a place that is not in it."""
    return f"{file}: a link leads to “{target}”, which is nowhere"


@rule("E112")
def id_twice(span: Span, name: str, files: str) -> Words:
    """Two elements of the e-book have one id, and links to it can lead to one of them only."""
    return f"“{name}” is an id twice: {files}", "give one of the two another label"


@rule("E113", Severity.WARNING)
def note_out_of_order(span: Span, note: str, fault: str) -> Words:
    """A note and its reference do not belong together.

    Every note has one reference, leads back to just that, and notes come in the order of their
    references. Validators see none of it.
    """
    return f"note “{note}” {fault}"


@rule("E114", Severity.WARNING)
def nameless_link(span: Span, file: str, mark: str) -> Words:
    """A link back from a note has no name but a sign, which a voice cannot say."""
    return f"{file}: the link “{mark}” has no name"


@rule("E115", Severity.NOTE)
def place_lost(span: Span, name: str) -> Words:
    """A document of the last edition has no successor in this one.

    Reading systems keep bookmarks and remarks by the ids of documents. Readers of the last edition
    lose theirs. Keep the chapter's `id` if it is the same chapter.
    """
    return f"the last edition had a document “{name}”, this one has none", "keep the chapter’s id"


@rule("E116", Severity.NOTE)
def pages_unknown(span: Span) -> Words:
    """An EPUB is made alone, and nobody knows the pages of the print edition.

    It was never set, or something has changed since. Make both together, and the e-book tells where
    each printed page begins; or say in `[edition.epub]` what you want: `page-list = "digital"`
    gives the e-book pages of its own, `page-list = false` none.
    """
    return (
        "the e-book has no list of pages: those of the print edition are not known",
        "build the PDF, too, or set page-list in [edition.epub]",
    )


# --- Parity with the book ------------------------------------------------------------------


@rule("E121", Severity.WARNING)
def not_in_the_e_book(span: Span, kind: str, name: str) -> Words:
    """Something that the printed book has is missing from the e-book."""
    return f"the e-book lacks the {kind} “{name}”"


@rule("E122", Severity.WARNING)
def only_in_the_e_book(span: Span, kind: str, name: str) -> Words:
    """The e-book has something that the printed book does not have."""
    return f"only the e-book has the {kind} “{name}”"


@rule("E123", Severity.WARNING)
def words_lost(span: Span, words: str) -> Words:
    """Words of a chapter are not in the e-book, or not in their order."""
    return f"the e-book lacks “{words}” at its place"


@rule("E124", Severity.WARNING)
def joiner_lost(span: Span, words: str) -> Words:
    """A zero-width joiner or non-joiner of a chapter got lost on the way to the e-book.

    Without it Persian and Nepali words are joined, or parted, in the wrong way.
    """
    return f"“{words}” has lost a joiner or non-joiner in the e-book"


@rule("E125", Severity.WARNING)
def out_of_order(span: Span, what: str, name: str) -> Words:
    """The contents or the page list do not follow the order in which the e-book is read."""
    return f"in the {what}, “{name}” does not stand where it is read"


# --- Access --------------------------------------------------------------------------------


@rule("E131", Severity.WARNING)
def picture_mute(span: Span, picture: str) -> Words:
    """A picture, or a drawing within it, is not described in words.

    Those who cannot see it learn nothing. Describe it: `![Caption](gate.svg){alt="..."}`.
    Source: WCAG 2.2, 1.1.1.
    """
    return f"“{picture}” is not described", 'describe it: {alt="..."}'


@rule("E132", Severity.WARNING)
def formula_mute(span: Span, words: str) -> Words:
    """A formula has no text that a voice without MathML could read."""
    return f"the formula “{words}” has no words"


@rule("E133", Severity.WARNING)
def no_heading(span: Span, file: str) -> Words:
    """A document of the e-book has no title, or no heading of the first level.

    Give the chapter a title: `title:` in its front matter, or a heading `# ...`.
    Source: WCAG 2.2, 2.4.2.
    """
    return f"{file} has no title", "write title: in the front matter"


@rule("E134", Severity.WARNING)
def heading_skipped(span: Span, words: str, level: int, before: int) -> Words:
    """A heading is more than one level below the one before it.

    Readers who go from heading to heading think that they missed one. Source: WCAG 2.2, 1.3.1.
    """
    return (
        f"“{words}” is a heading of level {level} after one of level {before}",
        f"write it with {'#' * (before + 1)}",
    )


@rule("E135", Severity.WARNING)
def table_without_heads(span: Span, words: str) -> Words:
    """A table has no head, so a voice cannot say what its columns are.

    Give it a first row and a line of hyphens below. Source: WCAG 2.2, 1.3.1.
    """
    return f"the table that begins with “{words}” has no head", "give it a head"


@rule("E136", Severity.WARNING)
def untrue_claim(span: Span, feature: str) -> Words:
    """The e-book claims to have something that helps readers, and has it not, or the reverse."""
    return f"“{feature}” does not tell what the e-book holds"


# --- The package ---------------------------------------------------------------------------


@rule("E141", Severity.WARNING)
def orphan(span: Span, name: str, fault: str) -> Words:
    """A file is in the e-book and no one uses it, or it is used and not in the e-book."""
    return f"{name} {fault}"


@rule("E142")
def from_elsewhere(span: Span, address: str) -> Words:
    """The e-book would show something that lies on the network.

    It would be missing where there is none, and shops refuse it. Put the file into the project.
    Source: EPUB 3.3, 3.6.
    """
    return f"“{address}” is not in the e-book but on the network", "put the file into the project"


@rule("E143")
def active(span: Span, name: str, what: str) -> Words:
    """A document or a drawing of the e-book holds a script.

    Shops refuse such books, and paper cannot run it. Take it out of the drawing.
    """
    return f"{name} holds {what}", "take it out"


@rule("E144", Severity.WARNING)
def face_damaged(span: Span, name: str, fault: str) -> Words:
    """A font of the e-book cannot be read, or is declared as something else."""
    return f"{name} {fault}"


@rule("E145", Severity.WARNING)
def unknown_type(span: Span, file: str, kind: str) -> Words:
    """An `epub:type` that the vocabulary does not know. Source: EPUB 3 SSV 1.1."""
    return f"{file}: there is no epub:type “{kind}”"


@rule("E146", Severity.WARNING)
def package_lacks(span: Span, what: str) -> Words:
    """The package lacks something that reading systems look for, or has it in a wrong way."""
    return f"the e-book lacks {what}"


@rule("E147", Severity.WARNING)
def half_an_entry(span: Span, kind: str, name: str) -> Words:
    """An entry of the index or of the glossary lacks its headword or its explanation."""
    return f"the {kind} “{name}” is only half there"


@rule("E148", Severity.WARNING)
def not_composed(span: Span, words: str) -> Words:
    """A word is written with separate accents where Unicode has letters that hold them.

    It looks the same and cannot be found by searching. Have your editor write Unicode's form NFC.
    Source: UAX #15.
    """
    return f"“{words}” is written with separate accents", "write Unicode’s form NFC"
