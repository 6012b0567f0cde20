#!/usr/bin/env python3
"""Serves what ./register asks of AWS, on this machine: moto's S3, STS, IAM, Logs and CloudFormation stacks, and in front
of it CloudFormation's registry of types, which moto does not have.

    local-registry.py

prints the port when it is ready, and serves until its standard input ends, as it does when whoever started it is gone.

What the registry here does is what AWS's documents say: a package is read where it lies; a registration is under way for
some looks and then complete or failed; the same ClientRequestToken is the same registration; the first version is the
default; a default is not deregistered by its version; the last version takes the type along; fifty live versions at most.
The text of a refusal is AWS's for the default version, and made up for the rest. It does not run handlers, does not
validate the schema, and asks for no permissions. What goes wrong is said by the test:

    POST /local/fail {"call": 3, "after": false, "code": "AccessDenied"}    the third changing call from now on fails with
                     that code: before it is carried out or after; "operation" in the place of "call" names one that
                     fails "times" times, or for good
    POST /local/looks {"looks": 2}                  how many times more a registration is seen IN_PROGRESS
    POST /local/refuse {"reason": ".."}             registrations fail for this reason; for none if it is empty
    POST /local/bucket {"name": ".."}               somebody has a bucket
    POST /local/stack {"name": "..", "status": "..", "parameter": ".."}    a stack is in this status, or was made with
                     this parameter as well; one of the two
    POST /local/versions {"count": 2, "role": ".."}     somebody else registers versions
    POST /local/default, /local/deregister {"index": 0}     somebody makes a live version the default, or deregisters it
    POST /local/visibility {"visibility": "PUBLIC"}     the type is a public one
    POST /local/use {"stack": ".."}                 a stack has a resource of the type
    POST /local/reset                               nothing is there, and nothing fails
    GET  /local/state                               the calls that changed something, and all that is there
"""
import io
import json
import sys
import threading
import urllib.parse
import zipfile
from xml.sax.saxutils import escape

from moto.backends import get_backend
from moto.cloudformation import parsing
from moto.moto_server.werkzeug_app import DomainDispatcherApplication, create_backend_app
from werkzeug.serving import make_server

ACCOUNT, REGION = "123456789012", "eu-west-1"
TYPE_NAME = "Community::Backup::RecoveryPoint"
QUOTA = 50
READS = ("Describe", "List", "Get", "Head")


moto_clean_json = parsing.clean_json


def clean_json(template, resources):
    """As moto has it, but for lists, in which moto leaves a None in the place of AWS::NoValue."""
    cleaned = moto_clean_json(template, resources)
    return [each for each in cleaned if each is not None] if isinstance(cleaned, list) else cleaned


parsing.clean_json = clean_json


class Refusal(Exception):
    """An error that a service answers with."""

    def __init__(self, code, message, status=400):
        super().__init__(message)
        self.code = code
        self.status = status


def default_of(version):
    return f"<IsDefaultVersion>{str(version['default']).lower()}</IsDefaultVersion>"


class Registry:
    """CloudFormation's types, by their versions."""

    def __init__(self):
        self.versions = []
        self.registrations = {}
        self.looks = 1
        self.reason = ""
        self.visibility = "PRIVATE"

    def live(self, name=None):
        """The live versions, of one type or of all."""
        return [version for version in self.versions if version["live"] and name in (None, version["name"])]

    def add(self, request, package=None):
        name = request["TypeName"].replace("::", "-")
        number = f"{sum(each['name'] == request['TypeName'] for each in self.versions) + 1:08d}"
        version = {
            "arn": f"arn:aws:cloudformation:{REGION}:{ACCOUNT}:type/resource/{name}/{number}",
            "name": request["TypeName"],
            "default": not self.live(request["TypeName"]),
            "live": True,
            "role": request.get("ExecutionRoleArn", ""),
            "logGroup": request.get("LoggingConfig.LogGroupName", ""),
            "logRole": request.get("LoggingConfig.LogRoleArn", ""),
            "package": package,
        }
        self.versions.append(version)
        return version

    def find(self, request):
        for version in self.live(request.get("TypeName")):
            if version["arn"] == request.get("Arn") or ("Arn" not in request and version["default"]):
                return version
        raise Refusal("TypeNotFoundException", "The specified type does not exist.", 404)

    def answer(self, operation, request):
        """The members of the operation's result as XML, or None where it is not the registry's."""
        method = getattr(self, operation, None)
        return method(request) if operation in OPERATIONS else None

    def RegisterType(self, request):
        token = request["ClientRequestToken"]
        if token not in self.registrations:
            if len(self.live(request["TypeName"])) >= QUOTA:
                raise Refusal("CFNRegistryException", "The maximum number of registered versions is reached.")
            self.registrations[token] = {"request": request, "looks": self.looks, "status": "IN_PROGRESS", "arn": ""}
        return f"<RegistrationToken>{token}</RegistrationToken>"

    def DescribeTypeRegistration(self, request):
        registration = self.registrations.get(request["RegistrationToken"])
        if not registration:
            raise Refusal("CFNRegistryException", "There is no such registration.")
        registration["looks"] -= 1
        if registration["status"] == "IN_PROGRESS" and registration["looks"] < 0:
            self.finish(registration)
        arn = registration["arn"] and f"<TypeVersionArn>{registration['arn']}</TypeVersionArn>"
        description = escape(registration.get("description", "Deployment is in progress."))
        status = f"<ProgressStatus>{registration['status']}</ProgressStatus>"
        return f"{status}<Description>{description}</Description>{arn}"

    def finish(self, registration):
        if self.reason:
            registration.update(status="FAILED", description=self.reason)
            return
        url = registration["request"]["SchemaHandlerPackage"]
        bucket, _, key = url.removeprefix("s3://").partition("/")
        try:
            content = get_backend("s3")[ACCOUNT]["aws"].get_object(bucket, key).value
            package = zipfile.ZipFile(io.BytesIO(content))
            if not {".rpdk-config", "schema.json"} <= set(package.namelist()):
                raise ValueError("the package has no .rpdk-config or no schema.json")
            name = registration["request"]["TypeName"]
            # The schemas of most tests have no name.
            if json.loads(package.read("schema.json")).get("typeName", name) != name:
                raise ValueError(f"the schema is not that of {name}")
        except (AttributeError, ValueError, zipfile.BadZipFile) as problem:
            registration.update(status="FAILED", description=f"Deployment failed: {problem}")
            return
        arn = self.add(registration["request"], url)["arn"]
        registration.update(status="COMPLETE", arn=arn, description="Deployment is complete.")

    def ListTypeRegistrations(self, request):
        wanted = request.get("RegistrationStatusFilter", "IN_PROGRESS")
        tokens = [
            f"<member>{token}</member>"
            for token, each in self.registrations.items()
            if each["status"] == wanted and each["request"]["TypeName"] == request["TypeName"]
        ]
        return f"<RegistrationTokenList>{''.join(tokens)}</RegistrationTokenList>"

    def DescribeType(self, request):
        version = self.find(request)
        return (
            f"<Arn>{version['arn']}</Arn><Type>RESOURCE</Type><TypeName>{version['name']}</TypeName>{default_of(version)}"
            f"<DeprecatedStatus>LIVE</DeprecatedStatus><ExecutionRoleArn>{version['role']}</ExecutionRoleArn>"
            f"<Visibility>{self.visibility}</Visibility><LoggingConfig><LogRoleArn>{version['logRole']}</LogRoleArn>"
            f"<LogGroupName>{version['logGroup']}</LogGroupName></LoggingConfig>"
        )

    def ListTypeVersions(self, request):
        # Ten at a time, so that whoever asks has to ask again.
        start = int(request.get("NextToken", "0"))
        live = self.live(request["TypeName"])
        members = "".join(
            f"<member><Arn>{each['arn']}</Arn>{default_of(each)}</member>"
            for each in live[start : start + 10]
        )
        more = f"<NextToken>{start + 10}</NextToken>" if start + 10 < len(live) else ""
        return f"<TypeVersionSummaries>{members}</TypeVersionSummaries>{more}"

    def SetTypeDefaultVersion(self, request):
        chosen = self.find(request)
        for version in self.live(chosen["name"]):
            version["default"] = version is chosen
        return ""

    def DeregisterType(self, request):
        version = self.find(request)
        if "Arn" in request and version["default"]:
            number = version["arn"].rsplit("/", 1)[1]
            raise Refusal(
                "CFNRegistryException",
                f"Version '{number}' is the default version and cannot be deregistered. Deregister the resource type"
                f" '{version['name']}' instead.",
            )
        if version["default"] and len(self.live(version["name"])) > 1:
            raise Refusal("CFNRegistryException", "The type has other versions.")
        version.update(live=False, default=False)
        return ""


OPERATIONS = {
    "RegisterType",
    "DescribeTypeRegistration",
    "ListTypeRegistrations",
    "DescribeType",
    "ListTypeVersions",
    "SetTypeDefaultVersion",
    "DeregisterType",
}


class Front:
    """In front of moto: the registry, the failures that are asked for, and a note of every call that changes something."""

    def __init__(self):
        self.moto = DomainDispatcherApplication(create_backend_app)
        self.lock = threading.Lock()
        self.reset()

    def reset(self):
        self.registry = Registry()
        self.calls = []
        self.failure = None
        self.users = set()

    def __call__(self, environ, start_response):
        length = int(environ.get("CONTENT_LENGTH") or 0)
        body = environ["wsgi.input"].read(length)
        path = environ["PATH_INFO"]
        with self.lock:
            try:
                if path.startswith("/local/"):
                    return self.respond(start_response, "200 OK", self.control(path, body))
                return self.serve(environ, start_response, body)
            except Refusal as refusal:
                error = f"<Code>{refusal.code}</Code><Message>{escape(str(refusal))}</Message>"
                if operation_of(environ, body)[1]:
                    error = f"<Error><Type>Sender</Type>{error}</Error><RequestId>1</RequestId>"
                    error = f"<ErrorResponse>{error}</ErrorResponse>"
                else:
                    error = f"<Error>{error}<RequestId>1</RequestId></Error>"
                return self.respond(start_response, f"{refusal.status} Refused", error)

    def serve(self, environ, start_response, body):
        operation, form = operation_of(environ, body)
        changes = not operation.startswith(READS)
        failure = self.failure_of(operation, changes)
        if operation == "UpdateStack" and "of another release" in form.values():
            # moto takes any.
            raise Refusal("ValidationError", "Parameters do not exist in the template.")
        refusal = failure and Refusal(failure["code"], f"{operation} is refused by the test.", failure.get("status", 403))
        if refusal and not failure.get("after"):
            raise refusal
        if changes:
            self.calls.append(operation)
        answer = self.registry.answer(operation, form)
        if answer is None and operation == "ListStackResources" and self.uses(form["StackName"]):
            resource = (
                f"<LogicalResourceId>Backup</LogicalResourceId><ResourceType>{TYPE_NAME}</ResourceType>"
                "<ResourceStatus>CREATE_COMPLETE</ResourceStatus>"
            )
            answer = f"<StackResourceSummaries><member>{resource}</member></StackResourceSummaries>"
        if answer is None:
            environ["wsgi.input"] = io.BytesIO(body)
            if refusal:
                b"".join(self.moto(environ, lambda *_: None))
                raise refusal
            return self.moto(environ, start_response)
        if refusal:
            raise refusal
        xml = f"<{operation}Response><{operation}Result>{answer}</{operation}Result></{operation}Response>"
        return self.respond(start_response, "200 OK", xml)

    def failure_of(self, operation, changes):
        """The failure that this call meets, if any."""
        failure = self.failure
        if not failure:
            return None
        if "operation" in failure:
            if failure["operation"] != operation or failure.setdefault("times", -1) == 0:
                return None
            failure["times"] -= 1
            return failure
        if changes:
            failure["call"] -= 1
            if failure["call"] == 0:
                self.failure = None
                return failure
        return None

    def uses(self, stack):
        return any(stack == name or f":stack/{name}/" in stack for name in self.users)

    def control(self, path, body):
        told = json.loads(body) if body else {}
        stacks = get_backend("cloudformation")[ACCOUNT][REGION].stacks
        if path == "/local/fail":
            self.failure = told
        elif path == "/local/looks":
            self.registry.looks = told["looks"]
            for registration in self.registry.registrations.values():
                registration["looks"] = told["looks"]
        elif path == "/local/visibility":
            self.registry.visibility = told["visibility"]
        elif path == "/local/refuse":
            self.registry.reason = told["reason"]
        elif path == "/local/bucket":
            get_backend("s3")[ACCOUNT]["aws"].create_bucket(told["name"], REGION)
        elif path == "/local/stack":
            stack = next(stack for stack in stacks.values() if stack.name == told["name"])
            stack.status = told.get("status", stack.status)
            if "parameter" in told:
                stack.resource_map.resolved_parameters[told["parameter"]] = "of another release"
        elif path == "/local/versions":
            for _ in range(told["count"]):
                self.registry.add({"TypeName": TYPE_NAME, "ExecutionRoleArn": told.get("role", "")})
        elif path == "/local/default":
            self.registry.SetTypeDefaultVersion({"Arn": self.registry.live()[told["index"]]["arn"]})
        elif path == "/local/deregister":
            self.registry.DeregisterType({"Arn": self.registry.live()[told["index"]]["arn"]})
        elif path == "/local/use":
            self.users.add(told["stack"])
        elif path == "/local/reset":
            self.reset()
            for service in ("cloudformation", "s3", "iam", "logs"):
                get_backend(service).reset()
        else:
            buckets = get_backend("s3")[ACCOUNT]["aws"].buckets
            roles = get_backend("iam")[ACCOUNT]["aws"].roles
            return json.dumps(
                {
                    "calls": self.calls,
                    "versions": self.registry.live(),
                    "stacks": sorted(each.name for each in stacks.values() if each.status != "DELETE_COMPLETE"),
                    "objects": sorted(key for bucket in buckets.values() for key in bucket.keys.keys()),
                    "buckets": len(buckets),
                    "roles": len(roles),
                    "trust": [json.dumps(role.assume_role_policy_document) for role in roles.values()],
                    "logGroups": sorted(get_backend("logs")[ACCOUNT][REGION].groups),
                }
            )
        return "{}"

    @staticmethod
    def respond(start_response, status, text):
        content = text.encode()
        kind = "text/xml" if text.startswith("<") else "application/json"
        start_response(status, [("Content-Type", kind), ("Content-Length", str(len(content)))])
        return [content]


def operation_of(environ, body):
    """The operation's name, and the form of a query; S3 has none, and its operations go by method and path."""
    if environ.get("CONTENT_TYPE", "").startswith("application/x-www-form-urlencoded"):
        form = {key: values[0] for key, values in urllib.parse.parse_qs(body.decode()).items()}
        return form["Action"], form
    of_an_object = "/" in environ["PATH_INFO"].strip("/")
    if environ["REQUEST_METHOD"] == "POST":
        return "DeleteObjects", {}
    if environ["REQUEST_METHOD"] == "GET" and not of_an_object:
        return "ListObjectsV2", {}
    return environ["REQUEST_METHOD"].title() + ("Object" if of_an_object else "Bucket"), {}


def main():
    server = make_server("127.0.0.1", 0, Front(), threaded=True)
    print(server.port, flush=True)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    sys.stdin.read()


if __name__ == "__main__":
    main()
