#!/usr/bin/env bash
# Scores clean, segment and summarize on the development data in ../shared (or the folder given), which has licences of
# its own and is not part of the project. Benchmarks/peers compares with other tools; each script there tells how.
#
#   Benchmarks/quality.sh [FOLDER]
set -euo pipefail
cd "$(dirname "$0")/.."
shared=$(realpath "${1:-../shared}")
if [ ! -d "$shared/data" ]; then
  echo "skipped: there is no data in $shared"
  exit
fi
make -s build >/dev/null
minwal=$PWD/.build/release/minwal
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT

# run INPUT STAGES FIELDS: writes $scratch/out.jsonl
run() {
  printf 'minwal: 1\ninput: { jsonl: %s }\nstages:\n%s\n  - export: { format: jsonl, to: out.jsonl, fields: [%s] }\n' \
    "$1" "$2" "$3" > "$scratch/recipe.yaml"
  "$minwal" run "$scratch/recipe.yaml" --progress none 2>/dev/null
}

echo '== clean'
news=$shared/data/news
run "$news/news_dev.jsonl" '  - clean: { when-empty: keep }' 'id, text'
python3 "$shared/eval/score_clean.py" "$news/news_dev.jsonl" "$news/news_dev_gold.jsonl" "$scratch/out.jsonl"

echo '== segment'
for gold in "$shared"/data/segmentation/*.jsonl; do
  run "$gold" '  - segment' 'id, sentences'
  printf '%s ' "$(basename "$gold")"
  python3 "$shared/eval/score_segmentation.py" "$gold" "$scratch/out.jsonl"
done
# Scrape damage: no spaces after full stops. The scorer compares places without spaces, so that the gold stays.
python3 - "$shared/data/segmentation/ar_pud_dev.jsonl" > "$scratch/nospace.jsonl" <<'PYTHON'
import json, re, sys
for line in open(sys.argv[1], encoding="utf-8"):
    record = json.loads(line)
    record["text"] = re.sub(r"\. +", ".", record["text"])
    print(json.dumps({"id": record["id"], "text": record["text"]}, ensure_ascii=False))
PYTHON
run "$scratch/nospace.jsonl" '  - segment: { language: ar }' 'id, sentences'
printf 'ar_pud_dev.jsonl without spaces '
python3 "$shared/eval/score_segmentation.py" "$shared/data/segmentation/ar_pud_dev.jsonl" "$scratch/out.jsonl"
languages=$shared/data/languages/train.jsonl.gz
if [ -e "$languages" ]; then
  Benchmarks/persian_brackets.py "$languages" > "$scratch/brackets.jsonl"
  run "$scratch/brackets.jsonl" '  - segment' 'id, sentences'
  printf 'Persian with brackets typed by eye '
  python3 "$shared/eval/score_segmentation.py" "$scratch/brackets.jsonl" "$scratch/out.jsonl"
fi

echo '== summarize'
easc=$shared/data/summarization/easc_dev.jsonl
for amount in 'ratio: 0.4' 'sentences: 3' 'words: 90'; do
  for method in blend lead luhn textrank lexrank; do
    run "$easc" "  - segment
  - summarize: { method: $method, $amount, language: ar }" 'id, summary'
    printf '%s %s ' "$method" "$amount"
    python3 "$shared/eval/score_summary.py" "$easc" "$scratch/out.jsonl"
  done
done
