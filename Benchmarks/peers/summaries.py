#!/usr/bin/env python3
"""Compares Minwal's summaries with sumy's methods, by a scorer of ROUGE.

    pip install sumy numpy
    make build
    Benchmarks/peers/summaries.py ../shared/data/summarization/easc_dev.jsonl ../shared/eval/score_summary.py

GOLD: {"id", "text", "refs"}; SCORER is called with GOLD and a file of {"id", "summary"}, and prints a JSON object with
"words" and "mean": {"R1", "R2"}. Every method gets the sentences that Minwal found, so that only the choice differs, and
sumy gets Minwal's stop words and words with letters folded, since it has neither for Arabic. `--reversed` also runs sumy
with the sentences in reverse order: where many ranks are equal, sumy takes the first ones, and on news that pays.
"""
import argparse
import json
import math
import pathlib
import subprocess
import sys
import tempfile
import warnings

import minwal

OURS = "blend", "lead", "lexrank", "textrank", "luhn"
AMOUNTS = "ratio: 0.4", "sentences: 3"


def sumy(sentences, words, amount):
    """{method: places of the sentences chosen} for one document."""
    from sumy.models.dom import ObjectDocumentModel, Paragraph, Sentence
    from sumy.summarizers import edmundson, kl, lex_rank, lsa, luhn, random, sum_basic, text_rank

    class Tokenizer:
        """Words between spaces, without marks and in one spelling."""

        def to_words(self, sentence):
            folded = (("".join(c for c in word if c.isalnum())).translate(FOLD) for word in sentence.split())
            return tuple(word for word in folded if word)

    document = ObjectDocumentModel([Paragraph([Sentence(text, Tokenizer()) for text in sentences])])
    order = {id(sentence): place for place, sentence in enumerate(document.sentences)}
    found = {}
    for name, type in (("LexRank", lex_rank.LexRankSummarizer), ("TextRank", text_rank.TextRankSummarizer),
                       ("LSA", lsa.LsaSummarizer), ("Luhn", luhn.LuhnSummarizer), ("KL", kl.KLSummarizer),
                       ("SumBasic", sum_basic.SumBasicSummarizer), ("Edmundson", edmundson.EdmundsonSummarizer),
                       ("Random", random.RandomSummarizer)):
        summarizer = type()
        if name == "Edmundson":
            # It wants word lists; with those that say nothing of the subject it rests on place and title.
            summarizer.bonus_words, summarizer.stigma_words, summarizer.null_words = ["خلاصة"], ["مثلا"], words
        elif name != "Random":
            summarizer.stop_words = words
        chosen = summarizer(document, amount)
        found[name] = sorted(order[id(sentence)] for sentence in chosen)
    return found


FOLD = str.maketrans({"أ": "ا", "إ": "ا", "آ": "ا", "ى": "ي", "ة": "ه", "ـ": None})


def stop_words():
    """Minwal's own, so that both sides have the same."""
    path = minwal.ROOT / "Plugins/Summarize/Languages/ar.txt"
    lines = path.read_text(encoding="utf-8").splitlines()
    return {word.translate(FOLD) for line in lines if not line.startswith("#") for word in line.split()}


def score(scorer, gold, summaries):
    with tempfile.NamedTemporaryFile("w", suffix=".jsonl", encoding="utf-8") as file:
        for key, summary in summaries.items():
            file.write(json.dumps({"id": key, "summary": summary}) + "\n")
        file.flush()
        return json.loads(subprocess.check_output([sys.executable, scorer, gold, file.name]))


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("gold", type=pathlib.Path)
    parser.add_argument("scorer", type=pathlib.Path)
    parser.add_argument("--reversed", action="store_true", help="also give sumy the sentences in reverse order")
    options = parser.parse_args()
    warnings.simplefilter("ignore")
    with open(options.gold, encoding="utf-8") as file:
        rows = [{"id": row["id"], "text": row["text"]} for row in map(json.loads, file)]
    segmented = minwal.run(rows, ["segment: { language: ar }"], ["id", "sentences"])
    words = stop_words()
    results = {}
    for amount in AMOUNTS:
        for method in OURS:
            found = minwal.run(rows, ["segment: { language: ar }",
                                      f"summarize: {{ method: {method}, {amount}, language: ar }}"], ["id", "summary"])
            results[f"Minwal {method}", amount] = {key: row["summary"] for key, row in found.items()}
        for key, row in segmented.items():
            sentences = row["sentences"]
            count = 3 if amount.startswith("sentences") else math.ceil(0.4 * len(sentences))
            for method, places in sumy(sentences, words, count).items():
                results.setdefault((f"sumy {method}", amount), {})[key] = [sentences[place] for place in places]
            if options.reversed:
                for method, places in sumy(sentences[::-1], words, count).items():
                    chosen = [sentences[-1 - place] for place in reversed(places)]
                    results.setdefault((f"sumy {method}, reversed", amount), {})[key] = chosen
    table = []
    for name in dict.fromkeys(name for name, _ in results):
        row = [name]
        for amount in AMOUNTS:
            result = score(options.scorer, options.gold, results[name, amount])
            row += [f"{result['mean']['R1']:.2f} / {result['mean']['R2']:.2f}", round(result["words"])]
        table.append(row)
    minwal.table(["method", "40 %: R-1 / R-2", "words", "3 sentences: R-1 / R-2", "words"], table)


if __name__ == "__main__":
    main()
