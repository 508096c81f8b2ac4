#!/usr/bin/env bash
# Scores clean, segment and summarize on the development data in ../shared (or the folder given), which has licences of
# its own and is not part of the project.
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

echo '== summarize'
easc=$shared/data/summarization/easc_dev.jsonl
for amount in 'ratio: 0.4' 'sentences: 3'; do
  for method in blend lead luhn textrank lexrank; do
    run "$easc" "  - segment
  - summarize: { method: $method, $amount, language: ar }" 'id, summary'
    printf '%s %s ' "$method" "$amount"
    python3 "$shared/eval/score_summary.py" "$easc" "$scratch/out.jsonl"
  done
done
