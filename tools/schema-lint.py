#!/usr/bin/env python3
"""Checks a type's schema and inputs by the rules of the contract tests, version 2, that need no account.

    schema-lint.py inputs SCHEMA FOLDER             the inputs of the contract tests
    schema-lint.py compatible SCHEMA RELEASES       the schema, against the schema of the last release
    schema-lint.py last SCHEMA RELEASES             prints the file of that schema; nothing before the first release
    schema-lint.py record SCHEMA RELEASES VERSION   keeps the schema as RELEASES/VERSION/SCHEMA

Prints every fault with the file, the path in it and the remedy. The exit status is 1 if there is a fault, and 2 if the
command line is wrong.

Nobody can tell from two patterns whether the new one is tighter. A change that does not break anything is accepted by a line
`PATH KEYWORD REASON` in accepted.txt beside the kept schema.
"""
import json
import re
import sys
from pathlib import Path

USAGE = "Usage: schema-lint.py inputs SCHEMA FOLDER | compatible|last SCHEMA RELEASES | record SCHEMA RELEASES VERSION"
VERSION = re.compile(r"[0-9]+[.][0-9]+[.][0-9]+")
COMBINERS = ("allOf", "anyOf", "oneOf")

# The CLI reads the files of input N by the prefix `inputs_N`, which would mix 1 with 10.
INPUT = re.compile(r"inputs_([1-9])_(create|update|invalid)[.]json")
VARIABLE = re.compile(r"\{\{\s*(\w+)\s*\}\}")
VARIABLES = ("region", "account", "partition")
WRITTEN_OUT = (
    (
        "Region",
        re.compile(
            r"(?<![a-z0-9])[a-z]{2,4}(?:-[a-z]{2,4})?"
            r"-(?:central|east|west|north(?:east|west)?|south(?:east|west)?)-[0-9]+"
        ),
        "{{region}}",
    ),
    ("account", re.compile(r"(?<![0-9])[0-9]{12}(?![0-9])"), "{{account}}"),
    ("partition", re.compile(r"(?<![a-z0-9])arn:aws[a-z-]*:"), "arn:{{partition}}:"),
)

LOWER_BOUNDS = ("minimum", "exclusiveMinimum", "minLength", "minItems", "minProperties")
UPPER_BOUNDS = ("maximum", "exclusiveMaximum", "maxLength", "maxItems", "maxProperties")
# Compared by rules of their own, or without effect on requests.
NOT_COMPARED = ("properties", "patternProperties", "items", "required", "description", "title", "examples", "$comment")
MARKS = ("createOnlyProperties", "conditionalCreateOnlyProperties", "readOnlyProperties", "writeOnlyProperties")


class Definitions:
    """The properties of a schema, by paths such as /properties/Tags/*/Key; /properties is the model itself."""

    def __init__(self, schema):
        self.schema = schema
        self.by_path = {"/properties": schema}
        self.patterns = {}
        self._add_children("/properties", schema, frozenset())

    def _add(self, path, node, references):
        node, references = self._resolve(node, references)
        # A definition that contains itself ends here.
        if node is not None:
            self.by_path.setdefault(path, node)
            self._add_children(path, node, references)

    def _add_children(self, path, node, references):
        for name, child in node.get("properties", {}).items():
            self._add(f"{path}/{name}", child, references)
        for pattern, child in node.get("patternProperties", {}).items():
            self.patterns.setdefault(path, []).append(pattern)
            self._add(f"{path}/{pattern}", child, references)
        if isinstance(node.get("items"), dict):
            self._add(f"{path}/*", node["items"], references)
        for branch in (branch for combiner in COMBINERS for branch in node.get(combiner, [])):
            branch, seen = self._resolve(branch, references)
            if branch is not None:
                self._add_children(path, branch, seen)

    def _resolve(self, node, references):
        while "$ref" in node:
            reference = node["$ref"]
            if reference in references:
                return None, references
            references |= {reference}
            target = self.schema
            for name in reference.removeprefix("#/").split("/"):
                target = target[name.replace("~1", "/").replace("~0", "~")]
            node = {**target, **{keyword: value for keyword, value in node.items() if keyword != "$ref"}}
        return node, references

    def child(self, path, name):
        """The path of a member of an object; None if the schema does not know it."""
        if f"{path}/{name}" in self.by_path:
            return f"{path}/{name}"
        return next((f"{path}/{pattern}" for pattern in self.patterns.get(path, []) if re.search(pattern, name)), None)

    def has_children(self, path):
        return any(other.startswith(f"{path}/") for other in self.by_path)

    def is_read_only(self, path):
        return any(f"{path}/".startswith(f"{mark}/") for mark in self.schema.get("readOnlyProperties", []))

    def settable(self):
        """The paths of all values that a request can have."""
        return [path for path in self.by_path if not self.has_children(path) and not self.is_read_only(path)]


def read_schema(file):
    try:
        return Definitions(read_json(file))
    except ValueError as error:
        stop(f"{file}: it is not valid JSON ({error}): correct it")


def read_json(file):
    def members(pairs):
        names = [name for name, _ in pairs]
        twice = next((name for name in names if names.count(name) > 1), None)
        if twice is not None:
            raise ValueError(f"it has the name {twice} twice")
        return dict(pairs)

    return json.loads(Path(file).read_text(encoding="utf-8"), object_pairs_hook=members)


def check_inputs(schema, folder):
    definitions = read_schema(schema)
    folder = Path(folder)
    files = sorted(folder.iterdir()) if folder.is_dir() else []
    exercised = {}
    yield from check_names(folder, [file.name for file in files])
    for file in files:
        name = INPUT.fullmatch(file.name)
        if name is None:
            continue
        try:
            content = read_json(file)
        except ValueError as error:
            yield f"{file}: it is not valid JSON ({error}): correct it"
            continue
        if not isinstance(content, dict):
            yield f"{file}: it is not a JSON object: write the properties as an object"
            continue
        set_here = {}
        for path, fault in check_input(definitions, content, "", "/properties", set_here):
            yield f"{file}: {path}: {fault}"
        if name[2] != "invalid":
            exercised.update(set_here)
            for path in filter(definitions.is_read_only, set_here):
                yield f"{file}: {set_here[path]}: it is readOnly, and no request sets it: remove it"
    for path in definitions.settable():
        if path not in exercised:
            yield f"{folder}: {path}: no create or update input sets it: add it to one"


def check_names(folder, names):
    for name in names:
        if not INPUT.fullmatch(name):
            yield (
                f"{folder / name}: the contract tests read no file of this name: "
                "call it inputs_N_create.json, inputs_N_update.json or inputs_N_invalid.json, with N from 1 to 9"
            )
    numbers = [int(name[1]) for name in map(INPUT.fullmatch, names) if name]
    for number in range(1, max(numbers, default=1) + 1):
        if f"inputs_{number}_create.json" not in names:
            yield f"{folder / f'inputs_{number}_create.json'}: it is missing: add it; inputs are numbered from 1 without a gap"


def check_input(definitions, value, place, path, exercised):
    """The faults of a value, each with its place in the file. Adds the schema's paths that it sets, with a place, to `exercised`."""
    exercised.setdefault(path, place)
    if isinstance(value, dict):
        for name, member in value.items():
            for fault in written_out(name):
                yield f"{place}/{name}", fault
            child = definitions.child(path, name)
            if child is not None:
                yield from check_input(definitions, member, f"{place}/{name}", child, exercised)
                continue
            if not definitions.by_path.get(path, {}).get("additionalProperties", not definitions.has_children(path)):
                yield f"{place}/{name}", "the schema has no such property: correct its name, or remove it"
            # Nothing in it is known to the schema, but a Region can be written out in it.
            yield from check_input(definitions, member, f"{place}/{name}", f"{path}/{name}", {})
    elif isinstance(value, list):
        for index, item in enumerate(value):
            yield from check_input(definitions, item, f"{place}/{index}", f"{path}/*", exercised)
    elif not isinstance(value, bool):
        for fault in written_out(str(value)):
            yield place, fault


def written_out(text):
    for name in VARIABLE.findall(text):
        if name not in VARIABLES:
            known = ", ".join(f"{{{{{variable}}}}}" for variable in VARIABLES)
            yield f"{{{{{name}}}}} is no variable of the contract tests: use {known} and fixed names"
    for kind, pattern, variable in WRITTEN_OUT:
        for found in pattern.findall(VARIABLE.sub("{}", text)):
            yield f"the {kind} is written out ({found}): write {variable}"


def last_release(schema, releases):
    """The kept schema of the last release that had this type; None before the first."""
    kept = [
        folder / schema
        for folder in (Path(releases).iterdir() if Path(releases).is_dir() else [])
        if VERSION.fullmatch(folder.name) and (folder / schema).is_file()
    ]
    return max(kept, default=None, key=lambda file: version_of(file.relative_to(releases).parts[0]))


def version_of(name):
    return tuple(map(int, name.split(".")))


def check_compatibility(schema, previous):
    accepted_file = previous.parent / "accepted.txt"
    lines = accepted_file.read_text(encoding="utf-8").splitlines() if accepted_file.exists() else []
    accepted = {tuple(line.split()[:2]) for line in lines if len(line.split()) > 2}
    old, new = read_schema(previous), read_schema(schema)
    for path, fault in breaking_changes(old, new):
        yield f"{schema}: {path}: {fault}: restore what {previous} has"
    undecided = set(undecided_changes(old, new))
    for path, keyword in sorted(undecided - accepted):
        yield (
            f"{schema}: {path}: its {keyword} has changed, perhaps to a tighter one: restore that of {previous}; "
            f"if every value that was valid still is, accept the change by a line `{path} {keyword} REASON` in {accepted_file}"
        )
    for path, keyword in sorted(accepted - undecided):
        yield f"{accepted_file}: {path}: its {keyword} has not changed: remove the line"


def breaking_changes(old, new):
    yield from changed_marks(old, new)
    for path, before in old.by_path.items():
        after = new.by_path.get(path)
        if after is None:
            if path.rpartition("/")[0] in new.by_path:
                yield path, "it is removed"
            continue
        for name in after.get("required", []):
            if name not in before.get("required", []):
                yield f"{path}/{name}", "it is required now"
        if before.get("type") != after.get("type"):
            yield path, f"its type is {after.get('type')} instead of {before.get('type')}"
        for keyword in LOWER_BOUNDS:
            if keyword in after and not (keyword in before and after[keyword] <= before[keyword]):
                yield path, f"its {keyword} is {after[keyword]} instead of {before.get(keyword, 'none')}"
        for keyword in UPPER_BOUNDS:
            if keyword in after and not (keyword in before and after[keyword] >= before[keyword]):
                yield path, f"its {keyword} is {after[keyword]} instead of {before.get(keyword, 'none')}"
        if "enum" in after and "enum" not in before:
            yield path, "it has an enum now"
        for value in before.get("enum", []):
            if value not in after.get("enum", [value]):
                yield path, f"its enum lacks {value}"
        if "pattern" in after and "pattern" not in before:
            yield path, "it has a pattern now"
        if after.get("additionalProperties") is False and before.get("additionalProperties") is not False:
            yield path, "it takes no additional properties any more"


def changed_marks(old, new):
    before, after = old.schema, new.schema
    for keyword in ("typeName", "primaryIdentifier"):
        if before[keyword] != after[keyword]:
            yield f"/{keyword}", f"it is {after[keyword]} instead of {before[keyword]}"
    for identifier in before.get("additionalIdentifiers", []):
        if identifier not in after.get("additionalIdentifiers", []):
            yield "/additionalIdentifiers", f"{identifier} is removed"
    for handler in before.get("handlers", {}):
        if handler not in after.get("handlers", {}):
            yield f"/handlers/{handler}", "it is removed"
    for mark in MARKS:
        for path in after.get(mark, []):
            if path in old.by_path and path not in before.get(mark, []):
                yield path, f"it is one of the {mark} now"


def undecided_changes(old, new):
    """The keywords that a property still has with another value, where the values alone do not tell whether that is tighter."""
    decided = {"type", "enum", "additionalProperties", *LOWER_BOUNDS, *UPPER_BOUNDS, *NOT_COMPARED}
    for path, before in old.by_path.items():
        after = new.by_path.get(path)
        if after is None:
            continue
        keywords = (before.keys() | after.keys()) - decided
        # The rest of the schema itself says nothing about the model.
        for keyword in keywords & {*COMBINERS, "not", "dependencies"} if path == "/properties" else keywords:
            if keyword == "pattern" and keyword not in before.keys() & after.keys():
                continue
            if before.get(keyword) != after.get(keyword):
                yield path, keyword


def record(schema, releases, version):
    if not VERSION.fullmatch(version):
        stop(f"{version} is no version of a release: set one such as 1.0.0 in pom.xml")
    kept = Path(releases, version, schema)
    content = Path(schema).read_bytes()
    if kept.exists() and kept.read_bytes() != content:
        yield f"{kept}: it is the schema of a release and differs from {schema}: set the next version in pom.xml"
        return
    kept.parent.mkdir(parents=True, exist_ok=True)
    kept.write_bytes(content)
    print(f"{schema} is kept as {kept}")


def compatible(schema, releases):
    previous = last_release(schema, releases)
    if previous is None:
        print(f"{schema}: no release yet, nothing to compare")
        return
    print(f"{schema}: compared with {previous}")
    yield from check_compatibility(schema, previous)


def last(schema, releases):
    previous = last_release(schema, releases)
    if previous is not None:
        print(previous)
    return []


def stop(message):
    print(message, file=sys.stderr)
    sys.exit(2)


def main(arguments):
    commands = {"inputs": (check_inputs, 2), "compatible": (compatible, 2), "last": (last, 2), "record": (record, 3)}
    command, count = commands.get(arguments[0] if arguments else "", (None, 0))
    if command is None or len(arguments) != count + 1:
        stop(USAGE)
    try:
        faults = list(command(*arguments[1:]))
    except OSError as error:
        stop(f"{error.filename}: {error.strerror}: correct the path")
    for fault in faults:
        print(fault)
    sys.exit(bool(faults))


if __name__ == "__main__":
    main(sys.argv[1:])
