"""Pack Lilak's word list: python3 -m rectoverso.assembling.data.pack index.dic index.aff.

The words go in a form that is read in a tenth of a second: words without half-spaces, a line to
each, an empty line, then for each its spellings with their flags.
"""

from __future__ import annotations

import gzip
import sys
from collections.abc import Iterator
from pathlib import Path

HALF_SPACE = "\N{ZERO WIDTH NON-JOINER}"


def pack(words: str) -> bytes:
    """The word list, from the text of a Hunspell dictionary."""
    spellings: dict[str, dict[str, None]] = {}
    for line in words.split("\n")[1:]:
        if word := line.partition("/")[0].replace(HALF_SPACE, ""):
            spellings.setdefault(word, {})[line] = None
    keys = "\n".join(spellings)
    # A word that is its only spelling and takes no ending need not be said twice.
    values = (" ".join(lines) if [*lines] != [word] else "" for word, lines in spellings.items())
    return gzip.compress(f"{keys}\n\n{chr(10).join(values)}".encode(), 9, mtime=0)


def endings(affixes: str) -> str:
    """Flags and endings of a Hunspell affix file, a line to each, further endings put on."""
    rows: dict[str, list[tuple[str, str]]] = {}
    for line in affixes.splitlines():
        match line.split():
            case ["SFX", flag, _, addition, _]:
                ending, _, more = addition.partition("/")
                rows.setdefault(flag, []).append((ending, more))
            case _:
                pass

    def grown(flag: str, depth: int) -> Iterator[str]:
        for ending, more in rows.get(flag, ()):
            yield ending
            for at in range(0, len(more) if depth else 0, 2):
                yield from (ending + further for further in grown(more[at : at + 2], depth - 1))

    lines = dict.fromkeys(f"{flag} {ending}" for flag in rows for ending in grown(flag, 2))
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    here = Path(__file__).parent
    dictionary, affix_file = map(Path, sys.argv[1:])
    here.joinpath("fa.words.gz").write_bytes(pack(dictionary.read_text("utf-8")))
    here.joinpath("fa.endings").write_text(endings(affix_file.read_text("utf-8")), "utf-8")
