"""Chapters as trees: what each piece of markup becomes, and where it stands."""

from pathlib import Path

import pytest

from rectoverso.model.manuscript import TermSource
from rectoverso.model.nodes import Reference, walk
from rectoverso.model.source import Source
from rectoverso.reading.markup import parse, parse_definitions
from tests.literate import Example, examples
from tests.reading.outline import outline

FIXTURES = sorted(Path(__file__).parents[1].glob("markup/*.md"))


@pytest.mark.parametrize(
    "example", [example for path in FIXTURES for example in examples(path)], ids=str
)
def test_markup_becomes_a_tree(example: Example):
    source = Source("01.md", example.text)
    if example.text.startswith(("---\n", "# ")):
        chapter = parse(source, "fa")
        assert (outline(chapter), chapter.findings) == (example.expected, ())
    else:
        (blocks,), findings = parse_definitions([TermSource("x", "x", "fa", source)])
        assert (outline(blocks), findings) == (example.expected, ())


def test_any_number_of_examples_may_stand_in_one_word():
    chapter = parse(Source("01.md", "# A\n\n(@a) One.\n\n" + "(@a)" * 1200), "en")
    numbers = [node for node in walk(chapter.blocks) if isinstance(node, Reference)]

    assert (len(numbers), chapter.findings) == (1200, ())
