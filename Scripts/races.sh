#!/usr/bin/env bash
# Looks for data races where there are threads: runs of the command with four workers, under ThreadSanitizer. Fails on the
# first one. The tests are another matter, since all that they start would have to be built so.
set -euo pipefail
cd "$(dirname "$0")/.."

swift build --product minwal --sanitize thread --scratch-path .build-thread
minwal=$PWD/.build-thread/debug/minwal
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
# Enough for several batches a worker.
for _ in $(seq 100); do cat pipelines/samples/mixed.jsonl; done > "$scratch/corpus.jsonl"
cat > "$scratch/learn.yaml" <<'YAML'
minwal: 1
input: { jsonl: corpus.jsonl }
stages:
  - clean: { learn: corpus }
  - filter: { run: [tr, a-z, A-Z], per: batch }
  - segment
  - export: { format: csv, to: learn.csv }
YAML

export TSAN_OPTIONS="halt_on_error=1 suppressions=$PWD/Scripts/thread-sanitizer.supp"
run() {
  echo "minwal $*"
  "$minwal" run "$@" --jobs 4 --progress none > "$scratch/log" 2>&1 || { cat "$scratch/log"; exit 1; }
}
run pipelines/sentences.yaml --output "$scratch/files"
run pipelines/search-index.yaml --input "$scratch/corpus.jsonl" --output "$scratch/plain" --checkpoint-interval 1
run pipelines/search-index.yaml --input "$scratch/corpus.jsonl" --output "$scratch/isolated" --isolate
run "$scratch/learn.yaml" --output "$scratch/learned"
cmp "$scratch/plain/out/search-index.jsonl" "$scratch/isolated/out/search-index.jsonl"
echo "no races"
