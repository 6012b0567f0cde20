#!/usr/bin/env python3
"""Writes a zip anew, so that the same contents are the same bytes, whenever and wherever it was made.

    same-zip.py ZIP

What differs without that: the order, which is the file system's; the times, which are those of copies; the compression,
which is another with another zlib. The jar, which is nearly all of it, is compressed already, so nothing is here.
"""
import zipfile
from pathlib import Path

import script_options

# The earliest that a zip can hold: it says by itself that it means nothing.
TIME = (1980, 1, 1, 0, 0, 0)


def main(file):
    with zipfile.ZipFile(file) as old:
        contents = {entry.filename: old.read(entry) for entry in old.infolist() if not entry.is_dir()}
    anew = Path(file + ".new")
    with zipfile.ZipFile(anew, "w", zipfile.ZIP_STORED) as new:
        for name, content in sorted(contents.items()):
            entry = zipfile.ZipInfo(name, TIME)
            entry.create_system = 3  # Unix, whose permissions follow
            entry.external_attr = 0o644 << 16
            new.writestr(entry, content)
    anew.replace(file)


if __name__ == "__main__":
    parser = script_options.Options("same-zip.py", "The head of tools/same-zip.py")
    parser.add_argument("ZIP", type=script_options.file)
    main(parser.parse_args().ZIP)
