"""Two states of a chapter become one that shows what went, what came and what moved."""

from typing import get_args

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rectoverso.compiling.comparing import compare
from rectoverso.model.nodes import (
    CodeBlock,
    Division,
    IndexMark,
    Inline,
    Note,
    Passage,
    Styled,
    Text,
    branches,
    plain,
    rewrite,
)
from rectoverso.model.source import Source
from rectoverso.reading.markup import parse

CASES = [
    ("a word", "The wall was high.", "The wall was low.", "The wall was [-high-][+low+]."),
    ("words", "It is so.", "It is not at all so.", "It is [+not at all +]so."),
    ("two words are one change", "a b c d", "a x y d", "a [-b c-][+x y+] d"),
    ("a half-space", "او می رود.", "او می‌رود.", "او [-می رود-][+می‌رود+]."),
    ("a half-space alone", "کتابها آمد", "کتاب‌ها آمد", "[-کتابها-][+کتاب‌ها+] آمد"),
    ("Devanagari", "पहाडको बाटो", "पहाडमा बाटो", "[-पहाडको-][+पहाडमा+] बाटो"),
    ("emphasis alone", "It is so.", "It is *so*.", "It is */so/*."),
    ("within emphasis", "*It is so.*", "*It was so.*", "*It [-is-][+was+] so.*"),
    ("a paragraph", "One.\n\nTwo.", "One.\n\nNew.\n\nTwo.", "One. | [+New.+] | Two."),
    ("a paragraph gone", "One.\n\nTwo.\n\nSix.", "One.\n\nSix.", "One. | [-Two.-] | Six."),
    ("a list", "- one\n- two\n", "- one\n- two\n- three\n", "one | two | [+three+]"),
    ("a note", "A.^[It was so.]", "A.^[It is so.]", "A.^[It [-was-][+is+] so.]"),
    ("a new note", "Yes.", "Yes.^[So.]", "Yes.[+^[So.]+]"),
    ("a note gone", "Yes.^[So.]", "Yes.", "Yes.[-[So.]-]"),
    ("an index mark stays whole", "[a b]{.index} c", "[a x b]{.index} c", "{a[+ x+] b} c"),
    ("what goes from a mark", "[a x b]{.index} c", "[a b]{.index} c", "[- x-]{a b} c"),
    ("a mark that goes", "[a]{.index} c", "a c", "a c"),
    ("a heading gone", "## Far\n\nOne.", "One.", "[-Far-] | One."),
    ("code", "```\na\n```", "```\nb\n```", "[-a-] | [+b+]"),
    (
        "a table",
        "| a | b |\n|---|---|\n| c | d |\n",
        "| a | b |\n|---|---|\n| c | x |\n| e | f |\n",
        "a | b | c | [-d-][+x+] | [+e+] | [+f+]",
    ),
    (
        "a table of other columns",
        "| a | b |\n|---|---|\n| c | d |\n",
        "| a |\n|---|\n| c |\n",
        "[-a-] | [-b-] | [-c-] | [-d-] | [+a+] | [+c+]",
    ),
    ("verse", "| a b c\n| d e f\n", "| a b c\n| d x f\n", "a b c | d [-e-][+x+] f"),
]

IDS = [case[0] for case in CASES]


def chapter(text):
    return parse(Source("chapters/01.md", text), "en")


def shown(tree):
    """The text of a tree with its marks written out; blocks, items and cells parted by |."""
    match tree:
        case tuple():
            inline = any(isinstance(one, get_args(Inline)) for one in tree)
            return ("" if inline else " | ").join(filter(None, map(shown, tree)))
        case Passage(children, classes=("moved", _)):
            return f"[~{shown(children)}~]"
        case Passage(children, classes=("insertion",)):
            return f"[+{shown(children)}+]"
        case Passage(children, classes=("deletion",)):
            return f"[-{shown(children)}-]"
        case Passage(children, classes=("restyled",)):
            return f"/{shown(children)}/"
        case Division(blocks, classes=("insertion" | "deletion" as change,)):
            sign = "+" if change == "insertion" else "-"
            return f"[{sign}{shown(blocks)}{sign}]"
        case Styled("emphasis", children):
            return f"*{shown(children)}*"
        case IndexMark(children):
            return f"{{{shown(children)}}}"
        case Note(blocks):
            return f"^[{shown(blocks)}]"
        case Text(text) | CodeBlock(text):
            return text
        case _:
            return " | ".join(filter(None, (shown(getattr(tree, name)) for name in branches(tree))))


@pytest.mark.parametrize(("old", "new", "expected"), [case[1:] for case in CASES], ids=IDS)
def test_what_changed_is_marked(old, new, expected):
    assert shown(compare(chapter(old), chapter(new)).blocks) == expected


def test_a_paragraph_that_moved_is_marked_as_moved():
    first, second = "The first one of all of them.", "Another that stays where it is."

    merged = compare(chapter(f"{first}\n\n{second}"), chapter(f"{second}\n\n{first}"))

    assert shown(merged.blocks) == f"[~{second}~] | {first} | [~{second}~]"


def settled(tree, unwanted):
    """The tree as it is when one kind of change is taken out and the other left without mark."""

    def settle(node):
        match node:
            case Passage(classes=(*_, kind)) if kind == unwanted:
                return ()
            case Passage(children, classes=(*_, "insertion" | "deletion" | "restyled")):
                return children
            case _:
                return node

    return rewrite(tree, settle)


WORDS = st.lists(
    st.sampled_from(["one", "two", "سه", "می‌رود", "*four*", "[five]{.index}", "six^[note]", "।"]),
    max_size=12,
)
TEXTS = st.lists(WORDS.map(" ".join), max_size=5).map("\n\n".join)


@given(TEXTS, TEXTS)
@settings(deadline=None, max_examples=60)
def test_without_what_went_it_is_the_new_text_and_without_what_came_the_old(old, new):
    before, after = chapter(old), chapter(new)

    merged = compare(before, after)

    assert words(settled(merged.blocks, "deletion")) == words(after.blocks)
    assert words(settled(merged.blocks, "insertion")).replace("[note]", "") == words(before.blocks)


def words(tree):
    return "".join(plain(tree).split())
