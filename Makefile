# SPDX-License-Identifier: Apache-2.0
# Verbs in front of Meson; meson.build is the real build.
.PHONY: run build test check bench format docs
data ?= data/demo
listen ?= 127.0.0.1:8080

build: # leaves build/motcua
	@tools/setup.sh
	@[ -e build/build.ninja ] || meson setup build
	@ninja -C build motcua

run: build # the demonstration centre
	@exec tools/run.sh build/motcua $(data) $(listen)

test: # everything; ends with "N passed, M failed"
	@tools/setup.sh test
	@[ -e build/build.ninja ] || meson setup build
	@tools/run_tests.sh build

check: # what a machine can judge without running the program
	@tools/setup.sh test
	@[ -e build/build.ninja ] || meson setup build
	@tools/check.sh build

bench:
	@tools/setup.sh test
	@bench/run.sh

format:
	@git ls-files '*.c' '*.h' | grep -v golden/ | xargs clang-format -i

docs: # docs/generated from the tables of the source
	@[ -e build/build.ninja ] || meson setup build
	@ninja -C build docs
