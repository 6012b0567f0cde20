"""Runs a command in a terminal of 100 columns and 40 lines, and tells as JSON what came of it.

    in-terminal.py TEXT COMMAND [ARGUMENT ...]      once TEXT was shown, Ctrl-C is pressed; an empty TEXT is never waited for

Fails if the command shows nothing for a minute, or has not ended a minute after Ctrl-C.
"""

import json
import os
import signal
import sys
from argparse import REMAINDER
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[3] / "tools"))
import asciicast  # noqa: E402
from script_options import Options  # noqa: E402

INTERRUPT = b"\x03"
PATIENCE = 60


def main(text, *command):
    pressed = []

    def watch(so_far, terminal):
        if pressed:
            return
        signal.alarm(PATIENCE)
        if text and text.encode() in so_far:
            pressed.append(True)
            os.write(terminal, INTERRUPT)

    def give_up(*_):
        # The end of this process hangs up the command's terminal, which ends the command.
        what = "did not end after Ctrl-C" if pressed else "showed nothing"
        sys.exit(f"{' '.join(command)} {what} for {PATIENCE} s.")

    signal.signal(signal.SIGALRM, give_up)
    signal.alarm(PATIENCE)
    recording, status = asciicast.record(command, 100, 40, {"TERM": "xterm-256color", **os.environ}, watch)
    signal.alarm(0)
    *_, (_, screen) = recording.screens()
    told = {
        "shown": [line.rstrip() for line in screen.display],
        "hidesCursor": screen.cursor.hidden,
        "sent": "".join(part for _, part in recording.events),
        "status": status,
    }
    print(json.dumps(told))


if __name__ == "__main__":
    parser = Options("in-terminal.py", "The head of src/test/python/in-terminal.py")
    parser.add_argument("TEXT")
    parser.add_argument("COMMAND", nargs=REMAINDER)
    given = parser.parse_args()
    main(given.TEXT, *given.COMMAND)
