"""What every piece of HTML is made with: elements, and the setting they stand in."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from functools import cache
from typing import Literal

from markupsafe import Markup, escape

from rectoverso.model.locale import Locale
from rectoverso.model.nodes import Direction

# Editors' marks have elements of their own; what they say of a text is set apart by its class.
EDITED = {"insertion": "ins", "deletion": "del", "highlight": "mark"}


@dataclass(frozen=True, slots=True)
class Edition:
    """Where the book is read: what a link, a page number and a picture look like there.

    `address` gives the href of an anchor; `page` the number of the page it stands on, in the digits
    of the locale given (empty where there are no pages); `picture` the URL of a file the chapters
    name; `nearness` the label for how near the second anchor's page is to that of the first
    (this-page, facing-page, overleaf; empty where it is none of these); `outside` the side (left,
    right) on which the page of an anchor has its outer margin. Where it is `placed`, every
    block tells in `data-place` the chapter and the line it is written in.
    """

    name: Literal["print", "screen"]
    address: Callable[[str], str]
    page: Callable[[str, Locale], str]
    picture: Callable[[str], str]
    nearness: Callable[[str, str], str] = field(default=lambda *_: "")
    outside: Callable[[str], str] = field(default=lambda _: "")
    placed: bool = False


@dataclass(frozen=True, slots=True)
class Setting:
    """What a node needs to know of the place it is set in: the edition and the language there, in
    how many quotations it stands, and whether it cites a work."""

    edition: Edition
    locale: Locale
    locales: Mapping[str, Locale]
    quote_depth: int = 0
    citing: bool = False

    def within(self, lang: str) -> Setting:
        """The setting inside a passage of another language."""
        if not lang or lang == self.locale.tag:
            return self
        return replace(self, locale=self.locales[lang], quote_depth=0)


def element(name: str, content: str | None = None, /, **attributes: object) -> Markup:
    """An element. `_` in the names of attributes stands for `-`, `epub_type` for `epub:type`.

    Attributes without a value are left out, except `alt`: an empty one says "ornament".
    """
    written = "".join(
        f' {_attribute_name(key)}="{escape(value)}"'
        for key, value in attributes.items()
        if value or key == "alt"
    )
    return Markup(
        f"<{name}{written}/>" if content is None else f"<{name}{written}>{content}</{name}>"
    )


@cache
def _attribute_name(key: str) -> str:
    key = key.rstrip("_")
    prefix, _, rest = key.partition("_")
    return f"{prefix}:{rest}" if prefix in ("epub", "xml") else key.replace("_", "-")


def led_to(setting: Setting, name: str, content: str, /, **attributes: object) -> Markup:
    """An element that links lead to; on a screen, a point at its beginning has its `id`.

    Kobo shows whatever has nine letters or more, and is led to from before it, as a pop-up instead
    of going there (Kobo EPUB guidelines, “Footnotes/Endnotes”): headings torn out of their text.
    """
    point = attributes.get("id")
    if not point or setting.edition.name == "print":
        return element(name, content, **attributes)
    return element(name, element("span", "", id=point) + content, **{**attributes, "id": ""})


def language(setting: Setting, lang: str, direction: Direction = "") -> dict[str, object]:
    """The attributes that declare a passage's language and direction: neither without the other."""
    if not lang:
        return {"dir": direction}
    return {"lang": lang, "xml_lang": lang, "dir": direction or setting.locales[lang].direction}


def names(*classes: str) -> str:
    """A class attribute's value."""
    return " ".join(name for name in classes if name)
