#!/usr/bin/env python3
"""Writes the tables of Unicode normalization, case folding and joiners. Run from the root of the repository."""

import unicode_tables as ucd

HANGUL = range(0xAC00, 0xD7A4)
LAST = 0x110000


def unicode_data():
    """Combining classes, and decompositions as (is_compatible, scalars), by code point."""
    classes, decompositions = {}, {}
    with open(ucd.path("UnicodeData.txt"), encoding="utf-8") as file:
        for line in file:
            fields = line.split(";")
            point = int(fields[0], 16)
            if fields[3] != "0":
                classes[point] = int(fields[3])
            if fields[5]:
                parts = fields[5].split()
                compatible = parts[0].startswith("<")
                decompositions[point] = (compatible, [int(p, 16) for p in parts[compatible:]])
    return classes, decompositions


CLASSES, DECOMPOSITIONS = unicode_data()


def full(point, compatible):
    """The full decomposition of a code point: canonical, or compatible."""
    if point not in DECOMPOSITIONS or (DECOMPOSITIONS[point][0] and not compatible):
        return [point]
    return [c for part in DECOMPOSITIONS[point][1] for c in full(part, compatible)]


def ordered(points):
    """Canonical ordering."""
    result = []
    for point in points:
        place = len(result)
        while place and CLASSES.get(point, 0) and CLASSES.get(result[place - 1], 0) > CLASSES[point]:
            place -= 1
        result.insert(place, point)
    return result


def pool_of(compatible):
    """A pool of [length, scalars…] and, for each code point, where its decomposition is in it (0: none)."""
    pool, offsets, seen = [0], [0] * LAST, {}
    for point in DECOMPOSITIONS:
        mapped = tuple(ordered(full(point, compatible)))
        if mapped == (point,) or (compatible and list(mapped) == ordered(full(point, False))):
            continue
        if mapped not in seen:
            seen[mapped] = len(pool)
            pool += [len(mapped), *mapped]
        offsets[point] = seen[mapped]
    return pool, offsets


def compositions():
    """Primary composites, as rows of (first, second, composite)."""
    excluded = {p for a, b, v in ucd.properties("DerivedNormalizationProps.txt")
                if v == "Full_Composition_Exclusion" for p in range(a, b + 1)}
    return sorted((*mapped, point) for point, (compatible, mapped) in DECOMPOSITIONS.items()
                  if not compatible and len(mapped) == 2 and point not in excluded)


def write(file, source, name, about, tables):
    body = "\n\n".join(tables)
    with open(file, "w", encoding="utf-8") as out:
        out.write(
            f"// Written by Scripts/generate_normalization.py from {source}; do not edit.\n\n"
            f"// swift-format-ignore-file\n\n"
            f"/// {about}\nenum {name} {{\n{body}\n}}\n")


def two_stage(name, element, values):
    index, blocks = ucd.two_stage(values)
    assert max(index) < 256
    return [ucd.c_array(f"{name}_index", "uint8_t", index), ucd.c_array(f"{name}_blocks", element, blocks)]


def normalization(version):
    canonical, canonical_offsets = pool_of(False)
    compatible, compatible_offsets = pool_of(True)
    flat = [value for row in compositions() for value in row]
    tables = [
        *two_stage("minwal_combining_class", "uint8_t", [CLASSES.get(p, 0) for p in range(LAST)]),
        *two_stage("canonical", "uint16_t", canonical_offsets), ucd.c_array("canonical_pool", "uint32_t", canonical),
        *two_stage("compatible", "uint16_t", compatible_offsets),
        ucd.c_array("compatible_pool", "uint32_t", compatible),
        ucd.c_array("compositions", "uint32_t", flat)]
    tables = [table if "minwal_" in table else f"static {table}" for table in tables]
    names = ["canonical_index", "canonical_blocks", "canonical_pool", "compatible_index", "compatible_blocks",
             "compatible_pool", "compositions"]
    fields = [f'      .version = "{version}",', "      .combining_class_index = TABLE(minwal_combining_class_index),",
              *(f"      .{name} = TABLE({name})," for name in names)]
    body = "\n\n".join(tables)
    rows = "\n".join(fields)
    with open("Sources/CUnicode/Normalization.c", "w", encoding="utf-8") as out:
        out.write(f"""// Written by Scripts/generate_normalization.py from UnicodeData.txt and DerivedNormalizationProps.txt,
// Unicode {version}; do not edit.
#include "CUnicode.h"

{body}

#define TABLE(name) {{name, sizeof name}}

minwal_normalization minwal_normalization_tables(void) {{
  return (minwal_normalization){{
{rows}
  }};
}}
""")


def case_folding(version):
    rows = []
    with open(ucd.path("CaseFolding.txt"), encoding="utf-8") as file:
        for line in file:
            fields = [field.strip() for field in line.split("#")[0].split(";")]
            if len(fields) > 2 and fields[1] in "CF":
                mapped = [int(p, 16) for p in fields[2].split()]
                rows += [int(fields[0], 16), len(mapped), *mapped]
    write(
        "Plugins/Normalize/Generated/CaseFoldingData.swift", f"CaseFolding.txt, Unicode {version}", "CaseFoldingData",
        "Full case folding, as runs of: character, how many it becomes, those.",
        [ucd.swift_array("rows", "UInt32", rows)])


def joining(version):
    """Which characters make a joiner beside them matter: 1 cursive, 2 Brahmic, 3 pictographic."""
    kinds = [0] * LAST
    with open(ucd.path("ArabicShaping.txt"), encoding="utf-8") as file:
        for line in file:
            fields = [field.strip() for field in line.split("#")[0].split(";")]
            if len(fields) > 2 and fields[2] in "RDLC" and int(fields[0], 16) not in (0x200C, 0x200D):
                kinds[int(fields[0], 16)] = 1
    # Marks on a cursive letter stand for the letter; so do its presentation forms.
    marks = [p for a, b, v in ucd.properties("DerivedGeneralCategory.txt") if v == "Mn" for p in range(a, b + 1)]
    scripts = {p: v for a, b, v in ucd.properties("Scripts.txt") for p in range(a, b + 1)}
    cursive = {scripts[p] for p in range(LAST) if kinds[p] and p in scripts} - {"Common", "Inherited"}
    for point in marks:
        if scripts.get(point) in cursive or 0x64B <= point <= 0x670:
            kinds[point] = 1
    letters = {p for a, b, v in ucd.properties("DerivedGeneralCategory.txt") if v == "Lo" for p in range(a, b + 1)}
    for first, last in ((0xFB50, 0xFDFB), (0xFE70, 0xFEFC)):
        for point in range(first, last + 1):
            if point in letters:
                kinds[point] = 1
    for first, last, value in ucd.properties("IndicSyllabicCategory.txt"):
        for point in range(first, last + 1):
            if scripts.get(point) not in ("Common", "Inherited", "Latin", None):
                kinds[point] = 2
    for first, last, value in ucd.properties("emoji/emoji-data.txt"):
        for point in range(first, last + 1):
            if value in ("Extended_Pictographic", "Emoji_Modifier"):
                kinds[point] = 3
    kinds[0xFE0F] = 3
    rows, point = [], 0
    while point < LAST:
        last = point
        while last + 1 < LAST and kinds[last + 1] == kinds[point]:
            last += 1
        if kinds[point]:
            rows += [point, last, kinds[point]]
        point = last + 1
    write(
        "Plugins/Normalize/Generated/JoiningData.swift",
        f"ArabicShaping.txt, IndicSyllabicCategory.txt and emoji-data.txt, Unicode {version}", "JoiningData",
        "Rows of first, last, kind: 1 cursive, 2 Brahmic, 3 pictographic.",
        [ucd.swift_array("rows", "UInt32", rows)])


if __name__ == "__main__":
    version = ucd.version("DerivedNormalizationProps.txt")
    normalization(version)
    case_folding(version)
    joining(version)
