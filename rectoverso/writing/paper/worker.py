"""A process that sets pieces: it reads them from its input and writes what it made of them.

Started by `workers`. Each message is its length in eight bytes and a pickle.
"""

from __future__ import annotations

import os
import pickle
import signal
import sys
import traceback
from pathlib import Path
from threading import Thread
from time import sleep
from typing import IO

from rectoverso.writing.paper.waking import wake
from rectoverso.writing.processes import limit_addresses

SPENT = 75  # the exit status of a process that has used more memory than it may


def serve(memory: int) -> None:
    """Set pieces until there are no more. More than so many bytes of memory are not used."""
    # Ctrl-C is for the one who started us, who ends us, too.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    _limit(memory)
    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # what libraries print must not get among the answers
    try:
        wake()
        from rectoverso.writing.paper.apart import make
        from rectoverso.writing.paper.typeset import correct
    except OSError as error:
        receive(sys.stdin.buffer)
        send(answers, ("pango", str(error)))
        return
    correct()
    while (piece := receive(sys.stdin.buffer)) is not None:
        answer: tuple[str, object]
        try:
            answer = ("made", make(piece))  # type: ignore[arg-type]
        except MemoryError:
            answer = ("memory", "")
        except Exception:
            answer = ("failed", traceback.format_exc())
        send(answers, answer)


def _limit(memory: int) -> None:
    """End when so many bytes were used at once.

    The system's own limit counts addresses, which libraries reserve in plenty, and not every
    library outlives a refusal: it is there only for what asks for too much in one piece.
    """
    if limit_addresses(2 * memory):
        Thread(target=_watch, args=(memory,), daemon=True).start()


def _watch(memory: int) -> None:
    while _used() <= memory:
        sleep(0.1)
    os._exit(SPENT)


def _used() -> int:
    """Bytes of memory in use; on a Mac the most there has been."""
    try:
        # The most there has been begins, in Linux, with what the parent had.
        pages = Path("/proc/self/statm").read_text().split()[1]
    except FileNotFoundError:
        import resource

        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return int(pages) * os.sysconf("SC_PAGE_SIZE")


def send(channel: IO[bytes], message: object) -> None:
    """Put a message into a channel."""
    data = pickle.dumps(message, pickle.HIGHEST_PROTOCOL)
    channel.write(len(data).to_bytes(8, "big"))
    channel.write(data)
    channel.flush()


def receive(channel: IO[bytes]) -> object | None:
    """The next message from a channel, or None when there are no more."""
    head = channel.read(8)
    if len(head) < 8:
        return None
    data = channel.read(int.from_bytes(head, "big"))
    return pickle.loads(data) if len(data) == int.from_bytes(head, "big") else None


if __name__ == "__main__":
    serve(int(sys.argv[1]))
