"""What every server has in common."""

import time

from launch.console import Problem
from launch.paths import last_lines, make_directory
from launch.processes import GRACE, Child, end_leftover, send, wait_until, working_in


class Server:
    """One server with its files below `directory`, its log in `directory/log`, its pid file in `directory/run`."""

    stop_signal = None
    start_within = 60  # seconds; recovery after a crash is part of it

    def __init__(self, name, directory, *, pause=time.sleep):
        self.name = name
        self.directory = directory
        self.run = directory / "run"
        self.log = directory / "log" / f"{name}.log"
        self.pause = pause
        self.child = None

    def __enter__(self):
        self.start()
        return self

    def __exit__(self, *details):
        self.stop()
        self.discard()

    @property
    def pid(self):
        return self.child.pid

    def start(self):
        """Return when it answers, and not before. A second start keeps address and data."""
        make_directory(self.run)
        self.end_leftover()
        self.prepare()
        self.child = Child(
            self.name,
            self.command(),
            run=self.run,
            log=self.log,
            env=self.environment(),
            account=self.account(),
            cwd=self.working_directory(),
            stop=self.stop_signal,
        )
        self.child.start()
        try:
            self._wait_for_answer()
        except BaseException:
            self.child.stop()
            raise

    def _wait_for_answer(self):
        end = time.monotonic() + self.start_within
        while not self.answers():
            if self.child.has_ended() or time.monotonic() > end:
                raise Problem(
                    f"{self.name} does not start; the end of {self.log} is\n{last_lines(self.log)}"
                )
            self.pause(0.05)

    def discard(self):
        """Remove what a thrown-away server leaves outside its directory."""

    def has_ended(self):
        return self.child is None or self.child.has_ended()

    def stop(self, grace=GRACE):
        if self.child:
            self.child.stop(grace)

    def kill(self):
        """As if the machine's owner had said `kill -9`."""
        self.child.kill()

    def end_leftover(self):
        """Stop what an earlier launcher left running here, so that two never share the same files."""
        end_leftover(
            self.run / f"{self.name}.pid", *([self.stop_signal] if self.stop_signal else [])
        )

    def prepare(self):
        """Make what the first start needs."""

    def command(self):
        raise NotImplementedError

    def answers(self):
        raise NotImplementedError

    def environment(self):
        return None

    def account(self):
        return None

    def working_directory(self):
        return self.directory


def end_all_in(directory, number, grace):
    """End the processes at work in a server's own data directory, pid file or not."""
    if directory.is_dir() and working_in(directory):
        send(working_in(directory), number)
        if not wait_until(lambda: not working_in(directory), grace):
            send(working_in(directory), 9)
            wait_until(lambda: not working_in(directory), grace)
