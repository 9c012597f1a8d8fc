"""Go over all that the pages of a PDF are drawn with, and leave only what a press can print."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name

from rectoverso.writing.press.inks import Inks
from rectoverso.writing.press.pictures import Wanted, print_picture
from rectoverso.writing.press.placing import Placed, placed_pictures
from rectoverso.writing.press.streams import redraw

_OPAQUE = (Name.Normal, Name.Compatible)
_SPACES = {1: Name.DeviceGray, 4: Name.DeviceCMYK}
# Which dictionary of the resources an operator looks its name up in.
_KINDS = {
    "Do": "/XObject",
    "gs": "/ExtGState",
    "sh": "/Shading",
    "scn": "/Pattern",
    "SCN": "/Pattern",
    "cs": "/ColorSpace",
    "CS": "/ColorSpace",
}


@dataclass
class Seen:
    """What was found on the pages (numbers from 1), by what is the matter with them."""

    coloured: set[int] = field(default_factory=set)
    unmixed: set[int] = field(default_factory=set)
    strange: set[int] = field(default_factory=set)
    see_through: set[int] = field(default_factory=set)
    pictures: tuple[Placed, ...] = ()


def separate(pdf: pikepdf.Pdf, inks: Inks, wanted: Wanted) -> Seen:
    """Turn the pages of a PDF into what `inks` can print; what cannot be turned is told.

    Marks of structure go; so do resources that nothing uses, and groups that make no difference.
    """
    work = _Separation(pdf, inks, wanted)
    for number, page in enumerate(pdf.pages, 1):
        work.page(number, page)
    work.finish()
    return work.seen


class _Separation:
    def __init__(self, pdf: pikepdf.Pdf, inks: Inks, wanted: Wanted) -> None:
        self.pdf, self.inks, self.wanted = pdf, inks, wanted
        self.seen = Seen()
        self.done: dict[tuple[int, int], frozenset[str]] = {}
        self.used: dict[tuple[int, int], dict[str, set[str]]] = {}
        self.resources: dict[tuple[int, int], pikepdf.Object] = {}
        self.groups: list[pikepdf.Object] = []
        self.states: list[pikepdf.Object] = []
        self.pictures: dict[tuple[int, int], pikepdf.Object] = {}
        self.placed: defaultdict[tuple[int, int], list[Placed]] = defaultdict(list)

    def page(self, number: int, page: pikepdf.Page) -> None:
        for key in ("/Annots", "/StructParents", "/Tabs", "/Metadata", "/Thumb", "/AA"):
            if key in page.obj:
                del page.obj[key]
        if "/Contents" not in page.obj:
            return
        page.contents_coalesce()
        self._group(page.obj)
        if not page.Resources.is_indirect:
            page.Resources = self.pdf.make_indirect(page.Resources)
        before = page.Contents.read_bytes()
        matters = self._stream(page, before, page.Resources, page.obj)
        if "picture" in matters:
            for placed in placed_pictures(page, number):
                self.placed[placed.key].append(placed)
        for matter in matters - {"picture"}:
            getattr(self.seen, matter).add(number)

    def finish(self) -> None:
        """Convert the pictures; drop what nothing uses, and transparency where there is none."""
        for key, picture in self.pictures.items():
            ppi = min((one.ppi for one in self.placed[key]), default=0.0)
            matters = print_picture(picture, ppi, self.inks, self.wanted)
            for matter in filter(None, matters):
                getattr(self.seen, matter).update(one.page for one in self.placed[key])
        self.seen.pictures = tuple(one for some in self.placed.values() for one in some)
        for key, resources in self.resources.items():
            for kind in (*set(_KINDS.values()), "/Properties"):
                if kind in resources:
                    self._prune(resources, kind, self.used[key].get(kind, set()))
        if not self.seen.see_through:
            for one in self.groups:
                del one["/Group"]
            for state in self.states:
                for name in ("/ca", "/CA", "/BM", "/SMask", "/AIS"):
                    if name in state:
                        del state[name]

    def _prune(self, resources: pikepdf.Object, kind: str, used: set[str]) -> None:
        own = {name: one for name, one in resources[kind].items() if name in used}
        if own:
            resources[kind] = Dictionary(own)
        else:
            del resources[kind]

    # --- What is drawn ---------------------------------------------------------------------

    def _stream(
        self,
        source: pikepdf.Object | pikepdf.Page,
        content: bytes,
        resources: pikepdf.Object,
        holder: pikepdf.Object,
    ) -> frozenset[str]:
        drawn = redraw(source, content, self.inks.mixed)
        if drawn.content != content:
            if isinstance(source, pikepdf.Page):
                holder.Contents = self.pdf.make_stream(drawn.content)
            else:
                holder.write(drawn.content)
        key = resources.objgen
        self.resources[key] = resources
        used = self.used.setdefault(key, {})
        names: dict[str, set[str]] = {}
        for operator, found in drawn.names.items():
            names.setdefault(_KINDS[operator], set()).update(found)
        for kind, found in names.items():
            used.setdefault(kind, set()).update(found)
        matters = {one for one in ("coloured", "unmixed", "strange") if getattr(drawn, one)}
        for kind, found in names.items():
            for name in found:
                if name in (here := resources.get(kind, Dictionary())):
                    matters |= self._thing(kind, here, name)
                elif kind == "/ColorSpace" and name != "/Pattern":
                    matters.add("strange")
        return frozenset(matters)

    def _thing(self, kind: str, here: Any, name: str) -> frozenset[str]:
        thing = here[name]
        if not thing.is_indirect and kind != "/ColorSpace":
            here[name] = thing = self.pdf.make_indirect(thing)
        key = thing.objgen
        if key == (0, 0) or key not in self.done:
            self.done[key] = frozenset()  # a form in itself would never end
            self.done[key] = frozenset(self._look(kind, thing))
        return self.done[key]

    def _look(self, kind: str, thing: Any) -> Iterable[str]:
        match kind:
            case "/XObject" if thing.get("/Subtype") == Name.Image:
                self.pictures[thing.objgen] = thing
                return ("picture",)
            case "/XObject":
                return self._form(thing)
            case "/ExtGState":
                return self._state(thing)
            case "/Shading":
                return self._shading(thing)
            case "/Pattern" if thing.get("/PatternType") == 1:
                return self._form(thing)
            case "/Pattern":
                return self._shading(thing.Shading)
            case _:
                return ("strange",)

    def _form(self, form: Any) -> frozenset[str]:
        self._group(form)
        for key in ("/StructParents", "/StructParent", "/Metadata", "/PieceInfo"):
            if key in form:
                del form[key]
        resources = form.get("/Resources")
        if resources is None:
            resources = form.Resources = self.pdf.make_indirect(Dictionary())
        elif not resources.is_indirect:
            resources = form.Resources = self.pdf.make_indirect(resources)
        return self._stream(form, form.read_bytes(), resources, form)

    def _group(self, holder: Any) -> None:
        if "/Group" in holder:
            self.groups.append(holder)
            if self.inks.profile is not None and "/CS" in holder.Group:
                holder.Group.CS = _SPACES[self.inks.profile.inks]

    def _state(self, state: Any) -> Iterator[str]:
        self.states.append(state)
        mask = state.get("/SMask")
        faint = any(float(state.get(key, 1)) < 1 for key in ("/ca", "/CA"))
        mixed = state.get("/BM", Name.Normal) not in _OPAQUE
        masked = isinstance(mask, pikepdf.Dictionary)
        if faint or mixed or masked:
            yield "see_through"
        if masked and "/G" in mask:
            # How much light a mask lets through is told in gray; it is never printed.
            yield from self._form(mask.G) - {"coloured", "unmixed"}

    # --- Colours that run into one another ----------------------------------------------------

    def _shading(self, shading: Any) -> Iterator[str]:
        """A run from colour to colour: its ends are mixed, and all lies between them."""
        space = shading.get("/ColorSpace")
        if space == Name.DeviceGray:
            return
        ends = list(_ends(shading.get("/Function"))) if space == Name.DeviceRGB else []
        if not ends:
            yield "strange"
            return
        mixed = [
            self.inks.mixed(tuple(float(part) for part in function[key])) for function, key in ends
        ]
        if None in mixed:
            yield "unmixed"
            return
        inks = max(len(parts) for parts in mixed if parts)
        for (function, key), parts in zip(ends, mixed, strict=True):
            assert parts is not None
            function[key] = Array(list(_as_many(parts, inks)))
        shading.ColorSpace = _SPACES[inks]
        if inks > 1:
            yield "coloured"


def _ends(function: Any) -> Iterator[tuple[Any, str]]:
    """Where a function of type 2, or of several such, tells colours (ISO 32000-2, 7.10)."""
    if function is None:
        return
    if isinstance(function, Array):
        return
    if function.FunctionType == 2:
        yield from ((function, key) for key in ("/C0", "/C1") if key in function)
    elif function.FunctionType == 3:
        for part in function.Functions:
            yield from _ends(part)


def _as_many(parts: tuple[float, ...], inks: int) -> tuple[float, ...]:
    """Gray as one of several inks is black."""
    return parts if len(parts) == inks else (0.0, 0.0, 0.0, round(1 - parts[0], 4))
