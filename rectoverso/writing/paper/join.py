"""Join sections set apart: pages, their margins, fonts, links and outline become one PDF."""

from __future__ import annotations

import hashlib
import warnings
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from io import BytesIO
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name

from rectoverso.writing.paper.figures import show_number
from rectoverso.writing.paper.joinedfonts import JoinedFont
from rectoverso.writing.paper.outline import write_outline
from rectoverso.writing.paper.pieces import FontUse, SetPages
from rectoverso.writing.paper.structure import BookStructure


@dataclass(frozen=True, slots=True)
class Section:
    """A section set: its text, and its margins with as many pages before them as `before` says.

    The last of these is blank, and goes before the section's own pages, if there are any.
    """

    text: SetPages
    margins: SetPages
    before: int = 0


def join(
    sections: Sequence[Section], faces: Sequence[SetPages], numbers: Mapping[str, str]
) -> pikepdf.Pdf:
    """One PDF of these sections and of the faces cut for them (see `joined_fonts`).

    `numbers` gives the page number of every anchor, in ASCII digits, to be printed where the text
    refers to it.
    """
    pdf = pikepdf.new()
    uses = joined_fonts(sections)
    fonts = {
        use.name: JoinedFont(pdf, face.pdf, traits["hash"], traits["glyph_count"])
        for face, use in zip(faces, uses, strict=True)
        for traits in [dict(use.traits)]
    }
    joiner = _Joiner(pdf, fonts, numbers)
    for section in sections:
        joiner.add(section)
    joiner.finish()
    return pdf


def joined_fonts(sections: Sequence[Section]) -> tuple[FontUse, ...]:
    """Every face used anywhere, with all glyphs used of it, by name."""
    joined: dict[str, FontUse] = {}
    for section in sections:
        for use in (*section.text.fonts, *section.margins.fonts):
            known = joined.get(use.name, use)
            if known.file != use.file:
                raise ValueError(f"two files for the face {use.name}")
            joined[use.name] = replace(
                known,
                widths=tuple(sorted({**dict(use.widths), **dict(known.widths)}.items())),
                texts=tuple(sorted({**dict(use.texts), **dict(known.texts)}.items())),
                missing=tuple(sorted({**dict(use.missing), **dict(known.missing)}.items())),
            )
    return tuple(joined[name] for name in sorted(joined))


class _Joiner:
    def __init__(
        self, pdf: pikepdf.Pdf, fonts: Mapping[str, JoinedFont], numbers: Mapping[str, str]
    ) -> None:
        self.pdf, self.fonts, self.numbers = pdf, fonts, numbers
        self.nothing = pdf.make_stream(b"", Subtype=Name.Form, BBox=Array([0, 0, 0, 0]))
        self.places: dict[str, Array] = {}
        self.bookmarks: list[tuple[int, str, Array, bool]] = []
        self.targets: set[str] = set()
        self.pictures: dict[bytes, pikepdf.Object] = {}
        self.structure = BookStructure(pdf)

    def add(self, section: Section) -> None:
        """Add the pages of a section, after the blank one before it, if there is one."""
        text = pikepdf.open(BytesIO(section.text.pdf))
        margins = pikepdf.open(BytesIO(section.margins.pdf))
        self._number(text, section.text)
        if section.before:
            blank = slice(section.before - 1, section.before)
            self._take(margins, blank, section.margins.fonts)
        first = len(self.pdf.pages)
        self._take(text, slice(None), section.text.fonts)
        self.structure.add(self.pdf.copy_foreign(text.Root.Structure), self.pdf.pages[first:])
        resources = self.pdf.pages[first].Resources
        if "/XObject" not in resources:
            resources.XObject = Dictionary()
        shared: pikepdf.Object | None = None
        for number, page in enumerate(margins.pages[section.before :]):
            form: pikepdf.Object = self.nothing
            if number + section.before in section.margins.printed:
                if shared is None:
                    shared = self.pdf.copy_foreign(page.Resources)
                    self._dress(shared, section.margins.fonts)
                form = self._form(page, shared)
            resources.XObject[f"/Margins{number}"] = form
        self._remember(section.text, first)

    def _number(self, text: pikepdf.Pdf, known: SetPages) -> None:
        """Write the page numbers of anchors into the places left for them."""
        for page in dict.fromkeys(slot.page for slot in known.slots):
            content = text.pages[page].Contents.read_bytes()
            slots = [slot for slot in known.slots if slot.page == page]
            for slot in sorted(slots, key=lambda slot: -slot.start):
                shown = show_number(self.numbers[slot.anchor], slot.codes, slot.widths, slot.lead)
                content = content[: slot.start] + shown + content[slot.start + slot.length :]
            text.pages[page].Contents = text.make_stream(content)

    def _take(self, source: pikepdf.Pdf, pages: slice, uses: Sequence[FontUse]) -> None:
        first = len(self.pdf.pages)
        with warnings.catch_warnings():
            # Names are not lost: they are joined in `finish`.
            warnings.simplefilter("ignore", pikepdf.PageCopyWarning)
            self.pdf.pages.extend(source.pages[pages])
        self._dress(self.pdf.pages[first].Resources, uses)

    def _dress(self, resources: pikepdf.Object, uses: Sequence[FontUse]) -> None:
        """Give the pages of a section the fonts of the book, and pictures already there."""
        # All resources of a section share one dictionary of fonts, empty as it comes.
        for use in uses:
            font = self.fonts[use.name]
            resources.Font[f"/{font.hash}"] = font.reading(use.codes)
        pictures: Any = resources.get("/XObject", {})
        for name in list(pictures.keys()):
            picture = pictures[name]
            if picture.get("/Subtype") == "/Image" or "/Resources" not in picture:
                pictures[name] = self.pictures.setdefault(_digest(picture), picture)

    def _form(self, page: pikepdf.Page, resources: pikepdf.Object) -> pikepdf.Object:
        form = self.pdf.copy_foreign(page.Contents)
        form.Subtype = Name.Form
        form.BBox = Array(list(page.MediaBox))
        form.Resources = resources
        return form

    def _remember(self, known: SetPages, first: int) -> None:
        def place(page: int, x: float, y: float) -> Array:
            return Array([self.pdf.pages[first + page].obj, Name.XYZ, _short(x), _short(y), 0])

        for anchor in known.anchors:
            if anchor.name not in self.places:
                self.places[anchor.name] = place(anchor.page, anchor.x, anchor.y)
        for one in known.bookmarks:
            self.bookmarks.append((one.level, one.label, place(one.page, one.x, one.y), one.closed))
        self.targets.update(known.links)

    def finish(self) -> None:
        """Fonts, names and outline; links to nowhere go."""
        for font in self.fonts.values():
            font.finish()
        if self.places:
            named = sorted((bytes(pikepdf.String(name)), name) for name in self.places)
            items = [item for _, n in named for item in (pikepdf.String(n), self.places[n])]
            self.pdf.Root.Names = Dictionary(Dests=Dictionary(Names=Array(items)))
        if lost := self.targets - self.places.keys():
            for page in self.pdf.pages:
                if "/Annots" in page:
                    kept = Array()
                    for one in page.Annots:
                        if str(one.get("/Dest", "")) in lost:
                            self.structure.forget(one)
                        else:
                            kept.append(one)
                    page.Annots = kept
        self.structure.finish()
        write_outline(self.pdf, self.bookmarks)


def _short(value: float) -> Any:
    """A length with as many decimals as WeasyPrint writes."""
    return pikepdf.Object.parse(f"{value:f}".rstrip("0").rstrip(".").encode())


def _digest(picture: pikepdf.Object) -> bytes:
    """What tells pictures (and shapes without resources of their own) from others."""
    mask = picture.get("/SMask")
    said = sorted((key, repr(value)) for key, value in picture.items() if key != "/SMask")
    whole = hashlib.sha256(repr(said).encode() + picture.read_raw_bytes())
    if mask is not None:
        whole.update(_digest(mask))
    return whole.digest()
