"""What DESIGN.md and HOUSE_STYLE.md promise of the code, read off the code."""

import ast
import re
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from rectoverso.model.rules import RULES

ROOT = Path(__file__).resolve().parent.parent
MODULES = sorted([*ROOT.glob("rectoverso/**/*.py"), ROOT / "make_book.py"])
RULE_FAMILIES = sorted(ROOT.glob("rectoverso/model/rules/*.py"))


def name(path: Path) -> str:
    """A module's dotted name."""
    return ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__")


def tree(path: Path) -> ast.Module:
    """A module as Python reads it."""
    return ast.parse(path.read_text("utf-8"))


def imports(path: Path, source: str = "") -> Iterator[str]:
    """All that a module imports, at its top or anywhere else, by full name."""
    package = name(path).split(".") if path.stem == "__init__" else name(path).split(".")[:-1]
    for node in ast.walk(ast.parse(source) if source else tree(path)):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            above = package[: len(package) + 1 - node.level] if node.level else []
            origin = ".".join([*above, *([node.module] if node.module else [])])
            yield from (f"{origin}.{alias.name}" for alias in node.names)


def belongs(imported: str, package: str) -> bool:
    """Whether a name is of this package."""
    return imported == package or imported.startswith(f"{package}.")


@pytest.mark.parametrize("room", ["reading", "compiling", "writing", "assembling"])
def test_a_stage_knows_the_model_and_itself_only(room: str) -> None:
    home = f"rectoverso.{room}"
    strangers = {
        f"{name(path)} imports {imported}"
        for path in ROOT.glob(f"rectoverso/{room}/**/*.py")
        for imported in imports(path)
        if belongs(imported, "rectoverso")
        if not belongs(imported, "rectoverso.model") and not belongs(imported, home)
    }

    assert strangers == set()


def test_the_model_needs_nothing_but_python() -> None:
    strangers = {
        f"{name(path)} imports {imported}"
        for path in ROOT.glob("rectoverso/model/**/*.py")
        for imported in imports(path)
        if not belongs(imported, "rectoverso.model")
        and imported.split(".")[0] not in sys.stdlib_module_names
    }

    assert strangers == set()


def test_relative_imports_are_seen_through() -> None:
    path = ROOT / "rectoverso" / "writing" / "epub" / "parts.py"

    assert list(imports(path, "from ..bidi import runs\nfrom . import nav")) == [
        "rectoverso.writing.bidi.runs",
        "rectoverso.writing.epub.nav",
    ]


def test_no_module_is_longer_than_300_lines() -> None:
    lengths = {name(path): len(path.read_text("utf-8").splitlines()) for path in MODULES}

    assert {module: length for module, length in lengths.items() if length > 300} == {}


def test_every_module_opens_with_its_job() -> None:
    silent = [name(path) for path in MODULES if not ast.get_docstring(tree(path))]

    assert silent == []


def test_colours_live_in_the_styles() -> None:
    coloured = {
        f"{name(path)}:{node.lineno}: {node.value}"
        for path in MODULES
        for node in ast.walk(tree(path))
        if isinstance(node, ast.Constant)
        if isinstance(node.value, str)
        if re.search(r"#[0-9a-fA-F]{3}(?:[0-9a-fA-F]{3})?\b|\b(?:rgb|hsl|oklch)a?\(", node.value)
    }

    assert coloured == set()


def declared(family: Path) -> Iterator[tuple[str, str]]:
    """Code and name of every rule that a module declares."""
    for node in tree(family).body:
        if isinstance(node, ast.FunctionDef):
            for decorator in node.decorator_list:
                if isinstance(decorator, ast.Call) and ast.unparse(decorator.func) == "rule":
                    yield ast.literal_eval(decorator.args[0]), node.name


def test_every_rule_that_is_declared_can_be_explained() -> None:
    written = [code for family in RULE_FAMILIES for code, _ in declared(family)]

    assert sorted(written) == sorted(set(written))
    assert set(written) == set(RULES)


@pytest.mark.parametrize("family", RULE_FAMILIES, ids=name)
def test_rules_have_the_letter_of_the_family_that_their_module_names(family: Path) -> None:
    letters = re.findall(r"\(family ([A-Z])\b", ast.get_docstring(tree(family)) or "")

    assert all(re.fullmatch(r"[A-Z]\d{3}", code) for code, _ in declared(family))
    assert {code[0] for code, _ in declared(family)} <= set(letters)


def test_every_rule_is_given_somewhere() -> None:
    program = "\n".join(path.read_text("utf-8") for path in MODULES if path not in RULE_FAMILIES)
    words = set(re.findall(r"\w+", program))
    unused = [
        f"{code} {rule}"
        for family in RULE_FAMILIES
        for code, rule in declared(family)
        if rule not in words
    ]

    assert unused == []
