"""Says what a script waits for and how long it has by now, as tools/progress does for scripts of the shell."""

import os
import shutil
import sys
import time

# Seconds between two lines where the output is no terminal.
LINE_EVERY = 30


class Waiting:
    """
    A wait with pauses. On the standard error it is, in a terminal, one line that is written anew every second and gone at the
    end; elsewhere, and with TERM=dumb, a line every 30 seconds.
    """

    def __init__(self, what):
        self.what = what
        self.started = self.said = time.monotonic()
        self.rewrites = sys.stderr.isatty() and os.environ.get("TERM", "dumb") != "dumb"

    def __enter__(self):
        return self

    def __exit__(self, *problem):
        if self.rewrites:
            self.write("\r\033[K")

    def pause(self, seconds, state):
        """Lets so many seconds pass; state is what was found before them."""
        end = time.monotonic() + seconds
        while True:
            now = time.monotonic()
            text = f"  waits     for {self.what}, which is {state}: {now - self.started:.0f} s"
            if self.rewrites:
                self.write(f"\r{text[:shutil.get_terminal_size().columns - 1]}\033[K")
            elif now - self.said >= LINE_EVERY:
                self.said = now
                self.write(f"{text}\n")
            if now >= end:
                return
            time.sleep(min(1, end - now))

    @staticmethod
    def write(text):
        sys.stderr.write(text)
        sys.stderr.flush()
