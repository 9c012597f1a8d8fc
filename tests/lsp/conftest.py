"""Editors for the tests of the language server."""

import pytest

from tests.lsp.editors import Editor


@pytest.fixture
def begin():
    """Begin an editor with some folders open; it ends with the test, and nothing was printed."""
    begun = []

    def begin_editor(*folders, **agreed):
        begun.append(Editor(*folders, **agreed))
        return begun[-1]

    yield begin_editor
    for editor in begun:
        assert editor.end() == (0, "")
