"""Measure the making of e-books beside pandoc: python benchmarks/epub.py [CHAPTERS ...]

The same chapters, in three scripts, are made into an EPUB by Rectoverso and by pandoc. Times are
those of the processor, in seconds; memory is the most a process had, in megabytes.
"""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent

# Run by itself, so that the memory of one does not count for the other.
OURS = """
import json, sys, time
from datetime import UTC, datetime
from pathlib import Path
from rectoverso.app.check import check
times = [time.process_time()]
checked = check(Path(sys.argv[1]), lambda _: None)
times.append(time.process_time())
from rectoverso.writing.screen.epub import write_epub
epub = write_epub(checked.book, checked.manuscript, datetime(1980, 1, 1, tzinfo=UTC))
times.append(time.process_time())
print(json.dumps([times[1] - times[0], times[2] - times[1], len(epub.data), len(epub.findings)]))
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

    for count in counts:
        with TemporaryDirectory() as name:
            folder = write_book(Path(name), int(count * 2.2), count)
            chapters = sorted((folder / "chapters").glob("*.md"))
            size = sum(chapter.stat().st_size for chapter in chapters) / 1e6
            said, _, memory = measured([sys.executable, "-c", OURS, folder])
            reading, packing, length, faults = json.loads(said)
            peer = [pypandoc.get_pandoc_path(), "--from", "markdown", "--output", folder / "x.epub"]
            _, other, others_memory = measured([*peer, *chapters])
            print(
                f"{count} chapters, {size:.1f} MB: read and compiled in {reading:.1f} s, "
                f"packed and read back in {packing:.1f} s ({faults} faults), {memory:.0f} MB, "
                f"{length / 1e6:.1f} MB long; pandoc {other:.1f} s, {others_memory:.0f} MB"
            )


if __name__ == "__main__":
    main([int(word) for word in sys.argv[1:]] or [10, 100, 1000])
