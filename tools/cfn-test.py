#!/usr/bin/env python3
"""Runs `cfn test`, the CloudFormation CLI's contract suite, without an AWS account.

    cfn-test.py ENDPOINT EXPORTS RESULTS [ARGUMENT FOR PYTEST ...]

in the folder of a project. ENDPOINT serves Lambda's Invoke API for the handler. EXPORTS is a JSON file: the names in the
inputs' {{...}} and their values, which in an account are a stack's exports. RESULTS is written: for each of the suite's
tests, what became of it.

The suite is the CLI's own. Replaced is only where it finds STS and CloudFormation: here, in this process.
"""
import json
import os
import threading
import urllib.parse
from argparse import REMAINDER
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from xml.sax.saxutils import escape

import script_options

ACCOUNT = "123456789012"

# What became of each test. This file is a plugin of pytest too (-p __main__), which calls the functions named pytest_*.
TESTS = {}


class Aws(BaseHTTPRequestHandler):
    """STS GetCallerIdentity and CloudFormation ListExports, which is all that the suite asks of AWS."""

    exports = {}

    def do_POST(self):
        body = self.rfile.read(int(self.headers["Content-Length"])).decode()
        action = urllib.parse.parse_qs(body)["Action"][0]
        if action == "GetCallerIdentity":
            result = f"<Account>{ACCOUNT}</Account><Arn>arn:aws:iam::{ACCOUNT}:user/contract-test</Arn>"
        elif action == "ListExports":
            members = (
                f"<member><Name>{escape(name)}</Name><Value>{escape(value)}</Value></member>"
                for name, value in self.exports.items()
            )
            result = f"<Exports>{''.join(members)}</Exports>"
        else:
            self.send_error(400, f"{action} is not served here")
            return
        answer = f"<{action}Response><{action}Result>{result}</{action}Result></{action}Response>".encode()
        self.send_response(200)
        self.send_header("Content-Type", "text/xml")
        self.send_header("Content-Length", str(len(answer)))
        self.end_headers()
        self.wfile.write(answer)

    def log_message(self, *_):
        """A line for each request would drown the suite's."""


def pytest_deselected(items):
    for item in items:
        hook = any(mark.name.endswith("_pre_provision") for mark in item.iter_markers())
        # The CLI itself deselects these; others only those who call this script.
        reason = "a test of hooks, and this is a resource type" if hook else ""
        TESTS[item.name] = {"outcome": "deselected", "reason": reason}


def pytest_runtest_logreport(report):
    name = report.nodeid.split("::")[-1]
    # A test has three reports; the other two are of what is done before it and after it.
    if report.skipped:
        TESTS[name] = {"outcome": "skipped", "reason": report.longrepr[2].removeprefix("Skipped: ").rstrip(".")}
    elif report.failed:
        crash = getattr(report.longrepr, "reprcrash", None)
        TESTS[name] = {"outcome": "failed", "reason": crash.message if crash else report.longreprtext}
    elif report.when == "call":
        TESTS[name] = {"outcome": "passed", "reason": ""}


def main(endpoint, exports_file, results_file, *pytest_arguments):
    with open(exports_file, encoding="utf-8") as file:
        Aws.exports = json.load(file)
    server = ThreadingHTTPServer(("127.0.0.1", 0), Aws)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    aws = f"http://127.0.0.1:{server.server_address[1]}"

    # Nothing of this machine's settings is used, of AWS or of the CLI; with a session token the suite asks STS for none.
    for name in [name for name in os.environ if name.startswith("AWS_")]:
        del os.environ[name]
    os.environ.update(
        HOME=os.getcwd(),
        AWS_ACCESS_KEY_ID="AKIAIOSFODNN7EXAMPLE",
        AWS_SECRET_ACCESS_KEY="example",
        AWS_SESSION_TOKEN="example",
        AWS_CONFIG_FILE=os.devnull,
        AWS_SHARED_CREDENTIALS_FILE=os.devnull,
        AWS_EC2_METADATA_DISABLED="true",
        NO_PROXY="127.0.0.1",
        no_proxy="127.0.0.1",
    )

    # pylint: disable=import-outside-toplevel
    from rpdk.core import boto_helpers, cli

    boto_helpers.get_service_endpoint = lambda service, region: aws
    arguments = ["test", "--endpoint", endpoint, "--function-name", "TypeFunction", "--enforce-timeout", "60"]
    arguments += ["--cloudformation-endpoint-url", aws]
    try:
        cli.main([*arguments, "--", "-p", "__main__", "-p", "no:cacheprovider", "-rs", *pytest_arguments])
    finally:
        with open(results_file, "w", encoding="utf-8") as file:
            json.dump(TESTS, file, indent=2)


if __name__ == "__main__":
    parser = script_options.Options("cfn-test.py", "The head of tools/cfn-test.py")
    parser.add_argument("ENDPOINT", type=script_options.url)
    parser.add_argument("EXPORTS", type=script_options.file)
    parser.add_argument("RESULTS")
    parser.add_argument("pytest", nargs=REMAINDER)
    given = parser.parse_args()
    main(given.ENDPOINT, given.EXPORTS, given.RESULTS, *given.pytest)
