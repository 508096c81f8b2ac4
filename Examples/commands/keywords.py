#!/usr/bin/env python3
"""A stage in Python, with nothing but its standard library: notes a document's most frequent words in its metadata, and
drops documents that have too few words.

    minwal check-stage ./keywords.py

In a recipe:

    - command:
        run: [./keywords.py]
        options: { count: 5, least-words: 20 }
"""

import json
import re
import sys
from collections import Counter

DESCRIPTION = {
    "minwal": 1,
    "name": "keywords",
    "summary": "Notes the words that come most often.",
    "options": [
        {"name": "count", "type": "int", "default": 5, "min": 1, "max": 100, "help": "How many words to note."},
        {"name": "least-words", "type": "int", "default": 0, "min": 0, "help": "Drop documents with fewer words."},
        {"name": "shortest", "type": "int", "default": 4, "min": 1, "max": 50, "help": "Letters that a word must have."},
    ],
    "reasons": [{"name": "too-few-words", "help": "The document has fewer words than 'least-words'."}],
}


def process(document, options):
    """What becomes of one document: what is not mentioned stays as it is."""
    words = re.findall(r"\w+", document["text"])
    if len(words) < options["least-words"]:
        return {"drop": "too-few-words"}
    counts = Counter(word.lower() for word in words if len(word) >= options["shortest"])
    # Equally frequent words come in the order of the alphabet, so that the result is always the same.
    frequent = sorted(counts, key=lambda word: (-counts[word], word))
    return {"metadata": {"keywords": frequent[: options["count"]]}}


def answer(request):
    """The answer to a request, or None if there is none."""
    kind = request.get("request")
    if kind == "describe":
        return DESCRIPTION
    if kind == "process":
        options = request["options"]
        return {"documents": [{"id": d["id"], **process(d, options)} for d in request["documents"]]}
    if kind == "shutdown":
        return None
    return {"error": f"unknown request {kind!r}"}


def main():
    sys.stdin.reconfigure(encoding="utf-8")
    sys.stdout.reconfigure(encoding="utf-8")
    for line in sys.stdin:
        try:
            reply = answer(json.loads(line))
        except (ValueError, KeyError, AttributeError, TypeError) as error:
            reply = {"error": f"not a request: {error}"}
        if reply is None:
            break
        # One line, at once: the other side waits for it.
        print(json.dumps(reply, ensure_ascii=False), flush=True)


if __name__ == "__main__":
    main()
