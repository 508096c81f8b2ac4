#!/usr/bin/env python3
"""Writes man pages from what the command says about itself: man_pages.py MINWAL FOLDER [YYYY-MM-DD].

minwal(1), a page for each of its commands such as minwal-run(1), minwal-stages(7) and minwal-readers(7). All that is in them
comes from the declarations in the code: --experimental-dump-help, 'stages --json' and 'readers --json'.
"""

import json
import subprocess
import sys
import textwrap

SPECIAL = {"\\": r"\(rs", "-": r"\-", "'": r"\(aq", "`": r"\(ga", "^": r"\(ha", "~": r"\(ti", '"': r"\(dq"}


def roff(text):
    """Running text or a name as roff, in ASCII: each character stands for itself."""
    return "".join(SPECIAL.get(c, c if " " <= c <= "~" else f"\\[u{ord(c):04X}]") for c in text.replace("\n", " "))


def guarded(line):
    """A line of roff that is text, whatever it begins with."""
    return rf"\&{line}" if line[:1] in (".", "'") else line


def bold(text):
    return rf"\fB{roff(text)}\fR"


def italic(text):
    return rf"\fI{roff(text)}\fR"


def prose(text):
    """Running text of the declarations: pieces in backticks are bold."""
    pieces = text.split("`")
    if len(pieces) % 2 == 0:
        return roff(text)
    return "".join(bold(piece) if place % 2 else roff(piece) for place, piece in enumerate(pieces) if piece)


def request(name, *arguments):
    """A line that begins with a request; arguments are roff, and may have spaces."""
    return f".{name}" + "".join(f' "{argument}"' for argument in arguments)


def first_sentence(text):
    """What a page is listed with."""
    return text.split(". ")[0].rstrip(".")


class Page:
    """A page of the manual, line by line."""

    def __init__(self, name, section, summary, date, version):
        self.name, self.section, self.lines = name, section, []
        manual = {1: "User Commands", 7: "Minwal's Recipes"}[section]
        self.lines.append('.\\" Written by Scripts/man_pages.py from the declarations in the code.')
        self.lines.append(request("TH", roff(name.upper()), section, date, roff(f"Minwal {version}"), roff(manual)))
        self.lines += [".nh", ".ad l"]
        self.heading("NAME")
        self.lines.append(rf"{roff(name)} \- {prose(first_sentence(summary))}")

    def heading(self, text):
        self.lines.append(request("SH", roff(text)))

    def subheading(self, text):
        self.lines.append(request("SS", roff(text)))

    def text(self, line):
        """Adds roff as lines of a readable width; none of them can become a request."""
        for part in textwrap.wrap(line, 78, break_long_words=False, break_on_hyphens=False):
            self.lines.append(guarded(part))

    def paragraphs(self, text, starts_section=True):
        """Adds paragraphs; one with indented lines is an example, which keeps its lines."""
        for number, paragraph in enumerate(text.strip("\n").split("\n\n")):
            if number or not starts_section:
                self.lines.append(".PP")
            if any(line.startswith("  ") for line in paragraph.split("\n")):
                self.lines.append(".nf")
                self.lines += [guarded(prose(line)) for line in paragraph.split("\n") if line]
                self.lines.append(".fi")
            else:
                self.text(prose(paragraph))

    def item(self, tag, *texts):
        """Adds a tag, which is roff, and what it means."""
        self.lines += [".TP", tag]
        for text in texts:
            self.text(text)

    def nested(self, items):
        """Adds names with their meanings below an item."""
        self.lines += [".RS", ".PD 0"]
        for name, help in items:
            self.item(bold(name), prose(help))
        self.lines += [".PD", ".RE"]

    def see_also(self, pages):
        self.heading("SEE ALSO")
        self.text(", ".join(rf"\fB{roff(name)}\fR({section})" for name, section in pages))

    def write(self, folder):
        with open(f"{folder}/{self.name}.{self.section}", "w", encoding="ascii") as out:
            out.write("\n".join(self.lines) + "\n")


class Manual:
    """The pages of one version of the command."""

    def __init__(self, minwal, date):
        def output(*arguments):
            return subprocess.run([minwal, *arguments], check=True, capture_output=True, text=True).stdout

        self.date, self.version = date, output("--version").strip()
        self.command = json.loads(output("--experimental-dump-help"))["command"]
        self.stages, self.readers = json.loads(output("stages", "--json")), json.loads(output("readers", "--json"))
        self.pages = []

    def page(self, name, section, summary):
        page = Page(name, section, summary, self.date, self.version)
        self.pages.append(page)
        return page

    def build(self):
        self.overview()
        for command in shown(self.command.get("subcommands", [])):
            self.verb(command)
        self.components("stages", self.stages, "the stages of Minwal's recipes", (
            "A recipe names stages under the key `stages`, in the order in which documents pass through them, each with its "
            "options: `- summarize: { sentences: 3 }`. This page has the stages that come with Minwal. Examples, and what "
            "comes out of them, are in the reference, which `minwal reference FOLDER` writes."))
        self.components("readers", self.readers, "the readers of Minwal's recipes", (
            "A reader makes documents of a file. The suffix of a file and its first bytes say which one reads it; a recipe that "
            "names the reader says so itself, and can give options: `input: { csv: data/*.csv, text-field: body }`."))
        return self.pages

    def overview(self):
        page = self.page("minwal", 1, self.command["abstract"])
        page.heading("SYNOPSIS")
        page.text(rf"{bold('minwal')} {italic('command')} [{italic('options')}] [{italic('arguments')}]")
        page.heading("DESCRIPTION")
        page.paragraphs(self.command.get("discussion", ""))
        commands = shown(self.command.get("subcommands", []))
        page.heading("COMMANDS")
        for command in commands:
            page.item(rf"{bold('minwal-' + command['commandName'])}(1)", prose(command["abstract"]))
        options(page, self.command)
        page.see_also([(f"minwal-{command['commandName']}", 1) for command in commands]
                      + [("minwal-readers", 7), ("minwal-stages", 7)])

    def verb(self, command):
        page = self.page(f"minwal-{command['commandName']}", 1, command["abstract"])
        children = shown(command.get("subcommands", []))
        page.heading("SYNOPSIS")
        for number, each in enumerate(children or [command]):
            if number:
                page.lines.append(".br")
            page.text(synopsis(each))
        page.heading("DESCRIPTION")
        page.paragraphs(command.get("discussion") or command["abstract"])
        options(page, command)
        for child in children:
            page.heading(" ".join(["minwal", command["commandName"], child["commandName"]]))
            page.paragraphs(child["abstract"])
            if child.get("discussion"):
                page.paragraphs(child["discussion"], starts_section=False)
            options(page, child, page.subheading)
        page.see_also([("minwal", 1), ("minwal-readers", 7), ("minwal-stages", 7)])

    def components(self, name, all, summary, introduction):
        page = self.page(f"minwal-{name}", 7, summary)
        page.heading("DESCRIPTION")
        page.paragraphs(introduction)
        for component in all:
            page.heading(component["name"])
            page.paragraphs(component["summary"])
            if component.get("discussion"):
                page.paragraphs(component["discussion"], starts_section=False)
            for fact in facts(component):
                page.lines.append(".PP")
                page.text(fact)
            if component["options"]:
                page.subheading("Options")
            for option in component["options"]:
                declaration(page, option)
            for title, key in (("Reasons", "reasons"), ("Files that come with it", "resources")):
                if component.get(key):
                    page.subheading(title)
                    for entry in component[key]:
                        page.item(bold(entry["name"]), prose(entry["help"]))
        page.see_also([("minwal", 1), (f"minwal-{name}", 1), ("minwal-run", 1)])


def shown(declarations):
    """What is to be seen in help; the parser's own 'help' is in every page's place."""
    return [each for each in declarations if each["shouldDisplay"] and each.get("commandName") != "help"]


def spelling(argument):
    """The ways to write an argument: -o, --output dir."""
    if argument["kind"] == "positional":
        return italic(argument["valueName"])
    names = sorted(argument["names"], key=lambda name: len(name["name"]))
    dashes = {"short": "-", "long": "--", "longWithSingleDash": "-"}
    text = ", ".join(bold(dashes[name["kind"]] + name["name"]) for name in names)
    return text if argument["kind"] == "flag" else f"{text} {italic(argument['valueName'])}"


def synopsis(command):
    words = [bold(word) for word in command.get("superCommands", []) + [command["commandName"]]]
    arguments = shown(command.get("arguments", []))
    if any(argument["kind"] != "positional" for argument in arguments):
        words.append(f"[{italic('options')}]")
    for argument in arguments:
        if argument["kind"] == "positional":
            word = italic(argument["valueName"]) + (" ..." if argument["isRepeating"] else "")
            words.append(f"[{word}]" if argument["isOptional"] else word)
    return " ".join(words)


def options(page, command, heading=None):
    """The arguments and options of a command, in sections of their own."""
    heading = heading or page.heading
    arguments = shown(command.get("arguments", []))
    for title, isPositional in (("ARGUMENTS", True), ("OPTIONS", False)):
        group = [each for each in arguments if (each["kind"] == "positional") == isPositional]
        if group:
            heading(title if heading == page.heading else title.capitalize())
        for argument in group:
            notes = [prose(argument.get("abstract", ""))]
            if not all(value in argument.get("abstract", "") for value in argument.get("allValues", [])):
                notes.append("One of " + ", ".join(bold(value) for value in argument["allValues"]) + ".")
            if argument.get("defaultValue"):
                notes.append(f"Default: {bold(argument['defaultValue'])}.")
            page.item(spelling(argument), " ".join(note for note in notes if note))


def facts(component):
    """What else is known of a stage or a reader, as roff."""
    if "suffixes" in component:
        names = ", ".join(bold("." + suffix) for suffix in component["suffixes"])
        return [f"Files: {names}." if names else "Files: those that a recipe names for it."]
    result = [f"{title}: {', '.join(bold(layer) for layer in component[key])}."
              for title, key in (("Needs, unless its options say otherwise", "needs"), ("Gives", "gives")) if component[key]]
    if component["exporter"]:
        result.append("Writes documents out.")
    return result


def type_name(kind):
    """What values of a type look like, in words."""
    name = kind["kind"]
    if name == "list":
        return "list of " + type_name(kind["of"])
    if name == "map":
        return "mapping to " + type_name(kind["of"])
    if name == "either":
        return " or ".join(dict.fromkeys(type_name(each) for each in kind["of"]))
    known = {"bool": "true or false", "int": "whole number", "double": "number", "string": "text", "choice": "name",
             "time": "time", "any": "value", "language": "language tag"}
    return known.get(name, name.replace("-", " "))


def choices(kind):
    if kind["kind"] == "choice":
        return kind["choices"]
    inner = kind.get("of", [])
    return [choice for each in (inner if isinstance(inner, list) else [inner]) for choice in choices(each)]


def written(value):
    """A value as a recipe would have it."""
    return value if isinstance(value, str) and value else json.dumps(value, ensure_ascii=False)


def declaration(page, option):
    """An option of a stage or a reader."""
    tag = f"{bold(option['name'] + ':')} {italic(type_name(option['type']))}"
    notes = [prose(option["help"])]
    if "minimum" in option or "maximum" in option:
        bounds = [roff(str(option[key])) for key in ("minimum", "maximum") if key in option]
        unit = f" {roff(option['unit'])}" if "unit" in option else ""
        notes.append(f"From {' to '.join(bounds)}{unit}." if len(bounds) == 2 else
                     f"At {'least' if 'minimum' in option else 'most'} {bounds[0]}{unit}.")
    values = choices(option["type"])
    default = option.get("default")
    if option["required"]:
        notes.append("Required.")
    elif default is not None and values and default == [value["name"] for value in values]:
        notes.append("Default: all of them.")
    elif default not in (None, [], {}):
        text = written(default) if not isinstance(default, list) else f"[{', '.join(map(written, default))}]"
        notes.append(f"Default: {bold(text)}.")
    page.item(tag, " ".join(notes))
    if values:
        page.nested((value["name"], value["help"]) for value in values)


def main():
    if len(sys.argv) not in (3, 4):
        sys.exit("usage: man_pages.py MINWAL FOLDER [YYYY-MM-DD]")
    minwal, folder, date = (sys.argv + [""])[1:4]
    for page in Manual(minwal, date).build():
        page.write(folder)


main()
