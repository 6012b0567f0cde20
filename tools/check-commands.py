"""Holds the AWS CLI commands in documents against the AWS CLI itself.

    tools/python aws python tools/check-commands.py [NAME=VALUE...] PAGE...

Takes every command that begins with `aws` from the code of the pages, in blocks and in lines, and runs it up to where it
would send its request: the operation, the options and their types, and what is required are then right. The request goes to
a port at which nobody listens. The names in a query have to be in the answer's model. What zsh, the shell of macOS, would read
as a pattern has to be quoted. A command of two or three words in a line of text is a mention, and only has to exist. Prints
each command that is wrong and why, then how many were checked; exits with 1 when anything is wrong.

Where AWS_ENDPOINT_URL_BACKUP and AWS_ENDPOINT_URL_CLOUDFORMATION say where `./demo --serve` listens, commands of these
services are carried out, in the order of the page and with each word NAME replaced by VALUE, and have to succeed, but for
those that the local services do not know. `NAME=$(aws ...)` keeps what such a command says for the `$NAME` of later ones.
"""

import contextlib
import io
import os
import re
import shlex
import sys
import time
from pathlib import Path

import script_options

BLOCK = re.compile(r"^( *)```\w*\n(.*?)^\1```$", re.MULTILINE | re.DOTALL)
SPAN = re.compile(r"`([^`\n]+(?:\n[^`\n]+)?)`")
COMMAND = re.compile(r"aws [a-z]")
VARIABLE = re.compile(r"^ *(?:([A-Z]+)=(\S+)$|for (\w+) in (\S+))", re.MULTILINE)
KEPT = re.compile(r"([A-Z]+)=\$\((aws .*)\)$")
FILE = re.compile(r"(?<=--template-file )(?!/)\S+|(?<=file://)(?!/)\S+")
QUOTED = re.compile(r"'[^']*'|\"[^\"]*\"")
PATTERN = re.compile(r"\S*[][*?]\S*")
SENT = "Could not connect to the endpoint URL"

# How the local services say that they do not know an operation.
UNSERVED = ("(InvalidAction)", "(UnknownOperationException)")

# A second here is so many at `./demo --serve`, and a wait for a stack is one of its seconds. Some waiters poll a few times only, and a
# handler's process takes a while to start.
SPEED = 60
SHORTEST_WAIT = 1
SLEEP = time.sleep

# It looks for its file before anything else; of its options alone something can be said.
NEEDS_A_FILE = ("s3", "cp")

os.environ.update(
    AWS_ENDPOINT_URL="http://127.0.0.1:1",
    AWS_MAX_ATTEMPTS="1",
    AWS_DEFAULT_REGION="eu-west-1",
    AWS_ACCESS_KEY_ID="none",
    AWS_SECRET_ACCESS_KEY="none",
    AWS_CONFIG_FILE=os.devnull,
    AWS_SHARED_CREDENTIALS_FILE=os.devnull,
    AWS_PAGER="",
)

from awscli.clidriver import create_clidriver  # noqa: E402
from botocore import xform_name  # noqa: E402


def commands(page, names):
    """The commands of a page, each with whether it is complete or only mentioned, and with what keeps its output.

    With the page's own values of variables, with those of names, and with the files that lie beside it.
    """
    text = page.read_text(encoding="utf-8")
    named = re.compile(r"(?<![\w-])(" + "|".join(names or ["$^"]) + r")(?![\w-])")
    values = {name or each: value or first for name, value, each, first in VARIABLE.findall(text)}

    def beside(file):
        there = page.parent / file.group(0)
        return shlex.quote(str(there.resolve())) if there.exists() else file.group(0)

    for command, complete, variable in code(text):
        filled = re.sub(r"\$(\w+)", lambda use: values.get(use.group(1), use.group(0)), command)
        filled = named.sub(lambda use: names[use.group(1)], filled) if complete else filled
        yield FILE.sub(beside, filled), complete, lambda said, name=variable: values.update({name: said})


def code(text):
    for block in BLOCK.finditer(text):
        for line in block.group(2).replace("\\\n", "").splitlines():
            kept = KEPT.match(line.strip())
            if kept:
                yield kept.group(2), True, kept.group(1)
            elif COMMAND.match(line.strip()):
                yield line.strip(), True, ""
    for span in SPAN.finditer(BLOCK.sub("", text)):
        line = " ".join(span.group(1).replace("\\|", "|").split())
        if COMMAND.match(line):
            yield line, len(line.split()) > 3, ""


# What the drivers of all commands have read of the services: reading it takes most of the time of a command.
MODELS = create_clidriver().session.get_component("data_loader")


def new_driver():
    """The AWS CLI as it is when it starts: what a command sets is not there for the next."""
    driver = create_clidriver()
    driver.session.register_component("data_loader", MODELS)
    return driver


def check(command, complete, keep, ran):
    """What is wrong with a command; empty if nothing is. What was carried out is added to ran, and keep gets what it said."""
    pattern = PATTERN.search(QUOTED.sub("", command))
    if pattern:
        return f"zsh reads {pattern.group(0)} as a pattern for file names: quote it"
    words = shlex.split(command)[1:]
    driver = new_driver()
    if not complete:
        return exists(driver, words)
    if tuple(words[:2]) == NEEDS_A_FILE:
        known = {*table_of(driver, words[0])[words[1]].arg_table, *driver._get_argument_table()}
        return " ".join(f"there is no {word}" for word in words if word.startswith("--") and word[2:] not in known)
    said = io.StringIO()
    with contextlib.redirect_stdout(said), contextlib.redirect_stderr(said):
        try:
            status = driver.main(words)
        except SystemExit:
            status = None  # The parser's way to say that a command is wrong; what it said is what counts.
    if status == 0:
        ran.append(command)
        keep(said.getvalue().strip())
    if status == 0 or any(sent in said.getvalue() for sent in (SENT, *UNSERVED)):
        return unknown_names(driver, words)
    # Without how the CLI is used, which it says first, and without all that there is to choose from, which it says last.
    before, error, after = said.getvalue().strip().partition("error: ")
    return after.split("\n\n")[0] if error else before.split("\n\n")[-1]


def table_of(driver, service):
    return driver._get_command_table()[service].create_help_command().command_table


def exists(driver, words):
    if words[0] not in driver._get_command_table():
        return "there is no service " + words[0]
    if words[1:] and words[1] not in table_of(driver, words[0]):
        return f"{words[0]} has no command {words[1]}"
    return ""


def unknown_names(driver, words):
    """The names in a query that are nowhere in the answer."""
    if "--query" not in words:
        return ""
    service = driver.session.get_service_model(words[0])
    operation = next(name for name in service.operation_names if xform_name(name, "-") == words[1])
    known = set(members(service.operation_model(operation).output_shape, set()))
    query = re.sub(r"'[^']*'|\w+\(", "", words[words.index("--query") + 1])
    unknown = sorted(set(re.findall(r"[A-Za-z]\w*", query)) - known)
    return "its answer has no " + ", ".join(unknown) if unknown else ""


def members(shape, seen):
    if shape.name in seen:
        return
    seen.add(shape.name)
    if shape.type_name == "structure":
        for name, member in shape.members.items():
            yield name
            yield from members(member, seen)
    elif shape.type_name == "list":
        yield from members(shape.member, seen)
    elif shape.type_name == "map":
        yield from members(shape.value, seen)


def main(names, pages):
    time.sleep = lambda seconds: SLEEP(max(seconds / SPEED, SHORTEST_WAIT))
    ran = []
    checked = wrong = 0
    for page in pages:
        for command, complete, keep in commands(Path(page), names):
            checked += 1
            problem = check(command, complete, keep, ran)
            if problem:
                wrong += 1
                print(f"{page}: {command}\n    {problem}")
    for command in ran:
        print("carried out:", command)
    print(f"{checked} commands checked, {wrong} wrong")
    return 1 if wrong else 0


if __name__ == "__main__":
    parser = script_options.Options("check-commands.py", "The head of tools/check-commands.py")
    parser.add_argument("given", nargs="+", metavar="NAME=VALUE or PAGE")
    given = parser.parse_args().given
    pages = [each for each in given if "=" not in each]
    for page in pages:
        if not Path(page).is_file():
            parser.error(f"there is no file {page}")
    sys.exit(main(dict(each.split("=", 1) for each in given if "=" in each), pages))
