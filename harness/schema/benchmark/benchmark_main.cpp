// All figures of one run side by side, for ratios: the machine's own speed and noise are in all of them.
#include <benchmark/benchmark.h>

#include <cstdio>
#include <exception>

int main(int argc, char** argv) {
  try {
    benchmark::Initialize(&argc, argv);
    if (benchmark::ReportUnrecognizedArguments(argc, argv)) return 3;
    benchmark::RunSpecifiedBenchmarks();
  } catch (const std::exception& failure) {
    std::fprintf(stderr, "schema_benchmark: %s\n", failure.what());
    return 3;
  }
  return 0;
}
