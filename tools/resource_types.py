"""The resource types of this repository, in the order of tools/types.txt; tools/types is the same for scripts of the shell."""

import argparse
import json
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]


class ResourceType:
    """A resource type, by its folder."""

    def __init__(self, folder):
        self.folder = Path(folder)
        # As people and messages write it: from the root, without a leading "./".
        self.prefix = "" if folder == "." else f"{folder}/"
        self.settings = json.loads(self.path(".rpdk-config").read_text(encoding="utf-8"))
        self.name = self.settings["typeName"]
        # The name in the names of files, as the CloudFormation CLI writes it.
        self.slug = self.name.replace("::", "-").lower()

    def path(self, name):
        """One of the type's files."""
        return ROOT / self.folder / name


def all_types():
    """The types; the first is the one that a script means if nobody names another."""
    lines = (ROOT / "tools/types.txt").read_text(encoding="utf-8").splitlines()
    return [ResourceType(line) for line in lines if line and not line.startswith("#")]


def named(text):
    """The type of an option that names a resource type."""
    types = all_types()
    for each in types:
        if text == each.name:
            return each
    raise argparse.ArgumentTypeError(f"there is no type {text}; give {' or '.join(each.name for each in types)}")
