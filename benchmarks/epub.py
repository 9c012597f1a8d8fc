"""Measure the making of e-books beside pandoc and calibre: python benchmarks/epub.py [CHAPTERS ...]

The same chapters, in three scripts, are made into an EPUB by Rectoverso, by pandoc, and, where it
is installed, by calibre (from the HTML that pandoc makes of them). Times are those of the
processor, in seconds; memory is the most a process had, in megabytes. Ours is told by the command,
cold and after a word of one chapter has changed, with the seconds on the clock and the memory of
all its processes together; and by its parts: reading and compiling, and packing, for which it is
read from a file, so that neither counts for the other.
"""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent

READING = """
import pickle, sys
from pathlib import Path
from rectoverso.app.check import check
sys.setrecursionlimit(100_000)
checked = check(Path(sys.argv[1]), lambda _: None)
Path(sys.argv[1], "compiled").write_bytes(pickle.dumps((checked.book, checked.manuscript)))
"""
PACKING = """
import json, os, pickle, sys
from datetime import UTC, datetime
from pathlib import Path
from rectoverso.model.memory import Memory
from rectoverso.writing.screen.epub import write_epub
sys.setrecursionlimit(100_000)
book, manuscript = pickle.loads(Path(sys.argv[1], "compiled").read_bytes())
memory = Memory(Path(sys.argv[1], "memory"))
start = sum(os.times()[:4])
epub = write_epub(book, manuscript, datetime(1980, 1, 1, tzinfo=UTC), memory=memory)
print(json.dumps([sum(os.times()[:4]) - start, len(epub.data), len(epub.findings)]))
"""


def measured(command: Sequence[str | Path]) -> tuple[str, float, float]:
    """What a command prints, its time on the processor, and its memory at most."""
    script = (
        "import json, resource, subprocess, sys\n"
        "done = subprocess.run(sys.argv[1:], stdout=subprocess.PIPE, check=True)\n"
        "used = resource.getrusage(resource.RUSAGE_CHILDREN)\n"
        "print(json.dumps([done.stdout.decode(), used.ru_utime + used.ru_stime, used.ru_maxrss]))"
    )
    words = [sys.executable, "-c", script, *map(str, command)]
    done = subprocess.run(words, stdout=subprocess.PIPE, check=True, cwd=ROOT)
    said, time, memory = json.loads(done.stdout)
    return said, time, memory / 1024


def main(counts: Sequence[int]) -> None:
    """Print a line for each number of chapters."""
    import pypandoc

    sys.path.insert(0, str(HERE))
    from books import write_book
    from run import measured as watched

    for count in counts:
        with TemporaryDirectory() as name:
            folder = write_book(Path(name), int(count * 2.2), count)
            chapters = sorted((folder / "chapters").glob("*.md"))
            size = sum(chapter.stat().st_size for chapter in chapters) / 1e6
            print(f"{count} chapters, {size:.1f} MB")
            for state in ("cold", "one word changed"):
                command = [sys.executable, "-m", "rectoverso", "build", "epub", "--project"]
                clock, time, memory = watched([*command, str(folder)])
                print(
                    f"  by the command, {state}: {time:.1f} s, {clock:.1f} on the clock, "
                    f"{memory} MB"
                )
                with chapters[0].open("a", encoding="utf-8") as chapter:
                    chapter.write("\n\nکتاب\n")
            _, reading, memory = measured([sys.executable, "-c", READING, folder])
            print(f"  read and compiled: {reading:.1f} s, {memory:.0f} MB")
            for cover in ("made", "remembered"):
                said, _, memory = measured([sys.executable, "-c", PACKING, folder])
                packing, length, faults = json.loads(said)
                print(
                    f"  packed and read back, the cover {cover}: {packing:.1f} s, {memory:.0f} MB; "
                    f"{length / 1e6:.1f} MB long, {faults} faults"
                )
            pandoc = [pypandoc.get_pandoc_path(), "--from", "markdown", "--output"]
            _, time, memory = measured([*pandoc, folder / "x.epub", *chapters])
            print(f"  pandoc: {time:.1f} s, {memory:.0f} MB")
            if calibre := shutil.which("ebook-convert"):
                measured([*pandoc, folder / "x.html", "--standalone", *chapters])
                _, time, memory = measured([calibre, folder / "x.html", folder / "y.epub"])
                print(f"  calibre: {time:.1f} s, {memory:.0f} MB")


if __name__ == "__main__":
    main([int(word) for word in sys.argv[1:]] or [10, 100, 1000])
