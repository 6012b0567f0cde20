"""Runs botocore, a client that nobody here wrote, against the local AWS Backup over HTTP.

    tools/python cfn python tools/check-local-aws-backup.py ENDPOINT

Calls every operation, meets every error that the service's model or AWS's common errors allow, and the ones that a
situation brings about. Each answer is held against botocore's own model of the service: every member is one of the output
shape and has its type, required members and enum values included, timestamps are numbers and parse, every error surfaces
as the exception class of the model with its status, message and request id. The server must be fresh. Prints what was
checked; exits with 1 when anything is wrong.
"""

import datetime
import json
import sys
import urllib.request

import botocore.config
import botocore.exceptions
import botocore.session
import script_options

OPERATIONS = """
StartBackupJob DescribeBackupJob StopBackupJob ListBackupJobs
DescribeRecoveryPoint ListRecoveryPointsByBackupVault DeleteRecoveryPoint
DisassociateRecoveryPoint DisassociateRecoveryPointFromParent
UpdateRecoveryPointLifecycle
ListTags TagResource UntagResource
CreateBackupVault DescribeBackupVault ListBackupVaults DeleteBackupVault
StartCopyJob DescribeCopyJob ListCopyJobs
ListBackupPlans GetBackupPlan
""".split()
COMMON_ERRORS = {
    "AccessDeniedException": 403,
    "ThrottlingException": 400,
    "InternalFailure": 500,
    "ServiceUnavailable": 503,
    "RequestTimeout": 408,
    "ExpiredTokenException": 403,
    "UnrecognizedClientException": 403,
    "ValidationError": 400,
}
SERVER_ERRORS = {"ServiceUnavailableException", "DependencyFailureException"}
ROLE = "arn:aws:iam::123456789012:role/backup"
ANY_POINT = "arn:aws:backup:us-east-1:123456789012:recovery-point:1EB3B5E7-9EB0-435A-A80B-108B488B0D45"

parser = script_options.Options("check-local-aws-backup.py", "The head of tools/check-local-aws-backup.py")
parser.add_argument("ENDPOINT", type=script_options.url)
endpoint = parser.parse_args().ENDPOINT
checks = 0
failures = []
answers = {}
members_seen = {}


def check(condition, what):
    global checks
    checks += 1
    if not condition:
        failures.append(what)


def admin(path, body=None, method="POST"):
    data = None if body is None else json.dumps(body).encode()
    request = urllib.request.Request(f"{endpoint}/_local/{path}", data=data, method=method)
    with urllib.request.urlopen(request) as response:
        return json.load(response)


def advance(seconds):
    admin("clock", {"advanceSeconds": seconds})


# The shapes of the answers


def hold_against(shape, value, where):
    """Checks an answer, as it came over the wire, against a shape of the model."""
    kind = shape.type_name
    if kind == "structure":
        check(isinstance(value, dict), f"{where} is not an object")
        for name in shape.required_members:
            check(name in value, f"{where} lacks the required {name}")
        for name, member in value.items():
            check(name in shape.members, f"{where}.{name} is not in the model")
            check(member is not None, f"{where}.{name} is null")
            if name in shape.members:
                members_seen.setdefault(shape.name, set()).add(name)
                hold_against(shape.members[name], member, f"{where}.{name}")
    elif kind == "list":
        check(isinstance(value, list), f"{where} is not a list")
        for item in value:
            hold_against(shape.member, item, f"{where}[]")
    elif kind == "map":
        check(isinstance(value, dict), f"{where} is not a map")
        for item in value.values():
            hold_against(shape.value, item, f"{where}{{}}")
    elif kind == "timestamp":
        check(isinstance(value, (int, float)) and 1e9 < value < 1e10, f"{where} is not in epoch seconds: {value}")
    elif kind in ("long", "integer"):
        check(isinstance(value, int) and not isinstance(value, bool), f"{where} is not a whole number: {value}")
    elif kind == "boolean":
        check(isinstance(value, bool), f"{where} is not a boolean: {value}")
    else:
        check(isinstance(value, str), f"{where} is not text: {value}")
        if getattr(shape, "enum", None):
            check(value in shape.enum, f"{where} is not one of {shape.enum}: {value}")


def hold_parsed(shape, value, where):
    """Checks that botocore made times of timestamps, and lost nothing."""
    if shape.type_name == "structure":
        for name, member in value.items():
            if name in shape.members:
                hold_parsed(shape.members[name], member, f"{where}.{name}")
    elif shape.type_name == "list":
        for item in value:
            hold_parsed(shape.member, item, f"{where}[]")
    elif shape.type_name == "timestamp":
        check(isinstance(value, datetime.datetime), f"{where} did not parse: {value!r}")


def on_response(response_dict, parsed_response, operation_name=None, model=None, context=None, **_):
    last["raw"] = response_dict


last = {}
session = botocore.session.get_session()
client = session.create_client(
    "backup",
    region_name="us-east-1",
    endpoint_url=endpoint,
    aws_access_key_id="a",
    aws_secret_access_key="b",
    config=botocore.config.Config(retries={"total_max_attempts": 1}),
)
client.meta.events.register("response-received.backup", on_response)
model = client.meta.service_model
methods = {operation: name for name, operation in client.meta.method_to_api_mapping.items()}


def call(operation, **parameters):
    """Calls an operation that succeeds, and checks its answer."""
    parsed = getattr(client, methods[operation])(**parameters)
    answers[operation] = answers.get(operation, 0) + 1
    raw = last["raw"]
    shape = model.operation_model(operation).output_shape
    expected = model.operation_model(operation).http.get("responseCode", 200)
    check(raw["status_code"] == expected, f"{operation}: status {raw['status_code']}")
    check(parsed["ResponseMetadata"].get("RequestId"), f"{operation}: no request id")
    if shape is None:
        check(raw["body"] == b"", f"{operation}: a body where the model has none: {raw['body'][:80]}")
    else:
        check(raw["headers"]["content-type"] == "application/json", f"{operation}: content type")
        hold_against(shape, json.loads(raw["body"]), operation)
        hold_parsed(shape, parsed, operation)
    return parsed


def refused(code, operation, message=None, internal=None, status=None, **parameters):
    """Calls an operation that fails, and checks the error."""
    where = f"{operation} -> {code}"
    try:
        getattr(client, methods[operation])(**parameters)
    except botocore.exceptions.ClientError as error:
        response = error.response
        check(response["Error"]["Code"] == code, f"{where}: code {response['Error']['Code']}")
        if code in model.shape_names:
            check(isinstance(error, client.exceptions.from_code(code)), f"{where}: class {type(error).__name__}")
            check(type(error).__name__ == code, f"{where}: class {type(error).__name__}")
            hold_against(model.shape_for(code), {k: v for k, v in json.loads(last["raw"]["body"]).items()
                                                 if v is not None}, where)
        wanted = status or (500 if code in SERVER_ERRORS else COMMON_ERRORS.get(code, 400))
        check(last["raw"]["status_code"] == wanted, f"{where}: status {last['raw']['status_code']}")
        check(response["Error"]["Message"], f"{where}: no message")
        check(response["ResponseMetadata"].get("RequestId"), f"{where}: no request id")
        check(response["ResponseMetadata"]["HTTPHeaders"].get("x-amzn-errortype") == code, f"{where}: error type")
        if message:
            check(message in response["Error"]["Message"], f"{where}: message {response['Error']['Message']}")
        if internal:
            check(json.loads(last["raw"]["body"])["Code"] == internal, f"{where}: {last['raw']['body']}")
    else:
        check(False, f"{where}: no error")


# What every operation answers


def backups():
    vault = call("CreateBackupVault", BackupVaultName="main", BackupVaultTags={"a": "b"}, CreatorRequestId="once")
    call("CreateBackupVault", BackupVaultName="main", CreatorRequestId="once")
    other = call("CreateBackupVault", BackupVaultName="other")
    call("DescribeBackupVault", BackupVaultName="main")
    call("ListBackupVaults", MaxResults=1)
    sources = {
        "EFS": "arn:aws:elasticfilesystem:us-east-1:123456789012:file-system/fs-1",
        "DynamoDB": "arn:aws:dynamodb:us-east-1:123456789012:table/orders",
        "EBS": "arn:aws:ec2:us-east-1:123456789012:volume/vol-1",
        "EC2": "arn:aws:ec2:us-east-1:123456789012:instance/i-1",
        "RDS": "arn:aws:rds:us-east-1:123456789012:db:orders",
        "Aurora": "arn:aws:rds:us-east-1:123456789012:cluster:orders",
        "S3": "arn:aws:s3:::a.bucket",
        "FSx": "arn:aws:fsx:us-east-1:123456789012:file-system/fs-2",
        "CloudFormation": "arn:aws:cloudformation:us-east-1:123456789012:stack/app/1",
        "EKS": "arn:aws:eks:us-east-1:123456789012:cluster/app",
    }
    jobs = {}
    for kind, arn in sources.items():
        wanted = dict(BackupVaultName="main", ResourceArn=arn, IamRoleArn=ROLE, IdempotencyToken=kind,
                      StartWindowMinutes=60, CompleteWindowMinutes=600, BackupOptions={"WindowsVSS": "enabled"},
                      Lifecycle={"DeleteAfterDays": 200, "MoveToColdStorageAfterDays": 10},
                      RecoveryPointTags={"kind": kind})
        started = call("StartBackupJob", **wanted)
        again = call("StartBackupJob", **wanted)
        check(again["BackupJobId"] == started["BackupJobId"], f"{kind}: two jobs for one token")
        check(("RecoveryPointArn" in started) == (kind in ("EFS", "DynamoDB")), f"{kind}: the ARN at once")
        jobs[kind] = started["BackupJobId"]
    for when in (1, 60, 3600):
        advance(when)
        for kind, job in jobs.items():
            described = call("DescribeBackupJob", BackupJobId=job)
            check(described["ResourceType"] == kind, f"{kind}: type {described['ResourceType']}")
        call("ListBackupJobs", ByBackupVaultName="main")
        call("ListRecoveryPointsByBackupVault", BackupVaultName="main")
    points = {}
    for kind, job in jobs.items():
        points[kind] = call("DescribeBackupJob", BackupJobId=job)["RecoveryPointArn"]
        described = call("DescribeRecoveryPoint", BackupVaultName="main", RecoveryPointArn=points[kind])
        check(described["Status"] == "COMPLETED", f"{kind}: {described['Status']}")
    for state in ("COMPLETED", "RUNNING"):
        call("ListBackupJobs", ByState=state, ByAccountId="*", ByResourceType="EFS")
    listed = call("ListBackupJobs", ByResourceArn=sources["EFS"], ByMessageCategory="SUCCESS")["BackupJobs"]
    check([job["BackupJobId"] for job in listed] == [jobs["EFS"]], "jobs of a resource")
    refused("InvalidParameterValueException", "ListBackupJobs", "Unsupported value", ByState="AGGREGATE_ALL")
    children = call("ListBackupJobs", ByParentJobId=jobs["CloudFormation"])["BackupJobs"]
    check(len(children) == 3, f"{len(children)} jobs for the parts of a stack")
    call("DescribeBackupJob", BackupJobId=children[0]["BackupJobId"])
    stopped = call("StartBackupJob", BackupVaultName="main", ResourceArn=sources["EBS"], IamRoleArn=ROLE)
    call("StopBackupJob", BackupJobId=stopped["BackupJobId"])
    check(call("DescribeBackupJob", BackupJobId=stopped["BackupJobId"])["State"] == "ABORTING", "not aborting")
    advance(60)
    check(call("DescribeBackupJob", BackupJobId=stopped["BackupJobId"])["State"] == "ABORTED", "not aborted")
    return points, vault["BackupVaultArn"], other["BackupVaultArn"]


def paging():
    """Every list, in pages of two, is the whole list, each item once."""
    for operation, member, key, parameters in (
        ("ListRecoveryPointsByBackupVault", "RecoveryPoints", "RecoveryPointArn", {"BackupVaultName": "main"}),
        ("ListBackupJobs", "BackupJobs", "BackupJobId", {}),
        ("ListBackupVaults", "BackupVaultList", "BackupVaultName", {}),
    ):
        whole = [item[key] for item in call(operation, **parameters)[member]]
        pages = client.get_paginator(methods[operation]).paginate(**parameters, PaginationConfig={"PageSize": 2})
        paged = [item[key] for page in pages for item in page.get(member, [])]
        check(len(whole) > 1 and paged == whole, f"{operation}: pages {paged} of {whole}")
        refused("InvalidParameterValueException", operation, **parameters, NextToken="garbage")
        refused("InvalidParameterValueException", operation, **parameters, NextToken="!")
        refused("InvalidParameterValueException", operation, **parameters, MaxResults=1001)


def filters(points):
    def listed(**parameters):
        found = call("ListRecoveryPointsByBackupVault", BackupVaultName="main", **parameters)["RecoveryPoints"]
        return {item["RecoveryPointArn"] for item in found}

    whole = listed()
    created = call("DescribeRecoveryPoint", BackupVaultName="main", RecoveryPointArn=points["RDS"])["CreationDate"]
    second = datetime.timedelta(seconds=1)
    check(listed(ByResourceType="RDS") == {points["RDS"]}, "filter by type")
    check(listed(ByResourceArn="arn:aws:s3:::a.bucket") == {points["S3"]}, "filter by resource")
    check(points["RDS"] in listed(ByCreatedAfter=created - second, ByCreatedBefore=created + second), "by time")
    check(not listed(ByCreatedAfter=created + second) & set(points.values()), "created after")
    check(not listed(ByCreatedBefore=created - second), "created before")
    check(len(listed(ByParentRecoveryPointArn=points["CloudFormation"])) == 3, "by parent")
    check(listed(ByBackupPlanId="none") == set(), "by plan")
    check(whole > set(points.values()), "nested points are listed too")
    refused("InvalidParameterValueException", "ListRecoveryPointsByBackupVault", "Unsupported resource type: ",
            BackupVaultName="main", ByResourceArn=points["EBS"])


def changes(points, vault_arn, other_arn):
    at = dict(BackupVaultName="main")
    changed = call("UpdateRecoveryPointLifecycle", **at, RecoveryPointArn=points["EFS"],
                   Lifecycle={"DeleteAfterDays": 300, "MoveToColdStorageAfterDays": 20})
    check(changed["CalculatedLifecycle"]["DeleteAt"] > changed["CalculatedLifecycle"]["MoveToColdStorageAt"], "dates")
    changed = call("UpdateRecoveryPointLifecycle", **at, RecoveryPointArn=points["EFS"],
                   Lifecycle={"DeleteAfterDays": 300})
    check("MoveToColdStorageAfterDays" not in changed["Lifecycle"], "an omitted day value is not reset")
    refused("InvalidParameterValueException", "UpdateRecoveryPointLifecycle", "90 days", **at,
            RecoveryPointArn=points["EFS"], Lifecycle={"DeleteAfterDays": 30, "MoveToColdStorageAfterDays": 20})
    for arn in (points["EFS"], points["DynamoDB"], points["S3"], points["CloudFormation"], points["EKS"], vault_arn):
        call("TagResource", ResourceArn=arn, Tags={"x": "1", "y": "2"})
        call("UntagResource", ResourceArn=arn, TagKeyList=["x", "absent"])
        tags = call("ListTags", ResourceArn=arn)["Tags"]
        check("x" not in tags and tags.get("y") == "2", f"tags of {arn}: {tags}")
    page = call("ListTags", ResourceArn=points["EFS"], MaxResults=1)
    rest = call("ListTags", ResourceArn=points["EFS"], MaxResults=1, NextToken=page["NextToken"])
    check({**page["Tags"], **rest["Tags"]} == {"kind": "EFS", "y": "2"}, "pages of tags")
    for arn in (points["EBS"], points["EC2"], points["RDS"], points["Aurora"], points["FSx"]):
        refused("ResourceNotFoundException", "ListTags", internal="ERROR_2603", ResourceArn=arn)
        refused("ResourceNotFoundException", "TagResource", internal="ERROR_2603", ResourceArn=arn, Tags={"a": "b"})
    refused("LimitExceededException", "TagResource", "50 user tags", ResourceArn=points["EFS"],
            Tags={str(n): "" for n in range(51)})
    copied = call("StartCopyJob", RecoveryPointArn=points["EFS"], SourceBackupVaultName="main",
                  DestinationBackupVaultArn=other_arn, IamRoleArn=ROLE, Lifecycle={"DeleteAfterDays": 5})
    for _ in range(3):
        copy = call("DescribeCopyJob", CopyJobId=copied["CopyJobId"])["CopyJob"]
        advance(300)
    check(copy["State"] == "COMPLETED", f"copy {copy['State']}")
    for state, count in (("COMPLETED", 1), ("RUNNING", 0)):
        listed = call("ListCopyJobs", ByDestinationVaultArn=other_arn, ByState=state, ByAccountId="*")["CopyJobs"]
        check(len(listed) == count, f"{len(listed)} copy jobs in {state}")
    refused("InvalidParameterValueException", "ListCopyJobs", "Unsupported value", ByState="ABORTED")
    call("DescribeRecoveryPoint", BackupVaultName="other", RecoveryPointArn=copy["DestinationRecoveryPointArn"])


def point(kind, **more):
    return admin("points", {"vault": "main", "type": kind, **more})["arn"]


def status(arn):
    return call("DescribeRecoveryPoint", BackupVaultName="main", RecoveryPointArn=arn)["Status"]


def plans():
    ids = [admin("plans", {"name": name, "vault": "main", "everySeconds": 3600,
                           "resourceArn": f"arn:aws:elasticfilesystem:us-east-1:123456789012:file-system/fs-{name}"})["id"]
           for name in ("hourly", "other")]
    advance(3600)
    plan = call("GetBackupPlan", BackupPlanId=ids[0])
    check(plan["BackupPlan"]["Rules"][0]["TargetBackupVaultName"] == "main", "the target of a rule")
    made = call("ListRecoveryPointsByBackupVault", BackupVaultName="main", ByBackupPlanId=ids[0])["RecoveryPoints"]
    check([point["CreatedBy"]["BackupPlanName"] for point in made] == ["hourly"], "the plan of a recovery point")
    whole = {plan["BackupPlanId"] for plan in call("ListBackupPlans")["BackupPlansList"]}
    pages = client.get_paginator("list_backup_plans").paginate(PaginationConfig={"PageSize": 1})
    paged = {plan["BackupPlanId"] for page in pages for plan in page["BackupPlansList"]}
    check(whole == paged == set(ids), f"plans {whole} and in pages {paged}")
    for each in ids:
        admin("plans/remove", {"id": each})
    check("DeletionDate" in call("GetBackupPlan", BackupPlanId=ids[0]), "a deleted plan")
    check(len(call("ListBackupPlans", IncludeDeleted=True)["BackupPlansList"]) == 2, "deleted plans")


def deletes(points):
    at = dict(BackupVaultName="main")
    parent = points["CloudFormation"]
    nested = call("ListRecoveryPointsByBackupVault", **at, ByParentRecoveryPointArn=parent)["RecoveryPoints"]
    refused("InvalidRequestException", "DeleteRecoveryPoint", **at, RecoveryPointArn=parent)
    call("DisassociateRecoveryPointFromParent", **at, RecoveryPointArn=nested[0]["RecoveryPointArn"])
    check(status(parent) == "PARTIAL", "a composite that lacks a point is not PARTIAL")
    for item in nested[1:]:
        call("DeleteRecoveryPoint", **at, RecoveryPointArn=item["RecoveryPointArn"])
    advance(3)
    for item in nested[1:]:
        check(status(item["RecoveryPointArn"]) == "DELETING", "not deleting")
        refused("InvalidResourceStateException", "DeleteRecoveryPoint", **at,
                RecoveryPointArn=item["RecoveryPointArn"])
    advance(3600)
    for arn in [parent] + [arn for kind, arn in points.items() if kind != "CloudFormation"]:
        call("DeleteRecoveryPoint", **at, RecoveryPointArn=arn)
        advance(86400)
        refused("ResourceNotFoundException", "DescribeRecoveryPoint", "Cannot find recovery point.", "ERROR_2603",
                **at, RecoveryPointArn=arn)
    for kind, gone in (("S3_CONTINUOUS", False), ("RDS_CONTINUOUS", True)):
        arn = point(kind)
        check(status(arn) == "AVAILABLE", f"{kind} is {status(arn)}")
        refused("InvalidRequestException", "UpdateRecoveryPointLifecycle", **at, RecoveryPointArn=arn,
                Lifecycle={"DeleteAfterDays": 5})
        call("DisassociateRecoveryPoint", **at, RecoveryPointArn=arn)
        if gone:
            refused("ResourceNotFoundException", "DescribeRecoveryPoint", **at, RecoveryPointArn=arn)
        else:
            check(status(arn) == "STOPPED", f"{kind} is {status(arn)}")
    for blocker in ("SERVICE_LINKED_ROLE_NOT_ALLOWED", "ROLE_GONE", "ROLE_NOT_ALLOWED", "WRONG_ROLE",
                    "SNAPSHOT_IN_USE_BY_IMAGE", "SNAPSHOT_LOCKED", "BACKUP_TAG_REMOVED"):
        arn = point("EBS", blockers=[blocker])
        call("DeleteRecoveryPoint", **at, RecoveryPointArn=arn)
        advance(3600)
        described = call("DescribeRecoveryPoint", **at, RecoveryPointArn=arn)
        check(described["Status"] == "EXPIRED" and described.get("StatusMessage"), f"{blocker}: {described}")
        admin("points/change", {"arn": arn, "unblock": True})
        call("DeleteRecoveryPoint", **at, RecoveryPointArn=arn)
        advance(3600)
        refused("ResourceNotFoundException", "DescribeRecoveryPoint", **at, RecoveryPointArn=arn)


def refusals():
    at = dict(BackupVaultName="main")
    arn = point("EFS")
    admin("points/change", {"arn": arn, "hold": "h"})
    refused("InvalidRequestException", "DeleteRecoveryPoint", "legal hold", **at, RecoveryPointArn=arn)
    admin("points/change", {"arn": arn, "release": "h", "busySeconds": 60})
    refused("InvalidResourceStateException", "DeleteRecoveryPoint", **at, RecoveryPointArn=arn)
    admin("vaults", {"name": "main", "locked": True, "minDays": 7})
    call("DescribeBackupVault", **at)
    advance(60)
    refused("InvalidRequestException", "DeleteRecoveryPoint", "locked", **at, RecoveryPointArn=arn)
    admin("vaults", {"name": "main", "locked": False})
    admin("vaults", {"name": "gapped", "airGapped": True, "minDays": 7, "maxDays": 90})
    kept = admin("points", {"vault": "gapped", "type": "EBS"})["arn"]
    refused("InvalidRequestException", "DeleteRecoveryPoint", "retention", BackupVaultName="gapped",
            RecoveryPointArn=kept)
    admin("permissions", {"vault": "main", "deny": ["backup:DeleteRecoveryPoint"]})
    refused("AccessDeniedException", "DeleteRecoveryPoint", "explicit deny", **at, RecoveryPointArn=arn)
    admin("permissions", {"vault": "main", "allow": ["backup:DeleteRecoveryPoint"]})
    for operation in OPERATIONS:
        admin("permissions", {"deny": ["backup:" + operation]})
        refused("AccessDeniedException", operation, "is not authorized", **smallest(operation))
        admin("permissions", {"allow": ["backup:" + operation]})
    for operation in OPERATIONS:
        parameters = smallest(operation, vault="absent")
        if "BackupVaultName" in parameters and operation != "CreateBackupVault":
            refused("AccessDeniedException", operation, "Insufficient privileges to perform this action.",
                    **parameters)
        elif operation in ("DescribeBackupJob", "StopBackupJob", "DescribeCopyJob", "GetBackupPlan", "ListTags", "TagResource",
                           "UntagResource"):
            refused("ResourceNotFoundException", operation, **parameters)
    refused("AlreadyExistsException", "CreateBackupVault", BackupVaultName="main")
    check("Arn" in json.loads(last["raw"]["body"]), "AlreadyExistsException lacks the vault's ARN")
    refused("InvalidRequestException", "DeleteBackupVault", "contains recovery points", "ERROR_9101", **at)
    table = point("DYNAMODB")
    refused("InvalidParameterValueException", "ListTags", internal="ERROR_3930", ResourceArn=table)
    refused("InvalidParameterValueException", "StartBackupJob", "Unsupported resource type",
            **{**smallest("StartBackupJob"), "ResourceArn": "arn:aws:sns:us-east-1:1:x"})
    refused("InvalidParameterValueException", "StartBackupJob", "StartWindowMinutes",
            **{**smallest("StartBackupJob"), "ResourceArn": "arn:aws:s3:::b", "StartWindowMinutes": 1})
    job = call("StartBackupJob", BackupVaultName="main", ResourceArn="arn:aws:rds:us-east-1:123456789012:db:other",
               IamRoleArn=ROLE)["BackupJobId"]
    refused("InvalidRequestException", "StopBackupJob", "not supported", BackupJobId=job)
    advance(31 * 86400)
    refused("ResourceNotFoundException", "DescribeBackupJob", BackupJobId=job)
    call("CreateBackupVault", BackupVaultName="short-lived")
    call("DeleteBackupVault", BackupVaultName="short-lived")


def smallest(operation, vault="main"):
    """The least that an operation takes."""
    values = {"BackupVaultName": vault, "SourceBackupVaultName": vault, "RecoveryPointArn": ANY_POINT,
              "ResourceArn": ANY_POINT, "IamRoleArn": ROLE, "BackupJobId": "absent", "CopyJobId": "absent",
              "BackupPlanId": "absent",
              "Tags": {"a": "b"}, "TagKeyList": ["a"],
              "DestinationBackupVaultArn": "arn:aws:backup:us-east-1:123456789012:backup-vault:other"}
    return {name: values[name] for name in model.operation_model(operation).input_shape.required_members}


# Faults


def faults():
    """Every error that the model gives an operation, and every common one, met by that operation."""
    for operation in OPERATIONS:
        modelled = {shape.name for shape in model.operation_model(operation).error_shapes}
        for code in sorted(modelled) + sorted(COMMON_ERRORS):
            wanted = 500 if code in SERVER_ERRORS else COMMON_ERRORS.get(code, 400)
            admin("faults", {"fault": "error", "type": code, "status": wanted, "message": "on demand", "times": 1,
                             "operations": [operation]})
            refused(code, operation, "on demand", **smallest(operation))
    for fault, code, wanted in (("throttling", "ThrottlingException", 400), ("internalFailure", "InternalFailure", 500),
                                ("serviceUnavailable", "ServiceUnavailableException", 500),
                                ("unavailable503", "ServiceUnavailable", 503)):
        admin("faults", {"fault": fault, "times": 1})
        refused(code, "ListBackupVaults", status=wanted)
    for fault, there in (("cutBeforeEffect", False), ("cutAfterEffect", True)):
        admin("faults", {"fault": fault, "times": 1, "operations": ["CreateBackupVault"]})
        try:
            client.create_backup_vault(BackupVaultName=fault)
            check(False, f"{fault}: an answer")
        except botocore.exceptions.HTTPClientError:
            names = {v["BackupVaultName"] for v in call("ListBackupVaults")["BackupVaultList"]}
            check((fault in names) == there, f"{fault}: {names}")
    arn = point("EFS")
    call("DeleteRecoveryPoint", BackupVaultName="main", RecoveryPointArn=arn)
    advance(300)
    admin("faults", {"fault": "stale", "seconds": 290, "times": 1})
    check(status(arn) == "DELETING", "a stale answer is not stale")
    refused("ResourceNotFoundException", "DescribeRecoveryPoint", BackupVaultName="main", RecoveryPointArn=arn)
    admin("rate-limits", {"on": True})
    outcomes = []
    for _ in range(11):
        try:
            client.delete_recovery_point(BackupVaultName="main", RecoveryPointArn=arn)
        except botocore.exceptions.ClientError as error:
            outcomes.append(error.response["Error"]["Code"])
    check(outcomes == ["ResourceNotFoundException"] * 10 + ["ThrottlingException"], f"rate limit: {outcomes}")
    admin("rate-limits", {"on": False})


points, vault_arn, other_arn = backups()
paging()
filters(points)
changes(points, vault_arn, other_arn)
plans()
deletes(points)
refusals()
faults()

for operation in OPERATIONS:
    check(answers.get(operation), f"{operation} was never answered")
for failure in failures:
    print("WRONG:", failure)
print(f"{len(OPERATIONS)} operations, {sum(answers.values())} answers and {checks} checks: {len(failures)} wrong")
for operation in OPERATIONS:
    shape = model.operation_model(operation).output_shape
    if shape is not None:
        unseen = sorted(set(shape.members) - members_seen.get(shape.name, set()))
        if unseen:
            print(f"  {operation} never showed: {', '.join(unseen)}")
sys.exit(1 if failures else 0)
