#!/usr/bin/env python3
"""Writes the named character references of HTML, out of Python's copy of the WHATWG's list. Run from the root."""

import html.entities

SLOTS = 4096


def fnv(name):
    """FNV-1a, as find_reference in References.c has it."""
    value = 0x811C9DC5
    for byte in name:
        value = ((value ^ byte) * 0x01000193) & 0xFFFFFFFF
    return (value ^ value >> 16) % SLOTS


def main():
    references = sorted((name.encode(), text.encode()) for name, text in html.entities.html5.items())
    slots = [0] * SLOTS
    for number, (name, text) in enumerate(references, 1):
        assert len(name) <= 32 and len(text) <= 7
        slot = fnv(name)
        while slots[slot]:
            slot = (slot + 1) % SLOTS
        slots[slot] = number
    lines = []
    for name, text in references:
        bytes_ = ",".join(str(byte) for byte in text)
        lines.append(f'{{{len(name)},{len(text)},{{{bytes_}}},"{name.decode()}"}},')
    with open("Plugins/Web/Data/ReferenceTable.h", "w", encoding="utf-8") as out:
        out.write(
            "// Written by Scripts/generate_html_references.py from the WHATWG's list of named character references; do\n"
            "// not edit.\n\n"
            "// Length of the name, length and bytes of the UTF-8, the name behind its ampersand.\n"
            "static const struct {\n  unsigned char name_length, text_length, text[7];\n"
            "  char name[32] __attribute__((nonstring));\n} references[] = {\n")
        out.write("\n".join(lines))
        out.write("\n};\n\n// Rows of `references` plus one by the hash of their names; what collides is in the next.\n")
        out.write(f"static const unsigned short slots[{SLOTS}] = {{\n")
        for start in range(0, SLOTS, 24):
            out.write("  " + ",".join(map(str, slots[start:start + 24])) + ",\n")
        out.write("};\n")


main()
