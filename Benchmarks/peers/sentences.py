#!/usr/bin/env python3
"""Compares Minwal's sentence boundaries with those of other tools, on the same texts in one run.

    pip install pysbd syntok blingfire spacy PyICU        (each may be missing: its column is then left out)
    make build
    Benchmarks/peers/sentences.py GOLD.jsonl ...          texts with gold sentences: boundary F1 in percent
    Benchmarks/peers/sentences.py --traps Tests/SegmentTests/Traps    our own traps: how many are split exactly right

GOLD: {"id", "text", "lang"?, "sentences": [str, ...] or "spans": [[start, end], ...]}, spans in code points. Without
"lang", the language is the part of the file's name before the first "_". A boundary is the number of characters other than
white space before a sentence's end; the end of a text is not counted. Each tool is told the language if it can be told.
"""
import argparse
import importlib.util
import json
import pathlib
import subprocess
import tempfile

ROOT = pathlib.Path(__file__).resolve().parents[2]
MINWAL = ROOT / ".build/release/minwal"
PYSBD = {"am", "ar", "bg", "da", "de", "el", "en", "es", "fa", "fr", "hi", "hy", "it", "ja", "kk", "mr", "my", "nl",
         "pl", "ru", "sk", "ur", "zh"}
SYNTOK = {"de", "en", "es"}


def minwal(texts, lang):
    """The whole command, over all texts at once."""
    with tempfile.TemporaryDirectory() as folder:
        folder = pathlib.Path(folder)
        with open(folder / "in.jsonl", "w", encoding="utf-8") as file:
            for number, text in enumerate(texts):
                file.write(json.dumps({"id": str(number), "text": text}) + "\n")
        (folder / "recipe.yaml").write_text(
            "minwal: 1\ninput: { jsonl: in.jsonl }\nstages:\n"
            f"  - segment: {{ language: {lang}, line-breaks: sentence }}\n"
            "  - export: { format: jsonl, to: out.jsonl, fields: [id, sentences] }\n")
        subprocess.run([MINWAL, "run", folder / "recipe.yaml", "--progress", "none"], check=True, capture_output=True)
        with open(folder / "out.jsonl", encoding="utf-8") as file:
            found = {row["id"]: row["sentences"] for row in map(json.loads, file)}
    return [found.get(str(number), []) for number in range(len(texts))]


def pysbd(texts, lang):
    import pysbd as library

    segmenter = library.Segmenter(language=lang if lang in PYSBD else "en", clean=False)
    return [segmenter.segment(text) for text in texts]


def syntok(texts, lang):
    import syntok.segmenter as library

    def sentences(text):
        for paragraph in library.analyze(text):
            for sentence in paragraph:
                yield text[sentence[0].offset : sentence[-1].offset + len(sentence[-1].value)]

    return [list(sentences(text)) for text in texts]


def blingfire(texts, lang):
    from blingfire import text_to_sentences

    return [text_to_sentences(text).split("\n") for text in texts]


def spacy(texts, lang):
    import spacy as library

    try:
        pipeline = library.blank(lang)
    except Exception:  # a language that it does not have, or one whose tokenizer is not installed
        pipeline = library.blank("xx")
    pipeline.add_pipe("sentencizer")
    return [[str(sentence) for sentence in pipeline(text).sents] for text in texts]


def icu(texts, lang):
    from icu import BreakIterator, Locale, UnicodeString

    iterator = BreakIterator.createSentenceInstance(Locale(lang))

    def sentences(text):
        wide = UnicodeString(text)
        iterator.setText(wide)
        start = 0
        for end in iterator:
            yield str(wide[start:end])
            start = end

    return [list(sentences(text)) for text in texts]


TOOLS = {"Minwal": minwal, "pySBD": pysbd, "syntok": syntok, "BlingFire": blingfire, "spaCy": spacy, "ICU": icu}
MODULES = {"pySBD": "pysbd", "syntok": "syntok", "BlingFire": "blingfire", "spaCy": "spacy", "ICU": "icu"}


def squash(text):
    return "".join(text.split())


def ends(sentences):
    """Numbers of characters without white space before each end but the last."""
    found, count = [], 0
    for sentence in sentences:
        if length := len(squash(sentence)):
            count += length
            found.append(count)
    return set(found[:-1])


def f1(gold, found):
    """Boundary F1, precision and recall in percent."""
    hits = sum(len(ends(a) & ends(b)) for a, b in zip(gold, found))
    p = hits / (sum(len(ends(b)) for b in found) or 1)
    r = hits / (sum(len(ends(a)) for a in gold) or 1)
    return 200 * p * r / (p + r) if hits else 0, 100 * p, 100 * r


def read_gold(path):
    """{language: (texts, lists of sentences)}"""
    by_language = {}
    with open(path, encoding="utf-8") as file:
        for row in map(json.loads, file):
            texts, gold = by_language.setdefault(row.get("lang") or path.stem.split("_")[0], ([], []))
            texts.append(row["text"])
            spans = row.get("spans")
            gold.append([row["text"][a:b] for a, b in spans] if spans else row["sentences"])
    return by_language


def read_traps(path):
    """One case a line; '|' is where a sentence ends, '\\n' a line break, '#' begins a comment."""
    lines = path.read_text(encoding="utf-8").splitlines()
    cases = [line.replace("\\n", "\n") for line in lines if line.strip() and not line.startswith("#")]
    return [case.replace("|", "") for case in cases], [case.split("|") for case in cases]


def table(head, rows):
    print("| " + " | ".join(head) + " |\n|" + "---|" * len(head))
    for row in rows:
        print("| " + " | ".join(row) + " |")


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("gold", nargs="*", type=pathlib.Path)
    parser.add_argument("--traps", type=pathlib.Path, help="folder of trap files, one per language")
    parser.add_argument("--wrong", action="store_true", help="print what Minwal splits otherwise than expected")
    options = parser.parse_args()
    tools = [name for name in TOOLS if name == "Minwal" or importlib.util.find_spec(MODULES[name])]

    rows = []
    for path in options.gold:
        for lang, (texts, gold) in read_gold(path).items():
            row = [path.stem, str(sum(map(len, gold)))]
            for name in tools:
                if name == "syntok" and lang not in SYNTOK:
                    row.append("–")
                    continue
                found = TOOLS[name](texts, lang)
                score, precision, recall = f1(gold, found)
                row.append(f"{score:.2f} ({precision:.1f}/{recall:.1f})" if name == "Minwal" else f"{score:.2f}")
                if options.wrong and name == "Minwal":
                    show_wrong(texts, gold, found)
            rows.append(row)
    if rows:
        table(["set", "sentences", *tools], rows)

    if options.traps:
        rows, totals = [], [0] * (len(tools) + 1)
        for path in sorted(options.traps.glob("*.txt")):
            texts, gold = read_traps(path)
            counts = [len(texts)]
            for name in tools:
                found = TOOLS[name](texts, path.stem)
                right = [ends(a) == ends(b) for a, b in zip(gold, found)]
                counts.append(sum(right))
                if options.wrong and name == "Minwal":
                    show_wrong(texts, gold, found)
            rows.append([path.stem, *map(str, counts)])
            totals = [a + b for a, b in zip(totals, counts)]
        table(["language", "traps", *tools], [*rows, ["all", *map(str, totals)]])


def show_wrong(texts, gold, found):
    """Prints what stands around each boundary that is missed or too many."""
    for text, a, b in zip(texts, gold, found):
        flat = squash(text)
        for kind, places in ("missed", ends(a) - ends(b)), ("wrong", ends(b) - ends(a)):
            for place in sorted(places):
                print(f"{kind}: {flat[max(0, place - 30):place]} | {flat[place:place + 30]}")


if __name__ == "__main__":
    main()
