#include "fuzz/libfuzzer_engine.h"

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <exception>

#include "fuzz/scenario_mutator.h"

extern "C" {
int LLVMFuzzerRunDriver(int* argc, char*** argv, int (*user)(const std::uint8_t* data, std::size_t size));
std::size_t LLVMFuzzerCustomMutator(std::uint8_t* data, std::size_t size, std::size_t size_max, unsigned int seed);
std::size_t LLVMFuzzerCustomCrossOver(const std::uint8_t* one, std::size_t one_size, const std::uint8_t* other,
                                      std::size_t other_size, std::uint8_t* out, std::size_t size_max,
                                      unsigned int seed);
}

namespace hallmark::fuzz {

namespace {

/// libFuzzer finds these by their section, zeroes them before each play and reads them after it. Volatile, for nobody
/// else here reads what is written.
__attribute__((used, section("__libfuzzer_extra_counters"))) volatile std::uint8_t counters[feature_count];

/// libFuzzer calls functions and hands nothing on.
struct Shared {
  PlayScenario play;
  bool oracle_counts = true;
};
Shared& shared() {
  static Shared only;
  return only;
}

int play_one(const std::uint8_t* data, std::size_t size) {
  try {
    const auto features = shared().play({data, size});
    if (!shared().oracle_counts) return 0;
    for (const auto& feature : features) counters[feature.number] = feature.times;
  } catch (const std::exception& failure) {
    std::fprintf(stderr, "hallmark: %s\n", failure.what());
    std::abort();  // ours to mend: libFuzzer keeps what caused it
  }
  return 0;
}

std::size_t longest(std::size_t size_max) {
  return std::clamp<std::size_t>(size_max > head_bytes ? (size_max - head_bytes) / step_bytes : 1, 1, moves_max);
}

std::size_t write_out(const FuzzedScenario& scenario, std::uint8_t* out, std::size_t size_max) {
  const auto bytes = encode(scenario);
  const auto size = std::min(bytes.size(), size_max);
  std::copy_n(bytes.begin(), size, out);
  return size;
}

std::vector<std::string> arguments_of(const EngineTask& task) {
  std::vector<std::string> words = {"hallmark",
                                    "-seed=" + std::to_string(task.seed % 0xFFFF'FFFEU + 1),  // 0 means: by the clock
                                    "-runs=" + std::to_string(task.executions),
                                    "-max_len=" + std::to_string(head_bytes + step_bytes * moves_max),
                                    "-artifact_prefix=" + task.artifacts.string() + "/", "-len_control=20",
                                    // Others' entries are read by the clock, so not where executions are counted.
                                    task.executions < 0 ? "-reload=5" : "-reload=0", "-timeout=300",
                                    "-rss_limit_mb=4096", "-detect_leaks=0", "-handle_int=0", "-handle_term=0"};
  if (task.seconds > 0) words.push_back("-max_total_time=" + std::to_string(task.seconds));
  if (task.is_quiet) words.emplace_back("-verbosity=0");
  words.push_back(task.corpus.string());
  return words;
}

}  // namespace

void run_engine(const EngineTask& task, const PlayScenario& play) {
  shared() = {play, task.oracle_counts};
  auto words = arguments_of(task);
  std::vector<char*> pointers;
  for (auto& word : words) pointers.push_back(word.data());
  int count = static_cast<int>(pointers.size());
  pointers.push_back(nullptr);
  char** arguments = pointers.data();
  std::_Exit(LLVMFuzzerRunDriver(&count, &arguments, play_one));
}

}  // namespace hallmark::fuzz

std::size_t LLVMFuzzerCustomMutator(std::uint8_t* data, std::size_t size, std::size_t size_max, unsigned int seed) {
  using namespace hallmark::fuzz;
  hallmark::generator::Random random(seed);
  return write_out(mutated(decode({data, size}), longest(size_max), random), data, size_max);
}

std::size_t LLVMFuzzerCustomCrossOver(const std::uint8_t* one, std::size_t one_size, const std::uint8_t* other,
                                      std::size_t other_size, std::uint8_t* out, std::size_t size_max,
                                      unsigned int seed) {
  using namespace hallmark::fuzz;
  hallmark::generator::Random random(seed);
  return write_out(crossed(decode({one, one_size}), decode({other, other_size}), longest(size_max), random), out,
                   size_max);
}
