#!/usr/bin/env python3
"""Registers a resource type in the account and region of the current credentials, or takes that back. ./register starts it.

    register.py --package FILE [--dry-run] [OPTION ...]
    register.py --remove [--dry-run] [OPTION ...]
    register.py --check [OPTION ...]                     only asks whose credentials these are

Every step looks at what is there and does what is missing, so that a run after a break goes on where the other ended.
What it knows from run to run stands beside the package in the bucket: for each package, role and log, the registration.
"""
import argparse
import hashlib
import json
import os
import re
import sys
import time
from pathlib import Path

import boto3
import botocore.exceptions
import botocore.parsers
from botocore.config import Config
from resource_types import all_types, named
from script_options import Options, file
from waiting import Waiting

# Of live versions of private types, in an account and region; can be raised in Service Quotas, as L-EA1018E8.
VERSIONS_QUOTA = 50

# Seconds that are waited for a stack and for a registration. After that AWS goes on, and so does the next run.
STACK_TIME, REGISTRATION_TIME = 20 * 60, 60 * 60

# These lead nowhere: the stack holds nothing that is in use, and can only be deleted.
DEAD_ENDS = {"CREATE_FAILED", "ROLLBACK_COMPLETE", "ROLLBACK_FAILED", "DELETE_FAILED", "REVIEW_IN_PROGRESS"}

THROTTLING = {"Throttling", "ThrottlingException", "RequestLimitExceeded", "TooManyRequestsException", "SlowDown"}
# The answer to HeadBucket has no body, and its code is the status.
DENIALS = {"AccessDenied", "AccessDeniedException", "UnauthorizedOperation", "403"}
BAD_CREDENTIALS = {
    "ExpiredToken",
    "ExpiredTokenException",
    "InvalidAccessKeyId",
    "InvalidClientTokenId",
    "RequestExpired",
    "SignatureDoesNotMatch",
    "UnrecognizedClientException",
}

# S3's operations have other names than the permissions for them.
S3_ACTIONS = {"ListObjectsV2": "ListBucket", "HeadBucket": "ListBucket", "DeleteObjects": "DeleteObject"}

SIGN_IN = (
    "Sign in (aws sso login, or aws configure), or set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, or give --profile"
    " NAME; aws sts get-caller-identity shows whether it worked."
)


class Registered:
    """What is made for a resource type, by its names."""

    def __init__(self, resource_type):
        self.type_name = resource_type.name
        slug = resource_type.slug
        self.role_stack, self.log_stack, self.bucket_stack = f"{slug}-role", f"{slug}-log", f"{slug}-package"
        self.templates = {
            self.role_stack: f"{resource_type.prefix}resource-role.yaml",
            self.log_stack: f"{resource_type.prefix}registration/log.yaml",
            self.bucket_stack: "registration/bucket.yaml",
        }
        # In the bucket.
        self.root = f"{slug}/"
        self.packages, self.records = f"{slug}/packages/", f"{slug}/registrations/"

    def template(self, stack):
        """The text of a stack's template."""
        return Path(self.templates[stack]).read_text(encoding="utf-8")

    def parameters(self, *stacks):
        """The names of the parameters that these stacks have."""
        return {name for stack in stacks for name in parameters_of(self.template(stack))}


class Stop(Exception):
    """The end of a run: what was attempted, why it failed, and what the person can do about it."""

    def __init__(self, attempted, cause, remedy):
        super().__init__(f"{attempted}: {cause.rstrip('.')}. {remedy}")
        self.cause = cause


class Aws:
    """The calls, with errors that say which call, why and what to do. Throttling is tried again by the SDK."""

    def __init__(self, region, profile):
        try:
            # The SDKs of other languages and the AWS CLI read AWS_REGION; boto3 reads AWS_DEFAULT_REGION only.
            session = boto3.Session(region_name=region or os.environ.get("AWS_REGION"), profile_name=profile)
        except botocore.exceptions.ProfileNotFound as error:
            remedy = "aws configure list-profiles shows those there are."
            raise Stop("Looking for credentials", str(error), remedy) from error
        if not session.region_name:
            raise Stop(
                "Looking for the region",
                "none is set",
                "Give --region REGION, or set AWS_REGION; a type is registered in each region that uses it.",
            )
        self.region = session.region_name
        # Whose credentials these are is asked first, by a person who waits: three tries tell that there is no network.
        tries = {"sts": 3, "cloudformation": 10, "s3": 10}
        self.clients = {
            name: session.client(name, config=Config(retries={"mode": "standard", "max_attempts": most}))
            for name, most in tries.items()
        }

    def call(self, service, operation, missing=(), **arguments):
        """The answer, or None where the service answers with one of the error codes in missing."""
        client = self.clients[service]
        method = re.sub(r"(?<=[a-z0-9])(?=[A-Z])", "_", operation).lower()
        attempted = f"{service}:{operation}"
        try:
            return getattr(client, method)(**arguments)
        except botocore.exceptions.ClientError as error:
            code = error.response["Error"].get("Code", "")
            if any(code == known or known in str(error) for known in missing):
                return None
            cause = f"{code}: {error.response['Error'].get('Message', '')}"
            raise Stop(attempted, cause, self.remedy(service, operation, code)) from error
        except (
            botocore.exceptions.NoCredentialsError,
            botocore.exceptions.PartialCredentialsError,
            botocore.exceptions.CredentialRetrievalError,
            botocore.exceptions.SSOError,
            botocore.exceptions.TokenRetrievalError,
        ) as error:
            raise Stop("Looking for credentials", str(error), SIGN_IN) from error
        except (
            botocore.exceptions.ConnectionError,
            botocore.exceptions.HTTPClientError,
            botocore.parsers.ResponseParserError,
        ) as error:
            remedy = "Look at the network, the proxy and the region's name, then run it again: it goes on where it ended."
            raise Stop(attempted, str(error), remedy) from error
        except botocore.exceptions.BotoCoreError as error:
            raise Stop(attempted, str(error), "Correct what it names, then run it again.") from error

    @staticmethod
    def remedy(service, operation, code):
        """What a person can do about an error code."""
        if code in BAD_CREDENTIALS:
            return f"The credentials are expired or wrong. {SIGN_IN} Then run it again: it goes on where it ended."
        if code in DENIALS:
            action = f"{service}:{S3_ACTIONS.get(operation, operation) if service == 's3' else operation}"
            return (
                f"Have {action} allowed to these credentials, or the action that the message names; all that ./register"
                " needs is in registration/README.md."
            )
        if code in THROTTLING:
            return "AWS limits the calls of this account, and ten tries were not enough. Run it again in some minutes."
        if code in ("NoSuchBucket", "404"):
            return "Correct --bucket, or leave it out to have a bucket made."
        return "Correct what it names, then run it again: it goes on where it ended."


class Stacks:
    """The CloudFormation stacks that hold all but the versions."""

    def __init__(self, aws, names, poll):
        self.aws = aws
        self.names = names
        self.poll = poll

    def find(self, name):
        """The stack as DescribeStacks has it, or None."""
        answer = self.aws.call("cloudformation", "DescribeStacks", missing=("does not exist",), StackName=name)
        return answer and answer["Stacks"][0]

    def settled(self, name):
        """The stack when nothing is under way in it any more, or None when there is none."""
        deadline = time.monotonic() + STACK_TIME
        with Waiting(f"the stack {name}") as waiting:
            while True:
                stack = self.find(name)
                status = stack and stack["StackStatus"]
                if not status or status == "REVIEW_IN_PROGRESS" or not status.endswith("_IN_PROGRESS"):
                    return stack
                if time.monotonic() > deadline:
                    remedy = "Run it again later: it goes on from there."
                    raise Stop(f"Waiting for the stack {name}", f"it is {status} for {STACK_TIME // 60} minutes", remedy)
                waiting.pause(self.poll, status)

    def why(self, name):
        """What CloudFormation says about the first thing that failed in the stack's last operation."""
        events = self.aws.call("cloudformation", "DescribeStackEvents", StackName=name)["StackEvents"]
        reasons = []
        for event in events:
            reason = event.get("ResourceStatusReason", "")
            if event["ResourceStatus"].endswith("_FAILED") and "cancelled" not in reason:
                reasons.append(f"{event['LogicalResourceId']} {event['ResourceStatus']}: {reason}")
            # The stack's own event that began the operation; events come newest first.
            if event.get("PhysicalResourceId") == event["StackId"] and reason == "User Initiated":
                break
        return reasons[-1] if reasons else "its events do not say why"

    def change(self, name, wanted):
        """What is to be done so that the stack is there with these parameters: create, replace, update or nothing."""
        stack = self.settled(name)
        if not stack:
            return "create", wanted
        if stack["StackStatus"] in DEAD_ENDS:
            return "replace", wanted
        has = {each["ParameterKey"]: each["ParameterValue"] for each in stack.get("Parameters", [])}
        template = self.aws.call("cloudformation", "GetTemplate", StackName=name)["TemplateBody"]
        ours = self.names.template(name)
        # CloudFormation refuses one that another release's template had and ours does not have.
        known = parameters_of(ours)
        parameters = {**{key: value for key, value in has.items() if key in known}, **wanted}
        same = template == ours and parameters == has
        return ("nothing" if same else "update"), parameters

    def ensure(self, name, wanted):
        """Makes or changes the stack, and waits. A parameter that is not given keeps its value. Gives the outputs."""
        change, parameters = self.change(name, wanted)
        if change == "replace":
            self.delete(name)
        if change != "nothing":
            changed = self.aws.call(
                "cloudformation",
                "UpdateStack" if change == "update" else "CreateStack",
                missing=("No updates are to be performed",),
                StackName=name,
                TemplateBody=self.names.template(name),
                Parameters=[{"ParameterKey": key, "ParameterValue": value} for key, value in parameters.items()],
                Capabilities=["CAPABILITY_IAM"],
            )
            change = change if changed else "nothing"
        stack = self.settled(name)
        status = stack["StackStatus"] if stack else "gone"
        if status == "UPDATE_ROLLBACK_FAILED":
            remedy = f"Mend that, then: aws cloudformation continue-update-rollback --stack-name {name}"
            raise Stop(f"Changing the stack {name}", self.why(name), remedy)
        if status not in ("CREATE_COMPLETE", "UPDATE_COMPLETE") and change != "nothing":
            reason = self.why(name) if stack else "somebody deleted it"
            remedy = "Mend that, then run it again: it goes on where it ended."
            if name == self.names.log_stack and "exists" in reason:
                remedy = "Give --log-group NAME with another name, or delete that log group if nobody needs it."
            raise Stop(f"Making the stack {name}", f"it is {status}: {reason}", remedy)
        said = {"nothing": "is there", "update": "changed", "create": "made", "replace": "made anew"}[change]
        say(said, f"the stack {name} ({self.names.templates[name]})")
        return {each["OutputKey"]: each["OutputValue"] for each in stack.get("Outputs", [])}

    def delete(self, name):
        """Deletes the stack, and waits. Gives whether there was one."""
        stack = self.settled(name)
        if not stack:
            return False
        # By its id, under which it can still be found when it is gone.
        identifier = stack["StackId"]
        self.aws.call("cloudformation", "DeleteStack", StackName=identifier)
        after = self.settled(identifier)
        if after and after["StackStatus"] != "DELETE_COMPLETE":
            raise Stop(f"Deleting the stack {name}", self.why(identifier), "Mend that, then run it again.")
        return True


class Registry:
    """The type and its versions."""

    def __init__(self, aws, type_name, poll):
        self.aws = aws
        self.type_name = type_name
        self.poll = poll

    def described(self, **which):
        """The type, or a version by its Arn, if it is live; None otherwise."""
        which = which or {"Type": "RESOURCE", "TypeName": self.type_name}
        answer = self.aws.call("cloudformation", "DescribeType", missing=("TypeNotFoundException",), **which)
        return answer if answer and answer.get("DeprecatedStatus") != "DEPRECATED" else None

    def versions(self):
        """The live versions, as ListTypeVersions has them."""
        if not self.described():
            return []
        which = {"Type": "RESOURCE", "TypeName": self.type_name, "DeprecatedStatus": "LIVE"}
        return self.pages("ListTypeVersions", "TypeVersionSummaries", **which)

    def pages(self, operation, member, missing=(), **arguments):
        """All that a list has; nothing where the service answers with one of the errors in missing."""
        found, token = [], {}
        while True:
            answer = self.aws.call("cloudformation", operation, missing=missing, **arguments, **token) or {}
            found += answer.get(member, [])
            if not answer.get("NextToken"):
                return found
            token = {"NextToken": answer["NextToken"]}

    def check_name(self):
        """Stops where the name belongs to something else than a private type of this account."""
        known = self.described()
        if known and (known.get("Visibility") == "PUBLIC" or known.get("IsActivated")):
            raise Stop(
                f"Looking for {self.type_name}",
                f"a public type is activated under this name ({known.get('OriginalTypeName') or known['Arn']})",
                f"Deactivate it first: aws cloudformation deactivate-type --type RESOURCE --type-name {self.type_name}",
            )

    def wait_for_others(self):
        """Waits for registrations that are under way, such as those of a run that was stopped."""
        which = {"Type": "RESOURCE", "TypeName": self.type_name, "RegistrationStatusFilter": "IN_PROGRESS"}
        # What it answers where the type was never registered is not documented.
        missing = ("TypeNotFoundException", "CFNRegistryException")
        for token in self.pages("ListTypeRegistrations", "RegistrationTokenList", missing=missing, **which):
            say("waits", f"for the registration {token}, which is under way")
            self.finished(token)

    def finished(self, token):
        """The registration when it is not IN_PROGRESS any more, as DescribeTypeRegistration has it."""
        deadline = time.monotonic() + REGISTRATION_TIME
        with Waiting(f"the registration {token}") as waiting:
            while True:
                answer = self.aws.call("cloudformation", "DescribeTypeRegistration", RegistrationToken=token)
                if answer["ProgressStatus"] != "IN_PROGRESS":
                    return answer
                if time.monotonic() > deadline:
                    raise Stop(
                        f"Waiting for the registration {token}",
                        f"it is IN_PROGRESS for {REGISTRATION_TIME // 60} minutes: {answer.get('Description', '')}",
                        "Run it again later: it goes on waiting for the same one.",
                    )
                waiting.pause(self.poll, answer["ProgressStatus"])

    def remedy(self, cause):
        """What a person can do about a registration that was refused or failed for this cause."""
        versions = self.versions()
        if len(versions) < VERSIONS_QUOTA and not re.search("limit|maximum|exceed|quota", cause, re.IGNORECASE):
            return "Mend that, then run it again."
        spare = next((each["Arn"] for each in versions if not each.get("IsDefaultVersion")), "ARN-OF-A-VERSION")
        return (
            f"This type has {len(versions)} live versions, and the quota is {VERSIONS_QUOTA} for the private types of an"
            " account and region, unless it was raised. Deregister one that is not a default (aws cloudformation"
            f" deregister-type --arn {spare}), or have L-EA1018E8 of CloudFormation raised in Service Quotas. Then run it"
            " again."
        )

    def register(self, url, role, log, token):
        """Asks for a version, and gives the registration's token."""
        logging = {"LogRoleArn": log["LogRoleArn"], "LogGroupName": log["LogGroupName"]}
        try:
            return self.aws.call(
                "cloudformation",
                "RegisterType",
                Type="RESOURCE",
                TypeName=self.type_name,
                SchemaHandlerPackage=url,
                ExecutionRoleArn=role,
                LoggingConfig=logging,
                ClientRequestToken=token,
            )["RegistrationToken"]
        except Stop as stop:
            if stop.cause.startswith(("CFNRegistryException", "LimitExceeded")):
                raise Stop("cloudformation:RegisterType", stop.cause, self.remedy(stop.cause)) from stop
            raise


class Bucket:
    """Where the package and what is known of its registrations lies."""

    def __init__(self, aws, name):
        self.aws = aws
        self.name = name

    def check_region(self):
        """Stops where CloudFormation might not find the bucket: nothing says that it reads those of other regions."""
        region = self.aws.call("s3", "HeadBucket", Bucket=self.name).get("BucketRegion")
        if region and region != self.aws.region:
            raise Stop(
                f"Looking at the bucket {self.name}",
                f"it is in {region}, and the type must be registered in {self.aws.region}",
                "Give a bucket of the same region, or leave --bucket out to have one made.",
            )

    def keys(self, prefix):
        """The objects' sizes in bytes, by their keys."""
        sizes, token = {}, {}
        while True:
            answer = self.aws.call("s3", "ListObjectsV2", Bucket=self.name, Prefix=prefix, **token)
            sizes.update({each["Key"]: each["Size"] for each in answer.get("Contents", [])})
            if not answer.get("IsTruncated"):
                return sizes
            token = {"ContinuationToken": answer["NextContinuationToken"]}

    def put(self, key, content):
        self.aws.call("s3", "PutObject", Bucket=self.name, Key=key, Body=content)

    def get(self, key):
        """What was recorded, or an empty record."""
        answer = self.aws.call("s3", "GetObject", missing=("NoSuchKey",), Bucket=self.name, Key=key)
        return json.loads(answer["Body"].read()) if answer else {}

    def delete(self, keys):
        # A call takes a thousand.
        for start in range(0, len(keys), 1000):
            objects = [{"Key": key} for key in keys[start : start + 1000]]
            answer = self.aws.call("s3", "DeleteObjects", Bucket=self.name, Delete={"Objects": objects, "Quiet": True})
            for error in answer.get("Errors", []):
                attempted = f"Deleting s3://{self.name}/{error['Key']}"
                raise Stop(attempted, error.get("Message", error["Code"]), "Mend that, then run it again.")


def parameters_of(template):
    """The names of a template's parameters. Its functions are no plain YAML, so it is read as lines."""
    section = re.search(r"^Parameters:\n((?: .*\n)+)", template, re.MULTILINE)
    return set(re.findall(r"^  (\w+):$", section.group(1), re.MULTILINE))


def say(what, about):
    print(f"  {what:<9} {about}", flush=True)


def who(aws):
    """The account, as far as a person wants to see before anything changes."""
    identity = aws.call("sts", "GetCallerIdentity")
    return f"account {identity['Account']}, region {aws.region}, as {identity['Arn']}"


def price(aws, megabytes):
    """What is made will cost, from AWS's price list as far as it was read; the same as in docs/cost.md."""
    if aws.region.startswith("cn-"):
        operation, second, currency = "0.0063", "0.00056", "CNY"
    else:
        operation, second, currency = "0.0009", "0.00008", "USD"
    return f"""What it costs
  CloudFormation bills each operation of this type's handlers: {operation} {currency}, the first 30 seconds of it
  free, {second} {currency} for each further second; 1,000 operations a month and account are free
  (aws.amazon.com/cloudformation/pricing). Whether waiting between invocations counts is not documented: if it does,
  ten hours are {10 * 3600 * float(second):.2f} {currency}.
  S3 bills the package ({megabytes:.1f} MB), CloudWatch the handler's log and metrics, AWS Backup the backups."""


def role_parameters(names, options):
    return given(names.role_stack, names, options)


def log_parameters(names, options):
    parameters = given(names.log_stack, names, options)
    return parameters | ({"LogGroupName": options.log_group} if options.log_group else {})


def given(stack, names, options):
    """The values of --parameter for the parameters of a stack's template."""
    known = names.parameters(stack)
    return {name: value for name, value in options.parameter if name in known}


def registered(names, registry, bucket, package, role, log):
    """The ARN of the live version of this package with this role and log: the one that is there, or a new one."""
    content = package.read_bytes()
    checksum = hashlib.sha256(content).hexdigest()
    key = f"{names.packages}{checksum[:32]}.zip"
    if bucket.keys(key).get(key) == len(content):
        say("is there", f"s3://{bucket.name}/{key}")
    else:
        bucket.put(key, content)
        say("uploaded", f"s3://{bucket.name}/{key}")
    parts = [checksum, role, log["LogGroupName"], log["LogRoleArn"]]
    identity = hashlib.sha256("|".join(parts).encode()).hexdigest()[:32]
    record_key = f"{names.records}{identity}.json"
    record = bucket.get(record_key)
    if record.get("versionArn"):
        if registry.described(Arn=record["versionArn"]):
            say("is there", f"the version {record['versionArn']}")
            return record["versionArn"]
        # Somebody deregistered it.
        record = {"attempt": record["attempt"] + 1}
    record.setdefault("attempt", 1)
    if not record.get("registrationToken"):
        registry.wait_for_others()
        # The attempt first. Where the answer to the request is lost, the next run asks with the same token, which makes
        # no second version of it.
        bucket.put(record_key, json.dumps(record))
        token = registry.register(f"s3://{bucket.name}/{key}", role, log, f"{identity}-{record['attempt']}")
        record["registrationToken"] = token
        bucket.put(record_key, json.dumps(record))
        say("asked", f"for a version; registration {token}")
    answer = registry.finished(record["registrationToken"])
    if answer["ProgressStatus"] == "FAILED":
        # A new request must have a new token.
        bucket.put(record_key, json.dumps({"attempt": record["attempt"] + 1}))
        cause = answer.get("Description", "CloudFormation does not say why")
        raise Stop(f"Registering {names.type_name}", f"the registration failed: {cause}", registry.remedy(cause))
    record["versionArn"] = answer["TypeVersionArn"]
    bucket.put(record_key, json.dumps(record))
    say("made", f"the version {record['versionArn']}")
    return record["versionArn"]


def register(aws, names, options):
    stacks, registry = Stacks(aws, names, options.poll), Registry(aws, names.type_name, options.poll)
    package = Path(options.package)
    registry.check_name()
    if options.bucket:
        Bucket(aws, options.bucket).check_region()
    role = options.role_arn or stacks.ensure(names.role_stack, role_parameters(names, options))["ExecutionRoleArn"]
    log = stacks.ensure(names.log_stack, log_parameters(names, options))
    bucket = Bucket(aws, options.bucket or stacks.ensure(names.bucket_stack, {})["BucketName"])
    version = registered(names, registry, bucket, package, role, log)
    if (registry.described(Arn=version) or {}).get("IsDefaultVersion"):
        say("is there", "it is the default")
    else:
        aws.call("cloudformation", "SetTypeDefaultVersion", Arn=version)
        say("set", "it as the default")
    again = f" --type {names.type_name}"
    again += f" --bucket {options.bucket}" if options.bucket else ""
    print(f"""
{names.type_name} is registered
  version           {version}
  execution role    {role}
  log group         {log['LogGroupName']}
  log role          {log['LogRoleArn']}
  package           s3://{bucket.name}
  to take it back   ./register --remove{again}

{price(aws, package.stat().st_size / 1e6)}""")


def plan(aws, names, options):
    """What register would do, by looking only."""
    stacks, registry = Stacks(aws, names, options.poll), Registry(aws, names.type_name, options.poll)
    package = Path(options.package)
    registry.check_name()
    would = {"create": "would make", "replace": "would make anew", "update": "would change", "nothing": "is there"}
    wanted = {names.role_stack: role_parameters(names, options), names.log_stack: log_parameters(names, options)}
    if options.role_arn:
        del wanted[names.role_stack]
    if options.bucket:
        Bucket(aws, options.bucket).check_region()
    else:
        wanted[names.bucket_stack] = {}
    for name, parameters in wanted.items():
        print(f"  {would[stacks.change(name, parameters)[0]]:<15} the stack {name} ({names.templates[name]})")
    live = len(registry.versions())
    size = package.stat().st_size / 1e6
    print(f"""  would upload    {package} ({size:.1f} MB), unless it is there
  would register  it as a version of {names.type_name}, which has {live}, unless it is one of them
  would set       that version as the default

Nothing was changed.

{price(aws, size)}""")


def users(registry):
    """The names of the stacks with a resource of the type.

    Looks into every stack of the account and region: CloudFormation has no call that tells who uses a type.
    """
    stacks = registry.pages("ListStacks", "StackSummaries")
    found = []
    for stack in stacks:
        if stack["StackStatus"] == "DELETE_COMPLETE":
            continue
        # It may go while we look.
        which = {"missing": ("does not exist",), "StackName": stack["StackId"]}
        resources = registry.pages("ListStackResources", "StackResourceSummaries", **which)
        if any(each["ResourceType"] == registry.type_name and each["ResourceStatus"] != "DELETE_COMPLETE" for each in resources):
            found.append(stack["StackName"])
    return found


def owned(names, registry, bucket, log_role):
    """The live versions in two lists: those that ./register made, and the others.

    It made those that are recorded, and those that log with its role: a run may have been stopped before it recorded one.
    """
    registry.wait_for_others()
    known = {bucket.get(key).get("versionArn") for key in bucket.keys(names.records)} if bucket else set()
    ours, others = [], []
    for version in registry.versions():
        made = version["Arn"] in known
        if not made and log_role:
            logging = (registry.described(Arn=version["Arn"]) or {}).get("LoggingConfig", {})
            made = logging.get("LogRoleArn") == log_role
        (ours if made else others).append(version)
    return ours, others


def check_removable(aws, names, registry, ours, others, role):
    """Stops, before anything has changed, where a removal would end half way or take something from others."""
    deregister = "aws cloudformation deregister-type --arn"
    for version in others:
        if role and (registry.described(Arn=version["Arn"]) or {}).get("ExecutionRoleArn") == role:
            raise Stop(
                f"Removing the stack {names.role_stack}",
                f"version {version['Arn']}, which ./register did not make, works with its role",
                f"Deregister that version first ({deregister} {version['Arn']}).",
            )
    default = next((each for each in ours if each.get("IsDefaultVersion")), None)
    if default and others:
        raise Stop(
            f"Removing {default['Arn']}",
            "it is the default, and there are versions that ./register did not make",
            f"Make one of those the default first: aws cloudformation set-type-default-version --arn {others[0]['Arn']}",
        )
    using = users(registry) if default else []
    if using:
        raise Stop(
            f"Removing {names.type_name}",
            f"these stacks have resources of it: {', '.join(using)}",
            "Delete these stacks, or take the resources out of them, first: without the type CloudFormation can do neither.",
        )


def remove(aws, names, options):
    stacks, registry = Stacks(aws, names, options.poll), Registry(aws, names.type_name, options.poll)
    outputs = {}
    for name in (names.role_stack, names.log_stack, names.bucket_stack):
        stack = stacks.settled(name)
        if stack:
            outputs[name] = {each["OutputKey"]: each["OutputValue"] for each in stack.get("Outputs", [])}
    made = outputs.get(names.bucket_stack, {}).get("BucketName")
    bucket = Bucket(aws, options.bucket or made) if options.bucket or made else None
    ours, others = owned(names, registry, bucket, outputs.get(names.log_stack, {}).get("LogRoleArn"))
    check_removable(aws, names, registry, ours, others, outputs.get(names.role_stack, {}).get("ExecutionRoleArn"))
    objects = [*bucket.keys(names.packages), *bucket.keys(names.records)] if bucket else []
    if options.dry_run:
        for each in ours:
            say("would", f"deregister {each['Arn']}")
        for key in objects:
            say("would", f"delete s3://{bucket.name}/{key}")
        for name in outputs:
            say("would", f"delete the stack {name}")
        print("\nNothing was changed." if ours or objects or outputs else "There is nothing of ./register here.")
        return
    # The default last, and as the type: CloudFormation refuses to deregister a default by its version.
    for each in sorted(ours, key=lambda each: bool(each.get("IsDefaultVersion"))):
        which = {"Type": "RESOURCE", "TypeName": names.type_name} if each.get("IsDefaultVersion") else {"Arn": each["Arn"]}
        aws.call("cloudformation", "DeregisterType", **which)
        say("gone", f"the version {each['Arn']}")
    # The records after the versions, so that a run after a break still knows them.
    if objects:
        bucket.delete(objects)
        say("gone", f"{len(objects)} objects in s3://{bucket.name}/{names.root}")
    for name in outputs:
        stacks.delete(name)
        say("gone", f"the stack {name}")
    if not (ours or objects or outputs):
        print("There is nothing of ./register here.")
    for each in others:
        say("stays", f"the version {each['Arn']}, which ./register did not make")


def options_of(arguments):
    parser = Options("./register", "./register --help")
    parser.add_argument("--check", action="store_true")
    parser.add_argument("--dry-run", action="store_true")
    parser.add_argument("--remove", action="store_true")
    parser.add_argument("--region")
    parser.add_argument("--profile")
    parser.add_argument("--package", type=file)
    parser.add_argument("--bucket")
    parser.add_argument("--role-arn")
    parser.add_argument("--log-group")
    parser.add_argument("--parameter", action="append", default=[], type=name_and_value, metavar="NAME=VALUE")
    parser.add_argument("--poll", type=seconds, default=5)
    parser.add_argument("--type", type=named, default=all_types()[0])
    options = parser.parse_args(arguments)
    names = Registered(options.type)
    # With a role of the user's, ./register makes no stack from resource-role.yaml.
    made = [names.log_stack] if options.role_arn else [names.role_stack, names.log_stack]
    for name, _ in options.parameter:
        if name not in names.parameters(*made):
            templates = " or ".join(names.templates[stack] for stack in made)
            parser.error(f"--parameter {name}: {templates} has no such parameter; correct it or leave it out")
    return names, options


def name_and_value(text):
    name, equals, value = text.partition("=")
    if not equals:
        raise argparse.ArgumentTypeError(f"{text} is not NAME=VALUE")
    return name, value


def seconds(text):
    number = float(text)
    if not 0 <= number <= 3600:
        raise argparse.ArgumentTypeError(f"{text} is not a number from 0 to 3600")
    return number


def main(arguments):
    names, options = options_of(arguments)
    try:
        aws = Aws(options.region, options.profile)
        identity = who(aws)
        if options.check:
            return
        print(f"{names.type_name}: {identity}")
        run = remove if options.remove else plan if options.dry_run else register
        run(aws, names, options)
    except Stop as stop:
        sys.exit(f"\n{stop}")
    except KeyboardInterrupt:
        print("\nStopped. AWS may still carry out the last request. Run it again: it does the remaining steps.", file=sys.stderr)
        sys.exit(130)


if __name__ == "__main__":
    main(sys.argv[1:])
