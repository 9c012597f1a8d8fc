"""What the desk shows of a book: each section as an e-book page that knows its lines."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

from markupsafe import Markup

from rectoverso.app.check import Checked
from rectoverso.model.book import Section
from rectoverso.model.nodes import echo, plain
from rectoverso.model.source import Finding
from rectoverso.writing.elements import Edition
from rectoverso.writing.fonts import font_css, read_faces, stack
from rectoverso.writing.layout import Look, bookmark, lay_out_section, read_look

_ID = re.compile(r'\bid="([^"]+)"')
_LINK = re.compile(r'\bhref="#([^"]*)"')


@dataclass(frozen=True, slots=True)
class Line:
    """A section in the list of contents: what it is called, and the chapter it comes from."""

    id: str
    title: str
    label: str
    kind: str
    lang: str
    direction: str
    path: str
    findings: int


class Views:
    """The sections of a compiled book as HTML, made when they are first asked for."""

    def __init__(self, checked: Checked) -> None:
        self.checked = checked
        self.look: Look = read_look(checked.manuscript.styles)
        self.faces = read_faces(checked.manuscript.fonts)
        self.sections: Mapping[str, Section] = {one.id: one for one in checked.book.sections}
        self._bodies: dict[str, Markup] = {}
        self._homes: dict[str, str] = {}

    def contents(self, findings: tuple[Finding, ...]) -> Iterator[Line]:
        """The sections in their order, each with the number of findings in its chapter."""
        counts: dict[str, int] = {}
        for finding in findings:
            counts[finding.span.path] = counts.get(finding.span.path, 0) + 1
        locales = self.checked.book.locales
        for section in self.sections.values():
            yield Line(
                section.id,
                plain(echo(section.title)) or bookmark(section, locales) or section.kind,
                section.label,
                section.kind,
                section.lang,
                section.direction,
                section.path,
                counts.get(section.path, 0),
            )

    def body(self, name: str) -> Markup:
        """A section as HTML, its blocks with `data-place`. KeyError if there is none."""
        if name not in self._bodies:
            edition = Edition(
                "screen",
                lambda anchor: f"#{anchor}",
                lambda *_: "",
                lambda path: f"/pictures/{quote(path)}",
                placed=True,
            )
            section = self.sections[name]
            body = lay_out_section(section, self.checked.book, self.look, edition, {}).body
            here = set(_ID.findall(body))

            def lead(link: re.Match[str]) -> str:
                anchor = str(Markup(link[1]).unescape())
                return link[0] if link[1] in here else f'href="/go/{quote(anchor)}"'

            self._bodies[name] = Markup(_LINK.sub(lead, body))
        return self._bodies[name]

    def home(self, anchor: str) -> str:
        """The section an anchor stands in; empty if there is none."""
        if not self._homes:
            for name in self.sections:
                for found in _ID.findall(self.body(name)):
                    self._homes.setdefault(str(Markup(found).unescape()), name)
        return self._homes.get(anchor, "")

    def style_sheet(self) -> str:
        """The looks of the book on a screen, with the whole faces of the project."""
        book = self.checked.book
        locales = tuple(book.locales.values())
        return "\n".join(
            (
                font_css(self.faces, lambda face: f"/fonts/{quote(face.path.name)}"),
                self.look.render("css/languages.css.j2", locales=locales, stack=stack, print=False),
                self.look.render("css/base.css.j2"),
                self.look.render("css/epub.css", text=book.settings.screen.text),
            )
        )

    def picture(self, path: str) -> Path | None:
        """The file of a picture that the chapters name."""
        return self.checked.manuscript.files.get(path)

    def font(self, name: str) -> Path | None:
        """The file of a face of the project."""
        return next((face.path for face in self.faces if face.path.name == name), None)
