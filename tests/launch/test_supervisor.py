import os
import signal
import sys
import time

import pytest

from launch.console import Problem
from launch.processes import Child, wait_until
from launch.supervisor import Supervisor
from launch.wakeup import Stopped

SLEEP = [sys.executable, "-c", "import time; time.sleep(60)"]


class Clock:
    """Stands for the launcher's waiting: runs `steps` one after the other, then asks to stop."""

    def __init__(self, *steps):
        self.steps = list(steps)

    def sleep(self, seconds):
        time.sleep(0.02)
        if not self.steps:
            raise Stopped
        if self.steps[0]():
            self.steps.pop(0)


def _child(tmp_path, name, argv=SLEEP):
    return Child(name, argv, run=tmp_path / "run", log=tmp_path / f"{name}.log")


def test_a_process_that_dies_is_started_again_and_its_death_told(tmp_path, capsys):
    worker = _child(tmp_path, "worker")
    pids = []

    def kill():
        pids.append(worker.pid)
        os.kill(worker.pid, signal.SIGKILL)
        return True

    supervisor = Supervisor(Clock(kill, lambda: worker.pid != pids[0]))
    supervisor.start(worker)
    with pytest.raises(Stopped):
        supervisor.watch()

    assert not worker.has_ended()
    supervisor.stop()
    assert worker.has_ended()
    told = capsys.readouterr().out.splitlines()
    assert told[0].startswith("worker has died.")
    assert told[-2:] == ["Starting worker again.", "Stopping worker."]


def test_an_essential_process_that_keeps_dying_ends_everything(tmp_path, monkeypatch):
    monkeypatch.setattr("launch.supervisor.TRIES", 2)
    web = _child(tmp_path, "web", [sys.executable, "-c", "raise SystemExit('no such module')"])
    supervisor = Supervisor(Clock(lambda: False))
    supervisor.start(web, essential=True)

    with pytest.raises(Problem, match=r"^web died 2 times"):
        supervisor.watch()


def test_waits_grow_from_one_second_to_thirty(tmp_path):
    supervisor = Supervisor(Clock())
    supervisor.start(_child(tmp_path, "beat"))
    [member] = supervisor.members

    waits = []
    for _ in range(7):
        member.note_death(now=1000)
        waits.append(member.due - 1000)

    supervisor.stop()
    assert waits == [1, 2, 4, 8, 16, 30, 30]


def test_processes_stop_in_the_reverse_order_of_their_start(tmp_path, capsys):
    supervisor = Supervisor(Clock())
    names = ["postgres", "broker", "beat", "worker", "web"]
    children = [supervisor.start(_child(tmp_path, name)) for name in names]

    supervisor.stop()

    assert all(wait_until(child.has_ended, 1) for child in children)
    told = capsys.readouterr().out.splitlines()
    assert told == [f"Stopping {name}." for name in reversed(names)]
