"""Work that is shared out among processes comes to what it comes to in one."""

import os
import signal
import sys
from _thread import start_new_thread
from functools import partial
from threading import Event, Thread

import pytest

from rectoverso.model.shares import ENOUGH, aside, share_out

MANY = range(ENOUGH + 1)
copied = pytest.mark.skipif(sys.platform != "linux", reason="only Linux copies processes safely")


@pytest.fixture(autouse=True)
def three_cores(with_cores):
    with_cores(3)


def place(part):
    return part, os.getpid()


def test_results_come_in_the_order_of_their_parts():
    assert share_out(str, MANY) == [str(part) for part in MANY]


@copied
def test_many_parts_are_done_by_as_many_processes_as_there_are_cores():
    assert len({process for _, process in share_out(place, MANY)}) == 3


@pytest.mark.parametrize(("parts", "size"), [(range(9), None), (MANY, 9), ((), None), ((), 99)])
def test_few_parts_and_parts_about_few_things_are_done_here(parts, size):
    assert share_out(place, parts, size) == [(part, os.getpid()) for part in parts]


@copied
@pytest.mark.parametrize(
    "begin",
    [lambda work: Thread(target=work).start(), lambda work: start_new_thread(work, ())],
    ids=["of Python", "of a library"],
)
def test_where_another_thread_is_at_work_all_is_done_here(begin):
    begun, done, ended = Event(), Event(), Event()

    def work():
        begun.set()
        done.wait()
        ended.set()

    begin(work)
    begun.wait()
    try:
        processes = {process for _, process in share_out(place, MANY)}
    finally:
        done.set()
        ended.wait()

    assert processes == {os.getpid()}


def die_elsewhere(home, part):
    if os.getpid() != home:
        os.kill(os.getpid(), signal.SIGKILL)
    return part


@copied
def test_the_share_of_a_process_that_dies_is_done_here():
    assert share_out(partial(die_elsewhere, os.getpid()), MANY) == [*MANY]


def test_what_the_work_raises_is_raised_here():
    with pytest.raises(ZeroDivisionError):
        share_out(lambda part: part // (part - ENOUGH), MANY)


def wait_for_ever(told):
    os.write(told, str(os.getpid()).encode())
    signal.sigwait({signal.SIGUSR1})


@copied
def test_work_that_nobody_waits_for_is_given_up():
    said, told = os.pipe()
    with aside(partial(wait_for_ever, told)), os.fdopen(said, "rb") as numbers:
        os.close(told)
        process = int(numbers.read1())

    with pytest.raises(ProcessLookupError):
        os.kill(process, 0)


@copied
def test_a_ctrl_c_with_its_first_breath_does_not_end_a_process(monkeypatch):
    fork = os.fork

    def interrupted():
        process = fork()
        if not process:
            os.kill(os.getpid(), signal.SIGINT)
        return process

    monkeypatch.setattr(os, "fork", interrupted)
    with aside(os.getpid) as process:
        assert process() != os.getpid()
