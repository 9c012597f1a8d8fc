"""Start commands in processes of their own."""

import os
import subprocess
import sys

import pytest

from tests.commands import ROOT, Ran


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
