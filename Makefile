# SPDX-License-Identifier: Apache-2.0
.DEFAULT_GOAL := help

PREFIX ?= /usr/local
SYSCONFDIR ?= /etc
DESTDIR ?=
# TRAITS=PostgreSQL for a program whose store may be in a PostgreSQL database.
TRAITS ?=

# Tests and gates share one debug build; the release build links the Swift runtime in.
debug := swift build --build-tests --explicit-target-dependency-import-check error
# More at once than this starves tests that wait for servers of their own.
tests := SWT_EXPERIMENTAL_MAXIMUM_PARALLELIZATION_WIDTH=4 swift test --skip-build
release := swift build -c release --static-swift-stdlib --product chancery $(if $(TRAITS),--traits $(TRAITS))
program := .build/release/chancery

.PHONY: help
help: ## This list
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "make %-12s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

.PHONY: run
run: swift ## Build optimised and run the demonstration: loopback servers with known faults, and their report
	@Scripts/install-packages build
	$(release)
	@$(program) demo

.PHONY: test
test: swift ## Run all tests
	@Scripts/install-packages test
	@Scripts/python-environment
	$(debug)
	$(tests)

.PHONY: check
check: swift check-gates ## Format, imports, sizes, constructs, configuration, systemd unit, manual, schemas, fuzzing
	Scripts/check-format
	python3 Scripts/gates
	$(debug)
	.build/debug/chancery explain --catalogue --config Config | diff -u Docs/checks.md -
	Scripts/check-config .build/debug/chancery
	Scripts/check-unit
	Scripts/check-manual .build/debug/chancery
	Scripts/check-install .build/debug/chancery
	Scripts/check-schemas
	Scripts/check-http .build/debug/chancery
	Fuzz/run --runs 100000

# A build of its own, of no more than these tests need: all else is built without the trait, and without libpq.
.PHONY: check-postgresql
check-postgresql: swift ## Run the tests of the store with the trait PostgreSQL, on servers of their own
	@Scripts/install-packages test
	CHANCERY_ONLY=StoreTests swift test --traits PostgreSQL --scratch-path .build-postgresql

.PHONY: docs
docs: swift ## Write the catalogue of checks anew
	$(debug)
	.build/debug/chancery explain --catalogue --config Config >Docs/checks.md

.PHONY: check-gates
check-gates: swift ## Prove that the gates see what they are there for
	@Scripts/install-packages test
	python3 -m unittest discover --start-directory Tests/Tools

.PHONY: release
release: swift ## Build the program to ship
	@Scripts/install-packages build
	$(release)

.PHONY: fuzz
fuzz: swift ## Ten million inputs for every parser
	Fuzz/run --runs 10000000

.PHONY: bench
bench: swift ## Measure side by side with other scanners
	@Scripts/install-packages bench
	Benchmarks/run

# Only what changed since the last release build calls for another, so that "sudo make install" needs no compiler.
$(program): $(shell find Package.swift Sources Config -type f)
	@$(MAKE) --no-print-directory release
	@touch $@

.PHONY: deb
deb: $(program) ## Pack the program as a Debian package, in .build
	@Scripts/install-packages package
	@Scripts/package $(program) .build
	@lintian --fail-on error,warning .build/chancery_$$(dpkg-parsechangelog --file debian/changelog --show-field Version)_*.deb

.PHONY: test-package
test-package: deb ## Install, run, kill, upgrade and purge the package under a systemd booted for it; as root
	@Scripts/install-packages booted
	@Tests/System/booted .build/chancery_$$(dpkg-parsechangelog --file debian/changelog --show-field Version)_*.deb

MINUTES ?= 60
KILLS ?= 200
STALLS ?= 10000
.PHONY: soak
soak: $(program) ## Kill the program KILLS=200 times, stall STALLS=10000 endpoints, run the daemon for MINUTES=60 with faults; as root
	@Scripts/install-packages test
	$(debug)
	CHANCERY_KILLS=$(KILLS) swift test --skip-build --filter KilledProcessTests
	Tests/System/soaking/stalls.py --endpoints $(STALLS) $(program)
	Tests/System/soak --minutes $(MINUTES) --output .build/soak $(program)

.PHONY: install
install: $(program) ## Install the program, its pages, configuration and systemd unit under DESTDIR= PREFIX=
	@Scripts/install $(program) "$(DESTDIR)" "$(PREFIX)" "$(SYSCONFDIR)"

.PHONY: uninstall
uninstall: ## Remove what install put there, except configuration and state
	@Scripts/uninstall "$(DESTDIR)" "$(PREFIX)" "$(SYSCONFDIR)"

.PHONY: clean
clean: ## Remove what was built
	rm -rf .build .build-fuzz .build-bench .build-postgresql .venv

.PHONY: swift
swift:
	@command -v swift >/dev/null || { echo "Swift 6.2 or newer is missing: https://www.swift.org/install/linux/" >&2; exit 69; }
