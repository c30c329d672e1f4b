"""What the lints share. A lint is a small script: a function that takes the tree's root and returns findings ("file:line: sentence"),
and cases for itself: little trees with the number of findings each must give. Both are run every time, the cases first."""

import os
import sys
import tempfile

HERE = os.path.dirname(os.path.abspath(__file__))
ROOT = os.path.dirname(os.path.dirname(HERE))
SKIPPED = {".git", "node_modules", "dist", "__pycache__"}


def files(root, *places, ends=()):
    """Paths under the places (folders or files), relative to the root, sorted; never what a build made."""
    found = []
    for place in places or (".",):
        start = os.path.join(root, place)
        if os.path.isfile(start):
            found.append(place)
        for folder, below, names in os.walk(start):
            below[:] = [d for d in below if d not in SKIPPED and not d.startswith("build")]
            found += [os.path.relpath(os.path.join(folder, n), root) for n in names if n not in SKIPPED]
    found = [f for f in found if not f.startswith("tests/out/")]
    return sorted(f for f in set(found) if not ends or f.endswith(tuple(ends)))


def read(root, path):
    """The text of a file, '' when it is none (a picture)."""
    try:
        with open(os.path.join(root, path), encoding="utf-8") as f:
            return f.read()
    except UnicodeDecodeError:
        return ""


def lines(root, path):
    return read(root, path).splitlines()


def exceptions(lint):
    """The words listed for this lint in `exceptions`, each with its reason."""
    words = set()
    for line in lines(HERE, "exceptions"):
        parts = line.split(None, 2)
        if len(parts) == 3 and parts[0] == lint:
            words.add(parts[1])
    return words


def try_case(findings, number, tree, expected):
    """One little tree {path: text}: is the number of findings the expected one?"""
    with tempfile.TemporaryDirectory() as root:
        for path, text in tree.items():
            full = os.path.join(root, path)
            os.makedirs(os.path.dirname(full), exist_ok=True)
            with open(full, "w", encoding="utf-8") as f:
                f.write(text)
        found = findings(root)
    if len(found) == expected:
        return True
    print(f"case {number} of this lint gave {len(found)} findings, not {expected}: {found}")
    return False


def main(findings, cases):
    """Runs the cases, then the lint over the real tree. Exit status 1 when either complains."""
    good = all([try_case(findings, i + 1, tree, expected) for i, (tree, expected) in enumerate(cases)])
    found = findings(ROOT)
    for sentence in found:
        print(sentence)
    sys.exit(0 if good and not found else 1)
