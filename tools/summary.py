#!/usr/bin/env python3
"""Says how a build went, from what it left under target/.

    summary.py                          the tests, the contract suite, the coverage and the package, for people
    summary.py --count FOLDER [...]     one line, `N passed, N failed, N skipped`, over the folders' test reports
"""
import csv
import glob
import json
import xml.etree.ElementTree as ElementTree
import zipfile
from pathlib import Path

import script_options

TARGET = Path("target")


def count(folders):
    """The numbers of passed, failed and skipped tests in the XML reports of Surefire and Failsafe."""
    total = failed = skipped = 0
    for folder in folders:
        for report in glob.glob(f"{folder}/TEST-*.xml"):
            suite = ElementTree.parse(report).getroot()
            total += int(suite.get("tests"))
            failed += int(suite.get("failures")) + int(suite.get("errors"))
            skipped += int(suite.get("skipped"))
    return f"{total - failed - skipped} passed, {failed} failed, {skipped} skipped"


def coverage():
    """How much of the lines that ship the tests run."""
    missed = covered = 0
    report = TARGET / "coverage/jacoco.csv"
    if not report.exists():
        return "not measured"
    with open(report, encoding="utf-8") as file:
        for row in csv.DictReader(file):
            missed += int(row["LINE_MISSED"])
            covered += int(row["LINE_COVERED"])
    return f"{100 * covered / max(1, missed + covered):.1f} % of {missed + covered} lines"


def simulation():
    """The results of the simulated lives, and how many mutants they detected."""
    lives, mutants = TARGET / "simulation/summary.txt", TARGET / "simulation/mutants.txt"
    if lives.exists():
        lines = lives.read_text(encoding="utf-8").splitlines()
        yield from (line for line in lines if "lives in" in line or "reached; " in line or "promise was kept" in line)
    if mutants.exists():
        results = [int(line.split("|")[0]) for line in mutants.read_text(encoding="utf-8").splitlines()]
        yield f"{sum(lives > 0 for lives in results)} of {len(results)} mutants detected"


def package():
    """The size of what CloudFormation gets."""
    (jar,) = TARGET.glob("package/*.jar")
    with zipfile.ZipFile(jar) as contents:
        files = sum(not entry.is_dir() for entry in contents.infolist())
    (sbom,) = TARGET.glob("package/*.cdx.json")
    libraries = len(json.loads(sbom.read_text(encoding="utf-8"))["components"])
    return f"{jar}, {jar.stat().st_size / 1e6:.1f} MB, {files} files, {libraries} libraries ({sbom.name})"


def main():
    print("Summary")
    print(f"  unit tests         {count([TARGET / 'surefire-reports'])}")
    print(f"  integration tests  {count([TARGET / 'failsafe-reports'])}")
    for run in sorted(TARGET.glob("contract/*/summary.txt")):
        for line in run.read_text(encoding="utf-8").splitlines():
            print(f"  {line}")
    for line in simulation():
        print(f"  simulation         {line}")
    print(f"  line coverage      {coverage()}")
    print(f"  package            {package()}")


if __name__ == "__main__":
    parser = script_options.Options("summary.py", "The head of tools/summary.py")
    # A folder may be missing: then nothing was tested.
    parser.add_argument("--count", nargs="+", metavar="FOLDER")
    folders = parser.parse_args().count
    if folders:
        print(count(folders))
    else:
        main()
