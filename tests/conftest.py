"""Run commands as a person would, and see what they would see."""

import os
import sys
import threading
from pathlib import Path

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


@pytest.fixture
def with_cores(monkeypatch):
    """Share work out as on a machine with so many cores, whatever threads run the tests."""
    active = threading.active_count
    not_ours = len(list(Path("/proc/self/task").glob("*"))) - active()
    monkeypatch.setattr(threading, "active_count", lambda: active() + not_ours)

    def share_among(cores):
        monkeypatch.setattr(os, "cpu_count", lambda: cores)

    return share_among
