#include "suites/restricted/sequences.h"

#include <fmt/format.h>

#include <memory>

#include "harness/generator/sequence.h"

namespace hallmark::suites {

namespace {

constexpr std::size_t longest = 60;  ///< moves
constexpr int full_size = 100;       ///< of RapidCheck's values; those of a move do not depend on it

/// 1 to 60 moves in a street of their own.
run::Case numbered(int number, const std::shared_ptr<const generator::Sequences>& sequences) {
  run::Case made;
  made.id = fmt::format("restricted/sequences/no_history_breaks_a_rule.n{:04}", number);
  made.title = "Requests, Alerts, flags, statuses, suppliers and time in any order: no rule is broken";
  made.facet = "restricted-mode";
  made.requirements = {"mp169.allow-list",
                       "mp169.consumption-never-leaves",
                       "mp169.nothing-comes-back",
                       "mp169.alerts-pass",
                       "mp169.flag-exists",
                       "mp169.no-request-sets-flag",
                       "mp169.not-set-by-others",
                       "mp169.control-passes-with-supply",
                       "mp169.never-prepayment-and-restricted",
                       "mp169.flag-sends-nothing"};
  made.goes_on = true;
  made.trials = [sequences](std::uint64_t seed) {
    generator::Random random(seed);
    generator::StreetPlan plan;
    plan.homes = 2 + static_cast<int>(random.below(3));
    const auto moves = generator::any_moves(longest)(rc::Random(random.next()), full_size).value();
    return std::vector<run::Trial>{sequences->trial(random.next(), plan, moves)};
  };
  return made;
}

}  // namespace

Suite sequences(const Material& material) {
  Suite suite;
  suite.name = "restricted/sequences";
  suite.title = "Whatever happens in a street, in any order, no rule is broken";
  const auto all = std::make_shared<const generator::Sequences>(
      generator::SequenceMaterial{material.facts, material.profile, material.samples, material.schema_version});
  for (int number = 0; number < material.sequences; ++number) suite.cases.push_back(numbered(number, all));
  return suite;
}

}  // namespace hallmark::suites
