"""Reads the options and arguments of a script, as tools/options does for scripts of the shell.

What is wrong becomes one line on the standard error, which names the option, the cause and the remedy, and exit status 2.
"""

import argparse
from pathlib import Path


class Options(argparse.ArgumentParser):
    """A parser whose options are told by `how`: a command, or the name of a file."""

    def __init__(self, script, how):
        super().__init__(prog=script, add_help=False, allow_abbrev=False)
        self.how = how

    def error(self, message):
        self.exit(2, f"{self.prog}: {' '.join(message.split())}. {self.how} says how to call it.\n")


def file(text):
    """The type of an argument that names a file which exists."""
    if not Path(text).is_file():
        raise argparse.ArgumentTypeError(f"there is no file {text}")
    return text


def folder(text):
    """The type of an argument that names a folder which exists."""
    if not Path(text).is_dir():
        raise argparse.ArgumentTypeError(f"there is no folder {text}")
    return text


def url(text):
    """The type of an argument that is the address of a local service."""
    if not text.startswith(("http://", "https://")):
        raise argparse.ArgumentTypeError(f"{text} does not begin with http:// or https://")
    return text
