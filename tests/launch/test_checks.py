import subprocess
import sys
import time

import pytest
import yaml

from launch import checks
from launch.console import Problem
from launch.paths import ROOT, make_directory
from launch.servers import Redis


def test_the_hooks_run_what_the_build_runs_and_fetch_nothing():
    [repository] = yaml.safe_load((ROOT / ".pre-commit-config.yaml").read_text())["repos"]

    assert repository["repo"] == "local"
    found = {hook["id"]: hook["entry"] for hook in repository["hooks"]}
    assert found == {name: f"python3 -m launch check {name}" for name in checks.CHECKS}


def test_a_check_that_fails_fails_the_build(tmp_path, monkeypatch, capfd):
    bad = tmp_path / "bad.py"
    bad.write_text("import os\n")
    command = [sys.executable, "-m", "ruff", "check", bad]
    monkeypatch.setattr(checks, "CHECKS", {"lint": (lambda: command, {})})

    assert checks.check(time, []) == 1  # nothing but `sleep` is asked of what waits

    assert "F401" in capfd.readouterr().out


def test_an_unknown_check_is_refused_by_name():
    with pytest.raises(Problem, match="no check spelling"):
        checks.check(None, ["spelling"])


def test_on_the_build_server_a_missing_browser_fails(monkeypatch, tmp_path):
    monkeypatch.delenv("CHROMIUM", raising=False)
    monkeypatch.setenv("PATH", str(tmp_path))

    monkeypatch.setenv("CI", "true")
    with pytest.raises(Problem, match="no Chromium"):
        checks._browser()
    monkeypatch.delenv("CI")
    assert checks._browser() == {}


def test_servers_and_files_of_a_killed_test_run_are_cleared_away(
    tmp_path, monkeypatch, redis_program
):
    monkeypatch.setattr(checks, "TESTS", tmp_path)
    abandoned, in_use = make_directory(tmp_path / "abandoned"), make_directory(tmp_path / "in-use")
    server = Redis("broker", abandoned, program=redis_program)
    server.start()

    holder = subprocess.Popen(
        [
            sys.executable,
            "-c",
            "import fcntl, sys; f = open(sys.argv[1], 'a');"
            "fcntl.flock(f, fcntl.LOCK_EX); print('held', flush=True); sys.stdin.read()",
            in_use / "lock",
        ],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert holder.stdout.readline() == "held\n"
    checks._clear_abandoned()
    holder.communicate()

    assert server.has_ended()
    assert list(tmp_path.iterdir()) == [in_use]
