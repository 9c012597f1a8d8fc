"""Give the print edition no more pixels than a press can show, and lines in one bit."""

from __future__ import annotations

import re
from collections import defaultdict
from typing import Any

import pikepdf
from pikepdf import Name

from rectoverso.model.press import PressEdition
from rectoverso.writing.press.inks import Inks
from rectoverso.writing.press.pictures import Wanted, print_picture
from rectoverso.writing.press.placing import Placed, placed_pictures
from rectoverso.writing.press.profiles import take_profile

_DEEPEST = 9  # drawings in one another
_DRAWN = re.compile(rb"^(/\S+) Do$", re.MULTILINE)


def lighten(pdf: pikepdf.Pdf, press: PressEdition) -> None:
    """Make the pictures of a PDF of ours smaller where they are finer than `press` asks for."""
    placed: defaultdict[tuple[int, int], list[Placed]] = defaultdict(list)
    pictures: dict[tuple[int, int], Any] = {}
    holders: dict[tuple[int, int], frozenset[bytes]] = {}
    for number, page in enumerate(pdf.pages, 1):
        resources = page.obj.get("/Resources")
        if resources is None or "/XObject" not in resources or "/Contents" not in page.obj:
            continue
        key = resources.objgen
        if key == (0, 0) or key not in holders:
            holders[key] = _with_pictures(resources, pictures, 0)
        page.contents_coalesce()
        if holders[key] & set(_DRAWN.findall(page.Contents.read_bytes())):
            for one in placed_pictures(page, number):
                placed[one.key].append(one)
    wanted = Wanted(press.ppi, press.line_ppi, alpha=True, own=True)
    profiles: dict[bytes, pikepdf.Object] = {}
    for key, some in placed.items():
        take_profile(pdf, pictures[key], profiles)
        for _ in print_picture(pictures[key], min(one.ppi for one in some), Inks(), wanted):
            pass  # colours stay as they are


def _with_pictures(
    resources: Any, pictures: dict[tuple[int, int], Any], depth: int
) -> frozenset[bytes]:
    """The names under which pictures, or drawings with pictures in them, are in the resources."""
    names = set()
    for name, thing in resources.get("/XObject", {}).items():
        if thing.get("/Subtype") == Name.Image:
            pictures[thing.objgen] = thing
            names.add(name.encode("latin-1"))
        elif "/Resources" in thing and depth < _DEEPEST:
            inside = _with_pictures(thing.Resources, pictures, depth + 1)
            names |= {name.encode("latin-1")} if inside else set()
    return frozenset(names)
