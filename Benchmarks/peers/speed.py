#!/usr/bin/env python3
"""Runs Minwal beside what one would otherwise use, over one corpus: documents and megabytes a CPU-second, peak memory.

    python3 -m venv /tmp/peers && . /tmp/peers/bin/activate
    pip install pysbd pyarabic datatrove[io] ftfy orjson regex emoji six
    pip install --no-deps camel-tools               (its folding needs none of its models, nor what they need)
    python3 -m venv /tmp/juicer && /tmp/juicer/bin/pip install py-data-juicer aiohttp ftfy ray torch      (6 GB)
    make build
    Benchmarks/corpus.py 20000 > /tmp/corpus.jsonl
    PATH=$PATH:/tmp/juicer/bin Benchmarks/peers/speed.py /tmp/corpus.jsonl

Each may be missing: its row then says "not installed". Data-Juicer pins other versions than the rest can have, hence an
environment of its own. It imports ray and torch whatever the recipe is, and would install them while it is measured.

Each contender is a process of its own that reads JSON Lines and writes JSON Lines; its CPU time is all that it and its
children used, start included (but for Python's own start where it is but a function), and its memory that of the
largest of them. Python's get the first `--documents` of the corpus, since they are slow; Minwal gets all, with one job,
and its time is the median of five. "Slower" is by how much fewer MB a CPU-second they do than the Minwal above them.
`script` is what people write by hand: regular expressions and LexRank.
"""
import argparse
import collections
import contextlib
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
    # A folder for each run, since the logs of one tell the next that there is nothing left to do.
    folder = pathlib.Path(target).with_suffix("")
    source = pathlib.Path(source)
    LocalPipelineExecutor(
        pipeline=[JsonlReader(str(source.parent), glob_pattern=source.name), FTFYFormatter(), filter,
                  JsonlWriter(str(folder / "rows"), compression=None)],
        tasks=1, logging_dir=str(folder / "logs")).run()
    shutil.copy(next((folder / "rows").glob("*.jsonl")), target)


def data_juicer(source, target):
    """Its nearest recipe without a model: no sentences, no summary, and furniture only where it is a link or the like.

    Without its deduplicator, since the corpus repeats its documents.
    """
    recipe = pathlib.Path(target).with_suffix(".yaml")
    # By itself, the last filter drops pages of which a quarter is spaces, digits and punctuation, as many here.
    operators = ["fix_unicode_mapper", "punctuation_normalization_mapper", "whitespace_normalization_mapper",
                 "clean_links_mapper", "clean_email_mapper", "clean_copyright_mapper", "text_length_filter",
                 "maximum_line_length_filter", "special_characters_filter: { max_ratio: 0.5 }"]
    listed = "".join(f"  - {name}\n" if ":" in name else f"  - {name}:\n" for name in operators)
    recipe.write_text(f"dataset_path: {source}\nexport_path: {target}\nnp: 1\nuse_cache: false\nskip_op_error: false\n"
                      f"process:\n{listed}")
    # It is measured, and is not to install anything meanwhile.
    os.environ.update(TMPDIR=str(recipe.parent), HF_HUB_OFFLINE="1", UV_OFFLINE="1", PIP_NO_INDEX="1")
    os.execvp(JUICER, [JUICER, "--config", str(recipe)])


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
JUICER = "dj-process"
UNITS = ("translate-stub: { to: en, of: [title, summary], fill: glossary, "
         f"glossary: {minwal.ROOT}/pipelines/glossaries/politics.csv }}")
SUMMARIZE = "summarize: { sentences: 3 }"
CLEANED = ("clean", "normalize: { profile: arabic }", "segment")
# (name, what it does, run, module or command that it needs); each Minwal is what those after it are compared with.
CONTENDERS = [
    ("Minwal, six stages", "clean, normalize, segment, summarize, translate-stub, export",
     command(*CLEANED, SUMMARIZE, UNITS), None),
    ("Minwal, without summaries", "clean, normalize, segment", command(*CLEANED), None),
    ("Minwal, whole", "clean, normalize, segment, summarize", command(*CLEANED, SUMMARIZE), None),
    ("script", "the same, by hand", loop(lambda: script), None),
    ("datatrove", "lines filtered, encoding repaired", datatrove, "datatrove"),
    ("Data-Juicer", "encoding, punctuation and spaces repaired, links removed, filters", data_juicer, JUICER),
    ("Minwal segment", "sentences", command("segment"), None),
    ("pySBD", "sentences", loop(pysbd_segments), "pysbd"),
    ("Minwal normalize", "folding", command(FOLDS), None),
    ("PyArabic", "folding", loop(pyarabic_folds), "pyarabic"),
    ("camel-tools", "folding", loop(camel_folds), "camel_tools"),
]


class Failure(Exception):
    """A contender ended with an error or wrote nothing."""


def measure(run, source, target):
    """CPU seconds and the peak of memory in MB of a child process that runs a contender, or what went wrong."""
    child = os.fork()
    if not child:
        quiet = os.open(os.devnull, os.O_WRONLY)
        os.dup2(quiet, 1)
        os.dup2(quiet, 2)
        try:
            run(source, target)
            os._exit(0)
        except BaseException as error:
            target.with_suffix(".error").write_text(repr(error))
            os._exit(1)
    _, status, usage = os.wait4(child, 0)
    error = target.with_suffix(".error")
    if error.exists():
        raise Failure(error.read_text()[:60])
    if status or not target.exists() or not target.stat().st_size:
        raise Failure("failed")
    return usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024


def median(times, run, source, target):
    """The measurement in the middle by time, of as many; for runs that are too short to be measured once."""
    return sorted(measure(run, source, target) for _ in range(times))[times // 2]


def split(corpus, parts):
    """Writes the first documents to each path of parts, as many as it says; returns how many the corpus has."""
    total = 0
    # Line by line: what this process holds, a child is charged for.
    with open(corpus, encoding="utf-8") as lines, contextlib.ExitStack() as stack:
        files = [(stack.enter_context(open(path, "w", encoding="utf-8")), count) for path, count in parts.items()]
        for line in lines:
            for file, count in files:
                if total < count:
                    file.write(line)
            total += 1
    return total


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("corpus", type=pathlib.Path, help='JSON Lines with "id" and "text"')
    parser.add_argument("--documents", type=int, default=2000, help="how many Python's contenders get (default 2000)")
    options = parser.parse_args()
    rows = []
    with tempfile.TemporaryDirectory() as folder:
        folder = pathlib.Path(folder)
        # Apart from what is written: datatrove takes all files whose names end like the pattern.
        (folder / "input").mkdir()
        one, few = folder / "input/one.jsonl", folder / "input/few.jsonl"
        total = split(options.corpus, {one: 1, few: options.documents})
        ours = None
        for name, work, run, need in CONTENDERS:
            is_ours = name.startswith("Minwal")
            if is_ours:
                ours = None
            if need and not importlib.util.find_spec(need) and not shutil.which(need):
                rows.append([name, work, "not installed", "", "", "", ""])
                continue
            source, count = (options.corpus.resolve(), total) if is_ours else (few, min(options.documents, total))
            try:
                times = 5 if is_ours else 1
                start, _ = median(times, run, one, folder / f"{len(rows)}-one.jsonl")
                seconds, memory = median(times, run, source, folder / f"{len(rows)}.jsonl")
            except Failure as failure:
                rows.append([name, work, failure, "", "", "", ""])
                continue
            speed = source.stat().st_size / 1e6 / seconds
            if is_ours:
                ours = speed
            slower = f"{ours / speed:,.0f}×" if ours and not is_ours else ""
            rows.append([name, work, f"{count / seconds:,.0f}", f"{speed:,.2f}", slower,
                         f"{memory:,.0f} MB", f"{start:.3f}"])
    minwal.table(["contender", "does", "documents/CPU-s", "MB/CPU-s", "slower", "peak memory", "one document, CPU s"],
                 rows)


if __name__ == "__main__":
    main()
