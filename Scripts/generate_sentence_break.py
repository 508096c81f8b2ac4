#!/usr/bin/env python3
"""Writes Plugins/Segment/Generated/SentenceBreakTable.swift: the Sentence_Break property of every code point (UAX #29).

Run it in the repository's root after an update of the Unicode Character Database.
"""

from unicode_tables import properties, swift_array, two_stage, version

# In the order of the Swift enumeration SentenceBreakClass.
CLASSES = [
    "Other", "CR", "LF", "Sep", "Extend", "Format", "Sp", "Lower", "Upper", "OLetter", "Numeric", "ATerm", "STerm",
    "Close", "SContinue",
]
FILE = "SentenceBreakProperty.txt"

values = [0] * 0x110000
for first, last, name in properties(FILE):
    for point in range(first, last + 1):
        values[point] = CLASSES.index(name)

index, blocks = two_stage(values)
assert max(index) < 256

with open("Plugins/Segment/Generated/SentenceBreakTable.swift", "w", encoding="utf-8") as out:
    out.write(
        f"""// Written by Scripts/generate_sentence_break.py from {FILE} of Unicode {version(FILE)}. Do not edit.

// swift-format-ignore-file

/// Raw values of `SentenceBreakClass` by code point: `blocks[index[point >> 7] << 7 | point & 127]`.
enum SentenceBreakTable {{
{swift_array("index", "UInt8", index)}

{swift_array("blocks", "UInt8", blocks)}
}}
"""
    )
