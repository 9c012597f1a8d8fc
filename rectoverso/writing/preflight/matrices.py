"""Transformations of the plane, as six numbers (ISO 32000-2, 8.3.4)."""

from __future__ import annotations

from typing import Any

Matrix = tuple[float, float, float, float, float, float]
IDENTITY: Matrix = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)


def times(first: Matrix, then: Matrix) -> Matrix:
    """One transformation and then another."""
    a, b, c, d, e, f = first
    g, h, i, j, k, m = then
    return (
        a * g + b * i,
        a * h + b * j,
        c * g + d * i,
        c * h + d * j,
        e * g + f * i + k,
        e * h + f * j + m,
    )


def matrix_of(said: Any) -> Matrix:
    """The transformation that six numbers of a PDF mean."""
    a, b, c, d, e, f = map(float, said)
    return a, b, c, d, e, f
