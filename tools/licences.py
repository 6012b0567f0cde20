#!/usr/bin/env python3
"""Puts the licence and notice files of the jars that ship into target/classes/META-INF/licences.

    licences.py CLASSPATH_FILE SBOM_FILE

Where they stand in the jars, under the same few names, all but one would be lost when the jars become one. A jar that has
no text of its licence gets that of src/licences/ARTIFACT.txt, or, where the SBOM says Apache-2.0, that of this project.
Many jars have the same text: each text is there once, under the name of the first that has it, and index.txt says which
texts are whose.
"""
import json
import os
import re
import shutil
import sys
import zipfile
from pathlib import Path

import script_options

LICENCES = Path("target/classes/META-INF/licences")
NAMES = re.compile(r"(META-INF/)?[^/]*(LICEN[CS]E|NOTICE)[^/]*", re.IGNORECASE)
LICENCE = re.compile(r"LICEN[CS]E", re.IGNORECASE)


def own_texts(jar):
    """The licence and notice files of a jar, by their names."""
    with zipfile.ZipFile(jar) as contents:
        return {Path(name).name: contents.read(name) for name in filter(NAMES.fullmatch, contents.namelist())}


def text_for(component):
    """The licence's text where the jar itself has none."""
    kept_here = Path("src/licences", component["name"] + ".txt")
    if kept_here.exists():
        return kept_here.read_bytes()
    if [entry.get("license", {}).get("id") for entry in component.get("licenses", [])] == ["Apache-2.0"]:
        return Path("LICENSE").read_bytes()
    sys.exit(f"{component['name']} ships without the text of its licence: put that into {kept_here}")


def put(file, text):
    """An unchanged file keeps its time, so that the package is not made again."""
    if not file.exists() or file.read_bytes() != text:
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(text)


def main(classpath_file, sbom_file):
    components = json.loads(Path(sbom_file).read_text(encoding="utf-8"))["components"]
    by_jar = {f"{component['name']}-{component['version']}": component for component in components}
    jars = [Path(jar) for jar in Path(classpath_file).read_text(encoding="utf-8").strip().split(os.pathsep)]
    file_of = {}
    index = []
    for jar in sorted(jars, key=lambda jar: jar.stem):
        texts = own_texts(jar)
        if not any(map(LICENCE.search, texts)):
            texts["LICENSE"] = text_for(by_jar[jar.stem])
        for name, text in sorted(texts.items()):
            index.append(f"{jar.stem} {file_of.setdefault(text, f'{jar.stem}-{Path(name).stem}.txt')}\n")
    for text, file in file_of.items():
        put(LICENCES / file, text)
    put(LICENCES / "index.txt", "".join(index).encode())
    for path in [path for path in LICENCES.iterdir() if path.name not in {"index.txt", *file_of.values()}]:
        shutil.rmtree(path) if path.is_dir() else path.unlink()
    print(f"The licences and notices of {len(jars)} jars, {len(file_of)} different texts, are in {LICENCES}")


if __name__ == "__main__":
    parser = script_options.Options("licences.py", "The head of tools/licences.py")
    parser.add_argument("CLASSPATH_FILE", type=script_options.file)
    parser.add_argument("SBOM_FILE", type=script_options.file)
    main(*vars(parser.parse_args()).values())
