#!/usr/bin/env python3
"""Compares Minwal's normalisation with the functions that Arabic NLP commonly uses, over real text.

    pip install pyarabic camel-tools        (each may be missing)
    make build
    Benchmarks/peers/normalize.py FILE.jsonl ...

For each function and the options of ours that correspond to it: how many texts come out alike, and of those that do not,
each kind of difference with the number of its occurrences: what stood in the source, what they made of it, what we did.
"""
import argparse
import collections
import difflib
import importlib.util
import pathlib
import unicodedata

import minwal

# Everything of the profile `minimal` off.
NOTHING = {"unicode": "none", "controls": "keep", "zero-width": "keep", "line-ends": "keep"}


def peers():
    """(name, function, our options)"""
    for form in "NFC", "NFKC":
        yield f"unicodedata {form}", lambda text, form=form: unicodedata.normalize(form, text), {"unicode": form.lower()}
    yield "str.casefold", str.casefold, {"case": "fold"}
    if importlib.util.find_spec("pyarabic"):
        import pyarabic.araby as araby

        yield "pyarabic strip_tatweel", araby.strip_tatweel, {"tatweel": "remove"}
        yield "pyarabic strip_tashkeel", araby.strip_tashkeel, {"harakat": "remove-vowels"}
        yield "pyarabic strip_diacritics", araby.strip_diacritics, {"harakat": "remove-all"}
        yield "pyarabic normalize_alef", araby.normalize_alef, {"alef": "fold", "yeh": "keep"}
        yield "pyarabic normalize_hamza", araby.normalize_hamza, {"alef": "fold", "hamza": "fold"}
        yield "pyarabic normalize_teh", araby.normalize_teh, {"teh-marbuta": "fold"}
        yield "pyarabic normalize_ligature", araby.normalize_ligature, {"presentation-forms": "letters"}
    if importlib.util.find_spec("camel_tools"):
        from camel_tools.utils import dediac, normalize

        yield "camel dediac_ar", dediac.dediac_ar, {"harakat": "remove-vowels"}
        yield "camel normalize_alef_ar", normalize.normalize_alef_ar, {"alef": "fold"}
        yield "camel normalize_alef_maksura_ar", normalize.normalize_alef_maksura_ar, {"yeh": "fold"}
        yield "camel normalize_teh_marbuta_ar", normalize.normalize_teh_marbuta_ar, {"teh-marbuta": "fold"}
        yield "camel normalize_unicode", normalize.normalize_unicode, {"unicode": "nfkc"}


def names(text):
    """Code points of a short piece of text, with the text where it can be seen."""
    return " ".join(f"U+{ord(character):04X}" for character in text) or "nothing"


def differences(theirs, ours):
    """(theirs, ours) of each place where two texts differ; whole words only where the words differ in number."""
    for line, other in zip(theirs.split("\n"), ours.split("\n")):
        words, others = line.split(" "), other.split(" ")
        if len(words) != len(others):
            words, others = [line], [other]
        for word, changed in zip(words, others):
            if word != changed and len(word) < 200:
                for kind, a, b, c, d in difflib.SequenceMatcher(None, word, changed, autojunk=False).get_opcodes():
                    if kind != "equal":
                        yield word[a:b], changed[c:d]


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("files", nargs="+", type=pathlib.Path, help='JSON Lines with a "text"')
    parser.add_argument("--kinds", type=int, default=6, help="kinds of difference to print, at most (default 6)")
    options = parser.parse_args()
    # Minwal's reader takes these off before any stage.
    texts = [text.removeprefix("\ufeff").replace("\r\n", "\n")
             for path in options.files for text in minwal.texts(path)]
    rows, notes = [], []
    for name, function, chosen in peers():
        listed = ", ".join(f"{key}: {value}" for key, value in (NOTHING | chosen).items())
        found = minwal.run(({"id": str(n), "text": text} for n, text in enumerate(texts)),
                           [f"normalize: {{ {listed} }}"], ["id", "text"])
        alike, kinds = 0, collections.Counter()
        for number, text in enumerate(texts):
            theirs, ours = function(text), found[str(number)]["text"] if str(number) in found else ""
            alike += theirs == ours
            if theirs != ours:
                kinds.update(differences(theirs, ours))
        rows.append((name, ", ".join(f"{key}: {value}" for key, value in chosen.items()), f"{alike} of {len(texts)}"))
        notes += [f"{name}: {count} x theirs {names(a)}, ours {names(b)}"
                  for (a, b), count in kinds.most_common(options.kinds)]
    minwal.table(["function", "our options", "alike"], rows)
    print("\n" + "\n".join(notes))


if __name__ == "__main__":
    main()
