#include "suites/commands/libfuzzer_baseline.h"

#include <unistd.h>

#include <algorithm>
#include <atomic>
#include <cstdlib>
#include <filesystem>
#include <stdexcept>

#include "fuzz/byte_target.h"
#include "fuzz/fuzzing_material.h"
#include "fuzz/libfuzzer_child.h"
#include "suites/in_parallel.h"

namespace hallmark::suites {

namespace fs = std::filesystem;

namespace {

constexpr const char* program_name = "hallmark_libfuzzer";
constexpr long long steps_of_a_document = 6;
constexpr long long documents_of_a_proof = 1000;  ///< beyond the seeds

/// A folder of its own, which ends with it.
class TemporaryFolder {
 public:
  TemporaryFolder() {
    std::string pattern = (fs::temp_directory_path() / "hallmark-libfuzzer-XXXXXX").string();
    if (mkdtemp(pattern.data()) == nullptr) throw std::runtime_error(pattern + ": no temporary folder");
    path_ = pattern;
  }
  TemporaryFolder(const TemporaryFolder&) = delete;
  TemporaryFolder& operator=(const TemporaryFolder&) = delete;
  ~TemporaryFolder() {
    std::error_code ignored;
    fs::remove_all(path_, ignored);
  }
  const fs::path& path() const { return path_; }

 private:
  fs::path path_;
};

bool is_program(const fs::path& path) { return fs::is_regular_file(path) && access(path.c_str(), X_OK) == 0; }

fs::path program_of(const LibFuzzerOptions& options) {
  if (!options.program.empty()) return options.program;
  return fs::canonical("/proc/self/exe").parent_path() / program_name;
}

/// Long enough for a loaded machine and a program with sanitizers: nothing but a hang takes it.
std::chrono::milliseconds deadline(long long steps) {
  return std::chrono::minutes(2) + std::chrono::milliseconds(100 * steps);
}

/// Whether it finds what everybody finds who sends a document of his own.
void prove(fuzz::LibFuzzerTask task, std::size_t seeds) {
  task.defect.clear();
  task.steps = steps_of_a_document * (static_cast<long long>(seeds) + documents_of_a_proof);
  if (!fuzz::run_libfuzzer(task, deadline(task.steps)).killed)
    throw fuzz::LibFuzzerError(task.program.string() + ": it did not find the planted fault");
}

}  // namespace

void check_libfuzzer(const LibFuzzerOptions& options) {
  if (options.program.empty() || is_program(options.program)) return;
  throw UsageError("--libfuzzer " + options.program + ": no such program: `make defects` builds " + program_name);
}

LibFuzzerScore score_libfuzzer(const std::vector<std::string>& defects, const LibFuzzerOptions& options,
                               Context& context) {
  LibFuzzerScore score;
  fuzz::LibFuzzerTask task;
  task.program = program_of(options);
  if (!is_program(task.program)) {
    score.not_run = "there is no " + task.program.string() +
                    ", which takes clang: `make defects` builds it, or name it with --libfuzzer PATH";
    return score;
  }
  const TemporaryFolder folder;
  const auto premises = fuzz::premises_of(options.seed);
  const auto seeds = fuzz::seed_documents(context.samples(), context.facts(), context.validator().version(), premises);
  fuzz::FuzzingMaterial(folder.path()).write(fuzz::dictionary(context.grammar().model, premises.estate), seeds);
  task.facts = context.facts_folder();
  task.schema = context.validator().folder();
  task.material = folder.path();
  task.seed = options.seed;
  task.steps = options.steps;
  std::atomic<int> killed = 0;
  std::atomic<long long> executions = 0;
  try {
    prove(task, seeds.size());
    in_parallel(defects.size(), options.jobs, [&](std::size_t index) {
      auto one = task;
      one.defect = defects[index];
      const auto outcome = fuzz::run_libfuzzer(one, deadline(one.steps));
      if (outcome.killed) ++killed;
      executions += outcome.executions;
    });
  } catch (const fuzz::LibFuzzerError& failure) {
    score.broke = failure.what();
  }
  score.killed = killed;
  score.executions = executions;
  return score;
}

}  // namespace hallmark::suites
