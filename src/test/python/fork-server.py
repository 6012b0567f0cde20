"""Runs a Python script many times, each time in a process of its own, which is forked from one that has read the script's libraries.

    fork-server.py SCRIPT

Reads a run from each line of the standard input, as JSON, and answers with its exit status in a line when it has ended:

    {"arguments": ["--option", ..], "environment": {"NAME": "value", ..}, "output": "FILE"}

A run sees these arguments and this environment alone, has nothing on its standard input, and writes its standard output and its
standard error into the file. So it differs from one that a shell starts in nothing but the time that reading the libraries takes.
"""
import importlib.util
import json
import os
import runpy
import sys
import traceback
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[3] / "tools"))
from script_options import Options, file  # noqa: E402


def read_libraries(script):
    """Imports the script, which imports its libraries, without running its main part."""
    # As if it had been started: the modules beside it are the first.
    sys.path.insert(0, str(Path(script).parent))
    spec = importlib.util.spec_from_file_location("read_libraries", script)
    spec.loader.exec_module(importlib.util.module_from_spec(spec))


def run(script, arguments, environment, output):
    """Runs it in this process, and returns its exit status."""
    os.environ.clear()
    os.environ.update(environment)
    os.dup2(os.open(os.devnull, os.O_RDONLY), 0)
    for stream in (1, 2):
        os.dup2(os.open(output, os.O_WRONLY | os.O_CREAT | os.O_APPEND), stream)
    sys.argv = [script, *arguments]
    try:
        runpy.run_path(script, run_name="__main__")
    except SystemExit as end:
        if end.code is None or isinstance(end.code, int):
            return end.code or 0
        print(end.code, file=sys.stderr)
        return 1
    except BaseException:  # As Python itself ends a script that fails.
        traceback.print_exc()
        return 1
    return 0


def main(script):
    read_libraries(script)
    for line in sys.stdin:
        wanted = json.loads(line)
        child = os.fork()
        if child == 0:
            status = run(script, wanted["arguments"], wanted["environment"], wanted["output"])
            sys.stdout.flush()
            sys.stderr.flush()
            os._exit(status)
        print(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]), flush=True)


if __name__ == "__main__":
    parser = Options("fork-server.py", "The head of src/test/python/fork-server.py")
    parser.add_argument("script", type=file, metavar="SCRIPT")
    main(parser.parse_args().script)
