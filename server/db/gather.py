#!/usr/bin/env python3
"""Gathers named statements from .sql files into rows STMT(name, params, writes, "text") for db/stmt.h.

usage: gather.py OUTPUT INPUT.sql...
A statement starts with a line `-- name: noun_verb`, ends before the next such line or the end of the file, and holds no semicolon but
its last character. Names are unique over all files; a text is at most 60 lines.
"""
import re
import sys


def statements(path):
    name, lines = None, []
    for line in open(path, encoding="utf-8"):
        start = re.match(r"-- name: ([a-z][a-z0-9_]*)\s*$", line)
        if start:
            if name:
                yield name, lines
            name, lines = start.group(1), []
        elif name and line.strip() and not line.lstrip().startswith("--"):
            lines.append(line.rstrip())
    if name:
        yield name, lines


# A word that changes rows, also inside a WITH; in a plain select it can only stand in a literal, which then errs to the safe side.
WRITES = re.compile(r"\b(insert|update|delete|merge|truncate|call|copy|nextval|setval)\b", re.IGNORECASE)


def params(text):
    return max((int(n) for n in re.findall(r"\$([0-9]+)", text)), default=0)


def main(output, inputs):
    rows = {}
    for path in inputs:
        for name, lines in statements(path):
            text = "\n".join(lines).rstrip().rstrip(";")
            if name in rows or ";" in text or len(lines) > 60:
                sys.exit(f"{path}: statement {name}: named twice, more than one statement, or over 60 lines")
            rows[name] = text
    with open(output, "w", encoding="utf-8") as out:
        for name in sorted(rows):
            quoted = rows[name].replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n\"\n\t\"")
            writes = "true" if WRITES.search(rows[name]) else "false"
            out.write(f'STMT({name}, {params(rows[name])}, {writes},\n\t"{quoted}")\n')


main(sys.argv[1], sys.argv[2:])
