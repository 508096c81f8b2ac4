#!/usr/bin/env python3
"""Writes the names of HTML's character references, out of Python's copy of the WHATWG's list. Run from the root."""

import html.entities

NAMES = {name[:-1]: value for name, value in html.entities.html5.items() if name.endswith(";")}


def main():
    lines, line = [], ""
    for name, value in sorted(NAMES.items()):
        record = name + "=" + "+".join(f"{ord(character):x}" for character in value)
        if len(line) + len(record) > 115:
            lines.append(line)
            line = ""
        line += (" " if line else "") + record
    lines.append(line)
    with open("Sources/MinwalText/Unicode/Generated/CharacterReferenceData.swift", "w", encoding="utf-8") as out:
        out.write(
            "// Written by Scripts/generate_character_references.py from the WHATWG's list of named character\n"
            "// references; do not edit.\n\n// swift-format-ignore-file\n\n"
            "/// The names that end with a semicolon, each with the scalars that it stands for in hexadecimal. One text, since\n"
            "/// the compiler is quick with that and slow with lists.\n"
            'enum CharacterReferenceData {\n  static let names = """\n    ' + "\n    ".join(lines) + '\n    """\n}\n')


main()
