#!/usr/bin/env python3
"""Writes Persian sentences, ten a row, with brackets and quotation marks that were typed by eye: the wrong way round or
without their other half, in about 30 of 100 sentences.

    Benchmarks/persian_brackets.py ../shared/data/languages/train.jsonl.gz > brackets.jsonl

The sentences are those of the file in Persian that end in a mark; they keep their licence and are not part of the project.
"""
import gzip
import json
import random
import re
import sys

ENDS = re.compile(r"[.!?؟…][\"'»”)\]]*$")
random.seed(3)


def damaged(sentence):
    words = sentence.split()
    if len(words) < 6 or random.random() > 0.3:
        return sentence
    place = random.randint(1, len(words) - 3)
    word = words[place]
    forms = [f"{word} ) ع (", f"{word} )ع(", f")ص( {word}", f") {word} (", f"){word}(", f"( {word}", f"{word} )"]
    words[place] = random.choice(forms + [f"»{word}«", f"» {word} «"])
    return " ".join(words)


rows = (json.loads(line) for line in gzip.open(sys.argv[1], "rt", encoding="utf-8"))
sentences = [damaged(row["text"].strip()) for row in rows if row["lang"] == "fa" and ENDS.search(row["text"].strip())]
for start in range(0, len(sentences), 10):
    part = sentences[start : start + 10]
    row = {"id": f"fa-{start}", "language": "fa", "text": " ".join(part), "sentences": part}
    print(json.dumps(row, ensure_ascii=False))
