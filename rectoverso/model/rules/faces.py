"""Findings about fonts, their characters, and figures (family F)."""

from __future__ import annotations

from collections.abc import Sequence

from rectoverso.model.rules.registry import Words, rule
from rectoverso.model.source import Severity, Span, shortened


@rule("F101")
def no_face_has(
    span: Span,
    words: str,
    names: Sequence[str],
    families: Sequence[str],
    lang: str,
    other: str,
) -> Words:
    """A letter, or a whole word, is in none of the faces that its language is set in.

    It would be printed as empty boxes, or borrowed from some font that happens to be on your
    machine and not on the next one. If the word is in another language, say so:
    `[word]{lang=xx}`, and it is set in the faces of that language. Else put a font that has the
    letter into the project's `fonts` folder and name its family in `styles/locales/xx.toml`
    under `[faces]`, or use another letter.
    """
    first, *more = names
    named = f"{first} and {len(more)} more" if more else first
    short = shortened(words)
    *others, last = (f"“{family}”" for family in families)
    listed = f"{', '.join(others)} or {last}" if others else last
    return (
        f"“{short}” ({named}) is not in {listed}, which “{lang}” is set in",
        f"say what language it is, such as [{short}]{{lang={other}}}"
        if other
        else "add a font that has it, or use another letter",
    )


@rule("F102")
def no_font(span: Span) -> Words:
    """A file in a `fonts` folder is named like a font but is none, or is damaged.

    Its letters would be missing from the book. Copy the file again from where it came from, or
    take it out of the folder.
    """
    return "this is not a font that can be read", "copy it again, or take it out"


@rule("F103", Severity.WARNING)
def no_small_capitals(span: Span, words: str, family: str) -> Words:
    """Small capitals are asked for, and the face of these letters has none.

    Capitals drawn smaller would look too thin beside the text, so the letters are left as they are
    written. Take a face with small capitals (OpenType feature `smcp`), as Literata and Noto Sans
    are, or set the words apart in another way.
    """
    short = shortened(words)
    return (
        f"“{short}” is to stand in small capitals, and “{family}” has none",
        "take a face that has them, or emphasise it in another way",
    )
