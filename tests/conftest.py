"""Run commands as a person would, and see what they would see."""

import sys

import pytest

from rectoverso.app.cli import main
from tests.commands import Ran


@pytest.fixture
def run(capsys, monkeypatch):
    """Run a command in this process."""
    monkeypatch.delenv("SOURCE_DATE_EPOCH", raising=False)
    monkeypatch.setattr(sys, "argv", ["rectoverso"])

    def run_command(*words):
        code = main([str(word) for word in words])
        return Ran(code, *capsys.readouterr())

    return run_command
