#include "harness/run/record_requirements.h"

#include <algorithm>

namespace hallmark::run {

using verdict::Outcome;

namespace {

/// The outcome and level of one requirement in one case.
struct InCase {
  Outcome outcome = Outcome::none;
  spec::Level level = spec::Level::report;
  const std::string* reason = nullptr;  ///< of that outcome
};

std::map<std::string, InCase> requirements_of(const CaseRow& row) {
  std::map<std::string, InCase> found;
  for (const auto& judgement : row.verdict.judgements) {
    for (const auto& id : judgement.requirements) {
      InCase& here = found[id];
      if (judgement.outcome > here.outcome) here.reason = &judgement.reason;
      here.outcome = std::max(here.outcome, judgement.outcome);
      here.level = std::min(here.level, judgement.level);
    }
  }
  return found;
}

void name_case(std::vector<std::string>& cases, const CaseRow& row) {
  if (cases.size() < RecordRequirements::most_cases) cases.push_back(row.case_id);
}

void add_to(RequirementTally& tally, const InCase& here, const CaseRow& row) {
  switch (here.outcome) {
    case Outcome::none:
      return;
    case Outcome::pass:
      ++tally.passed;
      return name_case(tally.judging, row);
    case Outcome::warn:
      ++tally.warned;
      return name_case(tally.judging, row);
    case Outcome::fail:
      ++tally.failed;
      name_case(tally.judging, row);
      return name_case(tally.failing, row);
    case Outcome::not_applicable:
      ++tally.not_applicable;
      break;
    case Outcome::inconclusive:
      ++tally.inconclusive;
      break;
    case Outcome::error:
      ++tally.errors;
      break;
  }
  if (tally.undecided.empty() && here.reason != nullptr) tally.undecided = here.reason->substr(0, 300);
}

}  // namespace

Outcome RequirementTally::worst() const {
  if (errors > 0) return Outcome::error;
  if (failed > 0) return Outcome::fail;
  if (inconclusive > 0) return Outcome::inconclusive;
  if (warned > 0) return Outcome::warn;
  if (passed > 0) return Outcome::pass;
  return not_applicable > 0 ? Outcome::not_applicable : Outcome::none;
}

RecordRequirements::RecordRequirements(const spec::Facts& facts) {
  for (const auto& requirement : facts.requirements) {
    index_.emplace(requirement.id, tallies_.size());
    tallies_.emplace_back();
    tallies_.back().id = requirement.id;
    tallies_.back().requirement = &requirement;
    tallies_.back().level = requirement.level;
  }
}

void RecordRequirements::add(const CaseRow& row) {
  for (const auto& [id, here] : requirements_of(row)) {
    const auto [at, unknown] = index_.emplace(id, tallies_.size());
    if (unknown) {
      tallies_.emplace_back();
      tallies_.back().id = id;
      tallies_.back().level = here.level;
    }
    add_to(tallies_[at->second], here, row);
  }
}

}  // namespace hallmark::run
