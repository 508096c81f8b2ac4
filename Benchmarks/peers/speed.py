#!/usr/bin/env python3
"""Runs Minwal beside what one would otherwise use, over one corpus: documents and megabytes a CPU-second, peak memory.

    pip install pysbd pyarabic camel-tools datatrove[io] ftfy orjson      (each may be missing)
    make build && swift build -c release --package-path Benchmarks
    Benchmarks/.build/release/Bench corpus 20000 > /tmp/corpus.jsonl
    Benchmarks/peers/speed.py /tmp/corpus.jsonl

Each contender is a process of its own that reads JSON Lines and writes JSON Lines; its CPU time is all that it and its
children used, start included. Python's get the first `--documents` of the corpus, since they are slow; Minwal gets all.
`script` is what people write by hand: regular expressions and LexRank.
"""
import argparse
import collections
import importlib.util
import json
import math
import os
import pathlib
import re
import shutil
import tempfile

import minwal

JUNK = re.compile(r"^(?:اقرأ أيضا|شارك|تابعنا|المزيد|جميع الحقوق|\d+ (?:مشاهدة|تعليق)|Share|Copyright)\b.*$", re.M)
MARKS = re.compile("[\u0640\u064b-\u0652]")
END = re.compile(r"(?<=[.!?؟])\s+|\n+")
WORD = re.compile(r"\w+")


def lexrank(sentences, count=3):
    """Places of the sentences that are most central, by continuous LexRank."""
    bags = [collections.Counter(WORD.findall(sentence)) for sentence in sentences]
    frequency = collections.Counter(word for bag in bags for word in bag)
    idf = {word: math.log(len(bags) / number) for word, number in frequency.items()}
    vectors = [{word: number * idf[word] for word, number in bag.items()} for bag in bags]
    norms = [math.sqrt(sum(x * x for x in vector.values())) or 1 for vector in vectors]
    likeness = [[sum(x * b.get(word, 0) for word, x in a.items()) / (m * n) for b, n in zip(vectors, norms)]
                for a, m in zip(vectors, norms)]
    ranks = [1 / len(bags)] * len(bags)
    sums = [sum(row) or 1 for row in likeness]
    for _ in range(30):
        ranks = [0.15 / len(bags) + 0.85 * sum(ranks[i] * likeness[i][j] / sums[i] for i in range(len(bags)))
                 for j in range(len(bags))]
    return sorted(sorted(range(len(bags)), key=lambda place: -ranks[place])[:count])


def script(row):
    text = MARKS.sub("", re.sub(r"[ \t\u00a0]+", " ", JUNK.sub("", row["text"])))
    sentences = [sentence for sentence in END.split(text) if sentence.strip()]
    chosen = [sentences[place] for place in lexrank(sentences)] if sentences else []
    return {"id": row["id"], "text": text, "sentences": sentences, "summary": chosen}


def pysbd_segments():
    import pysbd

    segmenter = pysbd.Segmenter(language="ar", clean=False)
    return lambda row: {"id": row["id"], "sentences": segmenter.segment(row["text"])}


def pyarabic_folds():
    from pyarabic import araby

    def fold(row):
        text = araby.normalize_ligature(araby.strip_tatweel(araby.strip_tashkeel(row["text"])))
        return {"id": row["id"], "text": araby.normalize_teh(araby.normalize_alef(text))}

    return fold


def camel_folds():
    from camel_tools.utils import dediac, normalize

    def fold(row):
        text = dediac.dediac_ar(normalize.normalize_unicode(row["text"]))
        text = normalize.normalize_alef_maksura_ar(normalize.normalize_alef_ar(text))
        return {"id": row["id"], "text": normalize.normalize_teh_marbuta_ar(text)}

    return fold


def datatrove(source, target):
    """Its nearest recipe: a filter on lines, repaired encoding, no sentences and no summary."""
    from datatrove.executor import LocalPipelineExecutor
    from datatrove.pipeline.filters import C4QualityFilter
    from datatrove.pipeline.formatters import FTFYFormatter
    from datatrove.pipeline.readers import JsonlReader
    from datatrove.pipeline.writers import JsonlWriter

    filter = C4QualityFilter(split_paragraph=True, filter_no_terminal_punct=False, min_num_sentences=-1, language="ar")
    folder = pathlib.Path(source).parent
    LocalPipelineExecutor(
        pipeline=[JsonlReader(str(folder), glob_pattern=pathlib.Path(source).name), FTFYFormatter(), filter,
                  JsonlWriter(str(folder / "datatrove"), compression=None)],
        tasks=1, logging_dir=str(folder / "logs")).run()
    shutil.copy(next((folder / "datatrove").glob("*.jsonl")), target)


def command(*stages):
    """Minwal with these stages."""
    def run(source, target):
        recipe = pathlib.Path(target).with_suffix(".yaml")
        listed = "".join(f"  - {stage}\n" for stage in stages)
        recipe.write_text(f"minwal: 1\nlanguage: ar\ninput: {{ jsonl: {source} }}\nstages:\n{listed}"
                          f"  - export: {{ format: jsonl, to: {pathlib.Path(target).name} }}\n")
        os.execv(minwal.COMMAND, [str(minwal.COMMAND), "run", str(recipe), "--progress", "none", "--jobs", "1"])

    return run


def loop(make):
    """A function from rows to rows, over a file."""
    def run(source, target):
        function = make()
        with open(source, encoding="utf-8") as rows, open(target, "w", encoding="utf-8") as results:
            for line in rows:
                results.write(json.dumps(function(json.loads(line)), ensure_ascii=False) + "\n")

    return run


FOLDS = "normalize: { profile: search }"
# (name, what it does, run, module that it needs)
CONTENDERS = [
    ("Minwal, whole", "clean, normalize, segment, summarize",
     command("clean", "normalize: { profile: arabic }", "segment", "summarize: { sentences: 3 }"), None),
    ("script", "the same, by hand", loop(lambda: script), None),
    ("datatrove", "lines filtered, encoding repaired", datatrove, "datatrove"),
    ("Minwal segment", "sentences", command("segment"), None),
    ("pySBD", "sentences", loop(pysbd_segments), "pysbd"),
    ("Minwal normalize", "folding", command(FOLDS), None),
    ("PyArabic", "folding", loop(pyarabic_folds), "pyarabic"),
    ("camel-tools", "folding", loop(camel_folds), "camel_tools"),
]


def measure(run, source, target):
    """CPU seconds and the peak of memory in MB of a child process that runs a contender."""
    child = os.fork()
    if not child:
        quiet = os.open(os.devnull, os.O_WRONLY)
        os.dup2(quiet, 1)
        os.dup2(quiet, 2)
        try:
            run(source, target)
            os._exit(0)
        except BaseException as error:
            pathlib.Path(target).with_suffix(".error").write_text(repr(error))
            os._exit(1)
    _, status, usage = os.wait4(child, 0)
    return status, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("corpus", type=pathlib.Path, help='JSON Lines with "id" and "text"')
    parser.add_argument("--documents", type=int, default=2000, help="how many Python's contenders get (default 2000)")
    options = parser.parse_args()
    rows = []
    with tempfile.TemporaryDirectory() as folder:
        folder = pathlib.Path(folder)
        few = folder / "few.jsonl"
        total = 0
        # Line by line: what this process holds, a child is charged for.
        with open(options.corpus, encoding="utf-8") as lines, open(few, "w", encoding="utf-8") as part:
            for line in lines:
                total += 1
                if total <= options.documents:
                    part.write(line)
        for name, work, run, module in CONTENDERS:
            if module and not importlib.util.find_spec(module):
                rows.append([name, work, "not installed", "", ""])
                continue
            is_ours = name.startswith("Minwal")
            source, count = (options.corpus.resolve(), total) if is_ours else (few, min(options.documents, total))
            target = folder / f"{len(rows)}.jsonl"
            status, seconds, memory = measure(run, source, target)
            if status:
                error = target.with_suffix(".error")
                rows.append([name, work, error.read_text()[:60] if error.exists() else "failed", "", ""])
                continue
            size = source.stat().st_size / 1e6
            rows.append([name, work, f"{count / seconds:,.0f}", f"{size / seconds:,.2f}", f"{memory:,.0f} MB"])
    minwal.table(["contender", "does", "documents/CPU-s", "MB/CPU-s", "peak memory"], rows)


if __name__ == "__main__":
    main()
