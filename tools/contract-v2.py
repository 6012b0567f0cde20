#!/usr/bin/env python3
"""Runs the rules of CloudFormation's contract tests version 2 (`cfn test --v2`) without Docker and without an account.

AWS's suite is a container image that needs both. This one was written from documentation: docs/contract-tests.md has
its tests, and each reading of the documentation that had to be chosen. tools/contract-v2 starts it.
"""

import argparse
import copy
import itertools
import json
import pathlib
import re
import sys
import time
import urllib.error
import urllib.request
import uuid
import zipfile
from types import SimpleNamespace

import jsonschema
from resource_types import all_types, named
from script_options import Options

# Seconds that CloudFormation gives one invocation.
INVOCATION_LIMITS = {"READ": 30, "LIST": 30}
INVOCATION_LIMIT = 60
CREDENTIALS = {"accessKeyId": "AKIAIOSFODNN7EXAMPLE", "secretAccessKey": "example", "sessionToken": "example"}
DEFAULT_TIMEOUT_MINUTES = 120

# A handler with this permission asks CloudFormation about the stack of a request, and the stack of this suite does not exist.
NEEDS_A_STACK = "cloudformation:DescribeStacks"

VARIABLE = re.compile(r"\{\{\s*(\w+)\s*\}\}")
LITERALS = {
    "an account": re.compile(r"(?<![0-9A-Za-z])[0-9]{12}(?![0-9A-Za-z])"),
    "a partition": re.compile(r"\barn:aws[a-z-]*:"),
    "a Region": re.compile(r"\b(af|ap|ca|cn|eu|eusc|il|me|mx|sa|us)(-[a-z]+)+-[0-9]{1,2}\b"),
}

# Names and order of the tests. A test that nothing reached counts as failed.
TESTS = """
    inputs_conform_to_schema inputs_have_no_region_account_or_partition inputs_exercise_every_property
    create_succeeds create_again_makes_no_duplicate create_again_leaves_first_readable create_from_read_model
    read_returns_requested_values read_returns_every_read_only_property read_returns_no_write_only_property
    read_conforms_to_schema read_returns_every_property_once
    update_succeeds update_keeps_identifier update_is_readable update_is_listed update_reads_the_same_by_both_identifiers
    delete_succeeds delete_then_read delete_then_update delete_then_delete delete_then_list delete_then_create
    list_has_created_identifier list_identifiers_are_readable
    invalid_create_is_refused invalid_create_makes_no_resource
""".split()
BREAKING_CHANGE = "schema_has_no_breaking_change"


class Unfulfilled(Exception):
    """The handler broke a rule in such a way that the running test cannot go on."""


# --- The schema -------------------------------------------------------------------------------------------------------


def tokens(pointer):
    """The steps of a pointer of the schema, such as /properties/Tags/*/Key, without "properties"."""
    return tuple(step for step in pointer.split("/")[1:] if step != "properties")


def pointer_text(path):
    return "/" + "/".join(path)


def values_at(model, path):
    """The values at a path in a model; a step "*" stands for each item of an array."""
    if not path:
        return [model]
    if path[0] == "*":
        return [value for item in model for value in values_at(item, path[1:])] if isinstance(model, list) else []
    return values_at(model[path[0]], path[1:]) if isinstance(model, dict) and path[0] in model else []


def without(model, paths):
    """A copy of the model without the properties at these paths."""
    model = copy.deepcopy(model)
    for path in paths:
        for parent in values_at(model, path[:-1]):
            if isinstance(parent, dict):
                parent.pop(path[-1], None)
    return model


class Schema:
    """What the schema of a resource type says about its models."""

    def __init__(self, document):
        self.document = document
        self.type_name = document["typeName"]
        self.identifier = [tokens(pointer) for pointer in document["primaryIdentifier"]]
        self.read_only = [tokens(pointer) for pointer in document.get("readOnlyProperties", [])]
        self.write_only = [tokens(pointer) for pointer in document.get("writeOnlyProperties", [])]
        self.validator = jsonschema.Draft7Validator(document)
        tagging = document.get("tagging", {})
        tag_property = tagging.get("tagProperty", "/properties/Tags") if tagging.get("taggable", True) else None
        self.tags = tokens(tag_property) if tag_property else None

    def part(self, path):
        """The schema of the property at a path; empty where the schema says nothing about it."""
        part = self.document
        for step in path:
            part = self.resolved(part)
            part = part.get("items", {}) if step == "*" else part.get("properties", {}).get(step, {})
        return self.resolved(part)

    def resolved(self, part):
        while "$ref" in part:
            steps = part["$ref"].removeprefix("#/").split("/")
            part = self.document
            for step in steps:
                part = part[step]
        return part

    def leaves(self, path=()):
        """The paths of all properties that have no properties of their own."""
        part = self.part(path)
        if part.get("properties"):
            return [leaf for name in part["properties"] for leaf in self.leaves(path + (name,))]
        items = self.resolved(part.get("items", {}))
        if items.get("properties"):
            return self.leaves(path + ("*",))
        return [path]

    def is_set(self, path):
        return not self.part(path).get("insertionOrder", True)

    def among(self, path, paths):
        """Whether a path is one of these or below one of them."""
        return any(path[: len(other)] == other for other in paths)

    def identifier_of(self, model):
        """The primary identifier as a model of its own; fails if a part of it is missing."""
        identifier = {}
        for path in self.identifier:
            found = values_at(model or {}, path)
            if not found or found[0] in (None, ""):
                raise Unfulfilled(f"the primary identifier lacks {pointer_text(path)} in {short(model)}")
            parent = identifier
            for step in path[:-1]:
                parent = parent.setdefault(step, {})
            parent[path[-1]] = found[0]
        return identifier

    def handler(self, action):
        return self.document.get("handlers", {}).get(action.lower(), {})

    def needs_a_stack(self):
        return any(NEEDS_A_STACK in handler.get("permissions", []) for handler in self.document.get("handlers", {}).values())

    def timeout(self, action):
        return 60 * self.handler(action).get("timeoutInMinutes", DEFAULT_TIMEOUT_MINUTES)

    def violations(self, model):
        for error in self.validator.iter_errors(model):
            yield f"{pointer_text([str(step) for step in error.absolute_path])}: {error.message}"


def breaking_changes(old, new):
    """What a version of a schema takes away from users of the version before it."""
    if old.identifier != new.identifier:
        yield f"the primary identifier was {old.document['primaryIdentifier']}"
    for mark, marked in (("readOnly", "readOnlyProperties"), ("createOnly", "createOnlyProperties")):
        for pointer in sorted(set(new.document.get(marked, [])) - set(old.document.get(marked, []))):
            if old.part(tokens(pointer)):
                yield f"{pointer_text(tokens(pointer))} was not {mark}"
    yield from tighter(old, new, ())


def tighter(old, new, path):
    before, after = old.part(path), new.part(path)
    where = pointer_text(path)
    for name in sorted(set(after.get("required", [])) - set(before.get("required", []))):
        yield f"{where}: {name} was not required"
    for name in sorted(before.get("properties", {})):
        if name in after.get("properties", {}):
            yield from tighter(old, new, path + (name,))
        else:
            yield f"{pointer_text(path + (name,))} was removed"
    if "items" in before and "items" in after:
        yield from tighter(old, new, path + ("*",))
    for keyword in ("type", "pattern", "format"):
        if after.get(keyword) not in (None, before.get(keyword)):
            yield f"{where}: {keyword} was {before.get(keyword)}"
    if "enum" in after and not set(map(str, before.get("enum", ["anything"]))) <= set(map(str, after["enum"])):
        yield f"{where}: enum had other values"
    for keyword, sign in (("minimum", 1), ("minLength", 1), ("minItems", 1), ("maximum", -1), ("maxLength", -1), ("maxItems", -1)):
        if keyword in after and (keyword not in before or sign * after[keyword] > sign * before[keyword]):
            yield f"{where}: {keyword} was {before.get(keyword, 'not there')}"


# --- Comparing models -------------------------------------------------------------------------------------------------


class Reading:
    """One way to read what the documentation leaves open about comparing two models."""

    def __init__(self, schema, arrays, extra_tags, nulls):
        self.schema = schema
        self.arrays = arrays
        self.extra_tags = extra_tags
        self.nulls = nulls
        self.name = f"arrays {arrays}, extra tags {extra_tags}, null {nulls}"

    def present(self, model):
        """The properties of an object that count as present."""
        return {key: value for key, value in model.items() if value is not None or self.nulls == "value"}

    def differences(self, requested, returned, stack_tags, path=()):
        """Where the returned value lacks something of the requested one or has something else."""
        where = pointer_text(path)
        if path == self.schema.tags and isinstance(requested, list) and isinstance(returned, list):
            yield from self.tag_differences(requested, returned, stack_tags, where)
        elif isinstance(requested, dict) and isinstance(returned, dict):
            returned = self.present(returned)
            for key, value in self.present(requested).items():
                if key in returned:
                    yield from self.differences(value, returned[key], stack_tags, path + (key,))
                else:
                    yield f"{pointer_text(path + (key,))} was requested and is missing"
        elif isinstance(requested, list) and isinstance(returned, list) and len(requested) == len(returned):
            requested, returned = self.comparable(requested, path), self.comparable(returned, path)
            for one, other in zip(requested, returned):
                yield from self.differences(one, other, stack_tags, path + ("*",))
        elif requested != returned or isinstance(requested, bool) != isinstance(returned, bool):
            yield f"{where} was requested as {short(requested)} and is {short(returned)}"

    def tag_differences(self, requested, returned, stack_tags, where):
        found = [tag for tag in returned if tag in requested]
        if sorted(map(text, found)) != sorted(map(text, requested)):
            yield f"{where} was requested as {short(requested)} and is {short(returned)}"
        elif self.arrays == "ordered" and found != requested:
            yield f"{where} has another order than requested: {short(returned)}"
        extra = [tag for tag in returned if tag not in requested and stack_tags.get(tag["Key"]) != tag["Value"]]
        if extra and self.extra_tags == "refused":
            yield f"{where} has tags that nobody requested: {short(extra)}"

    def comparable(self, value, path=()):
        """The value in a form in which equal values of this reading are the same."""
        if isinstance(value, dict):
            return {key: self.comparable(item, path + (key,)) for key, item in self.present(value).items()}
        if isinstance(value, list):
            items = [self.comparable(item, path + ("*",)) for item in value]
            return sorted(items, key=text) if self.arrays == "sets" and self.schema.is_set(path) else items
        return value


def text(value):
    return json.dumps(value, sort_keys=True)


def short(value):
    value = text(value)
    return value if len(value) <= 300 else value[:300] + " ..."


# --- The handler ------------------------------------------------------------------------------------------------------


class Clock:
    """The time of the local AWS Backup and of the handler, which is moved forward instead of waiting."""

    def __init__(self, backup):
        self.backup = backup
        self.offset = self.moved(0)

    def moved(self, seconds):
        answer = post(f"{self.backup}/_local/clock", {"advanceSeconds": seconds})
        return json.loads(answer)["offsetSeconds"]

    def wait(self, seconds):
        self.offset = self.moved(seconds)

    def headers(self):
        return {"X-Local-Clock-Offset-Millis": str(round(self.offset * 1000))}

    def now(self):
        return time.time() + self.offset


class RealClock:
    """The time of this machine."""

    wait = staticmethod(time.sleep)
    now = staticmethod(time.time)

    @staticmethod
    def headers():
        return {}


def post(url, body, headers=None, timeout=90):
    request = urllib.request.Request(url, json.dumps(body).encode(), {"Content-Type": "application/json", **(headers or {})})
    with urllib.request.urlopen(request, timeout=timeout) as answer:
        return answer.read()


class Handler:
    """A packaged handler behind Lambda's Invoke API, called as CloudFormation calls it."""

    def __init__(self, schema, options, clock, context):
        self.schema = schema
        self.options = options
        self.clock = clock
        self.context = context
        self.url = f"{options.endpoint.rstrip('/')}/2015-03-31/functions/TypeFunction/invocations"

    def request(self, action, model, **more):
        request = {
            "action": action,
            "awsAccountId": self.options.account,
            "region": self.options.region,
            "bearerToken": str(uuid.uuid4()),
            "resourceType": self.schema.type_name,
            "requestData": {"callerCredentials": CREDENTIALS, "resourceProperties": model},
            **more,
        }
        self.context.add_to(request)
        return request

    def call(self, action, model, previous=None, **more):
        """One operation to its end: the last event."""
        request = self.request(action, model, **more)
        request["requestData"]["previousResourceProperties"] = previous
        deadline = self.clock.now() + self.schema.timeout(action)
        event = self.invoke(request)
        while event.status == "IN_PROGRESS" and action not in INVOCATION_LIMITS:
            self.schema.identifier_of(event.model)
            if self.clock.now() > deadline:
                raise Unfulfilled(f"{action} was IN_PROGRESS after {self.schema.timeout(action)} s: {event.message}")
            self.clock.wait(event.delay)
            request["requestData"]["resourceProperties"] = event.model
            request["callbackContext"] = event.context
            event = self.invoke(request)
        if event.status not in ("SUCCESS", "FAILED"):
            raise Unfulfilled(f"{action} ended with status {event.status}")
        return event

    def invoke(self, request):
        action = request["action"]
        limit = INVOCATION_LIMITS.get(action, INVOCATION_LIMIT)
        started = time.monotonic()
        try:
            answer = json.loads(post(self.url, request, self.clock.headers(), timeout=limit + 5))
        except (OSError, ValueError) as problem:
            raise Unfulfilled(f"{action} got no event from {self.options.endpoint}: {problem}") from problem
        if time.monotonic() - started > limit:
            raise Unfulfilled(f"an invocation of {action} took more than {limit} s")
        if "status" not in answer:
            raise Unfulfilled(f"{action} crashed: {short(answer)}")
        return SimpleNamespace(
            status=answer["status"],
            code=answer.get("errorCode"),
            message=answer.get("message"),
            model=answer.get("resourceModel"),
            models=answer.get("resourceModels"),
            next_token=answer.get("nextToken"),
            context=answer.get("callbackContext"),
            delay=answer.get("callbackDelaySeconds", 0),
        )

    def succeed(self, action, model, previous=None, **more):
        event = self.call(action, model, previous, **more)
        if event.status != "SUCCESS":
            raise Unfulfilled(f"{action} failed with {event.code}: {event.message}")
        return event

    def expect_not_found(self, action, model, previous=None):
        event = self.call(action, model, previous)
        if (event.status, event.code) != ("FAILED", "NotFound"):
            raise Unfulfilled(f"{action} should fail with NotFound; it ended with {event.status} {event.code or ''}".rstrip())

    def list(self, model):
        """The identifiers on all pages of a list. The request has what the schema of the list handler names."""
        named = self.schema.handler("LIST").get("handlerSchema", {}).get("properties", {})
        request = {name: value for name, value in model.items() if name in named}
        page = self.succeed("LIST", request)
        found = [self.schema.identifier_of(item) for item in page.models or []]
        while page.next_token:
            page = self.succeed("LIST", request, nextToken=page.next_token)
            found += [self.schema.identifier_of(item) for item in page.models or []]
        return found


class Bare:
    """A request as Cloud Control sends it: not from a stack."""

    name = "no stack"
    stack_tags = {}

    def add_to(self, request):
        """Nothing to add."""


class InStack:
    """A request that comes from a stack with a tag of its own."""

    name = "stack"
    stack_tags = {"contract-test-stack": "tagged"}

    def __init__(self, options):
        path = "stack/contract-test/11111111-2222-3333-4444-555555555555"
        self.stack = f"arn:{options.partition}:cloudformation:{options.region}:{options.account}:{path}"

    def add_to(self, request):
        request["stackId"] = self.stack
        data = request["requestData"]
        data["logicalResourceId"] = "Tested"
        data["stackTags"] = data["previousStackTags"] = self.stack_tags
        data["systemTags"] = {
            "aws:cloudformation:stack-id": self.stack,
            "aws:cloudformation:stack-name": "contract-test",
            "aws:cloudformation:logical-id": "Tested",
        }


# --- The tests --------------------------------------------------------------------------------------------------------


class Test:
    """What came of one test. Entered again for each variant; a rule that is broken inside ends that variant."""

    def __init__(self, name):
        self.name = name
        self.reached = False
        self.not_run = None
        # Where each problem was met.
        self.problems = {}

    def within(self, variant):
        self.reached = True
        return Variant(self, variant)

    @property
    def passed(self):
        return self.reached and not self.problems

    def lines(self):
        if self.passed:
            return [f"passed   {self.name}"]
        if self.not_run:
            return [f"not run  {self.name}: {self.not_run}"]
        problems = self.problems or {"not reached, because a test before it failed": []}
        return [f"FAILED   {self.name}", *(self.line(problem, variants) for problem, variants in problems.items())]

    @staticmethod
    def line(problem, variants):
        others = f" and {len(variants) - 1} more" if len(variants) > 1 else ""
        where = f" [{variants[0]}{others}]" if variants and variants[0] else ""
        return f"           {problem}{where}"


class Variant:
    """A test under certain conditions, which its problems name."""

    def __init__(self, test, name):
        self.test = test
        self.name = name

    def __enter__(self):
        return self

    def __exit__(self, kind, problem, _):
        if kind is None or not issubclass(kind, Unfulfilled):
            return False
        self.problem(problem)
        return True

    def problem(self, problem):
        self.test.problems.setdefault(str(problem), []).append(self.name)


class Suite:
    """All tests of one resource type."""

    def __init__(self, schema, inputs, options):
        self.schema = schema
        self.inputs = inputs
        self.options = options
        self.tests = {name: Test(name) for name in TESTS}
        self.clock = Clock(options.clock) if options.clock else RealClock()
        self.returned = set()
        choices = (both(options.arrays, "sets", "ordered"), both(options.extra_tags, "allowed", "refused"))
        nulls = both(options.nulls, "absent", "value")
        self.readings = [Reading(schema, *choice) for choice in itertools.product(*choices, nulls)]
        self.requests = options.requests or ("bare" if schema.needs_a_stack() else "both")
        self.contexts = [{"stack": InStack(options), "bare": Bare()}[name] for name in both(self.requests, "bare", "stack")]

    def run(self):
        self.check_schema()
        self.check_inputs()
        for number, inputs in self.inputs.items():
            for context in self.contexts:
                handler = Handler(self.schema, self.options, self.clock, context)
                Resource(self, handler, inputs, f"input {number}, {context.name}").run()
        self.check_returned()

    def check_schema(self):
        if self.options.previous_schema:
            test = self.tests[BREAKING_CHANGE] = Test(BREAKING_CHANGE)
            with test.within("") as variant:
                for change in breaking_changes(self.options.previous_schema, self.schema):
                    variant.problem(change)

    def check_inputs(self):
        for number, inputs in self.inputs.items():
            for kind in ("create", "update"):
                if kind in inputs.files:
                    with self.tests["inputs_conform_to_schema"].within(f"inputs_{number}_{kind}.json") as variant:
                        for violation in self.schema.violations(inputs.files[kind].model):
                            variant.problem(violation)
            for kind, file in inputs.files.items():
                name = f"inputs_{number}_{kind}.json"
                with self.tests["inputs_have_no_region_account_or_partition"].within(name) as variant:
                    for literal in file.literals():
                        variant.problem(literal)
        with self.tests["inputs_exercise_every_property"].within("") as variant:
            for path in self.settable():
                if path not in self.exercised():
                    variant.problem(f"{pointer_text(path)} is in no create or update input")

    def check_returned(self):
        with self.tests["read_returns_every_property_once"].within("") as variant:
            for path in self.readable():
                if path not in self.returned:
                    variant.problem(f"{pointer_text(path)} was returned by no read")

    def settable(self):
        return [path for path in self.schema.leaves() if not self.schema.among(path, self.schema.read_only)]

    def exercised(self):
        models = [file.model for inputs in self.inputs.values() for kind, file in inputs.files.items() if kind != "invalid"]
        return {path for path in self.settable() if any(has(model, path) for model in models)}

    def readable(self):
        hidden = self.schema.write_only + self.options.drop
        return [path for path in self.schema.leaves() if not self.schema.among(path, hidden)]

    def report(self):
        for test in self.tests.values():
            print("\n".join(test.lines()))
        self.report_coverage("Settable properties in the create and update inputs", self.settable(), self.exercised())
        self.report_coverage("Properties that read returned, over all inputs", self.readable(), self.returned)
        if not self.options.requests and self.requests == "bare":
            print("\nRequests have no stack: the handlers would ask CloudFormation about one.")
        passed = sum(test.passed for test in self.tests.values())
        failed = sum(not test.passed and not test.not_run for test in self.tests.values())
        print(f"\n{passed} passed, {failed} failed")
        return failed == 0

    @staticmethod
    def report_coverage(title, paths, covered):
        print(f"\n{title}: {len(covered.intersection(paths))} of {len(paths)}")
        for path in paths:
            print(f"  {'yes' if path in covered else 'NO':4} {pointer_text(path)}")


class Resource:
    """The tests that one input set goes through, from the first create to the last delete."""

    def __init__(self, suite, handler, inputs, variant):
        self.suite = suite
        self.schema = suite.schema
        self.handler = handler
        self.inputs = inputs
        self.variant = variant
        self.create_input = inputs.sent("create")
        self.identifier = None

    def test(self, name, detail=""):
        return self.suite.tests[name].within(self.variant + detail)

    def run(self):
        token = str(uuid.uuid4())
        with self.test("create_succeeds"):
            created = self.handler.succeed("CREATE", self.create_input, bearerToken=token)
            self.identifier = self.schema.identifier_of(created.model)
        if not self.identifier:
            return
        self.check_model("create", self.create_input, created.model)
        first_read = self.read("create", self.create_input)
        self.check_list()
        if self.suite.options.tokens != "same":
            self.create_again()
        if self.suite.options.tokens != "new":
            self.repeat_create(token)
        last_input = self.update()
        self.delete(last_input)
        if first_read:
            self.create_from(first_read)
        self.check_invalid()

    # What a model must fulfil, wherever it is returned.

    def check_model(self, place, requested, model):
        variant = f", {place}"
        settable = without(requested, self.schema.write_only + self.schema.read_only)
        with self.test("read_returns_requested_values", variant) as test:
            found = {}
            for reading in self.suite.readings:
                for difference in reading.differences(settable, model, self.handler.context.stack_tags):
                    found.setdefault(difference, []).append(reading.name)
            for difference, readings in found.items():
                all_readings = len(readings) == len(self.suite.readings)
                test.problem(difference if all_readings else f"{difference} ({readings[0]})")
        with self.test("read_returns_every_read_only_property", variant) as test:
            missing = [path for path in self.schema.read_only if not has(model, path)]
            if missing:
                test.problem("missing: " + ", ".join(map(pointer_text, missing)))
        with self.test("read_returns_no_write_only_property", variant) as test:
            returned = [path for path in self.schema.write_only if values_at(model, path)]
            if returned:
                test.problem("returned: " + ", ".join(map(pointer_text, returned)))
        with self.test("read_conforms_to_schema", variant) as test:
            for violation in self.schema.violations(model):
                test.problem(violation)

    def read(self, place, requested, identifier=None):
        """The model that a read by the identifier returns; fails the running test where it cannot be read."""
        model = self.handler.succeed("READ", identifier or self.identifier).model or {}
        self.check_model(f"read after {place}", requested, model)
        self.suite.returned.update(path for path in self.schema.leaves() if has(model, path))
        return model

    # The tests, in the order of a life of the resource.

    def check_list(self):
        with self.test("list_has_created_identifier"):
            self.expect_listed()
        with self.test("list_identifiers_are_readable"):
            for identifier in self.handler.list(self.create_input):
                self.read("list", {}, identifier)

    def expect_listed(self):
        listed = self.handler.list(self.create_input)
        if self.identifier not in listed:
            raise Unfulfilled(f"{short(self.identifier)} is not listed; listed are {short(listed)}")

    def create_again(self):
        """The same create with another token, and its rollback, which a create that failed gets too."""
        with self.test("create_again_makes_no_duplicate", ", new token"):
            event = self.handler.call("CREATE", self.create_input)
            if event.status == "SUCCESS":
                if self.schema.identifier_of(event.model) == self.identifier:
                    raise Unfulfilled("the second create returned the resource of the first one")
                self.handler.succeed("DELETE", event.model)
            else:
                if event.model:
                    self.handler.call("DELETE", event.model)
                if event.code != "AlreadyExists":
                    raise Unfulfilled(f"the second create failed with {event.code}: {event.message}")
        with self.test("create_again_leaves_first_readable", ", new token"):
            self.read("second create", self.create_input)

    def repeat_create(self, token):
        """The same create with the same token is one request, repeated: it makes nothing new."""
        with self.test("create_again_makes_no_duplicate", ", same token"):
            event = self.handler.call("CREATE", self.create_input, bearerToken=token)
            if event.status == "SUCCESS" and self.schema.identifier_of(event.model) != self.identifier:
                self.handler.succeed("DELETE", event.model)
                raise Unfulfilled("a repeated create request made another resource")
            if event.status == "FAILED" and event.code != "AlreadyExists":
                raise Unfulfilled(f"a repeated create request failed with {event.code}: {event.message}")
        with self.test("create_again_leaves_first_readable", ", same token"):
            self.read("repeated create", self.create_input)

    def update(self):
        """Updates the resource; returns the input that it was made or updated from last."""
        if not self.schema.handler("UPDATE"):
            self.not_run("update_", "the type has no update handler")
            return self.create_input
        if not self.inputs.has("update"):
            return self.create_input
        update_input = self.inputs.sent("update")
        updated = None
        with self.test("update_succeeds"):
            event = self.handler.succeed("UPDATE", self.identified(update_input), self.identified(self.create_input))
            updated = self.schema.identifier_of(event.model)
        if not updated:
            return self.create_input
        self.check_model("update", update_input, event.model)
        with self.test("update_keeps_identifier"):
            if updated != self.identifier:
                raise Unfulfilled(f"it was {short(self.identifier)} and is {short(updated)}")
        with self.test("update_is_readable"):
            self.read("update", update_input, updated)
        with self.test("update_is_listed"):
            self.expect_listed()
        with self.test("update_reads_the_same_by_both_identifiers"):
            by_created = self.read("update", update_input, self.identifier)
            by_updated = self.read("update", update_input, updated)
            for reading in self.suite.readings:
                if reading.comparable(by_created) != reading.comparable(by_updated):
                    raise Unfulfilled(f"{short(by_created)} and {short(by_updated)} ({reading.name})")
        return update_input

    def delete(self, last_input):
        model = self.identified(last_input)
        deleted = False
        with self.test("delete_succeeds"):
            event = self.handler.succeed("DELETE", model)
            deleted = True
            if event.model:
                raise Unfulfilled(f"a delete must return no model: {short(event.model)}")
        if not deleted:
            return
        with self.test("delete_then_read"):
            self.handler.expect_not_found("READ", self.identifier)
        if self.schema.handler("UPDATE"):
            with self.test("delete_then_update"):
                self.handler.expect_not_found("UPDATE", model, self.identified(self.create_input))
        else:
            self.not_run("delete_then_update", "the type has no update handler")
        with self.test("delete_then_delete"):
            self.handler.expect_not_found("DELETE", model)
        with self.test("delete_then_list"):
            if self.identifier in self.handler.list(self.create_input):
                raise Unfulfilled(f"{short(self.identifier)} is still listed")
        with self.test("delete_then_create"):
            self.make_and_remove(self.create_input, "create after delete")

    def create_from(self, model):
        with self.test("create_from_read_model"):
            self.make_and_remove(without(model, self.schema.read_only), "create from a read model")

    def make_and_remove(self, model, place):
        event = self.handler.succeed("CREATE", model)
        identifier = self.schema.identifier_of(event.model)
        self.read(place, model, identifier)
        self.handler.succeed("DELETE", event.model)

    def check_invalid(self):
        if not self.inputs.has("invalid"):
            self.not_run("invalid_", "there is no invalid input")
            return
        invalid = self.inputs.sent("invalid")
        with self.test("invalid_create_makes_no_resource"):
            before = self.handler.list(self.create_input)
            with self.test("invalid_create_is_refused"):
                event = self.handler.call("CREATE", invalid)
                if (event.status, event.code) != ("FAILED", "InvalidRequest"):
                    raise Unfulfilled(f"it should fail with InvalidRequest; it ended with {event.status} {event.code or ''}".rstrip())
            made = [identifier for identifier in self.handler.list(self.create_input) if identifier not in before]
            if made:
                raise Unfulfilled(f"it made {short(made)}")

    def identified(self, model):
        """The model as CloudFormation sends it once it knows the identifier."""
        return merged(model, self.identifier)

    def not_run(self, prefix, reason):
        for name, test in self.suite.tests.items():
            if name.startswith(prefix) and not test.reached:
                test.not_run = reason


def both(chosen, one, other):
    return [one, other] if chosen == "both" else [chosen]


def has(model, path):
    """Whether a model has a value at a path that counts: null and an empty object do not."""
    return any(value is not None and value != {} for value in values_at(model, path))


def merged(model, more):
    model = copy.deepcopy(model)
    for key, value in more.items():
        model[key] = merged(model.get(key, {}), value) if isinstance(value, dict) else value
    return model


# --- What is tested, and the options ----------------------------------------------------------------------------------


class InputFile:
    """One input: its text as it is packaged, and the model that the template variables make of it."""

    def __init__(self, name, content, variables):
        self.content = content
        self.model = parsed_json(filled(content, variables, name), name)

    def literals(self):
        for kind, pattern in LITERALS.items():
            for found in sorted({match.group() for match in pattern.finditer(self.content)}):
                yield f"{found} is {kind} written out: use a template variable"


class InputSet:
    """The inputs of one number, as they are packaged and as they are sent."""

    def __init__(self, files, options):
        self.files = files
        self.options = options

    def has(self, kind):
        return kind in self.files

    def sent(self, kind):
        model = without(self.files[kind].model, self.options.drop)
        for path, value in self.options.set:
            for parent in values_at(model, path[:-1]):
                parent[path[-1]] = value
        return model


def filled(content, variables, name):
    """The text with the values of its template variables."""
    unknown = sorted(set(VARIABLE.findall(content)) - set(variables))
    if unknown:
        raise ValueError(f"{name} has the variable {unknown[0]}: it can be {', '.join(variables)}")
    return VARIABLE.sub(lambda match: variables[match.group(1)], content)


class Project:
    """The files of a resource type: from a package of `cfn submit`, or from folders."""

    def __init__(self, options):
        self.source = options.package or options.inputs
        if options.package:
            try:
                with zipfile.ZipFile(options.package) as package:
                    names = [name for name in package.namelist() if not name.endswith("/")]
                    self.files = {name: package.read(name) for name in names if name.count("/") <= 1}
            except zipfile.BadZipFile as problem:
                raise ValueError(f"--package {options.package} is no package of `cfn submit`: {problem}") from problem
        else:
            self.files = {f"inputs/{path.name}": path.read_bytes() for path in options.inputs.iterdir() if path.is_file()}
            self.files["schema.json"] = options.schema.read_bytes()
            self.files[".rpdk-config"] = options.schema.with_name(".rpdk-config").read_bytes()

    def json(self, name):
        return parsed_json(self.files.get(name, b""), f"{name} of {self.source}")

    def inputs(self, variables, options):
        """The input sets by their numbers."""
        sets = {}
        for name in sorted(self.files):
            match = re.fullmatch(r"inputs/inputs_([0-9]+)_(create|update|invalid)\.json", name)
            if match:
                file = InputFile(name, self.files[name].decode(), variables)
                sets.setdefault(int(match.group(1)), {})[match.group(2)] = file
        for number in sorted(sets) or [1]:
            if "create" not in sets.get(number, {}):
                raise ValueError(f"{self.source} has no inputs_{number}_create.json: give the folder with --inputs")
        return {number: InputSet(files, options) for number, files in sorted(sets.items())}


def parsed_json(content, name):
    try:
        return json.loads(content)
    except ValueError as problem:
        raise ValueError(f"{name} is not JSON: {problem}") from problem


def schema_of(document, name):
    try:
        return Schema(document)
    except KeyError as problem:
        raise ValueError(f"{name} is not the schema of a resource type: it lacks {problem}") from problem


def pointer(value):
    if not value.startswith("/"):
        raise argparse.ArgumentTypeError(f"{value} is not a property's path, such as /Lifecycle/DeleteAfterDays")
    return tokens(value)


def assignment(value):
    path, equals, new = value.partition("=")
    if not equals:
        raise argparse.ArgumentTypeError(f"{value} is not /PROPERTY=TEXT")
    return pointer(path), new


def parsed(arguments):
    parser = Options("contract-v2", "tools/contract-v2 --help")
    parser.description = (
        "Runs the rules of CloudFormation's contract tests version 2 on a packaged handler, offline. Written from documentation:"
        " docs/contract-tests.md."
    )
    parser.add_argument("-h", "--help", action="help", help="says this")
    parser.add_argument("--endpoint", metavar="URL", help="the handler's Invoke API; without it, the script starts local services")
    parser.add_argument("--clock", metavar="URL", help="the local AWS Backup: its clock and the handler's are moved instead of waiting")
    parser.add_argument("--package", type=pathlib.Path, metavar="ZIP", help="the package of `cfn submit`, for schema and inputs")
    parser.add_argument("--type", type=named, default=all_types()[0], metavar="NAME", help="a resource type of this checkout")
    parser.add_argument("--schema", type=pathlib.Path, metavar="FILE", help="in the place of the type's")
    parser.add_argument("--inputs", type=pathlib.Path, metavar="FOLDER", help="in the place of the type's")
    parser.add_argument("--print-entrypoint", action="store_true", help="only check the options; print entry point and vault")
    parser.add_argument("--previous-schema", type=pathlib.Path, metavar="FILE", help="look for breaking changes since this one")
    parser.add_argument("--set", action="append", default=[], type=assignment, metavar="/PROPERTY=TEXT", help="send this value")
    parser.add_argument("--drop", action="append", default=[], type=pointer, metavar="/PROPERTY", help="do not send this property")
    parser.add_argument("--region", default="us-east-1")
    parser.add_argument("--account", default="123456789012")
    parser.add_argument("--partition", default="aws")
    parser.add_argument("--arrays", choices=("sets", "ordered", "both"), default="both", help="arrays without insertion order")
    parser.add_argument("--extra-tags", choices=("allowed", "refused", "both"), default="both", help="tags nobody requested")
    parser.add_argument("--nulls", choices=("absent", "value", "both"), default="both", help="what a null property counts as")
    parser.add_argument("--tokens", choices=("new", "same", "both"), default="both", help="token of a second create")
    parser.add_argument("--requests", choices=("bare", "stack", "both"), help="requests with a stack or without")
    options = parser.parse_args(arguments)
    options.schema = options.schema or options.type.path("schema.json")
    options.inputs = options.inputs or options.type.path("inputs")
    if not options.endpoint and not options.print_entrypoint:
        parser.error("--endpoint is missing: give the URL of the handler's Invoke API")
    variables = {"region": options.region, "account": options.account, "partition": options.partition}
    try:
        options.set = [(path, filled(value, variables, "--set")) for path, value in options.set]
        project = Project(options)
        schema = schema_of(project.json("schema.json"), "schema.json")
        inputs = project.inputs(variables, options)
        options.entrypoint = project.json(".rpdk-config").get("entrypoint")
        if options.previous_schema:
            previous = options.previous_schema
            options.previous_schema = schema_of(parsed_json(previous.read_bytes(), previous), previous)
    except OSError as problem:
        parser.error(f"{problem.filename} cannot be read: {problem.strerror}")
    except ValueError as problem:
        parser.error(str(problem))
    return schema, inputs, options


def main(arguments):
    schema, inputs, options = parsed(arguments)
    if options.print_entrypoint:
        # What tools/contract-v2 starts, and the vault that must exist: that of the first create input.
        print(options.entrypoint)
        print(next(iter(inputs.values())).sent("create").get("BackupVaultName", ""))
        return 0
    try:
        suite = Suite(schema, inputs, options)
        suite.run()
    except urllib.error.URLError as problem:
        print(f"contract-v2: --clock {options.clock} cannot be reached: {problem.reason}", file=sys.stderr)
        return 2
    return 0 if suite.report() else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
