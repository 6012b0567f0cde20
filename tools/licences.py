#!/usr/bin/env python3
"""Puts the licence and notice files of the jars that ship into target/classes/META-INF/licences, a folder for each jar.

    licences.py CLASSPATH_FILE

Where they stand in the jars, under the same few names, all but one would be lost when the jars become one.
"""
import os
import re
import shutil
import sys
import zipfile
from pathlib import Path

LICENCES = Path("target/classes/META-INF/licences")
NAMES = re.compile(r"(META-INF/)?[^/]*(LICEN[CS]E|NOTICE)[^/]*", re.IGNORECASE)


def main(classpath_file):
    kept = set()
    for jar in Path(classpath_file).read_text(encoding="utf-8").strip().split(os.pathsep):
        if not jar.endswith(".jar"):
            continue
        folder = LICENCES / Path(jar).stem
        with zipfile.ZipFile(jar) as contents:
            for name in filter(NAMES.fullmatch, contents.namelist()):
                file = folder / Path(name).name
                kept |= {file, folder}
                text = contents.read(name)
                # An unchanged file keeps its time, so that the package is not made again.
                if not file.exists() or file.read_bytes() != text:
                    folder.mkdir(parents=True, exist_ok=True)
                    file.write_bytes(text)
    for folder in [path for path in LICENCES.iterdir() if path not in kept]:
        shutil.rmtree(folder)
    folders = sum(path.is_dir() for path in kept)
    print(f"{len(kept) - folders} licences and notices of {folders} jars are in {LICENCES}")


if __name__ == "__main__":
    main(*sys.argv[1:])
