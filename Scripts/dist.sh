#!/usr/bin/env bash
# Packs a release into .build/dist: minwal-VERSION-linux-ARCH.tar.gz and minwal_VERSION_ARCH.deb, from the command that
# 'make build' has built. The same command gives the same bytes: times are SOURCE_DATE_EPOCH's (unless set, the last
# commit's), owners and order do not depend on the machine.
set -euo pipefail
cd "$(dirname "$0")/.."
umask 022
export LC_ALL=C.UTF-8

minwal=.build/release/minwal
dist=.build/dist
version=$("$minwal" --version)
SOURCE_DATE_EPOCH=${SOURCE_DATE_EPOCH:-$(git log -1 --format=%ct 2>/dev/null || stat -c %Y CHANGELOG.md)}
export SOURCE_DATE_EPOCH
name=minwal-$version-linux-$(uname -m)
rm -rf "$dist"
tree=$dist/$name
mkdir -p "$tree"/{bin,share/man/man1,share/man/man7,share/bash-completion/completions,share/zsh/site-functions} \
  "$tree/share/fish/vendor_completions.d"

# What both have. Results of runs are no part of the samples.
strip -o "$tree/bin/minwal" "$minwal"
"$minwal" --generate-completion-script bash > "$tree/share/bash-completion/completions/minwal"
"$minwal" --generate-completion-script zsh > "$tree/share/zsh/site-functions/_minwal"
"$minwal" --generate-completion-script fish > "$tree/share/fish/vendor_completions.d/minwal.fish"
mkdir "$dist/man"
python3 Scripts/man_pages.py "$minwal" "$dist/man" "$(date -u -d "@$SOURCE_DATE_EPOCH" +%F)"
mv "$dist"/man/*.1 "$tree/share/man/man1"
mv "$dist"/man/*.7 "$tree/share/man/man7"
rmdir "$dist/man"
tar -c --exclude out --exclude quarantine --exclude .minwal --exclude .gitattributes pipelines | tar -x -C "$tree" --no-same-owner
cp -r LICENSE README.md CHANGELOG.md docs "$tree"

# The licences of what is linked statically: Swift, the packages it resolved, and Debian's libraries.
{
  echo "Minwal is under the Apache License 2.0 (LICENSE). What follows are the terms of the libraries within the command."
  notice() { if [ -e "$2" ]; then printf '\n\n======== %s ========\n\n' "$1" && cat "$2"; fi; }
  notice "Swift, its standard library and Foundation" \
    "$(dirname "$(readlink -f "$(command -v "${SWIFT:-swift}")")")/../share/swift/LICENSE.txt"
  for package in swift-argument-parser swift-log; do notice "$package" ".build/checkouts/$package/LICENSE.txt"; done
  for package in libyaml-dev libsqlite3-dev zlib1g-dev libzstd-dev libbz2-dev liblzma-dev; do
    notice "${package%-dev}" "/usr/share/doc/$package/copyright"
  done
} > "$tree/THIRD-PARTY"
chmod -R u=rwX,go=rX "$tree"

tar -c --sort=name --mtime="@$SOURCE_DATE_EPOCH" --owner=0 --group=0 --numeric-owner --format=gnu -C "$dist" "$name" \
  | gzip -n > "$dist/$name.tar.gz"

# The package: the same files where Debian has them.
architecture=$(dpkg --print-architecture)
root=$dist/deb
doc=$root/usr/share/doc/minwal
mkdir -p "$root/DEBIAN" "$doc/examples" "$root"/usr/share/{zsh/vendor-completions,fish}
cp -r "$tree/bin" "$root/usr"
cp -r "$tree"/share/{man,bash-completion} "$root/usr/share"
cp "$tree/share/zsh/site-functions/_minwal" "$root/usr/share/zsh/vendor-completions"
cp -r "$tree/share/fish/vendor_completions.d" "$root/usr/share/fish"
cp -r "$tree/pipelines" "$doc/examples"
cp -r "$tree/README.md" "$tree/docs" "$doc"
cp "$tree/CHANGELOG.md" "$doc/changelog"
cat "$tree/LICENSE" "$tree/THIRD-PARTY" > "$doc/copyright"
find "$root/usr/share/man" -type f -exec gzip -n -9 {} +
gzip -n -9 "$doc/changelog"

# dpkg-shlibdeps wants to stand beside a debian/control.
mkdir "$dist/debian"
printf 'Source: minwal\n\nPackage: minwal\nArchitecture: any\n' > "$dist/debian/control"
depends=$(cd "$dist" && dpkg-shlibdeps -O deb/usr/bin/minwal | sed -n 's/^shlibs:Depends=//p')
rm -r "$dist/debian"
if [ -z "$depends" ]; then echo "dist: dpkg-shlibdeps names no packages that the command needs" >&2; exit 1; fi
cat > "$root/DEBIAN/control" <<CONTROL
Package: minwal
Version: $version
Architecture: $architecture
Maintainer: The maintainers of Minwal <maintainers@minwal.invalid>
Installed-Size: $(du -sk --apparent-size --exclude DEBIAN "$root" | cut -f 1)
Depends: $depends
Suggests: libcurl4t64 | libcurl4
Section: text
Priority: optional
Description: workbench that cleans, segments and summarizes text by recipes
 Minwal turns scraped, messy text into clean, segmented, summarized,
 translation-ready documents. A recipe in YAML chains stages; documents run
 through the chain concurrently. Arabic is its first language, not its only one.
 .
 libcurl is needed only by stages that ask a server.
CONTROL
(cd "$root" && find usr -type f -print0 | sort -z | xargs -0 md5sum > DEBIAN/md5sums)
find "$root" -exec touch -h -d "@$SOURCE_DATE_EPOCH" {} +
# A higher level than 2 makes it a tenth smaller, and takes four times as long.
dpkg-deb --root-owner-group -Zxz -z2 --build "$root" "$dist/minwal_${version}_$architecture.deb" > /dev/null
rm -r "$root" "$tree"
ls -l "$dist"
