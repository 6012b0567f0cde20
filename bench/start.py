"""Measures what bench/start has built, round by round, and says whether the bounds of bench/bounds.json hold."""

import json
import os
import re
import subprocess
import sys
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "tools"))
from measure import LAMBDA, Package, Service, measure
from report import Results, markdown, plain, plot, write_page
from resource_types import all_types
from script_options import Options

ROOT = Path(__file__).resolve().parent.parent
TARGET = ROOT / "target"
BENCH = TARGET / "bench"
PAGE = ROOT / "docs" / "performance.md"
PLOT = ROOT / "docs" / "performance" / "start.svg"
NOT_FOUND = {"status": "FAILED", "errorCode": "NotFound"}


def packages():
    (ours,) = (TARGET / "package").glob("*.jar")
    (stock,) = (BENCH / "stock" / "target").glob("community-*.jar")
    entrypoint = all_types()[0].settings["entrypoint"].split("::")[0]
    package = entrypoint.rpartition(".")[0]
    return [
        Package("stock", stock, BENCH / "stock" / "unzipped", f"{package}.HandlerWrapper", NOT_FOUND),
        Package("ours", ours, TARGET / "unzipped", entrypoint, NOT_FOUND),
        Package("hello", BENCH / "hello.jar", BENCH / "hello", "Hello", {"status": "SUCCESS"}),
    ]


def run(java, runs):
    """The values of each package by what was measured, and how many calls the first invocation of each made."""
    measured = packages()
    values = {package.name: {key: [value] for key, value in package.sizes().items()} for package in measured}
    calls = {}
    started = time.monotonic()
    class_path = f"{TARGET}/classes:{TARGET}/test-classes:{(TARGET / 'local.classpath').read_text()}"
    with Service(java, class_path, BENCH / "run" / "service") as service:
        for round_ in range(runs + 1):
            for package in measured:
                # The first round is for the page cache and the service's compiler: of it only the classes are kept.
                counts = round_ == 0
                result = measure(
                    java, BENCH / "driver", package, service.wire, BENCH / "run" / package.name, log_classes=counts)
                calls[package.name] = result.pop("calls")
                for key in ["classes"] if counts else result:
                    values[package.name].setdefault(key, []).append(result[key])
            print(f"Round {round_} of {runs}: {time.monotonic() - started:.0f} s so far", file=sys.stderr)
    return values, calls


def version(java):
    output = subprocess.run([java, "-version"], stderr=subprocess.PIPE, text=True, check=True).stderr
    return re.search('version "([^"]+)"', output).group(1)


def main():
    parser = Options("start.py", "bench/start --help")
    parser.add_argument("--java", required=True)
    parser.add_argument("--runs", type=int, default=10)
    parser.add_argument("--write", action="store_true")
    options = parser.parse_args()

    values, calls = run(options.java, options.runs)
    if calls["ours"] != calls["stock"]:
        raise SystemExit(f"Not the same work: stock made {calls['stock']} calls and ours {calls['ours']}.")
    wanted = json.loads((ROOT / "bench" / "bounds.json").read_text())
    results = Results(values, wanted)
    print(plain(results.rows()))
    conditions = (
        f"Medians of {options.runs} runs each, in turn, with quartiles in brackets: {os.cpu_count()} cores, "
        f"JDK {version(options.java)}, {' '.join(LAMBDA)}.")
    print(f"\n{conditions}")
    if options.write:
        write_page(PAGE, f"{markdown(results.rows())}\n\n{conditions}\n")
        PLOT.parent.mkdir(exist_ok=True)
        PLOT.write_text(plot(results, list(values)))
    missed = results.missed()
    print(f"Not at their goals: {'; '.join(missed)}." if missed else "All goals are reached.")
    broken = results.broken()
    for each in broken:
        print(f"BROKEN: {each}")
    return 1 if broken else 0


sys.exit(main())
