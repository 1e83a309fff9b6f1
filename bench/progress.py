"""How far a long step is: a bar on a terminal, a line now and then elsewhere."""

import sys
import time

from tqdm import tqdm

SELDOM = 10  # seconds


def bar(title, total):
    if sys.stderr.isatty():
        return tqdm(desc=f"{title:10}", total=total, leave=True)
    return Lines(title, total)


class Lines:
    """The part of tqdm that is needed, for logs."""

    def __init__(self, title, total):
        self.title, self.total, self.done = title, total, 0
        self.began = self.told = time.monotonic()

    def update(self, number):
        self.done += number
        if time.monotonic() - self.told > SELDOM:
            self.told = time.monotonic()
            self._tell(f" of {self.total:,}" if self.total else "")

    def close(self):
        self._tell(f" in {time.monotonic() - self.began:.1f} s")

    def _tell(self, rest):
        print(f"  {self.title}: {self.done:,}{rest}", file=sys.stderr, flush=True)
