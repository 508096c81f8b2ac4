#!/usr/bin/env python3
"""Writes the Swift enumerations of the names in Plugins/Web/Names/*.txt. Run from the root."""

KEYWORDS = {"defer", "for", "is", "in", "default", "class", "var", "switch"}
FIELDS = [
    ("Tags.txt", "HTMLTag", "The name of an element that is known by number.",
     "A name that is none of these; the tree's names have it."),
    ("Attributes.txt", "HTMLAttributeName", "The name of an attribute that is known by number.",
     "A name that is none of these; the tree's names have it."),
]
SPELLED = {
    "annotation-xml": "annotationXML", "foreignobject": "foreignObject",
    "accept-charset": "acceptCharset", "http-equiv": "httpEquiv",
    "xlink:href": "xlinkHref", "xml:lang": "xmlLang", "xmlns:xlink": "xmlnsXlink",
}


def case(name):
    if name in SPELLED:
        return SPELLED[name]
    first, *rest = name.split("-")
    word = first + "".join(part.capitalize() for part in rest)
    return f"`{word}`" if word in KEYWORDS else word


def main():
    for file, type_, summary, other in FIELDS:
        with open(f"Plugins/Web/Names/{file}", encoding="utf-8") as names:
            cases = [case(line.strip()) for line in names if line.strip()]
        assert len(cases) < 256 and cases == sorted(cases, key=lambda c: cases.index(c))
        lines, line = [], ""
        for word in cases:
            if line and len(line) + len(word) > 105:
                lines.append(f"  case {line}")
                line = ""
            line += (", " if line else "") + word
        lines.append(f"  case {line}")
        with open(f"Plugins/Web/HTML/Generated/{type_}.swift", "w", encoding="utf-8") as out:
            out.write(
                f"// Written by Scripts/generate_html_names.py from {file}; do not edit.\n\n/// {summary}\n"
                f"public enum {type_}: UInt8, CaseIterable, Sendable {{\n  /// {other}\n  case other\n"
                + "\n".join(lines) + "\n}\n")


main()
