// One process of the libFuzzer baseline: libFuzzer as it comes, with a dictionary and seeds, on one implementation. It
// ends with the first kill or when its steps are spent, and says what came of it in one line on standard output.
#include <CLI/CLI.hpp>
#include <chrono>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <exception>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "fuzz/byte_target.h"
#include "fuzz/fuzzing_material.h"
#include "fuzz/libfuzzer_child.h"
#include "harness/adaptor/in_process.h"
#include "harness/implementations/catalogue.h"

extern "C" {
// The counters of all traced edges, between names that the linker gives them.
__attribute__((weak, visibility("hidden"))) extern char __start___sancov_cntrs[];
__attribute__((weak, visibility("hidden"))) extern char __stop___sancov_cntrs[];
int LLVMFuzzerInitialize(int* argc, char*** argv);
int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size);
}

namespace hallmark::fuzz {

namespace {

using Clock = std::chrono::steady_clock;

constexpr int bad_usage = 3;
constexpr int longest_document = 64 * 1024;

/// A LibFuzzerTask as its process reads it. Ends the process where there is none: help, or a wrong argument.
LibFuzzerTask task_of(int argc, char** argv) {
  LibFuzzerTask task;
  CLI::App program{"The libFuzzer baseline of `hallmark defects --baselines`, which starts it: one process a defect",
                   "hallmark_libfuzzer"};
  bool is_planted = false;
  program.add_option("--facts", task.facts, "Folder of the facts")->required()->check(CLI::ExistingDirectory);
  program.add_option("--schema", task.schema, "Folder of the DUIS schema")->required()->check(CLI::ExistingDirectory);
  program.add_option("--material", task.material, "Folder with dictionary and seeds")
      ->required()
      ->check(CLI::ExistingDirectory);
  auto* defect = program.add_option("--defect", task.defect, "The defect that is hunted");
  auto* planted = program.add_flag("--planted", is_planted, "The planted fault instead, which has to be found");
  defect->excludes(planted);
  program.add_option("--seed", task.seed, "Same seed, same estate and same fuzzing");
  program.add_option("--steps", task.steps, "Steps after which it ends")->required()->check(CLI::PositiveNumber);
  try {
    program.parse(argc, argv);
  } catch (const CLI::ParseError& outcome) {
    std::exit(program.exit(outcome) == 0 ? 0 : bad_usage);
  }
  if (task.defect.empty() && !is_planted) throw LibFuzzerError("--defect or --planted is required");
  return task;
}

/// All that one process needs, from its start to its end.
class Campaign {
 public:
  explicit Campaign(const LibFuzzerTask& task)
      : task_(task),
        material_(task.material),
        facts_(spec::load_facts(task.facts)),
        profile_(spec::shipped_profile(facts_)),
        validator_(schema::Validator::load(task.schema)),
        vote_(validator_),
        target_(prey(), rules()) {}

  /// Plays one document; ends the process with the result once there is one.
  void play(std::string_view bytes) {
    if (!began_) began_ = Clock::now();
    const bool killed = target_.play(bytes);
    if (killed || target_.steps() >= task_.steps) finish(killed);
  }

  /// What libFuzzer is started with; every execution takes a step at least.
  std::vector<std::string> arguments() const {
    return {"-seed=" + std::to_string(task_.seed % 0xFFFF'FFFEU + 1),  // 0 means: by the clock
            "-runs=" + std::to_string(task_.steps),
            "-max_len=" + std::to_string(longest_document),
            "-dict=" + material_.dictionary_file().string(),
            "-seed_inputs=@" + material_.list_of_seeds().string(),
            "-artifact_prefix=" + material_.folder().string() + "/",
            "-timeout=120",
            "-rss_limit_mb=4096",
            "-detect_leaks=0"};
  }

 private:
  MakeAdaptor maker(const std::string& name) {
    const auto make = implementations::maker(name, facts_, profile_, validator_);
    return [make] { return std::make_unique<adaptor::InProcess>(make); };
  }

  Prey prey() {
    if (task_.defect.empty()) {
      const auto honest = maker("reference");
      return {[honest, known = material_.seeds()] { return planted(honest(), known); }, honest, "duis.response-valid"};
    }
    for (const auto& defect : implementations::defects(facts_)) {
      if (defect.name != task_.defect) continue;
      return {maker(defect.defective()), maker(defect.honest()), defect.requirement,
              defect.level == spec::Level::should};
    }
    throw LibFuzzerError(task_.defect + ": no defect has such a name");
  }

  run::Rules rules() const {
    return {.facts = &facts_, .profile = &profile_, .validator = &validator_, .seed = task_.seed, .vote = &vote_};
  }

  /// Without the ends of anything: libFuzzer would have them wait for its own.
  [[noreturn]] void finish(bool killed) const {
    const std::chrono::duration<double, std::milli> spent = Clock::now() - *began_;
    const std::string line = line_of({killed, target_.executions(), target_.steps(), spent.count(),
                                      __stop___sancov_cntrs - __start___sancov_cntrs, target_.broken()});
    std::printf("%s\n", line.c_str());
    std::fflush(stdout);
    std::_Exit(0);
  }

  LibFuzzerTask task_;
  FuzzingMaterial material_;
  spec::Facts facts_;
  spec::Profile profile_;
  schema::Validator validator_;
  schema::Vote vote_;
  ByteTarget target_;
  std::optional<Clock::time_point> began_;
};

/// libFuzzer calls functions and hands nothing on, so what they share lies here.
std::unique_ptr<Campaign>& campaign() {
  static std::unique_ptr<Campaign> only;
  return only;
}

void start(int* argc, char*** argv) {
  campaign() = std::make_unique<Campaign>(task_of(*argc, *argv));
  static std::vector<std::string> words;
  static std::vector<char*> pointers;
  words = campaign()->arguments();
  pointers = {(*argv)[0]};  // which libFuzzer wants to stay as it is
  for (auto& word : words) pointers.push_back(word.data());
  *argc = static_cast<int>(pointers.size());
  pointers.push_back(nullptr);
  *argv = pointers.data();
}

[[noreturn]] void fail(const std::exception& failure) {
  std::fprintf(stderr, "ERROR: %s\n", failure.what());
  std::_Exit(bad_usage);
}

}  // namespace

}  // namespace hallmark::fuzz

int LLVMFuzzerInitialize(int* argc, char*** argv) {
  try {
    hallmark::fuzz::start(argc, argv);
  } catch (const std::exception& failure) {
    hallmark::fuzz::fail(failure);
  }
  return 0;
}

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  try {
    hallmark::fuzz::campaign()->play({reinterpret_cast<const char*>(data), size});
  } catch (const std::exception& failure) {
    hallmark::fuzz::fail(failure);
  }
  return 0;
}
