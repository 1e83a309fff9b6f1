import signal
import subprocess
import sys
import time

import pytest

from launch.paths import ROOT

PROGRAM = """
import subprocess, sys, time
from launch.wakeup import Stopped, Wakeup
wake = Wakeup()
if sys.argv[1:]:
    subprocess.Popen([sys.executable, "-c", ""])
print("up", flush=True)
begun = time.monotonic()
try:
    wake.sleep(20)
    print(f"slept {time.monotonic() - begun:.0f}")
except Stopped:
    print("asked to stop")
"""


def _start(*arguments, hang_up=signal.SIG_DFL):
    """However these tests were started themselves, under nohup or not."""
    process = subprocess.Popen(
        [sys.executable, "-c", PROGRAM, *arguments],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        text=True,
        preexec_fn=lambda: signal.signal(signal.SIGHUP, hang_up),
    )
    assert process.stdout.readline() == "up\n"
    return process


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_waiting_ends_when_asked_to_stop(number):
    process = _start()

    process.send_signal(number)

    assert process.communicate(timeout=10)[0] == "asked to stop\n"


def test_waiting_ends_early_when_a_child_dies():
    process = _start("with a child")

    assert process.communicate(timeout=10)[0] == "slept 0\n"


def test_a_hang_up_is_ignored_under_nohup():
    process = _start(hang_up=signal.SIG_IGN)

    process.send_signal(signal.SIGHUP)
    time.sleep(0.3)

    assert process.poll() is None
    process.terminate()
    assert process.communicate(timeout=10)[0] == "asked to stop\n"
