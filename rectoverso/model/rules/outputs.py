"""Findings about the outputs and the machine that makes them (family O)."""

from __future__ import annotations

from typing import Literal

from rectoverso.model.rules.registry import Words, rule
from rectoverso.model.source import Severity, Span


@rule("O101")
def folder_closed(span: Span, folder: str, reason: str) -> Words:
    """The folder for the outputs cannot be written to.

    Perhaps it belongs to another user, or stands on a medium that is read-only, such as a CD or a
    locked share. Nothing was changed. Open the folder for writing, or have the outputs put
    elsewhere with `--output DIR`.
    """
    return (
        f"cannot write to “{folder}”: {reason}",
        "allow writing there, or use another folder",
    )


@rule("O102")
def not_a_folder(span: Span, folder: str) -> Words:
    """Where the folder for the outputs should be stands a file.

    Outputs go to the folder `build` of the project, unless `--output DIR` says otherwise. Rename
    or move the file that has this name. We remove nothing that we did not make.
    """
    return (
        f"“{folder}” is a file where a folder is needed",
        "rename the file, or use another folder",
    )


@rule("O103")
def disk_full(span: Span, folder: str) -> Words:
    """There is no room left on the disk, or your share of it is used up.

    Outputs are written beside the old ones and take their place only when all of them are
    complete, so the old ones are untouched. A build needs room for the new outputs while the old
    ones still stand: about twice the size of both.
    """
    return f"no room left on the disk of “{folder}”", "make room, and build again"


@rule("O104")
def wrong_epoch(span: Span, said: str) -> Words:
    """The environment variable SOURCE_DATE_EPOCH does not hold a time.

    It says which time the outputs bear, as a whole number of seconds since the beginning of 1970
    (in UTC), so that two builds give the same bytes. Without it the outputs bear the book's `date`.
    Source: reproducible-builds.org, “SOURCE_DATE_EPOCH specification”.
    """
    return (
        f"SOURCE_DATE_EPOCH is “{said}”, which is not a time",
        "give whole seconds since 1970, or unset it",
    )


@rule("O105")
def library_missing(span: Span, reason: str, remedy: str) -> Words:
    """A library of the operating system is missing: the PDF is set with the help of Pango.

    Pango does not come with Python. The message names the command that installs it on your
    system. An EPUB needs nothing of the kind: `rectoverso build epub` works without it.
    """
    return f"Pango, which sets the PDF's lines, cannot be loaded ({reason})", remedy


@rule("O111", Severity.WARNING)
def no_cover(span: Span, reason: str) -> Words:
    """The e-book has no cover: what draws it, the library Pango, is missing on this system.

    A book that names no picture as its `cover` gets one made from its title. All the rest of
    the e-book is as it should be. Name a picture in `chapters/book.toml`, or install Pango.
    """
    return (
        f"no cover could be drawn, since Pango cannot be loaded ({reason})",
        'name a picture: cover = "figures/cover.png"',
    )


@rule("O106")
def output_blocked(span: Span, name: str) -> Words:
    """A folder stands where an output should be put.

    Nothing was changed. Rename the folder, or give the book another `filename` in
    `chapters/book.toml`.
    """
    return f"“{name}” is a folder, so the output cannot take its place", "rename the folder"


@rule("O107")
def machine_trouble(span: Span, reason: str) -> Words:
    """The operating system refused something: a file could not be opened, read or written.

    The message repeats what the system said. The outputs of the last build are untouched.
    """
    return f"the system says: {reason}"


@rule("O108")
def folder_not_empty(span: Span, folder: str) -> Words:
    """A new project needs a folder that does not exist yet, or an empty one.

    `rectoverso new` never writes among files that are there already.
    """
    return f"“{folder}” is not empty", "choose a new folder"


@rule("O109")
def no_tests_here(span: Span) -> Words:
    """The program's own tests are not part of the installed package.

    `rectoverso test` runs them from a copy of the source repository. To see whether a book is
    in order, use `rectoverso check`.
    """
    return (
        "the tests are not part of the installed program",
        "run this in a copy of the source repository; for a book there is “rectoverso check”",
    )


@rule("O110")
def nothing_to_make(span: Span) -> Words:
    """The book has no chapters, so there is nothing to make.

    List the chapter files in `chapters/book.toml`, in their order: `chapters = ["01.md"]`.
    """
    return "the book has no chapters", 'list them: chapters = ["01.md", "02.md"]'


@rule("O112")
def no_such_edition(span: Span, name: str, near: str) -> Words:
    """`--edition` names an edition that `chapters/book.toml` does not describe.

    An edition is a table `[edition.NAME]` there; it says what differs from the book's own settings.
    `print` and `epub` are always there.
    """
    hint = f"did you mean “{near}”?" if near else f"describe it under [edition.{name}]"
    return f"there is no edition “{name}”", hint


@rule("O113")
def not_set(span: Span, section: str, why: Literal["died", "memory", "time"]) -> Words:
    """A section could not be set in pages: the process that was to do it came to an end.

    It may have used up its memory or its time, or the system has ended it. Often a picture is too
    large, or a table or a note has no end. The outputs of the last build are untouched. Build
    again; if the same section fails, take away half of it, and again half, to find the place.
    """
    told = {
        "died": "the process that set it has ended",
        "memory": "it takes more memory than there is",
        "time": "it takes too long",
    }[why]
    return f"“{section}” could not be set: {told}", "look at its pictures, tables and notes"


@rule("O114")
def broken_template(span: Span, trouble: str) -> Words:
    """A template or style sheet of the folder `styles` cannot be followed.

    Files there take the place of those of the same name that come with the program. This one is
    no template of Jinja from that line on, or asks for something that there is not. Compare it
    with the one that it replaces; without it, that one holds.
    """
    return f"this template cannot be followed: {trouble}", "mend it, or take it away"


@rule("O121")
def port_taken(span: Span, port: int) -> Words:
    """Another program answers at the port that `serve` was to use.

    Perhaps the desk of this book, or of another, is open already. Give another number with
    `--port`, or none: then any free one is taken.
    """
    return f"port {port} is in use", "give another with --port, or leave it out"


@rule("O122")
def no_such_revision(span: Span, revision: str) -> Words:
    """`proof` was given a state of the book that is not there.

    It may be a folder with a project in it, or anything git knows as a revision of the repository
    the project is kept in: a commit, a branch, a tag, `HEAD~3`.
    """
    return (
        f"“{revision}” is no folder with a book, and no revision of it that git knows",
        "give a folder or a revision: HEAD~1..HEAD",
    )
