import os
import stat
import subprocess
import sys

import pytest

from launch import paths

HOLD = """
import sys
from pathlib import Path
from launch.paths import only_one
with only_one(Path(sys.argv[1])) as ours:
    print(ours, flush=True)
    sys.stdin.read()
"""


@pytest.fixture
def holder(tmp_path):
    """Another process that holds tmp_path / "lock"."""
    command = [sys.executable, "-c", HOLD, tmp_path / "lock"]
    process = subprocess.Popen(
        command, cwd=paths.ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    assert process.stdout.readline() == "True\n"
    yield process
    process.communicate()


def test_a_lock_is_held_by_one_process_at_a_time(tmp_path, holder):
    with paths.only_one(tmp_path / "lock") as ours:
        assert ours is False


def test_a_lock_dies_with_its_holder(tmp_path, holder):
    holder.kill()
    holder.wait()

    with paths.only_one(tmp_path / "lock") as ours:
        assert ours is True


def test_who_comes_second_waits_for_its_turn(tmp_path, holder):
    waited = []

    def let_go(seconds):
        waited.append(seconds)
        holder.communicate()

    with paths.in_turn(tmp_path / "lock", let_go):
        assert len(waited) == 1


def test_a_secret_is_made_once_and_readable_by_its_owner_alone(tmp_path):
    path = tmp_path / "run" / "secret"

    first, second = paths.kept_secret(path), paths.kept_secret(path)

    assert first == second
    assert len(first) == 64
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_directories_can_be_entered_by_a_server_whatever_the_umask(tmp_path):
    before = os.umask(0o077)
    try:
        made = paths.make_directory(tmp_path / "a" / "b")
    finally:
        os.umask(before)

    assert stat.S_IMODE(made.stat().st_mode) == 0o755


def test_directories_that_are_there_keep_their_mode(tmp_path):
    tmp_path.chmod(0o700)

    paths.make_directory(tmp_path)

    assert stat.S_IMODE(tmp_path.stat().st_mode) == 0o700


def test_a_stamp_holds_for_its_input_alone(tmp_path):
    stamp = paths.Stamp(tmp_path / "done")
    assert not stamp.is_for("a")

    stamp.write("a")

    assert (stamp.is_for("a"), stamp.is_for("b")) == (True, False)
