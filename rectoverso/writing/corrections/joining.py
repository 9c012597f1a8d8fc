"""Keep the joined forms of cursive letters where markup begins or ends inside a word.

Each text box is shaped by itself, so the letters on the two sides of `<b>` would stand apart.
A zero-width joiner on each side gives them the forms they have in the whole word.
"""

from __future__ import annotations

import icu

JOINER = "\N{ZERO WIDTH JOINER}"

# Joining types of Unicode (ArabicShaping.txt) as ICU numbers them.
_CAUSING, _DUAL, _LEFT, _RIGHT, _TRANSPARENT = 1, 2, 3, 4, 5
FIRST_CURSIVE = "\u0600"


def join(before: str, after: str) -> tuple[str, str]:
    """Two texts of one word that stand in two boxes, with joiners where their letters join.

    Done again it changes nothing.
    """
    if not before or not after or before[-1] < FIRST_CURSIVE or after[0] < FIRST_CURSIVE:
        return before, after
    left = next((_type(c) for c in reversed(before) if _type(c) != _TRANSPARENT), 0)
    right = next((_type(c) for c in after if _type(c) != _TRANSPARENT), 0)
    if left not in (_DUAL, _LEFT, _CAUSING) or right not in (_DUAL, _RIGHT, _CAUSING):
        return before, after
    if left == right == _CAUSING:
        return before, after
    return (
        before if before[-1] == JOINER else before + JOINER,
        after if after[0] == JOINER else JOINER + after,
    )


def _type(character: str) -> int:
    return int(icu.Char.getIntPropertyValue(character, icu.UProperty.JOINING_TYPE))
