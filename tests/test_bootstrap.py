"""The first start on a machine that has nothing but Python, told with a program of one line."""

import ast
import hashlib
import os
import re
import shutil
import subprocess
import sys
import tomllib
import zipfile
from collections.abc import Mapping
from pathlib import Path

import pytest

from rectoverso.app import machine
from rectoverso.app.machine import Need

ROOT = Path(__file__).resolve().parent.parent
PIN = re.compile(r"(?m)^([\w.-]+)==([^ ]+)(?: ; (.+?))? \\$")

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="starts programs as Linux does")

# The whole program: it says what it was asked and what the library gives.
PROGRAM = """
import sys
import quire
print(*sys.argv[1:], quire.LEAVES)
"""


def pins(lock: str) -> set[tuple[str, ...]]:
    """Name, version and condition of all that a lock file names."""
    return set(PIN.findall(ROOT.joinpath(lock).read_text("utf-8")))


def wheel(folder: Path, version: str, module: str) -> str:
    """Make a wheel of the library `quire`; gives the line that locks it."""
    folder.mkdir(exist_ok=True)
    path = folder / f"quire-{version}-py3-none-any.whl"
    about = f"quire-{version}.dist-info"
    files = {
        "quire.py": module,
        f"{about}/METADATA": f"Metadata-Version: 2.1\nName: quire\nVersion: {version}\n",
        f"{about}/WHEEL": "Wheel-Version: 1.0\nRoot-Is-Purelib: true\nTag: py3-none-any\n",
    }
    record = "".join(f"{name},,\n" for name in [*files, f"{about}/RECORD"])
    with zipfile.ZipFile(path, "w") as archive:
        for name, text in {**files, f"{about}/RECORD": record}.items():
            archive.writestr(name, text)
    return f"quire=={version} --hash=sha256:{hashlib.sha256(path.read_bytes()).hexdigest()}\n"


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    """A checkout of a program of one line, which needs one library."""
    root = tmp_path / "کتاب من"
    (root / "rectoverso" / "app").mkdir(parents=True)
    for file in ("make_book.py", "rectoverso/app/machine.py"):
        shutil.copy(ROOT / file, root / file)
    root.joinpath("rectoverso", "__main__.py").write_text(PROGRAM, "utf-8")
    lock(root, wheel(tmp_path / "index", "1.0", "LEAVES = 4"))
    return root


def lock(root: Path, line: str) -> None:
    """Make this the checkout's lock."""
    for name in ("requirements.lock", "requirements-test.lock"):
        root.joinpath(name).write_text(line, "utf-8")


def start(
    root: Path, *words: str, settings: Mapping[str, str] | None = None
) -> subprocess.CompletedProcess[str]:
    """Start make_book.py in its checkout; it finds wheels in the folder beside the checkout."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("PIP_")}
    kept.pop("CI", None)
    offline = {"PIP_NO_INDEX": "1", "PIP_FIND_LINKS": str(root.parent / "index")}
    return subprocess.run(
        [sys.executable, "make_book.py", *words],
        cwd=root,
        env={**kept, **(offline if settings is None else settings)},
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.mark.slow
def test_a_start_sets_up_what_is_not_set_up_or_was_cut_short_and_only_that(checkout: Path) -> None:
    first = start(checkout, "new", "a book")
    shutil.rmtree(checkout.parent / "index")
    second = start(checkout)
    lock(checkout, wheel(checkout.parent / "index", "2.0", "LEAVES = 8"))
    with_a_new_lock = start(checkout)
    # As if the power had failed while pip was unpacking.
    next(checkout.glob(".venv/lib/*/site-packages/quire.py")).unlink()
    checkout.joinpath(".venv", "build.installed").unlink()
    checkout.joinpath(".venv", "build.ready").unlink(missing_ok=True)
    checkout.joinpath(".venv", "unfinished").touch()
    after_a_cut = start(checkout)

    assert (first.stdout, first.returncode) == ("new a book 4\n", 0)
    assert first.stderr.startswith("Setting up 1 libraries")
    assert (second.stdout, second.returncode) == ("build 4\n", 0)
    assert "Setting up" not in second.stderr
    assert (with_a_new_lock.stdout, with_a_new_lock.returncode) == ("build 8\n", 0)
    assert (after_a_cut.stdout, after_a_cut.returncode) == ("build 8\n", 0)


@pytest.mark.slow
def test_a_venv_without_a_python_is_made_again(checkout: Path) -> None:
    checkout.joinpath(".venv", "bin").mkdir(parents=True)

    assert start(checkout).stdout == "build 4\n"


@pytest.mark.slow
def test_no_network_is_said_in_one_line_and_the_next_start_goes_on(checkout: Path) -> None:
    nowhere = {"PIP_INDEX_URL": "http://127.0.0.1:9/simple", "PIP_RETRIES": "1"}
    failed = start(checkout, settings=nowhere)

    assert (failed.stdout, failed.returncode) == ("", 2)
    assert failed.stderr.splitlines()[1:] == [
        "The libraries could not be downloaded: the package index does not answer. "
        "Check the network, then start again."
    ]
    assert start(checkout).stdout == "build 4\n"


@pytest.mark.slow
def test_a_library_that_is_not_the_locked_one_is_refused(checkout: Path) -> None:
    wheel(checkout.parent / "index", "1.0", "LEAVES = 666")
    failed = start(checkout)

    assert (failed.stdout, failed.returncode) == ("", 2)
    assert "DO NOT MATCH THE HASHES" in failed.stderr


def test_an_old_python_can_read_the_file_and_is_told_what_is_needed() -> None:
    source = ROOT.joinpath("make_book.py").read_text("utf-8")
    ast.parse(source, feature_version=(3, 7))
    names: dict[str, object] = {"__name__": "make_book", "__file__": str(ROOT / "make_book.py")}
    exec(compile(source, "make_book.py", "exec"), names)
    too_old = names["too_old"]

    assert callable(too_old)
    assert too_old("3.9.2") == (
        f"Rectoverso needs Python 3.11 or newer; this is 3.9.2 ({sys.executable})."
    )


@pytest.mark.parametrize("file", ["make_book.py", "rectoverso/app/machine.py"])
def test_before_the_set_up_only_the_standard_library_is_used(file: str) -> None:
    tree = ast.parse(ROOT.joinpath(file).read_text("utf-8"))
    imported = {
        name.split(".")[0]
        for node in ast.walk(tree)
        for name in (
            [alias.name for alias in node.names]
            if isinstance(node, ast.Import)
            else [node.module or ""]
            if isinstance(node, ast.ImportFrom)
            else []
        )
    }

    assert imported - sys.stdlib_module_names <= {"rectoverso"}


def test_the_tests_run_with_the_very_libraries_of_the_book() -> None:
    book, tests = pins("requirements.lock"), pins("requirements-test.lock")

    # What the book needs on some machines the tests may need on all.
    assert {pin for pin in book - tests if (*pin[:2], "") not in tests} == set()


def test_the_locks_hold_every_library_that_the_package_names() -> None:
    def normal(name: str) -> str:
        return re.sub(r"[-_.]+", "-", re.split(r"[<>=~ ;\[]", name)[0]).lower()

    package = tomllib.loads(ROOT.joinpath("pyproject.toml").read_text("utf-8"))
    for lock_file, named in (
        ("requirements.lock", package["project"]["dependencies"]),
        ("requirements-test.lock", package["dependency-groups"]["test"]),
    ):
        assert {normal(name) for name in named} <= {normal(pin[0]) for pin in pins(lock_file)}


@pytest.mark.parametrize("name", ["requirements.lock", "requirements-test.lock"])
def test_a_lock_pins_and_hashes_everything_and_names_no_address(name: str) -> None:
    text = ROOT.joinpath(name).read_text("utf-8")
    entries = re.split(r"(?m)^(?=[\w.-]+==)", re.sub(r"(?m)^ *#.*\n", "", text))

    assert entries[0] == ""
    assert all("--hash=sha256:" in entry for entry in entries[1:])
    assert "://" not in text


# --- What no Python package brings -----------------------------------------------------------

PRESS = Need(
    "A press",
    "prints the sheets",
    {"Debian/Ubuntu": "press", "Fedora": "printing-press", "Arch": "press", "macOS": "press"},
    program=("press", "--version"),
)

# An installer whose list of packages is out of date.
APT = """#!/bin/sh
cd "$(dirname "$0")" || exit 1
echo "$@" >> log
if [ "$1" = update ]; then touch list; exit; fi
if [ ! -e list ]; then echo "E: Unable to locate package press" >&2; exit 100; fi
printf '#!/bin/sh\\n' > press; chmod +x press
"""


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder of a machine's programs: only what every system has."""
    for name in ("sh", "env", "dirname", "touch", "chmod"):
        tmp_path.joinpath(name).symlink_to(shutil.which(name) or name)
    monkeypatch.setenv("PATH", str(tmp_path))
    return tmp_path


def put(folder: Path, name: str, script: str) -> None:
    """Put a program on the machine."""
    folder.joinpath(name).write_text(script, "utf-8")
    folder.joinpath(name).chmod(0o755)


def test_root_gets_what_is_missing_installed_and_is_told(
    here: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    put(here, "apt-get", APT)
    monkeypatch.setattr(os, "geteuid", lambda: 0)
    said: list[str] = []

    assert machine.supply([PRESS], said.append) == ()
    assert said == [
        "A press, which prints the sheets, is missing. "
        "Installing: apt-get install -y --no-install-recommends press"
    ]
    install = "install -y --no-install-recommends press"
    assert here.joinpath("log").read_text("utf-8").splitlines() == [install, "update", install]


def test_what_the_installer_complains_of_is_said(
    here: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    put(here, "apt-get", APT.replace("touch list", "true"))
    monkeypatch.setattr(os, "geteuid", lambda: 0)
    said: list[str] = []

    assert machine.supply([PRESS], said.append) == (PRESS,)
    assert said[1:] == ["E: Unable to locate package press"]


def test_a_person_who_may_use_sudo_gets_it_installed(
    here: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    put(here, "apt-get", APT)
    put(here, "sudo", '#!/bin/sh\nshift\nexec "$@"\n')
    put(here, "true", "#!/bin/sh\n")
    monkeypatch.setattr(os, "geteuid", lambda: 1000)

    assert machine.supply([PRESS], lambda words: None) == ()


def test_a_person_without_the_right_is_told_the_one_command(
    here: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    put(here, "dnf", "#!/bin/sh\nexit 1\n")
    monkeypatch.setattr(os, "geteuid", lambda: 1000)
    said: list[str] = []
    missing = machine.supply([PRESS], said.append)

    assert (missing, said) == ((PRESS,), [])
    assert machine.advice(missing) == (
        "A press, which prints the sheets, is missing. Install with:\n"
        "    sudo dnf install -y printing-press"
    )


def test_on_an_unknown_system_the_command_of_each_known_one_is_named(here: Path) -> None:
    assert machine.advice([PRESS]).splitlines() == [
        "A press, which prints the sheets, is missing. Install with",
        "    Debian/Ubuntu: apt-get install -y --no-install-recommends press",
        "    Fedora: dnf install -y printing-press",
        "    Arch: pacman -S --needed --noconfirm press",
        "    macOS: brew install press",
    ]


def test_a_library_that_cannot_be_loaded_is_lacking() -> None:
    absent = Need("Type", "is set", {}, libraries={"linux": ("libc.so.6", "libtype.so.1440")})
    present = Need("C", "runs Python", {}, libraries={"linux": ("libc.so.6",)}, module="json")

    assert machine.lacking([absent, present]) == (absent,)
