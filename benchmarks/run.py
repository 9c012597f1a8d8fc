"""Measure how long books take, in one session: python benchmarks/run.py [pages ...]

Prints times as ratios to one plain WeasyPrint pass over the same HTML in one process, the time of
the processor (which other programs disturb less), the peak memory of all processes together, and
what was measured against. Typst (PyPI `typst`) and pandoc are measured when they are there.
"""

from __future__ import annotations

import json
import os
import platform
import resource
import shutil
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Sequence
from pathlib import Path

sys.path[:0] = [str(Path(__file__).parents[1]), str(Path(__file__).parent)]

from books import chapter, write_book  # noqa: E402

ROOT = Path(__file__).parents[1]
COMMAND = [sys.executable, "-m", "rectoverso"]
SIZES = {1: 1, 640: 16, 5000: 125}


def measured(command: Sequence[str]) -> tuple[float, float, int]:
    """What a command and all its processes take: seconds, the processor's, peak memory (MB)."""
    begun, used = time.perf_counter(), _processor()
    running = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
    peak = [0]
    watching = threading.Thread(target=_watch, args=(running, peak), daemon=True)
    watching.start()
    told = running.communicate()[0]
    took = time.perf_counter() - begun
    watching.join()
    if running.returncode:
        sys.exit(f"{command} failed:\n{told.decode()}")
    return took, _processor() - used, peak[0] // 1024


def _processor() -> float:
    """Seconds of the processor that all ended processes of ours have had."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def _watch(running: subprocess.Popen[bytes], peak: list[int]) -> None:
    begun = time.perf_counter()
    while running.poll() is None:
        peak[0] = max(peak[0], sum(map(_memory, _tree(running.pid))))
        # Who is asked for its memory stands still meanwhile.
        time.sleep(min(0.25 + (time.perf_counter() - begun) / 10, 1))


def _tree(pid: int) -> list[int]:
    try:
        children = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
        threads = Path(f"/proc/{pid}/task").iterdir()
        children = [c for t in threads for c in (t / "children").read_text().split()]
    except OSError:
        return []
    return [pid, *(one for child in children for one in _tree(int(child)))]


def _memory(pid: int) -> int:
    """Kilobytes of a process, each shared page counted for its share."""
    try:
        lines = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
    except OSError:
        return 0
    return next((int(line.split()[1]) for line in lines if line.startswith("Pss:")), 0)


SETTLED = """
import json, sys, time
from pathlib import Path
from typing import Any
from rectoverso.app.check import check
from rectoverso.writing.paper import pdf
from rectoverso.writing.paper.pagemap import read_map
from rectoverso.writing.paper.typeset import typeset
project = Path(sys.argv[1])
checked = check(project, lambda _: None)
book, manuscript = checked.book, checked.manuscript
look = pdf.read_look(manuscript.styles)
known = read_map(project / "build/.cache").folios
css = "\\n".join(
    (pdf.common_css(book, look), pdf.page_css(book, look, pdf.page_styles(book)))
)
faces = pdf.read_faces(manuscript.fonts)
bodies = pdf.print_html(book, manuscript, look, faces, known, known)
html = pdf.print_document(book, look, bodies)
"""
PASS = """
begun, used = time.perf_counter(), time.process_time()
pages = typeset(html, css, faces)
data = pages.tagged()
took, used = time.perf_counter() - begun, time.process_time() - used
json.dump([took, used, len(pages.document.pages), len(data)], open(sys.argv[2], "w"))
"""
# What WeasyPrint does not do itself.
GREEDY = 'css = css.replace("text-wrap-style: pretty", "text-wrap-style: auto")'
UNTAGGED = ("pages.tagged()", "pages.pdf()")


def plain_pass(project: Path, *, bare: bool = False) -> tuple[float, float, int, int, int]:
    """One pass over the settled HTML: seconds, the processor's, peak memory, pages, bytes.

    If `bare`, lines are filled one by one, and the PDF has no structure.
    """
    script = SETTLED + (GREEDY + PASS.replace(*UNTAGGED) if bare else PASS)
    with tempfile.NamedTemporaryFile("r", suffix=".json") as told:
        *_, memory = measured([sys.executable, "-c", script, str(project), told.name])
        took, used, pages, size = json.load(told)
    return took, used, memory, pages, size


def change(project: Path, number: int, edit: Callable[[str], str]) -> None:
    """Change a chapter."""
    path = project / f"chapters/{number:03}.md"
    path.write_text(edit(path.read_text("utf-8")), "utf-8")


def one_word(text: str) -> str:
    """A chapter with one other word in it."""
    for word, other in (("کتاب", "دفتر"), ("पुस्तक", "कापी"), ("sách", "tập")):
        if f" {word} " in text:
            return text.replace(f" {word} ", f" {other} ", 1)
    raise ValueError("no such word")


def longer(text: str) -> str:
    """A chapter that takes two pages more."""
    return text + "\n\n" + chapter(999, "vi", 2.2, 1).split("\n\n", 2)[2].replace("#c999", "#more")


def run(pages: int, folder: Path) -> None:
    """Measure one size of book."""
    project = write_book(folder / str(pages), pages, SIZES.get(pages, max(pages // 40, 1)))
    build = [*COMMAND, "build", "pdf", "--project", str(project)]
    figures: list[tuple[str, float, float, int]] = []

    def note(name: str, command: Sequence[str]) -> None:
        figures.append((name, *measured(command)))
        _, took, used, memory = figures[-1]
        print(f"  {name}: {took:.2f} s, processor {used:.2f} s, {memory} MB", flush=True)

    print(f"{pages} pages asked for")
    note("check, cold", [*COMMAND, "check", "--project", str(project)])
    note("PDF, cold", build)
    size = (project / "build/book.pdf").stat().st_size
    note("PDF, nothing changed", build)
    one, busy, memory, made, plain_size = plain_pass(project)
    bare, bare_busy, *_ = plain_pass(project, bare=True)
    print(f"  plain pass: {one:.2f} s, processor {busy:.2f} s, {memory} MB, {made} pages")
    middle = SIZES.get(pages, 2) // 2
    change(project, middle, one_word)
    note("PDF, one word changed", build)
    change(project, middle, longer)
    note("PDF, one chapter two pages longer", build)
    note("EPUB, cold", [*COMMAND, "build", "epub", "--project", str(project)])
    chapters = [str(path) for path in sorted((project / "chapters").glob("*.md"))]
    import pypandoc

    out = str(folder / "pandoc.epub")
    note("pandoc's EPUB", [pypandoc.get_pandoc_path(), *chapters, "-o", out, "--metadata=title:x"])
    typst = folder / "book.typ"
    try:
        import typst as _  # noqa: F401
    except ImportError:
        print("  typst is not installed")
    else:
        command = [pypandoc.get_pandoc_path(), *chapters, "-s", "-t", "typst", "-o", str(typst)]
        measured(command)
        fonts = [str(path) for path in (ROOT / "fonts").iterdir() if path.is_dir()]
        wanted = f"{str(typst)!r}, output={str(typst)!r} + '.pdf', font_paths={fonts!r}"
        script = f"import typst; typst.compile({wanted})"
        note("Typst, from scratch", [sys.executable, "-c", script])

    print(f"\n| {made} pages | seconds | x plain pass | processor | x plain pass | MB |")
    print("|---|---|---|---|---|---|")
    print(f"| one plain WeasyPrint pass | {one:.2f} | 1.00 | {busy:.2f} | 1.00 | {memory} |")
    for name, took, used, most in figures:
        ratios = f"{took:.2f} | {took / one:.3f} | {used:.2f} | {used / busy:.3f}"
        print(f"| {name} | {ratios} | {most} |")
    print(f"\nLine by line, without structure: {bare:.2f} s, processor {bare_busy:.2f} s.")
    print(f"Size of the PDF: {size / plain_size:.3f} x that of one pass.\n")


def main() -> None:
    """Measure the sizes asked for."""
    print(f"{platform.platform()}, {os.cpu_count()} cores, Python {platform.python_version()}")
    folder = Path(tempfile.mkdtemp(prefix="rectoverso-benchmarks-"))
    try:
        for pages in [int(size) for size in sys.argv[1:]] or SIZES:
            run(pages, folder)
    finally:
        shutil.rmtree(folder)


if __name__ == "__main__":
    main()
