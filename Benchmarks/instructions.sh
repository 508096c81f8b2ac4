#!/usr/bin/env bash
# Counts the instructions of arabic-news over 400 documents, and compares them with the record. Unlike times, they are
# nearly the same on a busy machine (they move by less than 0.1 % from run to run), so that a slower engine shows.
#
#   Benchmarks/instructions.sh            compare; fails if a document costs over 3 % more
#   Benchmarks/instructions.sh --record   write the record anew
#
# The documents differ (Benchmarks/corpus.py). The count depends on the compiler, the C library's choice of routines for the
# processor that valgrind shows it, and that corpus. After a change of one of these, or a change that is worth its cost, write the record anew and say so in
# the commit. Without valgrind, and without the means to install it, nothing is compared.
set -euo pipefail
cd "$(dirname "$0")/.."
record=Benchmarks/instructions.txt
margin=3

if ! command -v valgrind >/dev/null; then
  if [ "$(id -u)" = 0 ]; then sudo=; else sudo=sudo; fi
  { command -v apt-get && $sudo apt-get update -q && $sudo apt-get install -y -q valgrind; } >/dev/null 2>&1 || {
    echo "instructions are not counted: there is no valgrind, and it cannot be installed"
    exit
  }
fi
make -s build >/dev/null

scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
python3 Benchmarks/corpus.py 400 > "$scratch/corpus.jsonl"
# Valgrind gives up on some of the debug information that Swift's clang writes for C.
strip --strip-debug -o "$scratch/minwal" .build/release/minwal

# The difference between 400 documents and 1 leaves out what starting costs.
count() {
  # Checkpoints come by the clock, which valgrind slows down.
  valgrind --tool=callgrind --callgrind-out-file=/dev/null "$scratch/minwal" run pipelines/arabic-news.yaml \
    --input "$scratch/corpus.jsonl" --output "$scratch/out" --jobs 1 --checkpoint-interval 86400 --limit "$1" 2>&1 |
    sed -n 's/.*I *refs: *//p' | tr -d ','
}
start=$(count 1)
run=$(count 400)
now=$(((run - start) / 399))

if [ "${1:-}" = --record ]; then
  printf 'instructions a document: %s\ninstructions to start: %s\n' "$now" "$start" > "$record"
  cat "$record"
  exit
fi
was=$(sed -n 's/instructions a document: //p' "$record")
change=$(((now - was) * 1000 / was))
sign=+
[ "$change" -lt 0 ] && sign=- && change=$((-change))
printf 'instructions a document: %s, on record %s: %s%d.%d %%\n' "$now" "$was" $sign $((change / 10)) $((change % 10))
if [ $((now * 100)) -gt $((was * (100 + margin))) ]; then
  echo "more than $margin % over the record: find the cause, or write the record anew with its reason in the commit"
  exit 1
fi
