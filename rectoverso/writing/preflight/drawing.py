"""Follow a page's content stream: colours, faces and sizes of letters, lines, pictures.

Source: ISO 32000-2, 8.4 (graphics state), 8.6 (colour), 9.3 and 9.4 (text).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from math import hypot
from typing import Any

import pikepdf

from rectoverso.writing.preflight.colours import colour_of, space_of
from rectoverso.writing.preflight.facts import DAMAGE, Colour, Font, Lettering, Picture
from rectoverso.writing.preflight.fonts import font_of
from rectoverso.writing.preflight.images import picture
from rectoverso.writing.preflight.matrices import IDENTITY, Matrix, matrix_of, times
from rectoverso.writing.preflight.states import State
from rectoverso.writing.press.inks import Inks

Follow = Callable[["Pen", Any], None]
DEEPEST = 12  # forms in one another
# How far a letter may lean before it counts as slanted by force, in parts of its height.
LEAN = 0.05
INVISIBLE = 3  # text rendering mode


@dataclass(frozen=True, slots=True)
class Script:
    """What a form says, wherever it is shown; `plain` if it is all lines and areas."""

    steps: tuple[tuple[Follow, Any], ...]
    plain: bool


@dataclass
class Seen:
    """What has been seen on a page; `scripts` are the forms of the whole file.

    `inks` are those that the file says it is meant for.
    """

    letterings: set[Lettering] = field(default_factory=set)
    colours: set[Colour] = field(default_factory=set)
    pictures: list[Picture] = field(default_factory=list)
    fonts: dict[str, Font] = field(default_factory=dict)
    thinnest: float | None = None
    see_through: bool = False
    rows: dict[int, bool] = field(default_factory=dict)  # baseline: whether it is the page's own
    scripts: dict[tuple[int, int], Script] = field(default_factory=dict)
    alike: set[tuple[Any, ...]] = field(default_factory=set)
    inks: Inks | None = None


class Pen:
    """Draws a content stream, and notes what it is told to draw."""

    def __init__(self, seen: Seen, resources: Any, state: State, depth: int = 0) -> None:
        self.seen, self.resources, self.state, self.depth = seen, resources, state, depth
        self.matrix: Matrix = IDENTITY
        self.kept: list[tuple[State, Matrix]] = []
        self.known: dict[str, tuple[Any, bool, tuple[int, int]]] = {}  # pictures and forms
        self.text = self.line = IDENTITY
        self.changed = True  # letters look other than the last ones
        self.artifacts: list[bool] = []
        self.rectangles: list[tuple[float, float]] = []

    def draw(self, content: Any) -> None:
        """Follow the operators of a page or a form."""
        self._follow(script_of(content).steps)

    def _follow(self, steps: tuple[tuple[Follow, Any], ...]) -> None:
        for follow, operands in steps:
            try:
                follow(self, operands)
            except DAMAGE:
                continue  # a broken instruction draws nothing

    # --- State -----------------------------------------------------------------------------

    def _save(self, _: Any) -> None:
        self.kept.append((self.state, self.matrix))

    def _restore(self, _: Any) -> None:
        if self.kept:
            self.state, self.matrix = self.kept.pop()
            self.changed = True

    def _transform(self, said: Any) -> None:
        self.matrix = times(matrix_of(said), self.matrix)
        self.changed = True

    def _set(self, **values: Any) -> None:
        self.state, self.changed = replace(self.state, **values), True

    def _named(self, said: Any) -> None:
        """Take a named graphics state (operator gs)."""
        named = self.resources["/ExtGState"][str(said[0])]
        if "/LW" in named:
            self._set(width=float(named.LW))
        faint = any(float(named.get(key, 1)) < 1 for key in ("/ca", "/CA"))
        mask = named.get("/SMask")
        masked = mask is not None and str(mask) != "/None" and isinstance(mask, pikepdf.Dictionary)
        blend = named.get("/BM", "/Normal")
        mixed = str(blend) not in ("/Normal", "/Compatible") and not isinstance(
            blend, pikepdf.Array
        )
        self.seen.see_through |= faint or masked or mixed

    def _space(self, said: Any, side: str) -> None:
        name = str(said[0])
        spaces = self.resources.get("/ColorSpace", {})
        space = spaces.get(name, name)
        self._set(**{f"{side}_space": space, side: colour_of(space, None)})

    def _colour(self, said: Any, side: str) -> None:
        self._set(**{side: colour_of(getattr(self.state, f"{side}_space"), said)})

    def _device(self, said: Any, side: str, space: str) -> None:
        self._set(**{f"{side}_space": space, side: colour_of(space, said)})

    # --- Lines and areas -------------------------------------------------------------------

    def _scale(self) -> float:
        a, b, c, d, _, _ = self.matrix
        return float(abs(a * d - b * c) ** 0.5)

    def _thin(self, width: float) -> None:
        if self.seen.thinnest is None or width < self.seen.thinnest:
            self.seen.thinnest = width

    def _stroke(self, _: Any) -> None:
        self._thin(self.state.width * self._scale())
        self.seen.colours.add(self.state.stroke)
        self.rectangles.clear()

    def _rectangle(self, said: Any) -> None:
        self.rectangles.append((abs(float(said[2])), abs(float(said[3]))))

    def _fill(self, _: Any) -> None:
        # A rule is often a rectangle that is hardly higher than nothing.
        for sides in self.rectangles:
            if 0 < (thin := min(sides) * self._scale()) < min(max(sides) * self._scale() / 4, 2):
                self._thin(thin)
        self.seen.colours.add(self.state.fill)
        self.rectangles.clear()

    def _fill_and_stroke(self, said: Any) -> None:
        self._fill(said)
        self._stroke(said)

    def _nothing(self, _: Any) -> None:
        self.rectangles.clear()

    def _shade(self, said: Any) -> None:
        shading = self.resources["/Shading"][str(said[0])]
        self.seen.colours.add(Colour(space_of(shading.ColorSpace)))

    def _object(self, said: Any) -> None:
        name = str(said[0])
        if name not in self.known:
            drawn = self.resources["/XObject"][name]
            self.known[name] = drawn, str(drawn.get("/Subtype")) == "/Image", drawn.objgen
        drawn, is_picture, key = self.known[name]
        if is_picture:
            a, b, c, d, _, _ = self.matrix
            self.seen.pictures.append(
                picture(drawn, name, hypot(a, b), hypot(c, d), self.resources, self.seen.inks)
            )
        elif self.depth < DEEPEST:
            self._form(drawn, key)

    def _form(self, drawn: Any, key: tuple[int, int]) -> None:
        seen, state = self.seen, self.state
        if key not in seen.scripts:
            seen.scripts[key] = script_of(drawn)
        script = seen.scripts[key]
        # Dots of letters are such forms, thousands of them; one tells what all of a kind look like.
        if script.plain:
            alike = (key, state.fill, state.stroke, state.width, round(self._scale(), 3))
            if alike in seen.alike:
                return
            seen.alike.add(alike)
        matrix = times(matrix_of(drawn.get("/Matrix", IDENTITY)), self.matrix)
        resources = drawn.get("/Resources", self.resources)
        inner = Pen(seen, resources, state, self.depth + 1)
        inner.matrix = matrix
        inner.artifacts = [True] if any(self.artifacts) else []
        group = drawn.get("/Group")
        if group is not None and "/CS" in group and str(group.get("/S")) == "/Transparency":
            seen.colours.add(Colour(space_of(group.CS)))
        inner._follow(script.steps)

    def _inline(self, said: Any) -> None:
        image = said[0].obj if hasattr(said[0], "obj") else said[0]
        a, b, c, d, _, _ = self.matrix
        width, height = getattr(image, "width", 0), getattr(image, "height", 0)
        ppi = min(width / (hypot(a, b) / 72 or 1), height / (hypot(c, d) / 72 or 1))
        self.seen.pictures.append(Picture("", ppi, 8, "other"))

    # --- Letters ---------------------------------------------------------------------------

    def _begin(self, _: Any) -> None:
        self.text = self.line = IDENTITY
        self.changed = True

    def _font(self, said: Any) -> None:
        name = str(said[0])
        known = self.resources["/Font"][name]
        key = f"{known.objgen[0]} {known.objgen[1]}" if known.objgen[0] else f"{name} {id(self)}"
        if key not in self.seen.fonts:
            self.seen.fonts[key] = font_of(known)
        self._set(font=key, size=float(said[1]))

    def _move(self, said: Any) -> None:
        self.text = self.line = times((1, 0, 0, 1, float(said[0]), float(said[1])), self.line)
        self.changed = True

    def _place(self, said: Any) -> None:
        self.text = self.line = matrix_of(said)
        self.changed = True

    def _show(self, _: Any) -> None:
        if not self.changed:
            return
        self.changed = False
        state = self.state
        a, b, c, d, _, y = times(self.text, self.matrix)
        high = hypot(c, d)
        if state.mode != INVISIBLE and high:
            wide = hypot(a, b) or 1
            lean = abs(a * c + b * d) / (wide * high)
            size = round(state.size * high, 1)
            outlined = state.mode in (1, 2, 5, 6)
            colour = state.stroke if state.mode in (1, 5) else state.fill
            self.seen.letterings.add(Lettering(state.font, size, colour, outlined, lean > LEAN))
        own = not any(self.artifacts)
        row = round(y)
        self.seen.rows[row] = self.seen.rows.get(row, False) or own

    def _open_mark(self, said: Any) -> None:
        self.artifacts.append(str(said[0]) == "/Artifact")

    def _close_mark(self, _: Any) -> None:
        if self.artifacts:
            self.artifacts.pop()


def script_of(content: Any) -> Script:
    """What a page or a form says, in the order of saying it."""
    steps = []
    plain = True
    for instruction in pikepdf.parse_content_stream(content):
        follow = FOLLOW.get(str(instruction.operator))
        if follow is not None:
            steps.append((follow, instruction.operands))
            plain = plain and follow not in (Pen._show, Pen._object, Pen._inline)
    return Script(tuple(steps), plain)


FOLLOW: dict[str, Follow] = {
    "q": Pen._save,
    "Q": Pen._restore,
    "cm": Pen._transform,
    "gs": Pen._named,
    "w": lambda pen, said: pen._set(width=float(said[0])),
    "g": lambda pen, said: pen._device(said, "fill", "/DeviceGray"),
    "G": lambda pen, said: pen._device(said, "stroke", "/DeviceGray"),
    "rg": lambda pen, said: pen._device(said, "fill", "/DeviceRGB"),
    "RG": lambda pen, said: pen._device(said, "stroke", "/DeviceRGB"),
    "k": lambda pen, said: pen._device(said, "fill", "/DeviceCMYK"),
    "K": lambda pen, said: pen._device(said, "stroke", "/DeviceCMYK"),
    "cs": lambda pen, said: pen._space(said, "fill"),
    "CS": lambda pen, said: pen._space(said, "stroke"),
    "sc": lambda pen, said: pen._colour(said, "fill"),
    "scn": lambda pen, said: pen._colour(said, "fill"),
    "SC": lambda pen, said: pen._colour(said, "stroke"),
    "SCN": lambda pen, said: pen._colour(said, "stroke"),
    "re": Pen._rectangle,
    "sh": Pen._shade,
    "Do": Pen._object,
    "INLINE IMAGE": Pen._inline,
    "BT": Pen._begin,
    "Tf": Pen._font,
    "Tr": lambda pen, said: pen._set(mode=int(said[0])),
    "Td": Pen._move,
    "TD": Pen._move,
    "Tm": Pen._place,
    "BMC": Pen._open_mark,
    "BDC": Pen._open_mark,
    "EMC": Pen._close_mark,
    "n": Pen._nothing,
    **dict.fromkeys(("S", "s"), Pen._stroke),
    **dict.fromkeys(("f", "F", "f*"), Pen._fill),
    **dict.fromkeys(("B", "B*", "b", "b*"), Pen._fill_and_stroke),
    **dict.fromkeys(("Tj", "TJ", "'", '"'), Pen._show),
}
