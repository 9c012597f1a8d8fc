"""Run commands as a person would, and see what they would see."""

import os
import subprocess
import sys

import pytest

from rectoverso.app.cli import main
from tests.commands import ROOT, Ran


@pytest.fixture
def run(capsys, monkeypatch):
    """Run a command in this process."""
    monkeypatch.delenv("SOURCE_DATE_EPOCH", raising=False)
    monkeypatch.setattr(sys, "argv", ["rectoverso"])

    def run_command(*words):
        code = main([str(word) for word in words])
        return Ran(code, *capsys.readouterr())

    return run_command


@pytest.fixture
def start(tmp_path):
    """Start a command in a process of its own, standing in an empty folder."""
    standing = tmp_path / "standing"
    standing.mkdir()

    def start_command(*words, python=()):
        command = [sys.executable, *python, "-m", "rectoverso", *map(str, words)]
        environment = {**os.environ, "PYTHONPATH": str(ROOT)}
        done = subprocess.run(
            command, cwd=standing, env=environment, capture_output=True, text=True, check=False
        )
        return Ran(done.returncode, done.stdout, done.stderr)

    return start_command
