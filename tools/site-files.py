"""Puts what the pages of the site link to beside them, and their order into the first.

    python tools/site-files.py PAGES

PAGES is the folder with copies of the pages. A link to a file of the repository gets a copy of that file; one to a folder
becomes text, since a site has no listing of folders. Every page has its place in ORDER, or this fails.
"""

import re
import shutil
from pathlib import Path

import script_options

ORDER = {
    "Begin": ["docs/quick-start", "vault-contents/README", "docs/recovery-point", "examples/README", "cdk/README", "docs/concepts", "docs/restore", "docs/reference", "docs/permissions", "docs/limits", "docs/cost", "docs/comparison", "docs/faq"],
    "How to": ["docs/how-to/*"],
    "When it fails": ["docs/stuck", "docs/messages", "docs/errors", "docs/safety", "docs/verification"],
    "How it works": [
        "ARCHITECTURE",
        "docs/performance",
        "docs/simulation",
        "docs/report",
        "docs/local-aws-backup",
        "docs/local-cloudformation",
        "docs/mutation",
    ],
    "Decisions": ["docs/decisions/*"],
    "Project": ["CONTRIBUTING", "docs/contract-tests", "SECURITY", "registration/README", "docs/publishing", "docs/support", "docs/upgrading", "CHANGELOG"],
}
LINK = re.compile(r"\[([^\]]+)\]\(([^)#\s]+)(#[^)]*)?\)")


def contents():
    """What Sphinx makes the menu of."""
    for title, pages in ORDER.items():
        glob = "\n:glob:" if any("*" in page for page in pages) else ""
        yield f"\n```{{toctree}}\n:hidden:\n:caption: {title}{glob}\n\n" + "\n".join(pages) + "\n```\n"


def main(pages):
    root = Path.cwd()
    for page in list(pages.rglob("*.md")):
        text = page.read_text(encoding="utf-8")
        folder = (root / page.relative_to(pages)).parent

        def place(link):
            target = link.group(2)
            there = (folder / target).resolve()
            if target.startswith("https:") or not there.is_relative_to(root):
                return link.group(0)
            if there.is_dir():
                return link.group(1)
            copy = pages / there.relative_to(root)
            if there.is_file() and not copy.exists():
                copy.parent.mkdir(parents=True, exist_ok=True)
                shutil.copy(there, copy)
            return link.group(0)

        page.write_text(LINK.sub(place, text), encoding="utf-8")
    with (pages / "README.md").open("a", encoding="utf-8") as first:
        first.writelines(contents())


if __name__ == "__main__":
    parser = script_options.Options("site-files.py", "The head of tools/site-files.py")
    parser.add_argument("PAGES", type=script_options.folder)
    main(Path(parser.parse_args().PAGES).resolve())
