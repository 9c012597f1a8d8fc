"""Talk with pandocs that stay: starting one for every few texts costs as much as reading them."""

from __future__ import annotations

import secrets
import subprocess
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from threading import Timer

WORKER = Path(__file__).with_name("worker.lua")
# Pandoc fills all the room it thinks it has, 64 MB, before it tidies up. Told this, it takes 56 MB
# less and no more time.
ROOM = ("+RTS", "-H1m", "-A8m", "-RTS")
LETTERS_A_SECOND = 50_000  # fewer than any text needs that ends at all


@dataclass(frozen=True, slots=True)
class Told:
    """What pandoc says of a text: its tree as JSON, "null" if there is none, and warnings."""

    tree: bytes
    warnings: str = ""


class Pandoc:
    """A pandoc for one text after another, started when there is one."""

    def __init__(self, patience: float) -> None:
        """Wait `patience` seconds for an answer, and longer for one to a very long text."""
        self._patience = patience
        self._running: subprocess.Popen[bytes] | None = None
        # A word that no text knows ends each answer.
        self._end = secrets.token_hex(8)
        self._late, self._wanted = False, True

    def read(self, texts: Sequence[tuple[str, str]]) -> list[Told]:
        """What it makes of texts, each given with the name of its format.

        Raises OSError when there is no pandoc, and SubprocessError when it has ended or was ended
        because it took too long.
        """
        letters = [(text.encode("utf-8", "replace"), form.encode()) for text, form in texts]
        share = b"".join(b"%d %b\n%b" % (len(text), form, text) for text, form in letters)
        running = self._running = self._running or self._started()
        seconds = self._patience + len(share) / LETTERS_A_SECOND
        watch = Timer(seconds, self._give_up, [running])
        watch.start()
        if not self._wanted:
            running.kill()
        try:
            return self._answers(running, share, len(texts))
        except (BrokenPipeError, EOFError) as trouble:
            ended = running.wait()
            if self._late:
                raise subprocess.TimeoutExpired("pandoc", seconds) from trouble
            raise subprocess.CalledProcessError(ended, "pandoc") from trouble
        finally:
            watch.cancel()

    def interrupt(self) -> None:
        """End it, even while it reads, for good: whoever waits for an answer gets none."""
        self._wanted = False
        if self._running is not None:
            self._running.kill()

    def stop(self) -> None:
        """End it, if it was started; it can be used again."""
        if self._running is not None:
            self._running.kill()
            self._running.communicate()
        self._running, self._late = None, False

    def _started(self) -> subprocess.Popen[bytes]:
        # Warnings come the same way as answers, so that they cannot be told of another text.
        return subprocess.Popen(
            [pandoc(), *_allowed(ROOM), "lua", str(WORKER), self._end],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
        )

    def _give_up(self, running: subprocess.Popen[bytes]) -> None:
        self._late = True
        running.kill()

    def _answers(self, running: subprocess.Popen[bytes], share: bytes, count: int) -> list[Told]:
        assert running.stdin
        assert running.stdout
        running.stdin.write(b"%d\n%b" % (len(share), share))
        running.stdin.flush()
        end = self._end.encode()
        told: list[Told] = []
        lines: list[bytes] = []
        while len(told) < count:
            line = running.stdout.readline()
            if not line:
                raise EOFError
            if line.rstrip() != end:
                lines.append(line)
                continue
            *warnings, tree = lines
            told.append(Told(tree, b"".join(warnings).decode("utf-8", "replace")))
            lines = []
        return told


@cache
def pandoc() -> str:
    """Where pandoc is."""
    import pypandoc

    return str(pypandoc.get_pandoc_path())


@cache
def _allowed(options: tuple[str, ...]) -> tuple[str, ...]:
    """The options for what runs pandoc, if it was built so that it can be told any."""
    said = subprocess.run([pandoc(), *options, "--version"], capture_output=True, check=False)
    return options if said.returncode == 0 else ()
