#include "suites/restricted/sequences.h"

#include <fmt/format.h>

#include <charconv>

#include "harness/generator/sequence.h"

namespace hallmark::suites {

namespace {

constexpr std::size_t longest = 60;  ///< moves
constexpr int full_size = 100;       ///< of RapidCheck's values; those of a move do not depend on it
constexpr std::string_view id_before_number = "restricted/sequences/no_history_breaks_a_rule.n";

}  // namespace

SequenceCases::SequenceCases(const Material& material)
    : sequences_(std::make_shared<const generator::Sequences>(
          generator::SequenceMaterial{material.facts, material.profile, material.samples, material.schema_version})) {}

run::Case SequenceCases::numbered(int number) const {
  run::Case made;
  made.id = fmt::format("{}{:04}", id_before_number, number);
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
  made.trials = [sequences = sequences_](std::uint64_t seed) {
    generator::Random random(seed);
    generator::StreetPlan plan;
    plan.homes = 2 + static_cast<int>(random.below(3));
    const auto moves = generator::any_moves(longest)(rc::Random(random.next()), full_size).value();
    return std::vector<run::Trial>{sequences->trial(random.next(), plan, moves)};
  };
  return made;
}

std::optional<run::Case> SequenceCases::named(const std::string& case_id) const {
  if (!case_id.starts_with(id_before_number)) return std::nullopt;
  int number = 0;
  const auto* end = case_id.data() + case_id.size();
  const auto read = std::from_chars(case_id.data() + id_before_number.size(), end, number);
  if (read.ec != std::errc() || read.ptr != end || number < 0) return std::nullopt;
  auto made = numbered(number);
  return made.id == case_id ? std::optional(std::move(made)) : std::nullopt;
}

Suite sequences(const Material& material) {
  Suite suite;
  suite.name = "restricted/sequences";
  suite.title = "Whatever happens in a street, in any order, no rule is broken";
  const SequenceCases all(material);
  for (int number = 0; number < material.sequences; ++number) suite.cases.push_back(all.numbered(number));
  return suite;
}

}  // namespace hallmark::suites
