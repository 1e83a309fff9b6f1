"""`make run` itself, in a copy of the checkout with the packages and the built front end of this one."""

import json
import os
import shutil
import signal
import subprocess
import sys
import time
import urllib.request
from contextlib import suppress
from pathlib import Path

import pytest

from launch.paths import ROOT, VAR
from launch.ports import free_port
from launch.processes import PROC, running, wait_until

NOT_COPIED = (".git", ".venv", "var", "node_modules", "__pycache__", "docs", "tests")
NAMED_ELSEWHERE = ("DATABASE_URL", "REDIS_URL", "CACHE_URL", "MAIL_TRANSPORT")
ORDER = ["web", "worker", "beat", "sink", "cache", "broker", "postgres"]
START_WITHIN = 300  # seconds: the first start fills the demo county, perhaps on a busy machine

pytestmark = pytest.mark.xdist_group("portal")  # one portal for all, in this order


class Checkout:
    """A copy of the checkout, and the launcher that runs in it."""

    def __init__(self, root):
        self.root = root
        self.port = free_port()
        self.log = root / "launcher.log"
        self.launcher = None

    def start(self):
        """Start the launcher and wait for its `ready`."""
        env = {name: value for name, value in os.environ.items() if name not in NAMED_ELSEWHERE}
        with self.log.open("wb") as log:
            self.launcher = subprocess.Popen(
                [sys.executable, "-m", "launch", "run"],
                cwd=self.root,
                env={**env, "PORT": str(self.port)},
                stdout=log,
                stderr=subprocess.STDOUT,
                # However these tests were started themselves, under nohup or not.
                preexec_fn=lambda: signal.signal(signal.SIGHUP, signal.SIG_DFL),
            )
        wait_until(lambda: self._is_ready() or self.launcher.poll() is not None, START_WITHIN)
        assert self._is_ready(), self.log.read_text()

    def _is_ready(self):
        return f"ready http://127.0.0.1:{self.port}/\n" in self.log.read_text()

    def told(self):
        return self.log.read_text().splitlines()

    def pids(self):
        """By name; without those that end while this is being read."""
        pids = {}
        for path in (self.root / "var" / "run").glob("*.pid"):
            with suppress(FileNotFoundError):
                pids[path.stem] = json.loads(path.read_text())["pid"]
        return pids

    def get(self, path, host="127.0.0.1"):
        with urllib.request.urlopen(f"http://{host}:{self.port}{path}", timeout=20) as answer:
            return answer.status, answer.read().decode()

    def elsewhere(self):
        """Where PostgreSQL lives when its account cannot reach the copy."""
        pointer = self.root / "var" / "postgres" / "elsewhere"
        return [Path(pointer.read_text())] if pointer.exists() else []

    def everything(self):
        """All that works in the copy, whoever started it."""
        places = [self.root, *self.elsewhere()]
        return [
            pid for pid, _ in running() if any(map(_working_directory(pid).is_relative_to, places))
        ]

    def kill(self, pids):
        for pid in pids:
            os.kill(pid, signal.SIGKILL)
        self.launcher.wait()


@pytest.fixture(scope="module")
def checkout(tmp_path_factory):
    root = tmp_path_factory.mktemp("checkout")
    shutil.copytree(ROOT, root, ignore=shutil.ignore_patterns(*NOT_COPIED), dirs_exist_ok=True)
    (root / ".venv").symlink_to(ROOT / ".venv")
    (root / "node_modules").symlink_to(ROOT / "node_modules")
    shutil.copytree(VAR / "build", root / "var" / "build")
    shutil.copy(VAR / "build.done", root / "var")

    copy = Checkout(root)
    yield copy
    for pid in copy.everything():
        os.kill(pid, signal.SIGKILL)
    for place in copy.elsewhere():
        shutil.rmtree(place)


@pytest.fixture
def portal(checkout):
    """The running portal, left running for the next test."""
    if checkout.launcher is None or checkout.launcher.poll() is not None:
        checkout.start()
    return checkout


def test_the_first_start_serves_the_demo_county_and_says_where(portal):
    told = portal.told()

    after = told[told.index(f"ready http://127.0.0.1:{portal.port}/") :]
    assert after[1] == f"passkeys need http://localhost:{portal.port}/"
    assert "Demo sign-ins:" in after
    assert sorted(portal.pids()) == sorted(ORDER)
    assert portal.get("/health/live")[0] == 200
    assert portal.get("/services/", host="localhost")[0] == 200


@pytest.mark.parametrize("name", ["web", "worker", "postgres", "broker"])
def test_a_killed_process_is_started_again(portal, name):
    before = portal.pids()

    os.kill(before[name], signal.SIGKILL)

    assert wait_until(lambda: portal.pids().get(name, before[name]) != before[name], 30)
    assert wait_until(lambda: _serves(portal), 30)


def test_it_runs_once_in_a_directory(portal):
    again = _launch(portal, "run")

    assert again.returncode == 1
    assert again.stdout == "The portal is running in this directory already: stop that one first.\n"


def test_a_command_joins_the_running_portal(portal):
    done = _launch(portal, "manage", "demo_accounts")

    assert done.returncode == 0
    assert done.stdout == (portal.root / "var" / "run" / "demo_accounts").read_text()


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGHUP])
def test_when_asked_to_stop_it_stops_everything_in_order(portal, number):
    portal.launcher.send_signal(number)

    assert portal.launcher.wait(80) == 0
    stopped = [line.split()[1].rstrip(".") for line in portal.told() if "Stopping" in line]
    assert stopped == ORDER
    assert portal.everything() == []
    assert portal.pids() == {}


def test_a_second_start_takes_seconds_keeps_the_data_and_changes_no_mode_outside_var(checkout):
    secret = (checkout.root / "var" / "secret_key").read_text()
    modes = _modes(checkout.root)
    begun = time.monotonic()

    checkout.start()

    assert time.monotonic() - begun < 30  # about 5 on an idle machine
    assert (checkout.root / "var" / "secret_key").read_text() == secret
    assert [line for line in checkout.told() if line.startswith("  Applying")] == []
    assert _modes(checkout.root) == modes
    checkout.launcher.terminate()
    assert checkout.launcher.wait(80) == 0


@pytest.mark.parametrize("killed", ["launcher", "mains"])
def test_after_a_crash_with_survivors_the_next_start_works(portal, killed):
    mains = portal.pids().values() if killed == "mains" else []
    portal.kill([portal.launcher.pid, *mains])
    assert portal.everything() != []

    portal.start()

    assert portal.get("/services/")[0] == 200
    portal.launcher.terminate()
    assert portal.launcher.wait(80) == 0
    assert portal.everything() == []


def _launch(checkout, *words):
    return subprocess.run(
        [sys.executable, "-m", "launch", *words],
        cwd=checkout.root,
        capture_output=True,
        text=True,
    )


def _modes(root):
    """Of the copy, of what lies in it, and of every directory above."""
    inside = [path for path in root.rglob("*") if "var" not in path.relative_to(root).parts]
    return {path: path.lstat().st_mode for path in [root, *inside, *root.parents]}


def _working_directory(pid):
    try:
        return (PROC / str(pid) / "cwd").readlink()
    except OSError:
        return Path("/gone")


def _serves(checkout):
    try:
        return checkout.get("/services/")[0] == 200
    except OSError:
        return False
