#!/usr/bin/env python3
"""Checks the English of the repository: its phrases by tools/prose-rules.yaml, its spelling by a dictionary and tools/prose-words.txt.

    prose.py FILE ...           prints each finding as FILE:LINE: RULE: what to write; the exit status is then 1
    prose.py --self-check       checks the rules by their examples, the dictionary, and the order of the words

It reads Markdown without code, and the comments of Java and YAML. It applies each pattern to one sentence, list item or cell of a
table at a time, and counts its words. A colon or a semicolon ends a sentence too. A word with a digit, an underscore or a capital after
its first letter is a name.

Why a script: textlint has 170 packages and cspell 110, each of which needs a checksum and updates; proselint has no rules of one's
own; Vale's packages download a program.
"""
import re
from pathlib import Path

import script_options
import spellchecker
import yaml

RULES, WORDS = (Path(__file__).with_name(name) for name in ("prose-rules.yaml", "prose-words.txt"))
# Blocks of code, code in a line, comments and tags of HTML, targets of links, addresses.
MARKDOWN_CODE = re.compile(r"(?ms)^ *```.*?^ *```|`[^`\n]+`|<!--.*?-->|</?\w[^<>\n]*>|(?<=\])\([^()\s]*\)|^\[[^\]]+\]: \S+|https?://[^\s)>]+")
JAVA_TOKEN = re.compile(r'(?s)"""(?:\\.|.)*?"""|"(?:\\.|[^"\\\n])*"|\'(?:\\.|[^\'\\\n])+\'|/\*.*?\*/|//[^\n]*')
JAVA_MARK = re.compile(r"(?m)^ *(?:/\*\*?|\*(?!/)|//)|\*/")
JAVADOC_CODE = re.compile(r"(?s)<pre>.*?</pre>|\{@(?:code|link|linkplain|value|snippet)\b[^{}]*\}|@(?:param|throws|see) \S+|@return\b|</?\w[^<>\n]*>|https?://\S+")
YAML_COMMENT = re.compile(r"(?m)^ *# (?! )[^\n]*")  # Commands are indented.
YAML_MARK = re.compile(r"(?m)^ *#")
SENTENCE = re.compile(r"(?m)^#+ [^\n]*|(?:[^|\n.!?:;]|[.!?:;](?![*\"')\]]*(?:\s|$))|\n(?!\s*(?:\n|[-*#] |[0-9]+[.] )))+(?:[.!?:;][*\"')\]]*)?")
COUNTED = re.compile(r"[A-Za-z0-9_][^\s(]*")  # Code in a line counts as a word.
MOST_WORDS = 25
WORD = re.compile(r"(?<![\w./@$%:])(?<!--)[A-Za-z][a-z]+(?:'[a-z]+)?(?![\w/@]|[.:]\w)")


def blank(text, fill=" "):
    """Text of the same length and lines, so that places stay the same."""
    return re.sub(r"[^\n]", fill, text)


def without(pattern, text):
    """The text without code. A sentence keeps a placeholder for code in a line, and ends at a Javadoc tag."""

    def placeholder(code):
        if code.group()[0] == "@":
            return "." + blank(code.group())[1:]
        return blank(code.group(), "_" if code.group()[0] in "`{" and not code.group().startswith("```") else " ")

    return pattern.sub(placeholder, text)


def comments_of(text, token, mark):
    """The comments without their marks. The token can also match strings, which can contain a mark."""
    comments, end = [], 0
    for match in token.finditer(text):
        comments += [blank(text[end : match.start()]), blank(match.group()) if match.group()[0] in "\"'" else match.group()]
        end = match.end()
    return mark.sub(lambda found: blank(found.group()), "".join(comments) + blank(text[end:]))


def prose_of(name, text):
    if name.endswith(".java"):
        return without(JAVADOC_CODE, comments_of(text, JAVA_TOKEN, JAVA_MARK))
    if name.endswith((".md", ".txt")):
        return without(MARKDOWN_CODE, text)
    return without(MARKDOWN_CODE, comments_of(text, YAML_COMMENT, YAML_MARK))


class Rules:
    def __init__(self):
        self.rules = yaml.safe_load(RULES.read_text(encoding="utf-8"))
        self.words = WORDS.read_text(encoding="utf-8").split()
        self.dictionary = spellchecker.SpellChecker(distance=1)
        self.dictionary.word_frequency.load_words(self.words)
        for rule in self.rules:
            rule["expression"] = re.compile(rule["pattern"].replace(" ", " +"))

    def findings(self, prose):
        """Pairs of a place in the text and a text for the user."""
        for sentence in SENTENCE.finditer(prose):
            text = re.sub(r"\s", " ", sentence.group())
            text = re.sub(r"^ *(?:[-*#>]+ |[0-9]+[.] )?[ *(]*", lambda mark: blank(mark.group()), text)
            start = len(text) - len(text.lstrip())
            count = len(COUNTED.findall(text))
            if count > MOST_WORDS:
                yield sentence.start() + start, f"long-sentence: {count} words. Split the sentence; {MOST_WORDS} words are the limit."
            for rule in self.rules:
                match = rule["expression"].search(text.strip())
                if match:
                    found = " ".join(match.group().split())
                    yield sentence.start() + start + match.start(), f'{rule["rule"]}: "{found}". {rule["say"]}'
        for match in WORD.finditer(prose):
            word = re.sub(r"'s?$", "", match.group())
            if word not in self.dictionary:
                guess = self.dictionary.correction(word.lower())
                maybe = f'Write "{guess}", or add' if guess and guess != word.lower() else "Correct it, or add"
                yield match.start(), f"spelling: {word}. {maybe} the word to tools/{WORDS.name}."

    def finds(self, rule, example):
        return any(finding.startswith(f"{rule}: ") for _, finding in self.findings(example))

    def faults(self):
        """The mistakes in the rules and the words themselves."""
        for rule in self.rules:
            for example in rule["finds"] + rule.get("ignores", []):
                if self.finds(rule["rule"], example) != (example in rule["finds"]):
                    yield f"{RULES.name}: the pattern of {rule['rule']} and its example differ: {example}"
        for count in (MOST_WORDS, MOST_WORDS + 1):
            if self.finds("long-sentence", "word " * count + ".") != (count > MOST_WORDS):
                yield f"{count} words are a sentence, and {MOST_WORDS} the limit."
        for wrong in ("recieve", "vualt"):
            if not self.finds("spelling", wrong):
                yield f"The dictionary has {wrong}."
        if self.words != sorted(set(self.words)):
            yield f"{WORDS.name}: sort it with LC_ALL=C sort -u."


def check(name, rules):
    prose = prose_of(name, Path(name).read_text(encoding="utf-8"))
    for place, finding in sorted(rules.findings(prose)):
        line = prose.count("\n", 0, place) + 1
        yield f"{name}:{line}: {finding}"


if __name__ == "__main__":
    parser = script_options.Options("prose.py", "The head of tools/prose.py")
    parser.add_argument("--self-check", action="store_true")
    parser.add_argument("FILE", type=script_options.file, nargs="*")
    options = parser.parse_args()
    all_rules = Rules()
    found = list(all_rules.faults()) if options.self_check else []
    for file in options.FILE:
        found += check(file, all_rules)
    print("\n".join(found) or "No findings.")
    raise SystemExit(1 if found else 0)
