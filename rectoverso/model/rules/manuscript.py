"""Findings about the project's files and settings (family M)."""

from __future__ import annotations

from collections.abc import Collection

from rectoverso.model.rules.registry import Words, did_you_mean, rule
from rectoverso.model.source import Severity, Span

# So many keys can be told in a line.
FEW = 6


@rule("M101")
def no_project(span: Span, nearest: str) -> Words:
    """The folder holds no book: there is no `chapters/book.toml` in it.

    Go to the folder that holds `chapters`, or name it with `--project`. `rectoverso new DIR`
    makes a project.
    """
    return "there is no book here", did_you_mean(
        nearest, "name the project's folder with --project, or make one: rectoverso new DIR"
    )


@rule("M102")
def not_toml(span: Span, trouble: str) -> Words:
    """A settings file is not TOML. Texts stand in quotation marks, lists in square brackets.

    The language is described at https://toml.io.
    """
    return f"this is not TOML: {trouble}", "texts stand in quotes, lists in square brackets"


@rule("M103")
def unknown_key(span: Span, name: str, nearest: str, known: Collection[str]) -> Words:
    """A settings file or a front matter has a key that is not known, and so has no effect."""
    names = f"known here: {', '.join(sorted(known))}" if len(known) <= FEW else "take it out"
    return f"“{name}” is not known here", did_you_mean(nearest, names)


@rule("M104")
def missing_key(span: Span, name: str, example: str) -> Words:
    """A setting is missing without which there is no book."""
    return f"“{name}” is missing", f"write {example}"


@rule("M122")
def empty_setting(span: Span, name: str, example: str) -> Words:
    """A setting without which there is no book is there, and its text is empty."""
    return f"“{name}” is empty", f"write {example}"


@rule("M105")
def wrong_value(span: Span, name: str, wanted: str) -> Words:
    """A setting has a value of the wrong kind: a number where a text should be, and so on."""
    return f"“{name}” should be {wanted}"


@rule("M106")
def unknown_language(span: Span, tag: str, nearest: str) -> Words:
    """A language has no file in `styles/locales`, so its words and digits are not known.

    Languages are named by BCP 47 tags: fa, ne, vi, en. To add one, see the README.
    """
    return f"the language “{tag}” is not known", did_you_mean(
        nearest, f"describe it in styles/locales/{tag}.toml"
    )


@rule("M107")
def no_such_file(span: Span, path: str, nearest: str) -> Words:
    """A file that the book names does not exist.

    Paths start from the folder `chapters`. `*` in a path stands for any letters.
    """
    return f"there is no file “{path}”", did_you_mean(
        nearest, "its path starts from the folder chapters"
    )


@rule("M108")
def not_utf8(span: Span, byte: str, guess: str) -> Words:
    """A file is not written in UTF-8, the encoding of all files of a project.

    Open it in an editor with the encoding it has, and save it as UTF-8.
    """
    looks = f"; it looks like {guess}" if guess else ""
    return f"this is not UTF-8: the byte {byte}{looks}", "save the file as UTF-8"


@rule("M109")
def nul_bytes(span: Span, number: int) -> Words:
    """A file holds NUL bytes, which no text has: it is damaged, or is not a text at all."""
    return f"this file holds NUL bytes ({number})", "it is damaged; take an older copy"


@rule("M110")
def empty_chapter(span: Span) -> Words:
    """A chapter file is empty, or holds white space only. Write it, or take it out of the book."""
    return "this chapter is empty", "write it, or take it out of chapters in book.toml"


@rule("M111")
def outside_the_project(span: Span, path: str) -> Words:
    """A file lies outside the project: by `..`, an absolute path or a symbolic link.

    It would be missing on the next computer. Copy it into the project.
    """
    return f"“{path}” lies outside the project", "copy the file into the project"


@rule("M112")
def listed_twice(span: Span, path: str) -> Words:
    """A chapter file is listed twice, and would be printed twice."""
    return f"“{path}” is in the book already", "take one of the two out of chapters"


@rule("M113")
def matches_nothing(span: Span, pattern: str) -> Words:
    """A pattern in the list of chapters matches no file. It starts from the folder `chapters`."""
    return f"no file is called “{pattern}”", "patterns start from the folder chapters"


@rule("M114")
def not_a_length(span: Span, name: str, value: str) -> Words:
    """A margin or a bleed is not a length: a number with a unit (mm, cm, in, pt) behind it."""
    return f"“{value}” is no length for “{name}”", "write a number and mm, cm, in or pt"


@rule("M115")
def not_a_size(span: Span, value: str, nearest: str) -> Words:
    """The size of the page is neither a name nor two lengths.

    Names are A4, A5, A6, B5, B6, letter and such; lengths are written `"148x210mm"`, width first.
    """
    return f"“{value}” is no size of a page", did_you_mean(
        nearest, "write its width and height, as in 148x210mm, or a name, as in A5"
    )


@rule("M116", Severity.NOTE)
def byte_order_mark(span: Span) -> Words:
    """A file begins with a byte order mark, which UTF-8 does not need. It does no harm here."""
    return "this file begins with a byte order mark", "save it as UTF-8 without BOM"


@rule("M117")
def cannot_be_read(span: Span, trouble: str) -> Words:
    """A file is there and cannot be read: it is a folder, or reading it is not allowed."""
    return f"this file cannot be read: {trouble}"


@rule("M118")
def entry_without(span: Span, name: str, what: str) -> Words:
    """An entry of `glossary.toml` or `index.toml` lacks what every entry needs."""
    return f"“{name}” has no {what}", f'write {what} = "..."'


@rule("M119")
def key_twice(span: Span, key: str, first: Span) -> Words:
    """Two entries of a glossary or an index have the same key, and a mark could mean either."""
    return f"the key “{key}” is taken", f"the first is at {first}; rename one of the two"


@rule("M120", Severity.WARNING)
def chapter_not_listed(span: Span, path: str) -> Words:
    """A Markdown file lies among the chapters, and the book does not list it.

    It is not printed. List it in `chapters`, or put it in another folder.
    """
    return f"“{path}” is not in the book", "list it in chapters, or move it elsewhere"


@rule("M123", Severity.WARNING)
def part_without_chapters(span: Span, title: str) -> Words:
    """A part of the book lists no chapters, and so is left out: there is nothing to print of it."""
    return f"the part “{title}” has no chapters", 'write chapters = ["01.md"] in it, or take it out'


@rule("M131")
def broken_front_matter(span: Span, trouble: str, remedy: str) -> Words:
    """The front matter of a chapter, the lines between `---` and `---`, is not YAML.

    Most often a text holds a colon, or begins with a sign that has a meaning in YAML. Put it in
    quotes: `title: "The wind: a history"`.
    """
    return f"the front matter cannot be read: {trouble}", remedy


@rule("M132")
def unclosed_front_matter(span: Span) -> Words:
    """A chapter begins with `---`, as front matter does, and no second `---` closes it."""
    return "the front matter never ends", "write --- on a line of its own behind it"


@rule("M133")
def no_title(span: Span) -> Words:
    """A chapter has no title, so that it could not be named in the contents or above its pages.

    Write `title: "..."` in its front matter, or begin it with a heading of level 1. A preface, a
    dedication or an index is named by its language when its author gives it no title.
    """
    return "this chapter has no title", 'write title: "..." between two lines of --- at the top'


@rule("M134")
def unknown_kind(span: Span, kind: str, nearest: str) -> Words:
    """A chapter's `type` is none of the divisions of a book that we know.

    They are the words of pandoc and of the EPUB Structural Semantics Vocabulary: chapter,
    introduction, preface, foreword, appendix, glossary, index, colophon and others.
    """
    return f"“{kind}” is no division of a book", did_you_mean(nearest, "most are type: chapter")


@rule("M135", Severity.WARNING)
def title_cut_short(span: Span, name: str) -> Words:
    """A `#` in a front matter begins a remark in YAML, and the text ends before it.

    When the sign belongs to the text, put the text in quotes.
    """
    return f"“{name}” ends before the #", "put the text in quotes if the # belongs to it"


@rule("M136")
def key_written_twice(span: Span, name: str) -> Words:
    """A front matter has the same key twice, and only the last one would hold."""
    return f"“{name}” is written twice", "take one of the two out"


@rule("M137", Severity.WARNING)
def label_beside_an_id(span: Span, label: str, own: str) -> Words:
    """A chapter has two labels: its `id`, and one behind its title. Only the `id` has effect."""
    return f"“{label}” has no effect: the id of this chapter is “{own}”", "take one of the two out"


@rule("M121")
def not_an_isbn(span: Span, number: str) -> Words:
    """An ISBN has a wrong number of digits, or its last digit does not fit the others.

    The last digit is a check on the others (ISO 2108); most likely one was mistyped.
    """
    return f"“{number}” is no ISBN", "compare it with the one the agency gave you"
