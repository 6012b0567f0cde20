#!/usr/bin/env python3
"""Writes registration/log.yaml and registration/type.yaml in the folder of each resource type.

    registration-templates.py             writes them
    registration-templates.py --check     says which are not as this would write them, and fails if there is one

CloudFormation registers a type from one template only, so that what two templates need stands in both. It is written by hand once: in
the type's resource-role.yaml, in registration/log.yaml.in or in registration/type.yaml.in. In the files that end in .in

    {{name}} {{slashes}} {{slug}}                are the type's name: A::B::C, A/B/C or a-b-c
    # include FILE SECTION                       is what FILE, resource-role.yaml or log.yaml, has in this section
    # include FILE SECTION.KEY[.KEY ...]         is one member of it
"""
import re
import sys

from resource_types import ROOT, all_types
from script_options import Options

INCLUDE = re.compile(r"^ *# include (\S+) (\S+)$")


def part(lines, path):
    """What stands under a path, by indentation: the functions of a template are no plain YAML."""
    keys = path.split(".")
    for depth, key in enumerate(keys):
        pad = "  " * depth
        head = next(at for at, line in enumerate(lines) if line.startswith(f"{pad}{key}:"))
        after = (at for at in range(head + 1, len(lines)) if lines[at].strip() and not lines[at].startswith(f"{pad} "))
        lines = lines[head : next(after, len(lines))]
        if len(keys) == 1 or depth < len(keys) - 1:
            lines = lines[1:]
    return lines


def made(template, resource_type, others):
    """The text of registration/TEMPLATE for a type; others are the texts of what it includes."""
    source = f"registration/{template}.in"
    words = {
        "name": resource_type.name,
        "slashes": resource_type.name.replace("::", "/"),
        "slug": resource_type.slug,
    }
    lines = [f"# Made by tools/registration-templates.py of {' and '.join([source, *others])}: change those."]
    for number, line in enumerate((ROOT / source).read_text(encoding="utf-8").splitlines(), 1):
        include = INCLUDE.match(line)
        if not include:
            lines.append(re.sub(r"\{\{(\w+)\}\}", lambda match: words[match.group(1)], line))
            continue
        try:
            lines += part(others[include.group(1)].splitlines(), include.group(2))
        except (KeyError, StopIteration):
            sys.exit(f"{source}, line {number}: there is no {include.group(2)} in {include.group(1)}. Correct the line.")
    return "\n".join(lines) + "\n"


def templates():
    """The texts of all templates by their paths from the root."""
    for each in all_types():
        role = each.path("resource-role.yaml").read_text(encoding="utf-8")
        log = made("log.yaml", each, {"resource-role.yaml": role})
        yield f"{each.prefix}registration/log.yaml", log
        yield f"{each.prefix}registration/type.yaml", made("type.yaml", each, {"resource-role.yaml": role, "log.yaml": log})


def main(check):
    old = []
    for name, text in templates():
        path = ROOT / name
        if path.is_file() and path.read_text(encoding="utf-8") == text:
            continue
        if check:
            old.append(name)
        else:
            path.parent.mkdir(exist_ok=True)
            path.write_text(text, encoding="utf-8")
            print(f"Written: {name}")
    if old:
        sys.exit(f"{', '.join(old)}: not as it would be made. Run tools/python cfn python tools/registration-templates.py.")


if __name__ == "__main__":
    parser = Options("registration-templates.py", "The head of tools/registration-templates.py")
    parser.add_argument("--check", action="store_true")
    main(parser.parse_args().check)
