"""Recordings of a terminal: asciicast v2, one JSON value a line (docs.asciinema.org/manual/asciicast/v2)."""

import codecs
import fcntl
import json
import os
import pty
import re
import select
import signal
import struct
import sys
import termios
import time
from collections import Counter
from dataclasses import dataclass, replace

import pyte

# Seconds without output after which something else was written.
QUIET = 0.02
# Faint text, which pyte does not know, as grey text, which it does.
FAINT, GREY = "\x1b[2m", "\x1b[90m"


@dataclass(frozen=True)
class Recording:
    """What a terminal of so many columns and lines got: pairs of a time in seconds and a text."""

    columns: int
    lines: int
    events: tuple

    @staticmethod
    def read(path):
        header, *events = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
        return Recording(header["width"], header["height"], tuple((when, text) for when, _, text in events))

    def write(self, path):
        header = {"version": 2, "width": self.columns, "height": self.lines}
        values = [header, *([round(when, 2), "o", text] for when, text in self.events)]
        path.write_text("".join(json.dumps(value) + "\n" for value in values), encoding="utf-8")

    def screens(self):
        """What the terminal shows after each event: pairs of its time and the screen, which is the same one each time."""
        screen = pyte.Screen(self.columns, self.lines)
        stream = pyte.Stream(screen)
        for when, text in self.events:
            stream.feed(text.replace(FAINT, GREY))
            yield when, screen

    def readable(self, still, word):
        """
        The same at the pace of somebody who reads.

        still: no longer than so many seconds nothing happens
        word: for so many seconds a new word stays before anything else happens; other numbers are no new words
        """
        events, now, last, before = [], 0, 0, Counter()
        for (when, text), (_, screen) in zip(self.events, self.screens()):
            now += min(when - last, still)
            events.append((now, text))
            words = Counter(re.sub(r"[0-9]+", "#", " ".join(screen.display)).split())
            now += word * sum((words - before).values())
            last, before = when, words
        return replace(self, events=tuple(events))


def record(command, columns, lines, environment, watch=lambda so_far, terminal: None):
    """
    Runs a command in a terminal of that size, and gives the recording and the command's exit status.

    watch: is told all that has come so far whenever more does, and can type into the terminal, a file descriptor
    """
    process, terminal = pty.fork()
    if process == 0:
        # What is ignored where this was started, as in the background of a script or under nohup, a shell and a JVM go on ignoring.
        for number in (signal.SIGINT, signal.SIGQUIT, signal.SIGHUP):
            signal.signal(number, signal.SIG_DFL)
        # Here, before anything can ask for the size.
        fcntl.ioctl(sys.stdout.fileno(), termios.TIOCSWINSZ, struct.pack("HHHH", lines, columns, 0, 0))
        os.execvpe(command[0], command, environment)
    started, events = time.monotonic(), []
    for chunk in iter(lambda: output(terminal), b""):
        events.append((time.monotonic() - started, chunk))
        watch(b"".join(part for _, part in events), terminal)
    os.close(terminal)
    _, status = os.waitpid(process, 0)
    return Recording(columns, lines, tuple(decoded(events))), os.waitstatus_to_exitcode(status)


def output(terminal):
    """What comes next out of a terminal until it is quiet; nothing once all that wrote into it have ended."""
    chunk = b""
    # What is written at once may come in parts, between which nothing is to be seen.
    while not chunk or select.select([terminal], [], [], QUIET)[0]:
        try:
            part = os.read(terminal, 65536)
        except OSError:
            # Linux says by EIO what others say by an empty answer.
            part = b""
        if not part:
            break
        chunk += part
    return chunk


def decoded(events):
    """The texts of bytes, in which a character may have been torn apart."""
    decoder = codecs.getincrementaldecoder("utf-8")()
    for when, chunk in events:
        text = decoder.decode(chunk)
        if text:
            yield when, text
