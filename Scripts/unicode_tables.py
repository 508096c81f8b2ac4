"""Reads files of the Unicode Character Database (Debian: unicode-data) and writes tables in Swift and C.

Each generate_*.py beside this file makes files below Sources/ or Plugins/; run it again after an update. Big tables
are in C, since the Swift compiler takes long over their literals.
"""

import os
import re

UCD = os.environ.get("UCD", "/usr/share/unicode")


def path(name):
    """The path of a UCD file, wherever the distribution puts it."""
    for folder in (UCD, os.path.join(UCD, "auxiliary"), os.path.join(UCD, "extracted")):
        candidate = os.path.join(folder, name)
        if os.path.exists(candidate):
            return candidate
    raise SystemExit(f"{name} not found below {UCD}: apt-get install unicode-data, or set UCD")


def properties(name):
    """Yields (first, last, value) from a file whose lines are `0041..005A ; Value`."""
    with open(path(name), encoding="utf-8") as file:
        for line in file:
            line = line.split("#")[0].strip()
            if not line:
                continue
            points, value = [part.strip() for part in line.split(";")[:2]]
            first, _, last = points.partition("..")
            yield int(first, 16), int(last or first, 16), value


def version(name):
    """The Unicode version that a UCD file states in its first line."""
    with open(path(name), encoding="utf-8") as file:
        return re.search(r"-(\d+\.\d+\.\d+)\.txt", file.readline()).group(1)


def two_stage(values, shift=7):
    """Splits a list with a value per code point into (index, blocks): blocks[index[cp >> shift] << shift | cp & mask]."""
    size = 1 << shift
    index, blocks, seen = [], [], {}
    for start in range(0, len(values), size):
        block = tuple(values[start : start + size])
        if block not in seen:
            seen[block] = len(seen)
            blocks.extend(block)
        index.append(seen[block])
    return index, blocks


def rows(values, indent):
    """The lines of a list of whole numbers."""
    lines, row = [], indent
    for value in values:
        text = f"{value},"
        if len(row) + len(text) + 1 > 118:
            lines.append(row.rstrip())
            row = indent
        row += text + " "
    return lines + [row.rstrip()]


def swift_array(name, element, values, indent="  "):
    """A Swift static constant that holds whole numbers."""
    return "\n".join([f"{indent}static let {name}: [{element}] = [", *rows(values, indent + "  "), f"{indent}]"])


def c_array(name, element, values):
    """A constant array in C."""
    return "\n".join([f"const {element} {name}[] = {{", *rows(values, "  "), "};"])
