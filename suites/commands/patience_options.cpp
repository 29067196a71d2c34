#include "suites/commands/patience_options.h"

#include "harness/scenario/duration.h"
#include "suites/commands/context.h"

namespace hallmark::suites {

namespace {

std::chrono::milliseconds duration_option(const std::string& name, const std::string& text) {
  constexpr std::chrono::hours longest{30 * 24};
  const auto time = scenario::duration_milliseconds(text);
  if (!time || *time > longest)
    throw UsageError(name + ' ' + text + ": use an ISO 8601 duration up to P30D, e.g. PT30S");
  return *time;
}

}  // namespace

void add_patience(CLI::App& command, PatienceOptions& options) {
  command
      .add_option(
          "--wait", options.wait,
          "With an implementation whose clock is real: how long to wait at most for a moment of a case, and for "
          "what it owes; what needs longer, or has not come by then, is inconclusive")
      ->capture_default_str();
  command
      .add_option(
          "--settle", options.settle,
          "With such: how long nothing may come before it is believed that nothing comes (longer, if it has been "
          "slower before in the case)")
      ->capture_default_str();
}

run::Patience patience_of(const PatienceOptions& options) {
  return {duration_option("--wait", options.wait), duration_option("--settle", options.settle)};
}

std::string as_words(const PatienceOptions& options) {
  const PatienceOptions usual;
  return (options.wait == usual.wait ? "" : " --wait " + options.wait) +
         (options.settle == usual.settle ? "" : " --settle " + options.settle);
}

}  // namespace hallmark::suites
