#!/usr/bin/env bash
# Tries what 'make dist' has packed: unpacks the archive and runs recipes from it with an empty environment, checks the man
# pages and completions, installs the .deb with apt, tries it and removes it again.
set -euo pipefail
cd "$(dirname "$0")/.."

version=$(.build/release/minwal --version)
archive=$PWD/.build/dist/minwal-$version-linux-$(uname -m).tar.gz
deb=$PWD/.build/dist/minwal_${version}_$(dpkg --print-architecture).deb
built=$PWD/.build/release/minwal
readme=$PWD/README.md
if [ "$(id -u)" = 0 ]; then sudo=; else sudo=sudo; fi
if dpkg -s minwal > /dev/null 2>&1; then
  echo "the package minwal is installed here, and would be removed" >&2
  exit 1
fi
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
chmod 755 "$scratch"  # apt reads packages as a user of its own

fail() { echo "try-dist: $*" >&2; exit 1; }
# Runs a command without any environment but a folder for programs that is empty; what it prints is shown if it fails.
quietly() { env -i PATH=/nonexistent "$@" > "$scratch/log" 2>&1 || { cat "$scratch/log" >&2; fail "failed: $*"; }; }

echo "archive: $archive"
tar -xzf "$archive" -C "$scratch"
cd "$scratch/minwal-$version-linux-$(uname -m)"
if tar -tvzf "$archive" | awk '$2 != "0/0"' | grep .; then fail "these are not root's"; fi
for file in LICENSE THIRD-PARTY README.md CHANGELOG.md; do [ -s "$file" ] || fail "$file is missing"; done
[ "$(env -i bin/minwal --version)" = "$version" ] || fail "it does not say its version"
# What every Linux with glibc has. All else is in the command.
if ldd bin/minwal | grep -vE '^\s*(linux-vdso|libc|libm|libdl|libpthread|/lib64/ld-linux-x86-64|/lib/ld-linux-aarch64)\.so'; then
  fail "it needs these libraries, which not every system has"
fi
recipes=(pipelines/arabic-news.yaml pipelines/s*.yaml pipelines/translation-prep.yaml)
quietly bin/minwal check "${recipes[@]}"
quietly bin/minwal test "${recipes[@]}"
quietly bin/minwal run "${recipes[@]}"
"$built" run pipelines/arabic-news.yaml --output "$scratch/built" --progress none 2> /dev/null
cmp "$scratch/built/out/arabic-news.jsonl" pipelines/out/arabic-news.jsonl

echo "the README's recipe, as it is pasted"
awk '/^```yaml$/ { inside = 1; next } /^```$/ { if (inside) exit } inside' "$readme" > pipelines/recipe.yaml
rm -r pipelines/out
quietly bin/minwal check pipelines/recipe.yaml
quietly bin/minwal run pipelines/recipe.yaml
[ -s pipelines/out/arabic-news.jsonl ] || fail "it wrote nothing"

echo "man pages"
for page in share/man/man?/*; do
  mandoc -T lint -W warning "$page" || fail "mandoc has remarks"
  warnings=$(groff -man -ww -Tutf8 -z "$page" 2>&1)
  [ -z "$warnings" ] || fail "$page: $warnings"
done

echo "completions"
# Completes 'minwal che', as bash does when Tab is pressed.
cat > "$scratch/complete" <<'BASH'
source "$1"
complete -p minwal > /dev/null
COMP_WORDS=(minwal che) COMP_CWORD=1 COMP_LINE='minwal che' COMP_POINT=10
_minwal minwal che minwal
printf '%s\n' "${COMPREPLY[@]}"
BASH
completed() { PATH=$PWD/bin:$PATH bash --norc "$scratch/complete" "$1" | sort | tr '\n' ' '; }
[ "$(completed share/bash-completion/completions/minwal)" = "check check-stage " ] || fail "bash does not complete"
for shell in zsh fish; do
  script=$(echo share/$shell/*/*minwal*)
  if command -v $shell > /dev/null; then $shell -n "$script"; else echo "skipped: $shell is not installed"; fi
done

echo "package: $deb"
if dpkg-deb -c "$deb" | awk '$2 != "root/root"' | grep .; then fail "these are not root's"; fi
cp "$deb" "$scratch/minwal.deb"
trap '$sudo apt-get remove -y -q minwal > /dev/null 2>&1; rm -rf "$scratch"' EXIT
(cd "$scratch" && $sudo apt-get install -y -q --no-install-recommends ./minwal.deb) > "$scratch/log" 2>&1 \
  || { cat "$scratch/log"; fail "apt does not install it"; }
dpkg-query -W -f '${Package} ${Version} needs ${Depends}\n' minwal
[ "$(cd / && env -i /usr/bin/minwal --version)" = "$version" ] || fail "what is installed does not say its version"
for file in /usr/share/bash-completion/completions/minwal /usr/share/zsh/vendor-completions/_minwal \
  /usr/share/fish/vendor_completions.d/minwal.fish; do
  [ -s "$file" ] || fail "$file is missing"
done
dpkg-deb --fsys-tarfile "$deb" | tar -x -C "$scratch" ./usr/share  # small systems leave out documentation
gzip -t "$scratch"/usr/share/man/man?/*.gz
quietly /usr/bin/minwal run "$scratch/usr/share/doc/minwal/examples/pipelines/arabic-news.yaml"
$sudo apt-get remove -y -q minwal > "$scratch/log" 2>&1 || { cat "$scratch/log"; fail "apt does not remove it"; }
trap 'rm -rf "$scratch"' EXIT
[ ! -e /usr/bin/minwal ] || fail "something of it is left"
echo "archive and package: unpacked, installed, tried and removed in $SECONDS seconds"
