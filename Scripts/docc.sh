#!/usr/bin/env bash
# Builds the documentation of the public API with the toolchain's DocC, and fails on any warning: a link to nothing, a
# parameter that is not there. The modules must have been built (swift build). The archives go to .build/docc.
set -euo pipefail
cd "$(dirname "$0")/.."

tools=$(dirname "$(readlink -f "$(command -v swift)")")
build=$(swift build --show-bin-path)
target=$("$tools/swiftc" -print-target-info | sed -n 's/^ *"triple": "\(.*\)",$/\1/p' | head -n 1)
graphs=.build/docc/graphs
rm -rf .build/docc
maps=()
for map in "$build"/C*.build/module.modulemap; do maps+=(-Xcc "-fmodule-map-file=$map"); done
for folder in Sources/C*/; do maps+=(-I "$folder"); done
for module in MinwalText MinwalLanguage MinwalCompression Minwal MinwalRecipe MinwalRuntime MinwalCLI MinwalTestSupport; do
  mkdir -p "$graphs/$module"
  "$tools/swift-symbolgraph-extract" -module-name "$module" -I "$build/Modules" "${maps[@]}" \
    -module-cache-path .build/docc/cache -target "$target" -minimum-access-level public -output-dir "$graphs/$module"
  catalog="Sources/$module/$module.docc"
  [ -d "$catalog" ] || catalog=
  "$tools/docc" convert $catalog --additional-symbol-graph-dir "$graphs/$module" \
    --output-path ".build/docc/$module.doccarchive" --fallback-display-name "$module" \
    --fallback-bundle-identifier "minwal.$module" --warnings-as-errors 2>&1 | sed -n "/./s|^|$module: |p"
done
