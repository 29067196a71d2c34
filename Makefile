# The face of the build. CMake does the work; these are the commands that a person types.
SHELL := /bin/bash
JOBS ?= $(shell nproc 2>/dev/null || echo 2)
HALLMARK := build/release/bin/hallmark
CODE = $$(find spec harness suites fuzz reports -name '*.h' -o -name '*.cpp')

.DEFAULT_GOAL := help
.NOTPARALLEL:
.PHONY: help program certify test benchmark answers defects check-format format clean

help: ## list the commands
	@awk -F ':.*## ' '/^[a-z-]+:.*## / {printf "  make %-13s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

program: ## install what is missing and build build/release/bin/hallmark
	@.ci/install certify
	cmake --preset release
	cmake --build --preset release --parallel $(JOBS)

certify: program ## build the program and judge the embedded reference implementation
	@rm -rf build/certify
	@code=0; $(HALLMARK) run inproc:reference --out build/certify || code=$$?; \
	if [ -d build/certify ]; then echo "Record and reports: build/certify"; fi; exit $$code

test: ## install what is missing, build with g++ and with clang's sanitizers, run all tests and hunt all known defects
	@.ci/install test
	@$(MAKE) --no-print-directory check-format
	cmake --preset ci
	cmake --build --preset ci --parallel $(JOBS)
	ctest --preset ci --parallel $(JOBS)
	build/ci/bin/hallmark defects --jobs $(JOBS)
	cmake --preset asan
	cmake --build --preset asan --parallel $(JOBS)
	ctest --preset asan --parallel $(JOBS)

benchmark: ## print what documents cost beside bare calls of libraries, what a judged step costs, the transports, and HTTP
	@.ci/install test
	cmake --preset ci
	cmake --build --preset ci --parallel $(JOBS) --target schema_benchmark step_benchmark transport_benchmark http_benchmark
	@build/ci/bin/schema_benchmark --benchmark_repetitions=15 --benchmark_min_time=0.05 \
	  --benchmark_enable_random_interleaving=true --benchmark_out=build/benchmark.csv --benchmark_out_format=csv >/dev/null
	@awk -f harness/schema/benchmark/ratios.awk build/benchmark.csv
	@build/ci/bin/step_benchmark --benchmark_repetitions=9 --benchmark_min_time=0.1 \
	  --benchmark_enable_random_interleaving=true --benchmark_out=build/steps.csv --benchmark_out_format=csv >/dev/null
	@awk -f harness/run/benchmark/steps.awk build/steps.csv
	@build/ci/bin/transport_benchmark --benchmark_repetitions=9 --benchmark_min_time=0.1 \
	  --benchmark_enable_random_interleaving=true --benchmark_out=build/transport.csv --benchmark_out_format=csv >/dev/null
	@awk -f harness/run/benchmark/transport.awk build/transport.csv
	@build/ci/bin/http_benchmark --benchmark_repetitions=9 --benchmark_min_time=0.2 \
	  --benchmark_enable_random_interleaving=true --benchmark_out=build/http.csv --benchmark_out_format=csv >/dev/null
	@awk -f harness/adaptor/benchmark/http.awk build/http.csv

answers: ## play all cases, in disguise and not, under every permitted answer and every pair of answers
	@.ci/install test
	cmake --preset ci
	cmake --build --preset ci --parallel $(JOBS) --target answers_test
	HALLMARK_HEAVY=1 HALLMARK_JOBS=$(JOBS) build/ci/bin/answers_test --gtest_filter='*EveryAnswer.*'

defects: program ## play the suites, and three baselines, against the reference with every known defect; a survivor fails
	@.ci/install test
	cmake --preset libfuzzer
	cmake --build --preset libfuzzer --parallel $(JOBS)
	$(HALLMARK) defects --jobs $(JOBS) --baselines --libfuzzer build/libfuzzer/bin/hallmark_libfuzzer

check-format: ## fail on code that clang-format would change
	@clang-format --dry-run -Werror $(CODE)

format: ## let clang-format lay out all code
	clang-format -i $(CODE)

clean: ## remove everything that was built
	rm -rf build
