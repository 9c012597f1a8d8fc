"""What a command leaves behind, and where the commands are."""

from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]


@dataclass(frozen=True)
class Ran:
    """The exit code of a command, and what it printed."""

    code: int
    out: str = ""
    err: str = ""
