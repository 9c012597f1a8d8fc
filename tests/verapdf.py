"""Ask veraPDF, the validator of the PDF Association, what it thinks of a PDF.

Its jar is fetched by Maven by its name, once, into `.venv/verapdf`.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from pathlib import Path
from tempfile import mkdtemp
from typing import NoReturn

import pytest

from tests.commands import ROOT

HOME = ROOT / ".venv" / "verapdf"
NAME, VERSION = "greenfield-apps", "1.28.2"
ARTIFACT = f"org.verapdf.apps:{NAME}:{VERSION}"
PROFILES = ("ua1", "3a")


def verapdf(*books: Path) -> list[str]:
    """What breaks PDF/UA-1 or PDF/A-3a in these files: “book.pdf ua1 7.1-3 (2 times): ...”."""
    java, jar = shutil.which("java"), _jar()
    if java is None:
        _without("veraPDF needs Java, and there is none here")
    return [
        said
        for profile in PROFILES
        for said in _said(json.loads(_asked(java, jar, profile, books)), profile)
    ]


def _asked(java: str, jar: Path, profile: str, books: tuple[Path, ...]) -> bytes:
    # Compiling less and collecting garbage in one thread halves the time of a small book.
    flags = ("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Djava.awt.headless=true")
    words = ("-f", profile, "--format", "json", *map(str, books))
    command = (java, *flags, "-cp", str(jar), "org.verapdf.apps.GreenfieldCliWrapper", *words)
    return subprocess.run(command, capture_output=True, check=False, timeout=900).stdout


def _said(report: dict[str, dict[str, list[dict[str, object]]]], profile: str) -> list[str]:
    found = []
    for job in report["report"]["jobs"]:
        name = Path(str(job["itemDetails"]["name"])).name  # type: ignore[index]
        results = job.get("validationResult")
        if not isinstance(results, list):
            found.append(f"{name} {profile}: {job.get('taskException')}")
            continue
        found.extend(
            f"{name} {profile} {rule['clause']}-{rule['testNumber']} "
            f"({rule['failedChecks']} times): {rule['description']}"
            for result in results
            for rule in result["details"]["ruleSummaries"]
        )
    return found


def _jar() -> Path:
    jar = HOME / f"{NAME}-{VERSION}.jar"
    if jar.is_file():
        return jar
    maven = shutil.which("mvn")
    if maven is None:
        _without("veraPDF is fetched by Maven, and there is none here")
    HOME.parent.mkdir(exist_ok=True)
    # Beside and renamed, so that what lies in HOME is complete.
    fresh = Path(mkdtemp(dir=HOME.parent, prefix="verapdf-"))
    try:
        done = subprocess.run(
            (maven, "--batch-mode", "--quiet", "dependency:copy", f"-Dartifact={ARTIFACT}",
             f"-DoutputDirectory={fresh}"),
            cwd=fresh, capture_output=True, text=True, check=False, timeout=600,
        )  # fmt: skip
        if done.returncode or not (fresh / jar.name).is_file():
            _without(f"Maven could not fetch veraPDF: {done.stdout.strip()[-300:]}")
        HOME.mkdir(exist_ok=True)
        (fresh / jar.name).replace(jar)
    finally:
        shutil.rmtree(fresh, ignore_errors=True)
    return jar


def _without(reason: str) -> NoReturn:
    if "CI" in os.environ:
        pytest.fail(f"{reason}, and nothing may be skipped in CI")
    pytest.skip(reason)
