"""What the launcher tells the person at the keyboard."""

import os
import sys
import time


class Problem(Exception):
    """Something only a person can put right; its text says what, in a sentence."""


def say(text, *, end="\n"):
    """Print, and live on when nobody listens any more: stopping in order matters more."""
    try:
        print(text, end=end, flush=True)
    except OSError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


class Progress:
    """One line for a long step: rewritten on a terminal, a fresh line now and then elsewhere."""

    def __init__(self, title):
        self.title = title
        self.begun = self.told = time.monotonic()
        say(f"{title} ...")

    def tell(self, detail=""):
        now = time.monotonic()
        text = f"{self.title} ... {detail}{', ' if detail else ''}{now - self.begun:.0f} s"
        if sys.stdout.isatty():
            say(f"\r\x1b[K{text}", end="")
        elif now - self.told > 10:
            self.told = now
            say(text)

    def done(self):
        end = "\n"
        lead = "\r\x1b[K" if sys.stdout.isatty() else ""
        say(f"{lead}{self.title}: done in {time.monotonic() - self.begun:.1f} s", end=end)
