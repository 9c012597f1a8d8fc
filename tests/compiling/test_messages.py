"""What compiling says to authors, from messages.md."""

from pathlib import Path

import pytest

from rectoverso.model.rules import RULES, glossary, index, references
from tests.compiling.shown import compiled


def cases():
    text = Path(__file__).with_name("messages.md").read_text("utf-8").partition("\n\n")[2]
    parts = [part.strip("\n") for part in text.split("\n.\n")]
    assert len(parts) % 3 == 1, "a case is a name, a text and what is said"
    return list(zip(parts[0::3], parts[1::3], parts[2::3], strict=False))


def files_of(text):
    chapter, *others = text.split("\n--> ")
    named = (other.partition("\n") for other in others)
    return {"01.md": chapter + "\n", **{name: body + "\n" for name, _, body in named}}


@pytest.mark.parametrize(("name", "text", "said"), cases(), ids=[case[0] for case in cases()])
def test_the_author_is_told(name, text, said):
    assert [str(finding) for finding in compiled(files_of(text)).findings] == said.split("\n")


def test_every_message_of_compiling_is_shown():
    families = {module.__name__ for module in (references, glossary, index)}
    ours = {code for code, rule in RULES.items() if rule_module(rule) in families}

    assert {
        code for code in ours if not any(f"[{code}]" in said for _, _, said in cases())
    } == set()


def rule_module(rule):
    for module in (references, glossary, index):
        if hasattr(module, rule.name):
            return module.__name__
    return ""
