#!/usr/bin/env python3
"""Writes Plugins/Segment/Data/SentenceBreak.c: the Sentence_Break property of every code point (UAX #29).

Run it in the repository's root after an update of the Unicode Character Database.
"""

from unicode_tables import c_array, properties, two_stage, version

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

with open("Plugins/Segment/Data/SentenceBreak.c", "w", encoding="utf-8") as out:
    out.write(
        f"""// Written by Scripts/generate_sentence_break.py from {FILE} of Unicode {version(FILE)}. Do not edit.
#include "CSegmentData.h"

{c_array("minwal_sentence_break_index", "uint8_t", index)}

{c_array("minwal_sentence_break_blocks", "uint8_t", blocks)}
"""
    )
