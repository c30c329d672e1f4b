#!/usr/bin/env python3
"""Makes the tables of this folder at build time: kanji that are one letter in names, the names of Japan's places, how names are read and written.

tables.py variants OUTPUT HAND UNIHAN_VARIANTS UNIHAN_MAPPINGS ITAIJI
tables.py places OUTPUT ZIPCODE
tables.py readings OUTPUT NAMES
tables.py written OUTPUT DICTIONARY

Sources (Debian packages, nothing of them is kept in this tree): unicode-data, Unihan's kJinmeiyoKanji, kJis0 and kSemanticVariant (Unicode
licence); skkdic-extra, SKK-JISYO.itaiji and SKK-JISYO.zipcode (public domain); mecab-ipadic, Noun.name.csv and the other lists (its own
licence, as free as BSD's). The hand list is variants.txt.
"""

import bz2
import glob
import re
import sys

HAN_FIRST, HAN_LAST = 0x4E00, 0x9FFF
HIRAGANA = re.compile("[\u3041-\u30ff]")


def unihan(path, field):
    """{character: text of the field}"""
    with bz2.open(path, "rt", encoding="utf-8") as f:
        rows = (line.rstrip("\n").split("\t") for line in f if line.startswith("U+"))
        return {chr(int(row[0][2:], 16)): row[2] for row in rows if row[1] == field}


def points(text):
    return [chr(int(p, 16)) for p in re.findall(r"U\+([0-9A-F]+)", text)]


def skk_coding(path):
    """The first line of a dictionary of SKK says how it is written; their makers move to UTF-8 one by one."""
    with open(path, "rb") as f:
        said = re.search(rb"coding: *([\w-]+)", f.readline())
    return "utf-8" if said and said.group(1).lower().startswith(b"utf") else "euc_jis_2004"


def skk_rows(path):
    with open(path, encoding=skk_coding(path), errors="replace") as f:
        for line in f:
            if not line.startswith(";") and " /" in line:
                key, rest = line.rstrip("\n").split(" /", 1)
                yield key, [part.split(";")[0] for part in rest.split("/") if part]


class Groups:
    """Letters that are one: each stands under its best known form."""

    def __init__(self, rank):
        self.under, self.rank = {}, rank

    def find(self, c):
        while self.under.get(c, c) != c:
            c = self.under[c]
        return c

    def join(self, a, b):
        a, b = sorted((self.find(a), self.find(b)), key=self.rank)
        if a != b:
            self.under[b] = a

    def pairs(self):
        return {c: self.find(c) for c in self.under if self.find(c) != c}


def hand_rows(path):
    """(narrow?, common form, other forms)"""
    with open(path, encoding="utf-8") as f:
        for line in f:
            words = line.split()
            if words and not words[0].startswith("#"):
                narrow = words[0] == "narrow"
                words = words[1:] if narrow else words
                yield narrow, words[0], [w for w in words[1:] if w != words[0]]


def variant_tables(hand, variants, mappings, itaiji):
    """(narrow, wide): what the dictionary is given, and what names are compared in."""
    jis = {c: int(place) for c, place in unihan(mappings, "kJis0").items()}

    def level(c):  # the first level of JIS X 0208 holds the everyday letters
        return 1 if jis.get(c, 9999) < 4800 else 2 if c in jis else 3

    narrow = {}
    for c, said in unihan(mappings, "kJinmeiyoKanji").items():
        for common in points(said):
            narrow[c] = common
    found = {}
    for key, others in skk_rows(itaiji):
        for other in others:
            if len(key) == len(other) == 1 and not HIRAGANA.search(key + other):
                found.setdefault(key, set()).add(other)
                found.setdefault(other, set()).add(key)
    for c, said in unihan(variants, "kSemanticVariant").items():
        for other in points(said):
            if c in jis and other in jis:
                found.setdefault(c, set()).add(other)
                found.setdefault(other, set()).add(c)
    for c, others in found.items():
        everyday = [o for o in others if level(o) == 1]
        if level(c) > 1 and len(everyday) == 1:
            narrow.setdefault(c, everyday[0])
    wide = Groups(lambda c: (level(c), jis.get(c, 9999), c))
    for is_narrow, common, others in hand_rows(hand):
        for other in others:
            if is_narrow:
                narrow[other] = common
            wide.join(common, other)
    for c, common in narrow.items():
        wide.join(c, common)
    return {c: o for c, o in narrow.items() if c not in narrow.values()}, wide.pairs()


def write_variants(out, name, pairs):
    inside = {ord(c): ord(o) for c, o in pairs.items() if HAN_FIRST <= ord(c) <= HAN_LAST and ord(o) <= 0xFFFF}
    outside = sorted((ord(c), ord(o)) for c, o in pairs.items() if ord(c) not in inside)
    out.write(f"static const uint16_t {name}_han[{HAN_LAST - HAN_FIRST + 1}] = {{\n")
    out.writelines(f"\t[{c - HAN_FIRST}] = 0x{o:04x},\n" for c, o in sorted(inside.items()))
    out.write(f"}};\nstatic const struct fold_pair {name}_other[] = {{\n")
    out.writelines(f"\t{{0x{c:x}, 0x{o:x}}},\n" for c, o in outside)
    out.write("};\n")


ENDS = re.compile(r"(?:[都道府県]|(?<!市)市|郡|区|町|村)")
LEVELS = re.compile(r"^(東京都|北海道|(?:京都|大阪)府|.{2,3}県)?(.+?郡)?(.*)$")


def place_parts(address):
    """The names in one address of the postal list: prefecture, municipality, ward, part of the town; each also with what stands above it."""
    prefecture, county, rest = LEVELS.match(address).groups()
    parts = [p for p in (prefecture, county) if p]
    town = re.match(r"^((?:四日市|廿日市|野々市|八日市場|市川|市原|余市|[^市]{1,6}?)市|[^区]{1,4}区|[^町]{1,6}町|[^村]{1,6}村)(.+区(?!.*区))?(.*)$", rest)
    if not town:
        return parts + [rest]
    parts += [p for p in town.groups() if p]
    return parts


def write_places(out, zipcode):
    names = set()
    for key, addresses in skk_rows(zipcode):
        for address in addresses if key.isdigit() else []:
            names.update(re.sub(r"[(（].*", "", p) for p in place_parts(address))
    names = sorted(n for n in names if 2 <= len(n) <= 20 and all(ord(c) <= 0xFFFF for c in n) and "\ufffd" not in n)
    if len(names) < 50000:
        sys.exit(f"{zipcode}: only {len(names)} names of places: the file is not as expected")
    write_names(out, "place", names)


def write_readings(out, source):
    """How the surnames and given names of IPADIC are read."""
    with open(source, encoding="euc_jp") as f:
        rows = [line.rstrip("\n").split(",") for line in f]
    kanji, foreign = re.compile("[一-龥]"), re.compile("ー|[ァィゥェォヴ]")  # シルバー is somebody's surname too, abroad
    for name, kind in (("surname", "姓"), ("given", "名")):
        rows_of = [row for row in rows if row[7] == kind and re.fullmatch("[ァ-ヴー]{2,8}", row[11])]
        readings = sorted({row[11] for row in rows_of if kanji.search(row[0]) or (kind == "名" and not foreign.search(row[11]))})
        if len(readings) < 5000:
            sys.exit(f"{source}: only {len(readings)} readings: the file is not as expected")
        write_names(out, name, readings)


FILTER_BITS, FILTER_PROBES = 18, 4


def spread(letters):
    """As spread in full_name.c."""
    h = 0xCBF29CE484222325
    for c in letters:
        h = (h ^ ord(c)) * 0x9E3779B97F4A7C15 & 0xFFFFFFFFFFFFFFFF
        h ^= h >> 29
    return h


def write_filter(out, name, words):
    """A Bloom filter: what is not in it is none of the words."""
    filled = [0] * (1 << (FILTER_BITS - 6))
    for word in words:
        for k in range(FILTER_PROBES):
            bit = spread(word) >> (15 * k) & ((1 << FILTER_BITS) - 1)
            filled[bit >> 6] |= 1 << (bit & 63)
    write_bits(out, name, filled)


def write_bits(out, name, filled):
    out.write(f"static const uint64_t {name}[{len(filled)}] = {{\n" + "\n".join(f"0x{bits:x}," for bits in filled) + "\n};\n")


LETTERS_FROM, LETTERS_TO = 0x3000, 0xA000  # kana and kanji


def write_letters(out, name, words):
    """A bit for each of the words that is one letter."""
    filled = [0] * ((LETTERS_TO - LETTERS_FROM) // 64)
    for at in (ord(w) - LETTERS_FROM for w in words if len(w) == 1 and LETTERS_FROM <= ord(w) < LETTERS_TO):
        filled[at >> 6] |= 1 << (at & 63)
    write_bits(out, name, filled)


def write_written(out, folder):
    """How IPADIC writes surnames (backwards), how its other names of persons begin, and its words of one letter."""
    count, surnames, others, words = 0, set(), set(), set()
    for path in sorted(glob.glob(f"{folder}/*.csv")):
        with open(path, encoding="euc_jp") as f:
            for row in (line.split(",", 8) for line in f):
                count += 1
                words.add(row[0])
                if row[6] == "人名":
                    (surnames if row[7] == "姓" else others).add(row[0])
    if len(surnames) < 10000 or len(others) < 15000:
        sys.exit(f"{folder}: only {len(surnames)} surnames and {len(others)} other names: the dictionary is not as expected")
    out.write(f"#define WORDS_KNOWN {count}\n#define SURNAME_LONGEST {max(map(len, surnames))}\n")
    out.write(f"enum {{ FILTER_BITS = {FILTER_BITS}, FILTER_PROBES = {FILTER_PROBES}, LETTERS_FROM = {LETTERS_FROM}, LETTERS_TO = {LETTERS_TO} }};\n")
    write_filter(out, "surname_filter", (name[::-1] for name in surnames))
    write_filter(out, "name_filter", {name[:2] for name in others if len(name) > 1})
    write_letters(out, "name_letters", others)
    write_letters(out, "word_letters", words)


def write_names(out, name, names):
    """Names in order, their letters one after the other, and where each begins."""
    out.write(f"#define {name.upper()}S {len(names)}\nstatic const uint16_t {name}_letters[] = {{\n")
    starts, at = [], 0
    for each in names:
        starts.append(at)
        out.write("".join(f"{ord(c)}," for c in each) + "\n")
        at += len(each)
    out.write(f"}};\nstatic const uint32_t {name}_starts[] = {{\n")
    out.write("\n".join(f"{s}," for s in [*starts, at]) + "\n};\n")


def main():
    what, output, *sources = sys.argv[1:]
    with open(output, "w", encoding="utf-8") as out:
        if what == "variants":
            narrow, wide = variant_tables(*sources)
            if len(narrow) < 300 or wide.get("澤") != wide.get("沢", "沢") or narrow.get("櫻") != "桜":
                sys.exit("the tables of kanji variants are not as expected")
            write_variants(out, "narrow", narrow)
            write_variants(out, "wide", wide)
        elif what == "places":
            write_places(out, *sources)
        elif what == "written":
            write_written(out, *sources)
        else:
            write_readings(out, *sources)


if __name__ == "__main__":
    main()
