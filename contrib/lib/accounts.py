"""The demo accounts as a table. usage: tasuki demo accounts | accounts.py TOWN.json
The password is the town's; a Japanese letter takes two places of a terminal, which printf does not know."""

import json
import sys
import unicodedata


def width(text):
    return sum(2 if unicodedata.east_asian_width(c) in "WF" else 1 for c in text)


def table(rows):
    widths = [max(width(row[i]) for row in rows) for i in range(len(rows[0]))]
    for row in rows:
        yield "  " + "   ".join(cell + " " * (w - width(cell)) for cell, w in zip(row, widths)).rstrip()


def first_look(town):
    """Two who care for the first patient together: the attending physician and who manages the timeline for them."""
    patient = town["patients"][0]
    others = [m["hat"] for m in patient["members"] if m["role"] == "delegate" and m["hat"] != patient["attending"]]
    first, second = patient["attending"].split(".")[0], others[0].split(".")[0]
    return f"See it live: {first} in one browser, {second} in another, both in the timeline of {patient['name']}."


def main():
    with open(sys.argv[1], encoding="utf-8") as f:
        town = json.load(f)
    names = {person["login"]: person["name"] for person in town["people"]}  # of relatives the database has none in clear
    rows = [("name", "role", "login", "password", "facility")]
    for line in sys.stdin.read().splitlines():
        login, name, role, facility = line.split("\t")
        rows.append((name or names[login], "relative" if role == "kin" else role.replace("_", " "), login, town["password"], facility))
    print(*table(rows), "", "  " + first_look(town), sep="\n")


main()
