"""Share work out among processes that begin as copies of this one, and so know what it knows.

Only Linux makes such copies safely, and only while no other thread is at work. Elsewhere the same
is done here, one thing after another.
"""

from __future__ import annotations

import gc
import os
import pickle
import signal
import sys
import threading
import warnings
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager, suppress
from functools import partial
from pathlib import Path
from typing import TypeVar

Part = TypeVar("Part")
Result = TypeVar("Result")

# A copy takes some 10 ms of a long book. What is done with fewer parts takes no longer.
ENOUGH = 50
# Each process changes pages of memory that it had in common with the others.
MOST = 4


def share_out(
    work: Callable[[Part], Result],
    parts: Sequence[Part],
    size: int | None = None,
    most: int = MOST,
) -> list[Result]:
    """What the work makes of each part, in their order.

    Parts may be done at the same time, each in another process, of which there are `most` at most:
    nothing but the results comes back. If there are few parts, or few things (`size`) that they
    are about, they are done here.
    """
    return share_out_many(partial(_each, work), parts, size, most)


def _each(work: Callable[[Part], Result], parts: Sequence[Part]) -> list[Result]:
    return [work(part) for part in parts]


def share_out_many(
    work: Callable[[Sequence[Part]], Sequence[Result]],
    parts: Sequence[Part],
    size: int | None = None,
    most: int = MOST,
) -> list[Result]:
    """The same of work that is done with many parts together: all that one process is given."""
    worth = (len(parts) if size is None else size) >= ENOUGH and _can_be_copied()
    hands = min(os.cpu_count() or 1, most, len(parts) or 1) if worth else 1
    shares = [parts[first::hands] for first in range(hands)]
    with ExitStack() as others:
        begun = [others.enter_context(aside(partial(work, share))) for share in shares[1:]]
        done = [work(shares[0]), *(result() for result in begun)]
    return [done[place % hands][place // hands] for place in range(len(parts))]


@contextmanager
def aside(work: Callable[[], Result], size: int | None = None) -> Iterator[Callable[[], Result]]:
    """Begin work in a process of its own; gives what waits for its result.

    If it is about few things (`size`), there can be no such process, or that comes to no result,
    the work is done when its result is asked for, and so raises what it raises. At the end of the
    context it is given up.
    """
    worth = size is None or size >= ENOUGH
    begun = _begin(work) if worth and _can_be_copied() else None
    if begun is None:
        yield work
        return
    process, answer = begun
    try:
        yield partial(_result, answer, work)
    finally:
        os.close(answer)
        with suppress(ProcessLookupError):
            os.kill(process, signal.SIGKILL)
        os.waitpid(process, 0)


def _can_be_copied() -> bool:
    """Whether a copy of this process would be whole: of its threads it has one alone.

    Daemons, such as the one that draws the progress on a terminal, do none of the work. Threads
    that Python does not know of are those of a library, as Pango may have one for its faces: in a
    copy it would be waited for in vain.
    """
    main = threading.main_thread()
    return (
        sys.platform == "linux"
        and threading.current_thread() is main
        and all(one.daemon for one in threading.enumerate() if one is not main)
        and len(list(Path("/proc/self/task").glob("*"))) == threading.active_count()
    )


def _begin(work: Callable[[], object]) -> tuple[int, int] | None:
    """Begin work in a copy of this process: its number, and where its answer comes from."""
    answer, told = os.pipe()
    # Ctrl-C is for the one who began us, who ends us, too; it may come with our first breath.
    before = signal.pthread_sigmask(signal.SIG_BLOCK, (signal.SIGINT,))
    try:
        with warnings.catch_warnings():
            # Python warns of every other thread, whatever it does.
            warnings.simplefilter("ignore", DeprecationWarning)
            process = os.fork()
        if not process:
            signal.signal(signal.SIGINT, signal.SIG_IGN)
    except OSError:  # there is no room for one more
        os.close(answer)
        os.close(told)
        return None
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)
    if process:
        os.close(told)
        return process, answer
    try:
        # Who looks for values that nobody has any more touches all, and so copies their pages.
        gc.disable()
        with os.fdopen(told, "wb") as channel:
            channel.write(pickle.dumps(work(), pickle.HIGHEST_PROTOCOL))
    finally:
        # Nothing that the other has begun, such as a test, is ended here.
        os._exit(0)


def _result(answer: int, work: Callable[[], Result]) -> Result:
    with open(answer, "rb", closefd=False) as channel:
        data = channel.read()
    with suppress(EOFError, pickle.UnpicklingError):
        result: Result = pickle.loads(data)
        return result
    return work()
