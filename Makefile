# `make demo` and `make test` are all that a fresh machine needs; both install what is missing (Debian).

SWIFT ?= swift
BUILD := .build/release/minwal
PACKAGES := libyaml-dev libsqlite3-dev zlib1g-dev libzstd-dev libbz2-dev liblzma-dev
# What packing a release takes, and checking its man pages.
DIST_PACKAGES := dpkg-dev python3 groff-base mandoc

# The toolchain's own linker; Debian's remarks on what the static Foundation contains. The runtimes of C++ and of the compiler
# are linked statically, as Swift's are, so that the command runs wherever there is a glibc; Swift names the shared one of C++.
# Nothing looks for symbols in the command, so that it exports none.
LINKER := -Xswiftc -use-ld=lld -Xlinker --no-export-dynamic
RUNTIMES := $(dir $(lastword $(sort $(wildcard /usr/lib/gcc/*/*/libstdc++.a))))
ifneq ($(RUNTIMES),)
LINKER += -Xlinker '--remap-inputs=*/libstdc++.so=$(RUNTIMES)libstdc++.a' \
  -Xlinker '--remap-inputs=*/libgcc_s.so=$(RUNTIMES)libgcc_eh.a'
endif

# A Python with a validator of JSON Schema, for tests; those that need it are skipped where it is missing.
PYTHON := $(CURDIR)/.build/python/bin/python3

SWIFT_FILES := Package.swift Sources Plugins Tests Fuzz/Package.swift Fuzz/Sources Examples/Package.swift \
  Examples/Sources Examples/Tests

.PHONY: demo build test lint format golden install clean packages bench instructions fuzz sanitize races python reference docc examples try-new \
  dist try-dist dist-packages

## Builds and runs the main recipe over its samples.
demo: build
	$(BUILD) run pipelines/arabic-news.yaml
	@printf '\nThe records are in pipelines/out/arabic-news.jsonl. The first one:\n\n'
	@head -n 1 pipelines/out/arabic-news.jsonl | python3 -m json.tool --no-ensure-ascii 2>/dev/null \
	  || head -n 1 pipelines/out/arabic-news.jsonl

## Builds the command for use: .build/release/minwal.
build: packages
	$(SWIFT) build -c release --product minwal --static-swift-stdlib $(LINKER)

## Runs all tests.
test: packages
	$(SWIFT) build --build-tests
	if [ -x $(PYTHON) ]; then export MINWAL_PYTHON=$(PYTHON); fi; $(SWIFT) test --skip-build

## Installs the validator that tests of the recipes' JSON Schema use.
python: $(PYTHON)
$(PYTHON):
	python3 -m venv .build/python
	.build/python/bin/python3 -m pip install --quiet jsonschema ruamel.yaml || { rm -rf .build/python; exit 1; }

## Writes docs/reference anew from the declarations in the code; look at the difference before committing it.
reference: packages
	$(SWIFT) build --product minwal
	$$($(SWIFT) build --show-bin-path)/minwal reference docs/reference

## Builds and tests the package in Examples, which uses this checkout.
examples: packages
	$(SWIFT) test --package-path Examples --scratch-path .build-outside

## Adds a stage to this checkout and makes a package beside it, tests both, and takes them away again.
try-new: packages
	Scripts/try_new.sh

## Builds the documentation of the public API, and fails on any warning.
docc: packages
	$(SWIFT) build
	Scripts/docc.sh

## Checks formatting and style.
lint:
	$(SWIFT) format lint --strict --recursive $(SWIFT_FILES)

## Formats all sources.
format:
	$(SWIFT) format format --in-place --recursive $(SWIFT_FILES)

## Writes the golden files again; look at the difference before committing it.
golden: packages
	MINWAL_UPDATE_GOLDEN=1 $(SWIFT) test --filter CLITests || true
	git status --short Tests

## Installs the command: make install PREFIX=/usr/local
install: build
	install -D $(BUILD) $(DESTDIR)$(or $(PREFIX),/usr/local)/bin/minwal

## Packs a release for people without Swift: an archive and a Debian package, in .build/dist.
dist: build dist-packages
	Scripts/dist.sh

## Unpacks and installs what dist has packed, tries it, and removes it again.
try-dist: dist
	Scripts/try_dist.sh

## Installs Debian packages that are missing.
packages:
	@$(call install_missing,$(PACKAGES))

dist-packages: packages
	@$(call install_missing,$(DIST_PACKAGES))

define install_missing
for package in $(1); do \
  dpkg -s $$package >/dev/null 2>&1 && continue; \
  command -v apt-get >/dev/null || { echo "install $$package first"; exit 1; }; \
  if [ "$$(id -u)" = 0 ]; then sudo=; else sudo=sudo; fi; \
  $$sudo apt-get update -q && $$sudo apt-get install -y -q $$package || exit 1; \
done
endef

clean:
	rm -rf .build pipelines/out pipelines/quarantine pipelines/.minwal

## Measures engines and recipes; figures for docs/performance.md.
bench: build
	$(SWIFT) build -c release --package-path Benchmarks
	Benchmarks/.build/release/Bench

## Compares the instructions a document costs with the record.
instructions:
	Benchmarks/instructions.sh

## Fuzzes a part of Minwal: make fuzz TARGET=yaml SECONDS=300; TARGET=all takes one after the other, TARGET=smoke is what
## .ci/run does. Fuzz/fuzz.sh says more.
TARGET ?= smoke
SECONDS ?= 60
fuzz: packages
	Fuzz/fuzz.sh $(TARGET) $(SECONDS)

## Runs all tests under AddressSanitizer: make sanitize FILTER=RuntimeTests for some only.
FILTER ?= .
sanitize: packages
	$(SWIFT) build --build-tests --sanitize address --scratch-path .build-address
	ASAN_OPTIONS=detect_leaks=0 \
	  $(SWIFT) test --skip-build --sanitize address --scratch-path .build-address --filter '$(FILTER)'

## Looks for data races in runs with several workers.
races: packages
	Scripts/races.sh
