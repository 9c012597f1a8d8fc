"""Read the comments of a document, with what was answered."""

from __future__ import annotations

from dataclasses import dataclass

from rectoverso.reading.word.package import Package, W

_W14 = "{http://schemas.microsoft.com/office/word/2010/wordml}"
_W15 = "{http://schemas.microsoft.com/office/word/2012/wordml}"


@dataclass(frozen=True, slots=True)
class Comment:
    """What somebody said of a place, on which day; the comment it answers, if it answers one."""

    name: str
    author: str
    date: str
    text: str
    answers: str = ""
    resolved: bool = False


def comments(package: Package) -> tuple[Comment, ...]:
    """The comments in the order in which they were made, each by its name (`w:id`)."""
    part = package.comments
    by_paragraph: dict[str, str] = {}
    found: list[tuple[str, str, Comment]] = []
    for one in part.iterfind(f"{W}comment") if part is not None else ():
        paragraphs = list(one.iter(f"{W}p"))
        lines = ["".join(t.text or "" for t in p.iter(f"{W}t")).strip() for p in paragraphs]
        name = one.get(f"{W}id", "")
        last = paragraphs[-1].get(f"{_W14}paraId", "") if paragraphs else ""
        by_paragraph.update({p.get(f"{_W14}paraId", ""): name for p in paragraphs})
        said = " ".join(line for line in lines if line)
        moment = one.get(f"{W}date", "")
        author = one.get(f"{W}author", "").strip()
        found.append((moment, last, Comment(name, author, moment[:10], said)))
    # Programs that lose who answered whom keep when it was said.
    found.sort(key=lambda each: each[0])
    threads = {} if package.threads is None else _threads(package)
    return tuple(
        Comment(
            *(one.name, one.author, one.date, one.text),
            by_paragraph.get(parent, "") if (parent := threads.get(last, ("", False))[0]) else "",
            threads.get(last, ("", False))[1],
        )
        for _, last, one in found
    )


def _threads(package: Package) -> dict[str, tuple[str, bool]]:
    """Which paragraph each comment's last paragraph answers, and whether it is done with.

    Source: [MS-DOCX] 2.5.4, commentsExtended.
    """
    assert package.threads is not None
    return {
        one.get(f"{_W15}paraId", ""): (
            one.get(f"{_W15}paraIdParent", ""),
            one.get(f"{_W15}done", "0") in ("1", "true"),
        )
        for one in package.threads
        if isinstance(one.tag, str)
    }
