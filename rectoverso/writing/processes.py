"""What processes of our own need: to find the program that starts them, and to keep to limits."""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path


def surroundings() -> Mapping[str, str]:
    """The environment in which a new Python finds the program as it stands here."""
    ours = str(Path(__file__).resolve().parents[2])
    paths = os.pathsep.join(filter(None, (ours, os.environ.get("PYTHONPATH"))))
    return {**os.environ, "PYTHONPATH": paths}


def limit_addresses(most: int) -> bool:
    """Give this process no more than so many bytes of addresses; False where nobody can."""
    try:
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (most, most))
    except (ImportError, OSError, ValueError):  # Windows has no such limits
        return False
    return True
