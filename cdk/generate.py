#!/usr/bin/env python3
"""Writes the L1 constructs of the resource types, such as CfnRecoveryPoint and CfnRecoveryPointProps, from their schemas:

    generate.py LANGUAGE FOLDER

LANGUAGE is java, typescript or python. The constructs have the form of aws-cdk-lib's own for that language. If a schema has
something that the generator does not know, it fails.
"""
import json
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "tools"))
import l1_java  # noqa: E402
import l1_python  # noqa: E402
import l1_typescript  # noqa: E402
import script_options  # noqa: E402
from l1_schema import Resource  # noqa: E402
from resource_types import all_types  # noqa: E402

LANGUAGES = {"java": l1_java, "typescript": l1_typescript, "python": l1_python}

if __name__ == "__main__":
    parser = script_options.Options("generate.py", "The head of cdk/generate.py")
    parser.add_argument("LANGUAGE", choices=LANGUAGES)
    parser.add_argument("FOLDER", type=Path)
    given = parser.parse_args()
    resources = [Resource(json.loads(each.path("schema.json").read_text(encoding="utf-8"))) for each in all_types()]
    for path, text in LANGUAGES[given.LANGUAGE].write(resources, given.FOLDER).items():
        path.parent.mkdir(parents=True, exist_ok=True)
        # A file that stays as it is need not be compiled anew.
        if not path.exists() or path.read_text(encoding="utf-8") != text:
            path.write_text(text, encoding="utf-8")
