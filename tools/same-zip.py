#!/usr/bin/env python3
"""Writes a zip anew, so that the same contents are the same bytes, whenever and wherever it was made.

    same-zip.py ZIP

Without it these differ: the order, which is the file system's; the times, which are those of copies; the permissions, which
depend on the umask; and the compression, which depends on zlib. Nothing is compressed here: the package contains a compressed jar,
and the jars of the constructs are small. A jar's manifest comes first, because some readers look for it only there.
"""
import zipfile
from pathlib import Path

import script_options

# The earliest that a zip can hold: it says by itself that it means nothing.
TIME = (1980, 1, 1, 0, 0, 0)
MANIFEST = "META-INF/MANIFEST.MF"


def main(file):
    with zipfile.ZipFile(file) as old:
        contents = {entry.filename: old.read(entry) for entry in old.infolist() if not entry.is_dir()}
    anew = Path(file + ".new")
    with zipfile.ZipFile(anew, "w", zipfile.ZIP_STORED) as new:
        for name, content in sorted(contents.items(), key=lambda item: (item[0] != MANIFEST, item[0])):
            entry = zipfile.ZipInfo(name, TIME)
            entry.create_system = 3  # Unix, whose permissions follow
            entry.external_attr = 0o644 << 16
            new.writestr(entry, content)
    anew.replace(file)


if __name__ == "__main__":
    parser = script_options.Options("same-zip.py", "The head of tools/same-zip.py")
    parser.add_argument("ZIP", type=script_options.file)
    main(parser.parse_args().ZIP)
