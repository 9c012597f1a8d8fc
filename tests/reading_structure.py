"""Read the structure of a PDF back: its elements, one to a line, with their text."""

from __future__ import annotations

import re
import shutil
import subprocess
from collections.abc import Iterator
from io import BytesIO
from typing import Any

import pikepdf
import pytest
from pikepdf import Name

# Where links and pictures stand, and that a picture has no text.
_FRAME = re.compile(r'^\s*(Object \d+ \d+|/BBox .*|"")$')


def structure(pdf: bytes) -> str:
    """The structure as Poppler tells it; text of right-to-left lines is seen as it stands."""
    pdfinfo = shutil.which("pdfinfo")
    if pdfinfo is None:
        pytest.skip("Poppler's pdfinfo tells the structure, and it is not here")
    told = subprocess.run(
        (pdfinfo, "-struct-text", "-"), input=pdf, capture_output=True, check=True, timeout=60
    )
    lines = told.stdout.decode().splitlines()
    shown = (re.sub(r" \((block|inline)\)|:$", "", line) for line in lines)
    return "\n".join(line for line in shown if not _FRAME.match(line))


def section(told: str, number: int) -> str:
    """The lines of one part of the book, from its own on."""
    parts = re.split(r"\n(?=  \S)", told)
    lines = parts[number].splitlines()
    return "\n".join(line[2:].rstrip() for line in lines)


def elements(pdf: bytes) -> list[dict[str, str]]:
    """What each element says besides its content: role, Lang, Alt, ID and attributes."""
    found: list[dict[str, str]] = []
    with pikepdf.open(BytesIO(pdf)) as file:
        _gather(file.Root.StructTreeRoot.K, found)
    return found


def pages_of(pdf: bytes, role: str) -> list[list[int]]:
    """For each element of this role, the pages (from 1) on which it has content of its own."""
    with pikepdf.open(BytesIO(pdf)) as file:
        numbers = {page.objgen: number for number, page in enumerate(file.pages, start=1)}
        return [
            [numbers[page.objgen] for page in _content(node)]
            for node in nodes(file.Root.StructTreeRoot.K)
            if Name(f"/{role}") == node.S
        ]


def parents(pdf: bytes) -> tuple[int, list[str]]:
    """How many marks and frames of links have an element, and what is wrong with the others.

    Every mark on a page and every link is found from both sides: the element names it, and it
    leads to the element through the parent tree.
    """
    with pikepdf.open(BytesIO(pdf)) as file:
        root = file.Root.StructTreeRoot
        tree = dict(pikepdf.NumberTree(root.ParentTree).items())
        wrong: list[str] = []
        there = 0
        for node in nodes(root.K):
            for kid in _kids(node):
                if isinstance(kid, int):
                    found, said = tree[int(node.Pg.StructParents)][kid], f"mark {kid}"
                elif kid.get("/Type") == "/MCR":
                    found, said = tree[int(kid.Pg.StructParents)][int(kid.MCID)], "mark elsewhere"
                elif kid.get("/Type") == "/OBJR":
                    found, said = tree[int(kid.Obj.StructParent)], "link"
                else:
                    found, said = kid, "element"
                    if kid.P.objgen != node.objgen:
                        wrong.append(f"{kid.S} has another parent than {node.S}")
                    continue
                there += 1
                if found.objgen != node.objgen:
                    wrong.append(f"{said} of {node.S}")
        held = sum(len(one) if isinstance(one, pikepdf.Array) else 1 for one in tree.values())
        return there, wrong if held == there else [*wrong, f"{held} in the parent tree"]


def nodes(node: pikepdf.Object) -> Iterator[pikepdf.Object]:
    """An element and all below it, in the order they are read in."""
    yield node
    for kid in _kids(node):
        if isinstance(kid, pikepdf.Dictionary) and "/S" in kid:
            yield from nodes(kid)


def _kids(node: pikepdf.Object) -> list[Any]:
    inside: Any = node.get("/K", [])
    return list(inside) if isinstance(inside, pikepdf.Array | list) else [inside]


def _content(node: pikepdf.Object) -> Iterator[pikepdf.Object]:
    for kid in _kids(node):
        if isinstance(kid, int):
            yield node.Pg
        elif kid.get("/Type") == "/MCR":
            yield kid.Pg


def _gather(node: pikepdf.Object, found: list[dict[str, str]]) -> None:
    said = {"role": str(node.S)[1:]}
    for key in ("Lang", "Alt", "ID"):
        if f"/{key}" in node:
            said[key] = str(node[f"/{key}"])
    for key, value in node.get("/A", {}).items():
        if key not in ("/O", "/BBox"):
            said[key[1:]] = str(value).lstrip("/")
    found.append(said)
    for kid in _kids(node):
        if isinstance(kid, pikepdf.Dictionary) and "/S" in kid:
            _gather(kid, found)
