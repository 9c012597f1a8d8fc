"""The three real documents and the gold data, where a machine has them."""

import os
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
SHARED = Path(os.environ.get("RECTOVERSO_SHARED", ROOT.parent / "shared"))

needs_sources = pytest.mark.skipif(
    not (SHARED / "sources").is_dir(), reason="the real documents are not here"
)
needs_gold = pytest.mark.skipif(not (SHARED / "gold").is_dir(), reason="the gold data is not here")


def source(number: str) -> Path:
    """The document whose name begins with a number."""
    return next((SHARED / "sources").glob(f"{number}*"))
