"""Runs a command in a terminal of 100 columns and 40 lines, and tells as JSON what came of it.

    in-terminal.py TEXT COMMAND [ARGUMENT ...]      once TEXT was shown, Ctrl-C is pressed; an empty TEXT is never waited for
"""

import json
import os
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[3] / "tools"))
import asciicast  # noqa: E402

INTERRUPT = b"\x03"


def main(text, *command):
    pressed = []

    def watch(so_far, terminal):
        if text and not pressed and text.encode() in so_far:
            pressed.append(True)
            os.write(terminal, INTERRUPT)

    recording, status = asciicast.record(command, 100, 40, {"TERM": "xterm-256color", **os.environ}, watch)
    *_, (_, screen) = recording.screens()
    told = {
        "shown": [line.rstrip() for line in screen.display],
        "hidesCursor": screen.cursor.hidden,
        "sent": "".join(part for _, part in recording.events),
        "status": status,
    }
    print(json.dumps(told))


if __name__ == "__main__":
    main(*sys.argv[1:])
