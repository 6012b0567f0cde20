"""Records the demo and draws the recording; tools/record-demo starts it.

    record-demo.py record CAST COMMAND [ARGUMENT ...]     runs a command, and fails where it does
    record-demo.py draw CAST SVG
"""

import os
import sys
from argparse import REMAINDER
from pathlib import Path

import asciicast
import filmstrip
import script_options

COLUMNS, LINES = 110, 32
# Seconds that nothing may happen in, and that a reader needs for a word.
STILL, WORD = 1, 0.05


def record(cast, *command):
    environment = {**os.environ, "TERM": "xterm-256color"}
    environment.pop("NO_COLOR", None)
    recording, status = asciicast.record(command, COLUMNS, LINES, environment)
    if status:
        sys.exit(f"{' '.join(command)} ended with the status {status}: {''.join(text for _, text in recording.events)}")
    typed = (0, f"$ {' '.join(command)}\r\n")
    recording = asciicast.Recording(COLUMNS, LINES, (typed, *recording.events))
    recording.readable(STILL, WORD).write(Path(cast))


def draw(cast, picture):
    Path(picture).write_text(filmstrip.svg(asciicast.Recording.read(Path(cast))), encoding="utf-8")


if __name__ == "__main__":
    parser = script_options.Options("record-demo.py", "The head of tools/record-demo.py")
    parser.add_argument("task", choices=["record", "draw"])
    parser.add_argument("CAST")
    parser.add_argument("rest", nargs=REMAINDER, metavar="COMMAND or SVG")
    given = parser.parse_args()
    if not given.rest or given.task == "draw" and len(given.rest) > 1:
        parser.error(f"{given.task} takes CAST and {'SVG' if given.task == 'draw' else 'COMMAND [ARGUMENT ...]'}")
    {"record": record, "draw": draw}[given.task](given.CAST, *given.rest)
