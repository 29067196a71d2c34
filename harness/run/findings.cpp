#include "harness/run/findings.h"

#include <algorithm>
#include <stdexcept>

#include "harness/scenario/scenario_file.h"

namespace hallmark::run {

namespace fs = std::filesystem;

namespace {

constexpr const char* folder_name = "findings";

}  // namespace

Findings::Findings(const fs::path& out, std::string target, const std::vector<std::string>& kept)
    : folder_(out / folder_name), target_(std::move(target)) {
  for (const auto& each : kept) {
    if (fs::exists(out / each)) files_.push_back(out / each);
  }
  scenario::clear_scenarios(folder_, files_);
}

std::string Findings::add(const Case& test_case, const Played& played, const Rules& rules) {
  const auto made = scenario_of(test_case, played, rules, target_);
  if (!made.found || made.trials.empty()) return {};
  const std::string name = scenario::file_name(test_case.id) + ".json";
  const auto file = folder_ / name;
  scenario::write_scenario(file, made);
  if (std::find(files_.begin(), files_.end(), file) == files_.end()) files_.push_back(file);
  return std::string(folder_name) + '/' + name;
}

Findings::Shrinking Findings::shrink(const std::function<std::unique_ptr<adaptor::Adaptor>()>& make, const Rules& rules,
                                     const ShrinkOptions& options, const std::function<void(int done)>& said) {
  Shrinking went;
  int done = 0;
  for (const auto& file : files_) {
    auto least = scenario::read_scenario(file);
    if (!least.shrunk) {
      least = run::shrink(least, make, rules, options);
      scenario::write_scenario(file, least);
    }
    if (least.shrunk && !least.shrunk->firm) ++went.flaky;
    if (least.shrunk && least.shrunk->firm) ++(least.shrunk->fully ? went.fully : went.partly);
    said(++done);
  }
  return went;
}

}  // namespace hallmark::run
