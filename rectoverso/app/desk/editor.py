"""Open a line of a chapter in the editor that its author uses."""

from __future__ import annotations

import shlex
import subprocess
from pathlib import Path
from urllib.parse import quote


def open_in_editor(command: str, path: Path, line: int) -> str:
    """Open a file at a line, and give the address that the browser is to open instead, if any.

    `command` is a command line with `{file}` and `{line}`, such as "code -g {file}:{line}"; it is
    run without a shell. Without one, or where it cannot be run, the address is that of VS Code
    (`vscode://file/…`; Visual Studio Code, "Opening files with URLs").
    """
    try:
        words = [
            word.replace("{file}", str(path.resolve())).replace("{line}", str(line))
            for word in shlex.split(command)
        ]
        if words:
            subprocess.Popen(
                words,
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
                start_new_session=True,
            )
            return ""
    except (OSError, ValueError):  # no such program, or quotation marks that do not match
        pass
    return f"vscode://file{quote(path.resolve().as_posix())}:{line}"
