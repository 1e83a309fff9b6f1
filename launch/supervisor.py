"""Keeps processes running, and stops them in order."""

import time
from dataclasses import dataclass, field

from launch.console import Problem, say
from launch.paths import last_lines

TRIES = 5  # deaths within a window after which an essential process is given up
WINDOW = 120  # seconds
LONGEST_WAIT = 30


@dataclass
class Member:
    process: object  # a Server or a Child
    essential: bool
    deaths: list = field(default_factory=list)
    due: float = 0

    def note_death(self, now):
        """Wait 1, 2, 4 ... seconds before the next start, counted over the last two minutes."""
        self.deaths = [*(at for at in self.deaths if now - at < WINDOW), now]
        self.due = now + min(LONGEST_WAIT, 2 ** (len(self.deaths) - 1))


class Supervisor:
    """Members are started in the order in which they are added, and stopped in the reverse order."""

    def __init__(self, wake, *, tell=say):
        self.wake = wake
        self.say = tell
        self.members = []

    def start(self, process, *, essential=False):
        self.members.append(Member(process, essential))
        process.start()
        return process

    def watch(self, between=lambda: None):
        """Until Stopped, or until an essential member cannot be kept alive."""
        while True:
            self.wake.sleep(0.5)
            between()
            for member in self.members:
                self._look_after(member, time.monotonic())

    def _look_after(self, member, now):
        process = member.process
        if not process.has_ended():
            return
        if not member.due:
            member.note_death(now)
            self._tell(member, now)
        elif now >= member.due:
            member.due = 0
            self.say(f"Starting {process.name} again.")
            try:
                process.start()
            except Problem as problem:
                self.say(str(problem))

    def _tell(self, member, now):
        process = member.process
        self.say(f"{process.name} has died. The end of its log, {process.log}, is")
        self.say(last_lines(process.log, 5) if process.log else "    (its output is above)")
        if member.essential and len(member.deaths) >= TRIES:
            raise Problem(f"{process.name} died {TRIES} times within {WINDOW} seconds.")

    def stop(self):
        for member in reversed(self.members):
            if not member.process.has_ended():
                self.say(f"Stopping {member.process.name}.")
                member.process.stop()
        self.members.clear()
