#!/usr/bin/env python3
"""Writes the highest migration number of a folder as a C header; leaves the file alone where nothing changed.

usage: schema_number.py OUTPUT FOLDER
Migrations are NNNN_name.sql, numbered from 0001 without a gap; current.sql beside them is what they make together.
"""
import os
import re
import sys


def main(output, folder):
    names = sorted(n for n in os.listdir(folder) if n.endswith(".sql") and n != "current.sql")
    for i, name in enumerate(names):
        if not re.fullmatch(r"[0-9]{4}_[a-z0-9_]+\.sql", name) or int(name[:4]) != i + 1:
            sys.exit(f"{folder}/{name}: expected a name like {i + 1:04}_what_it_does.sql")
    text = f"#define SCHEMA_NUMBER {len(names)}\n"
    if not os.path.exists(output) or open(output, encoding="utf-8").read() != text:
        with open(output, "w", encoding="utf-8") as out:
            out.write(text)


main(sys.argv[1], sys.argv[2])
