"""Ctrl-C, SIGTERM and SIGHUP, heard only where the launcher waits: no step is cut in half."""

import os
import select
import signal


class Stopped(Exception):
    """A person or the system asked the launcher to stop."""


class Wakeup:
    """Sleeping that ends at once when a child dies, and by Stopped when asked to stop."""

    def __init__(self):
        self.asked = False
        self._reader, writer = os.pipe()
        for end in (self._reader, writer):
            os.set_blocking(end, False)
        signal.set_wakeup_fd(writer, warn_on_full_buffer=False)
        signal.signal(signal.SIGCHLD, lambda *_: None)
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            # Under nohup a hang-up is to be ignored, and stays so.
            if number != signal.SIGHUP or signal.getsignal(number) != signal.SIG_IGN:
                signal.signal(number, self._ask)

    def _ask(self, number, frame):
        self.asked = True

    def sleep(self, seconds):
        if not self.asked and select.select([self._reader], [], [], seconds)[0]:
            os.read(self._reader, 4096)
        if self.asked:
            raise Stopped
