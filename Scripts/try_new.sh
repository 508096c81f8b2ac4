#!/usr/bin/env bash
# What 'minwal new' writes must build and be green at once. Adds a stage to this checkout, which must have no changes of its
# own, and takes it away again; makes a package beside it, which shares the build folder of Examples.
set -euo pipefail
cd "$(dirname "$0")/.."

if [ -n "$(git status --porcelain)" ]; then
  echo "there are changes that are not committed; they would be taken away" >&2
  exit 1
fi
outside=$(mktemp -d)
trap 'git checkout -q -- . && git clean -fdq Plugins Tests docs && rm -rf "$outside"' EXIT

python=$PWD/.build/python/bin/python3
if [ -x "$python" ]; then export MINWAL_PYTHON=$python; fi
swift build --product minwal
minwal=$(swift build --show-bin-path)/minwal

start=$SECONDS
"$minwal" new stage read-aloud
# The reference that is there now is that of the stage, too, and this program does not know it: 'make reference'.
"$minwal" new reader field-notes
make lint
swift build --build-tests
"$minwal" reference docs/reference
# Messages about inputs list all readers, and golden files have these messages.
MINWAL_UPDATE_GOLDEN=1 swift test --skip-build --filter BrokenRecipeTests >/dev/null || true
swift test --skip-build --filter 'ReadAloudTests|FieldNotesTests|CLITests.(PackageTests|ReferenceTests|SchemaTests|BrokenRecipeTests|CommandTests)'
"$minwal" stages read-aloud
"$minwal" readers field-notes
echo "new stage and reader: written, built and green in $((SECONDS - start)) seconds"

start=$SECONDS
for kind in stage reader; do
  flag=$([ $kind = stage ] || echo --reader)
  (cd "$outside" && "$minwal" new package my-$kind $flag)
  swift test --package-path "$outside/my-$kind" --scratch-path .build-outside
  (cd "$outside/my-$kind" && "$OLDPWD/.build-outside/debug/my-$kind" try recipe.yaml)
  swift format lint --strict --recursive "$outside/my-$kind"
done
echo "new packages: written, built and green in $((SECONDS - start)) seconds"

(cd "$outside" && "$minwal" new recipe "$OLDPWD/pipelines/samples/world-news" && "$minwal" run world-news.yaml)
