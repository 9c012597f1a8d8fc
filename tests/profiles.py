"""A made-up ICC profile of a press (ICC.1:2001-04), coarse and small, for tests."""

import struct
from functools import cache
from itertools import product

_GRID = 9


@cache
def press_profile(
    name: str = "A Press",
    kind: bytes = b"prtr",
    space: bytes = b"CMYK",
    version: int = 2,
    *,
    turned: bool = False,
) -> bytes:
    """A profile of version 2 in whose inks gray is black, and red is magenta and yellow.

    With `turned`, black is all three colours of it, and no black at all.
    """
    to_inks = b"".join(
        bytes(_inks(*(place / (_GRID - 1) for place in lab)))
        for lab in product(range(_GRID), repeat=3)
    )
    to_eye = b"".join(
        bytes((_light(c, m, y, 0 if turned else k, 3 if turned else 4), 128, 128))
        for c, m, y, k in product((0, 1), repeat=4)
    )
    tags = {
        b"desc": b"desc\0\0\0\0" + struct.pack(">I", len(name) + 1) + name.encode() + b"\0" * 79,
        b"cprt": b"text\0\0\0\0made up\0",
        b"wtpt": b"XYZ \0\0\0\0" + struct.pack(">3i", 63190, 65536, 54061),
        b"A2B0": _table(4, 3, 2, to_eye),
        b"B2A0": _table(3, 4, _GRID, to_inks),
    }
    body, index, start = b"", b"", 128 + 4 + 12 * len(tags)
    for tag, data in tags.items():
        index += tag + struct.pack(">II", start + len(body), len(data))
        body += data + b"\0" * (-len(data) % 4)
    size = start + len(body)
    head = struct.pack(">I4sI4s4s4s", size, b"none", version << 24, kind, space, b"Lab ")
    head += struct.pack(">6H", 2026, 1, 1, 0, 0, 0) + b"acsp"
    head += b"\0" * 28 + struct.pack(">3i", 63190, 65536, 54061)
    return head.ljust(128, b"\0") + struct.pack(">I", len(tags)) + index + body


def _table(inward: int, outward: int, grid: int, points: bytes) -> bytes:
    straight = bytes(range(256))
    matrix = struct.pack(">9i", 65536, 0, 0, 0, 65536, 0, 0, 0, 65536)
    head = b"mft1\0\0\0\0" + bytes((inward, outward, grid, 0)) + matrix
    return head + straight * inward + points + straight * outward


def _light(c: float, m: float, y: float, k: float, most: int) -> int:
    return round(255 * (1 - k) * (1 - (c + m + y) / most))


def _inks(light: float, a: float, b: float) -> tuple[int, int, int, int]:
    red, blue = 2 * (a - 0.5), -2 * (b - 0.5)
    cyan = max(0.0, -red) + max(0.0, blue)
    magenta, yellow = max(0.0, red), max(0.0, -blue)
    return tuple(round(255 * min(part, 1)) for part in (cyan, magenta, yellow, 1 - light))
