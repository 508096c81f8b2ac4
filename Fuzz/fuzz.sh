#!/usr/bin/env bash
# Fuzzes a part of Minwal with libFuzzer and AddressSanitizer, which come with the toolchain on Linux.
#
#   Fuzz/fuzz.sh TARGET SECONDS    what is found interesting is kept in Fuzz/.build/corpus, an input that fails in
#                                  Fuzz/.build/finds; go on with it by: Fuzz/fuzz.sh TARGET 0 FILE
#   Fuzz/fuzz.sh all SECONDS       each target for so long
#   Fuzz/fuzz.sh smoke             each target for some seconds from the seeds, always the same way
set -euo pipefail
cd "$(dirname "$0")"

targets=(yaml recipe json encoding normalize segment clean glossary chain binary html extract warc)
target=${1:?say which target: ${targets[*]}, all or smoke}
seconds=${2:-60}

# Together in one option: of several, the compiler heeds the last.
swift build -c release --sanitize fuzzer -Xswiftc -sanitize=fuzzer,address -Xswiftc -enable-testing

# Swift's own backtraces would be taken while libFuzzer handles the signal.
export SWIFT_BACKTRACE=enable=no
# What Swift allocates once and keeps for good is no leak.
export ASAN_OPTIONS=detect_leaks=0

fuzz() {
  local name=$1 corpus=$2
  shift 2
  mkdir -p "$corpus" .build/finds
  local dictionary=()
  [ -e "Seeds/$name.dict" ] && dictionary=("-dict=Seeds/$name.dict")
  .build/release/Fuzz "--target=$name" "${dictionary[@]}" -artifact_prefix=".build/finds/$name-" -max_len=4096 -timeout=20 \
    -rss_limit_mb=4096 -print_final_stats=1 "$@" "$corpus" "Seeds/$name"
}

case $target in
  smoke)
    for name in "${targets[@]}"; do
      corpus=$(mktemp -d)
      trap 'rm -rf "$corpus"' EXIT
      echo "== $name"
      fuzz "$name" "$corpus" -seed=1 -runs=20000 -max_total_time=6 >"$corpus/log" 2>&1 || { tail -n 60 "$corpus/log"; exit 1; }
      # Without instrumentation all inputs look alike, and nothing is tested.
      grep -q 'inline 8-bit counters' "$corpus/log" || { echo "$name is not instrumented"; exit 1; }
      grep -E '^Done|^stat::number_of_executed_units' "$corpus/log"
      rm -rf "$corpus"
    done
    ;;
  all) for name in "${targets[@]}"; do fuzz "$name" ".build/corpus/$name" "-max_total_time=$seconds"; done ;;
  *)
    if [ $# -gt 2 ]; then
      exec .build/release/Fuzz "--target=$target" "${@:3}"
    fi
    fuzz "$target" ".build/corpus/$target" "-max_total_time=$seconds"
    ;;
esac
