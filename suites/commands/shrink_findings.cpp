#include "suites/commands/shrink_findings.h"

#include <fmt/format.h>
#include <unistd.h>

#include <cstdio>
#include <filesystem>

#include "harness/generator/least_request.h"

namespace hallmark::suites {

std::string shrink_findings(run::Findings& findings, const ShrinkBounds& bounds,
                            const std::function<std::unique_ptr<adaptor::Adaptor>()>& make, const run::Rules& rules) {
  const int count = findings.count();
  if (count == 0) return {};
  const std::string files = fmt::format("Findings: {} scenario{} in {}", count, count == 1 ? "" : "s",
                                        (std::filesystem::path(bounds.out) / "findings").string());
  if (bounds.steps == 0) return files + ", not shrunk\n";
  const generator::LeastRequests least(*rules.facts, *rules.validator);
  run::ShrinkOptions options;
  options.evaluations = bounds.steps;
  options.until = std::chrono::steady_clock::now() + std::chrono::seconds(bounds.seconds);
  options.simpler = [&](const scenario::Submit& submit, const scenario::Estate& estate) {
    const auto made = least.least(submit, estate);
    return made ? std::vector<scenario::Submit>{*made} : std::vector<scenario::Submit>{};
  };
  const bool terminal = isatty(STDERR_FILENO) == 1;
  const auto went = findings.shrink(make, rules, options, [&](int done) {
    if (terminal) fmt::print(stderr, "\rshrinking {} of {}{}", done, count, done == count ? "\n" : "");
  });
  return files + fmt::format("; {} fully shrunk, {} not fully, {} flaky\n", went.fully, went.partly, went.flaky);
}

}  // namespace hallmark::suites
