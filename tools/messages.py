#!/usr/bin/env python3
"""Lists the messages of the repository's programs by file, from their sources, and checks the English of the messages.

    messages.py --record    writes tools/messages.txt
    messages.py             fails if that file is not current, or if a message breaks a rule of tools/prose-rules.yaml

A message is a text of at least four words in Java or Python, or one that a shell script prints. A file name precedes its messages, and
`%s` stands for a value. The list is for reading: whether a message says what happened, why, and what to do.
"""
import ast
import difflib
import re
from pathlib import Path

import prose
import script_options

LIST = Path(__file__).with_name("messages.txt")
SOURCES = (
    *("src/main/**/*.java", "src/local/**/*.java", "cdk/src/main/**/*.java", "tools/*", "bench/*"),
    *("cdk/*.py", "cdk/prepare", "demo", "simulate", "register", ".ci/run"),
)
WORD = re.compile(r"[A-Za-z][a-z']+")
# CloudFormation's own words, and names of tests.
NOT_OURS = re.compile(r"No updates are to be performed|^(?:\w+_\w+ )+")
# Templates, patterns, JSON, ARNs, headers, and declarations in TypeScript and Python.
CODE = re.compile(r"[{}\\<>]|^\W|\w\(|\[[a-z]+\]|&&|^(?:arn:|X-|public |from |Union\[|Sequence\[)")
PRINTED = re.compile(r"""(?m)\b(?:echo|printf|fail|unknown|unavailable|progress|check|step)\s+(?:'[^'\n]*' )?("(?:\\.|[^"\\])*"|'[^']*')""")


def of_java(text):
    """Texts that are joined with + are one."""
    message, end = "", 0
    for token in prose.JAVA_TOKEN.finditer(text):
        literal = token.group()
        if literal[0] != '"':
            continue
        if not re.fullmatch(r"\s*\+\s*", text[end : token.start()]):
            yield message
            message = ""
        quotes = 3 if literal.startswith('"""') else 1
        message += literal[quotes:-quotes].replace('\\"', '"').replace("\\n", " ")
        end = token.end()
    yield message


def of_python(text):
    tree = ast.parse(text)
    inner = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.JoinedStr):
            inner.update(map(id, node.values))
            yield "".join(part.value if isinstance(part, ast.Constant) else "%s" for part in node.values)
        elif isinstance(node, ast.Expr):
            inner.add(id(node.value))  # A docstring.
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in inner:
            yield node.value


def of_shell(text):
    return (match.group(1)[1:-1] for match in PRINTED.finditer(text))


def messages_of(name):
    text = Path(name).read_text(encoding="utf-8")
    if name.endswith(".java"):
        texts = of_java(text)
    elif name.endswith(".py"):
        texts = (line for each in of_python(text) for line in each.split("\n"))
    elif text.startswith("#!/usr/bin/env bash"):
        texts = of_shell(text)
    else:
        return []
    messages = (" ".join(each.split()) for each in texts)
    return [message for message in messages if len(WORD.findall(message)) >= 4 and not CODE.search(message) and not NOT_OURS.match(message)]


def current():
    names = (str(path) for pattern in SOURCES for path in sorted(Path().glob(pattern)) if path.is_file())
    listed = ((name, messages_of(name)) for name in names)
    return "\n".join(f"# {name}\n" + "".join(f"- {message}\n" for message in messages) for name, messages in listed if messages)


if __name__ == "__main__":
    parser = script_options.Options("messages.py", "The head of tools/messages.py")
    parser.add_argument("--record", action="store_true")
    options = parser.parse_args()
    wanted = current()
    if options.record:
        LIST.write_text(wanted, encoding="utf-8")
    faults = list(difflib.unified_diff(LIST.read_text(encoding="utf-8").splitlines(), wanted.splitlines(), lineterm="", n=0))
    if faults:
        faults.append("Read these messages, then write the list: tools/python prose python tools/messages.py --record")
    faults += prose.check(str(LIST), prose.Rules())
    print("\n".join(faults) or f"{wanted.count(chr(10) + '- ')} messages.")
    raise SystemExit(1 if faults else 0)
