"""Findings about the markup of a chapter (family S)."""

from __future__ import annotations

from rectoverso.model.rules.registry import Words, did_you_mean, rule
from rectoverso.model.source import Severity, Span, shortened


@rule("S101")
def unclosed_div(span: Span, opening: str) -> Words:
    """A fenced div begins and never ends.

    Whatever follows, to the end of the chapter, would belong to it. A div that begins with
    `::: name` ends with a line that holds nothing but `:::`.
    """
    return f"“{opening}” is never closed", "write ::: on a line of its own where it should end"


@rule("S102")
def stray_fence(span: Span) -> Words:
    """A line of colons closes a div where none is open.

    It would be printed as text. Take it out, or write the line that opens the div, such as
    `::: epigraph`.
    """
    return "::: closes nothing", "no div is open here; take the line out"


@rule("S103")
def chapter_title_in_the_body(span: Span) -> Words:
    """A chapter has a heading of level 1 in its body, and it has its title already.

    A chapter has one title: `title` in its front matter, or, when that is missing, a heading of
    level 1 as the first thing in the file. Its sections begin with `##`.
    """
    return "a chapter has one title only", "write ## for a section, or begin another chapter file"


@rule("S104")
def raw_markup(span: Span, language: str, text: str) -> Words:
    """A chapter holds HTML or TeX, which only one of the outputs could understand.

    Say the same in Markdown: `[text]{.class}` for a span, `::: name` for a block, `\\\\` for a
    backslash that is meant as such, `\\<` for a less-than sign.
    """
    return (
        f"“{text}” is {language}, and would be lost",
        "say it in Markdown; a backslash before it prints it as it is",
    )


@rule("S105")
def citation(span: Span, key: str, nearest: str) -> Words:
    """A citation names a work, and this book has no list of works.

    References within the book begin with sec-, fig-, tbl-, eq-, note- or part-: `@sec-name`. Works
    that are cited stand in `chapters/references.bib` or `references.json`. An at sign that is
    meant as such is written `\\@`.
    """
    return f"“@{key}” refers to nothing in a book", did_you_mean(
        nearest, "references begin with @sec-, @fig-, @tbl- or @part-; write \\@ for an at sign"
    )


@rule("S120")
def unknown_work(span: Span, key: str, nearest: str) -> Words:
    """A work is cited that no list of works holds.

    `@key` looks for the key in `chapters/references.bib` or `references.json`, or in the files
    that book.toml names under [bibliography].
    """
    return f"no list of works has “{key}”", did_you_mean(
        nearest and f"@{nearest}", "add it to the list; \\@ is an at sign"
    )


@rule("S121")
def works_unreadable(span: Span, trouble: str) -> Words:
    """A list of works is not what its name says.

    `.bib` is BibTeX or BibLaTeX, `.json` the JSON of the Citation Style Language.
    """
    return f"this list of works cannot be read: {trouble}", "correct it there"


@rule("S122")
def citing_fails(span: Span, trouble: str) -> Words:
    """The works cannot be cited in the style that book.toml names.

    A style is a file of the Citation Style Language, `.csl`, such as the Zotero Style Repository
    (zotero.org/styles) has.
    """
    return f"works cannot be cited in this style: {trouble}", "take another .csl file"


@rule("S119")
def unreadable_formula(span: Span, tex: str) -> Words:
    """A formula is no TeX that can be set.

    What stands between dollar signs is TeX's mathematics as pandoc knows it: no packages, no
    commands of one's own. A dollar sign that is meant as such is written `\\$`.
    """
    return f"the formula “{tex}” cannot be read", "correct it, or write \\$ for a dollar sign"


@rule("S106")
def unknown_attribute(span: Span, name: str, nearest: str) -> Words:
    """A span, a div or a picture has an attribute that says nothing to us.

    Texts know `lang`, `dir` and labels; index marks and terms have attributes of their own, for
    which see the README.
    """
    return f"the attribute “{name}” is unknown here", did_you_mean(nearest, "take it out")


@rule("S107")
def unknown_value(span: Span, name: str, value: str, nearest: str, known: str) -> Words:
    """An attribute has a value that it cannot have."""
    return f"{name}=“{value}” says nothing", did_you_mean(nearest, f"it can be {known}")


@rule("S108")
def note_without_text(span: Span, label: str, nearest: str) -> Words:
    """A footnote is referred to that is written nowhere in the chapter.

    The reference would be printed as it stands. The note's text is a paragraph that begins with
    its label and a colon: `[^1]: Text.`
    """
    return f"there is no note “[^{label}]” in this chapter", did_you_mean(
        nearest, f"write its text: [^{label}]: ..."
    )


@rule("S109", Severity.WARNING)
def note_never_used(span: Span, label: str) -> Words:
    """A footnote is written, and nothing in the chapter refers to it.

    It will not be printed. Put its label in square brackets where it belongs, or take it out.
    """
    return (
        f"nothing refers to the note “[^{label}]”",
        f"write [^{label}] where it belongs, or take it out",
    )


@rule("S110")
def note_written_twice(span: Span, label: str, first: Span) -> Words:
    """Two footnotes of a chapter have the same label, and only one of them is printed."""
    return f"the note “[^{label}]” is written twice", f"the first is at {first}; rename one"


@rule("S111", Severity.WARNING)
def said_by_pandoc(span: Span, warning: str) -> Words:
    """Pandoc, which reads the chapters, found something doubtful; the words are its own."""
    return f"pandoc says: {warning}"


@rule("S112")
def unreadable(span: Span, trouble: str) -> Words:
    """A chapter cannot be read: pandoc gave up, it takes too long, or is nested too deeply.

    Long rows of brackets or of quotation marks at the beginning of a line do this. Half the
    chapter, tried by itself, soon shows which half they are in.
    """
    return f"this text cannot be read: {trouble}", "look for long rows of brackets or > signs"


@rule("S113")
def term_and_index_with_a_key(span: Span, key: str) -> Words:
    """A text is a term and an index mark, and has a key that could belong to either.

    Put an empty index mark beside the term: `[text]{.term key="a"}[]{.index key="b"}`.
    """
    return (
        f"“{key}” could be the key of a term or of an index entry",
        "put an empty index mark beside the term: [...]{.term key=...}[]{.index key=...}",
    )


@rule("S114")
def link_to_a_file(span: Span, address: str) -> Words:
    """A link leads to a file, or to a program, which is not part of the book that readers get.

    A link within the book leads to a label: `[text](#sec-name)`. A link out of it begins with
    `https://` or `mailto:`; what begins with `file:`, `data:` or `javascript:` no reader opens.
    """
    return (
        f"“{address}” is not in the book",
        "link to a label, as in [text](#sec-name), or to an address with https://",
    )


@rule("S115", Severity.WARNING)
def empty_reference(span: Span) -> Words:
    """A link leads nowhere: there is nothing between its round brackets."""
    return "this link leads nowhere", "write a label or an address between the round brackets"


@rule("S116")
def private_letter(span: Span, letter: str) -> Words:
    """A chapter holds a character that means nothing outside one computer or one font.

    Such characters (control characters, private-use characters, the replacement character) come
    from scanning, from old fonts or from wrong encodings. Look in the source for what was meant.
    """
    return f"the character {letter} means nothing in a book", "see what the source has here"


@rule("S117")
def fence_in_a_paragraph(span: Span, fence: str) -> Words:
    """A line that opens a div runs on from the text above it, and would be printed as text.

    A blank line stands before every line that begins with `:::` and a name.
    """
    return f"“{fence}” runs on from the text above", "put a blank line before it"


@rule("S123", Severity.NOTE)
def open_marks(span: Span, changes: int, comments: int, manner: str) -> Words:
    """A chapter or a definition has editors' marks in it (CriticMarkup) that nobody has settled.

    `{++put in++}`, `{--taken out--}`, `{~~old~>new~~}`, `{==looked at==}{>>said of it<<}`. Unless
    a command is told otherwise (`--marks show` or `reject`), outputs are made as if all were
    accepted. `rectoverso marks list` shows them, `marks accept` and `marks reject` settle them.
    """
    listed = [(changes, "change"), (comments, "remark")]
    said = " and ".join(f"{n} {what}{'s' * (n != 1)}" for n, what in listed if n)
    done = {"accept": "changes are taken as accepted", "reject": "changes are taken as rejected"}
    are = "is" if changes + comments == 1 else "are"
    return f"{said} of an editor {are} open here", done.get(manner, "they are shown")


@rule("S124", Severity.WARNING)
def mark_without_end(span: Span, sign: str) -> Words:
    """A sign that begins or ends an editor's mark (CriticMarkup) stands alone, and is printed.

    Marks are `{++in++}`, `{--out--}`, `{~~old~>new~~}`, `{==here==}` and `{>>why<<}`; none stands
    within another of its kind. A sign that is meant as such stands in code: `` `{++` ``.
    """
    return f"“{sign}” is no whole mark of an editor", "write the other end, or take it out"


@rule("S125", Severity.WARNING)
def caption_alone(span: Span, line: str) -> Words:
    """A line that begins like a caption has no table, and is printed as it stands.

    The caption of a table is a paragraph that begins with a colon, right behind the table or right
    before it; a table has one. A colon that is meant as such stands behind a backslash: `\\:`.
    """
    short = shortened(line)
    return f"“{short}” is a caption without a table", "put it behind its table, or take it out"


@rule("S126")
def no_address(span: Span, address: str) -> Words:
    """The address of a link names no place on the network, and no shop takes a book with it.

    Between `https://` and the next slash stands the name of a host, and behind a colon, if there
    must be one, its port, up to 65535. Source: URL Standard, 3.2 and 4.4.
    """
    return f"“{address}” is no address", "write it as a browser shows it: https://example.org/page"


@rule("S127", Severity.WARNING)
def heading_without_words(span: Span) -> Words:
    """A heading has no words: nothing, or only marks, notes and what cannot be seen.

    It would be a line without a name in the contents, and e-readers could not speak it. An index
    mark for a section stands in its first paragraph, or round the words of its heading.
    """
    return "this heading has no words", "write them, or take the signs # out"


@rule("S128")
def note_in_a_note(span: Span, label: str) -> Words:
    """A note is called in another one by its label, and the call would be printed as it stands.

    In a note, a further one can only be written in full, where it is called: `^[Text.]`
    """
    return f"a note cannot call “[^{label}]”", "write that note here, in full: ^[...]"


@rule("S118", Severity.WARNING)
def misspelt_class(span: Span, name: str, nearest: str) -> Words:
    """A class is nearly, but not quite, one of those that mean something: index, term, verse ...

    The text is set like any other. If the name is your own, and your style sheet knows it,
    choose one that is less like ours.
    """
    return f"the class “{name}” means nothing", did_you_mean(nearest)
