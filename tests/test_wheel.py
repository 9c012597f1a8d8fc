"""The wheel by itself: with nothing of the checkout in reach it makes a project and a book."""

import os
import subprocess
import sys
import sysconfig
import zipfile
from pathlib import Path

import pypdfium2
import pytest

ROOT = Path(__file__).resolve().parent.parent

pytestmark = pytest.mark.slow


def run(*command: str | Path, folder: Path) -> str:
    """What a command prints that ends well."""
    done = subprocess.run(
        [str(word) for word in command],
        cwd=folder,
        env={name: value for name, value in os.environ.items() if name != "PYTHONPATH"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel, built as `pip wheel .` does, by the backend that the lock pins."""
    folder = tmp_path_factory.mktemp("wheel")
    run(sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", folder, folder=ROOT)
    return next(folder.glob("*.whl"))


@pytest.fixture(scope="module")
def programs(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The programs of a new environment with the wheel in it.

    Its libraries are those that the tests run with, by a path file: no network is needed. Path
    files of that folder, such as the one that leads to the checkout, count for nothing here.
    """
    home = tmp_path_factory.mktemp("home")
    run(sys.executable, "-m", "venv", "--without-pip", home, folder=home)
    scripts = home / ("Scripts" if sys.platform == "win32" else "bin")
    ask = "import sysconfig; print(sysconfig.get_path('purelib'))"
    packages = Path(run(scripts / "python", "-c", ask, folder=home).strip())
    packages.joinpath("libraries.pth").write_text(sysconfig.get_path("purelib") + "\n", "utf-8")
    pip = (sys.executable, "-m", "pip", "--python", scripts / "python", "install", "--quiet")
    run(*pip, "--no-index", "--no-deps", wheel, folder=home)
    return scripts


def shipped(wheel: Path, folder: str) -> set[str]:
    """The files of a shipped folder, as the wheel carries them."""
    within = f"rectoverso/_shipped/{folder}/"
    with zipfile.ZipFile(wheel) as archive:
        return {name.removeprefix(within) for name in archive.namelist() if within in name}


@pytest.mark.parametrize("folder", ["styles", "fonts"])
def test_the_wheel_carries_looks_words_and_faces(wheel: Path, folder: str) -> None:
    files = {path for path in ROOT.joinpath(folder).rglob("*") if path.is_file()}

    assert files
    assert shipped(wheel, folder) == {path.relative_to(ROOT / folder).as_posix() for path in files}


def test_the_wheel_carries_nothing_of_the_sample_book_or_the_tests(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        tops = {name.split("/")[0] for name in archive.namelist()}

    assert {top.partition("-")[0] for top in tops} == {"rectoverso"}


def test_an_installed_wheel_makes_a_project_and_builds_its_book(
    programs: Path, tmp_path: Path
) -> None:
    place = run(
        programs / "python", "-c", "import rectoverso; print(rectoverso.__file__)", folder=tmp_path
    )
    assert Path(place).is_relative_to(programs.parent)

    run(programs / "rectoverso", "new", "my book", folder=tmp_path)
    run(programs / "rectoverso", "build", "--project", "my book", folder=tmp_path)

    assert sorted(path.name for path in tmp_path.glob("my book/build/book.*")) == [
        "book.epub",
        "book.pdf",
    ]
    assert len(pypdfium2.PdfDocument(tmp_path / "my book" / "build" / "book.pdf")) > 0
    with zipfile.ZipFile(tmp_path / "my book" / "build" / "book.epub") as book:
        assert book.testzip() is None
        assert book.read("mimetype") == b"application/epub+zip"
