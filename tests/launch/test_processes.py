import dataclasses
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from launch.processes import MARKER, Child, Mark, end_leftover, status_of, wait_until, working_in

SLEEP = [sys.executable, "-c", "import time; time.sleep(60)"]
STUBBORN = [
    sys.executable,
    "-c",
    "import signal, time; signal.signal(signal.SIGTERM, signal.SIG_IGN); print('up', flush=True); time.sleep(60)",
]
FAMILY = [
    sys.executable,
    "-c",
    "import subprocess, sys, time;"
    "child = subprocess.Popen([sys.executable, '-c', 'import time; time.sleep(60)']);"
    "print(child.pid, flush=True); time.sleep(60)",
]


@pytest.fixture
def start(tmp_path):
    """A function that starts a Child; whatever is left of it is killed afterwards."""
    started = []

    def start(argv):
        name = f"child{len(started)}"
        child = Child(name, argv, run=tmp_path / "run", log=tmp_path / f"{name}.log")
        child.start()
        started.append(child)
        return child

    yield start
    for child in started:
        child.kill()


def _first_line(child):
    assert wait_until(lambda: child.log.read_text().endswith("\n"), 10)
    return child.log.read_text().strip()


def _is_gone(pid):
    status = status_of(pid)
    return status is None or not status.is_running


def test_a_pid_file_knows_its_process_again(start):
    child = start(SLEEP)

    mark = Mark.read(child.pid_file)

    assert mark == child.mark
    assert mark.is_alive()


@pytest.mark.parametrize(
    "difference", [{"started": "1"}, {"boot": "another boot"}], ids=["recycled", "before a restart"]
)
def test_a_number_that_now_belongs_to_another_process_is_dead_and_left_alone(start, difference):
    child = start(SLEEP)
    dataclasses.replace(child.mark, **difference).write(child.pid_file)

    assert not end_leftover(child.pid_file)

    assert not child.has_ended()
    assert not child.pid_file.exists()


def test_a_zombie_is_dead():
    process = subprocess.Popen([sys.executable, "-c", ""])
    mark = Mark.of(process.pid, "token")
    os.waitid(os.P_PID, process.pid, os.WEXITED | os.WNOWAIT)

    assert status_of(process.pid).state == "Z"
    assert not mark.is_alive()
    process.wait()


@pytest.mark.parametrize("text", ["", "{", '{"pid": 1}', "17"])
def test_a_pid_file_cut_short_names_nobody(tmp_path, text):
    path = tmp_path / "web.pid"
    path.write_text(text)

    assert Mark.read(path) is None
    assert not end_leftover(path)


def test_what_a_launcher_left_behind_is_ended_by_its_pid_file(start):
    child = start(SLEEP)

    assert end_leftover(child.pid_file)

    assert _is_gone(child.pid)


def test_the_family_of_a_killed_leader_is_found_by_its_token_and_ended(start):
    leader = start(FAMILY)
    orphan = int(_first_line(leader))
    os.kill(leader.pid, signal.SIGKILL)
    leader.process.wait()

    assert leader.mark.family() == [orphan]
    assert end_leftover(leader.pid_file)

    assert _is_gone(orphan)


def test_a_process_of_the_same_group_without_the_token_is_no_family(start):
    leader = start(FAMILY)
    _first_line(leader)

    stranger = dataclasses.replace(leader.mark, token="another")

    assert stranger.family() == []


def test_a_child_that_dies_takes_its_family_along(start):
    leader = start(FAMILY)
    orphan = int(_first_line(leader))

    os.kill(leader.pid, signal.SIGKILL)

    assert wait_until(leader.has_ended, 5)
    assert wait_until(lambda: _is_gone(orphan), 5)
    assert not leader.pid_file.exists()


def test_a_child_that_does_not_stop_when_asked_is_ended(start):
    child = start(STUBBORN)
    _first_line(child)

    child.stop(grace=0.2)

    assert child.has_ended()
    assert child.exit_code == -signal.SIGKILL


def test_a_child_leads_its_own_group_so_that_ctrl_c_passes_it_by(start):
    child = start(SLEEP)

    assert os.getpgid(child.pid) == child.pid
    marker = f"{MARKER}={child.mark.token}"
    environment = Path(f"/proc/{child.pid}/environ")
    assert wait_until(lambda: marker in environment.read_text().split("\0"), 5)


def test_processes_are_found_by_the_directory_they_work_in(tmp_path):
    process = subprocess.Popen(SLEEP, cwd=tmp_path)

    assert working_in(tmp_path) == [process.pid]

    process.kill()
    process.wait()
    assert working_in(tmp_path) == []
