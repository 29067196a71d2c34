#include "harness/run/replay.h"

#include <algorithm>

#include "harness/generator/random.h"

namespace hallmark::run {

using verdict::Outcome;

namespace {

/// "submit: it crashed: died" without what differs from one crash to the next.
std::string manner(const std::string& reason) {
  const auto operation = reason.find(": ");
  if (operation == std::string::npos) return reason;
  return reason.substr(0, reason.find_first_of(":0123456789", operation + 2));
}

}  // namespace

scenario::Finding finding_of(const verdict::Verdict& verdict, const std::string& target) {
  scenario::Finding found{target, std::string(verdict::name(verdict.outcome)), {}, ""};
  const auto& all = verdict.judgements;
  const auto worst =
      std::find_if(all.begin(), all.end(), [&](const auto& judgement) { return judgement.outcome == verdict.outcome; });
  if (worst == all.end()) return found;
  found.requirements = worst->requirements;
  found.reason = worst->reason;
  return found;
}

scenario::Scenario scenario_of(const Case& test_case, const Played& played, const Rules& rules,
                               const std::string& target) {
  const auto& row = played.row;
  scenario::Scenario made;
  made.name = test_case.id;
  made.title = test_case.title;
  made.schema_version = rules.validator->version();
  made.seed = generator::case_seed(rules.seed, test_case.id);
  made.strict = rules.strict;
  made.profile_origin = rules.profile->origin();
  made.profile_digest = rules.profile->digest();
  made.facet = test_case.facet;
  made.requirements = test_case.requirements;
  made.assumes = test_case.assumes;
  made.one_must_be_accepted = test_case.one_must_be_accepted;
  made.goes_on = test_case.goes_on;
  made.disguised = rules.disguised;
  made.transformation = test_case.transformation;
  if (!test_case.history) made.trials = test_case.trials(made.seed);
  if (!played.excerpt.empty())
    made.trials = {{.clear = {}, .restricted = played.excerpt, .clear_probe = {}, .restricted_probe = {}}};
  if (row.verdict.outcome == Outcome::fail || row.verdict.outcome == Outcome::error) {
    made.found = finding_of(row.verdict, target);
  }
  return made;
}

Case case_of(const scenario::Scenario& scenario) {
  Case made;
  made.id = scenario.name;
  made.title = scenario.title;
  made.facet = scenario.facet;
  made.requirements = scenario.requirements;
  made.assumes = scenario.assumes;
  made.one_must_be_accepted = scenario.one_must_be_accepted;
  made.goes_on = scenario.goes_on;
  made.transformation = scenario.transformation;
  made.trials = [trials = scenario.trials](std::uint64_t) { return trials; };
  return made;
}

bool comes_again(const scenario::Finding& finding, const verdict::Verdict& verdict) {
  if (verdict::name(verdict.outcome) != finding.outcome) return false;
  const auto& all = verdict.judgements;
  return std::any_of(all.begin(), all.end(), [&](const verdict::Judgement& judgement) {
    if (judgement.outcome != verdict.outcome || judgement.requirements != finding.requirements) return false;
    return verdict.outcome != Outcome::error || manner(judgement.reason) == manner(finding.reason);
  });
}

Replayed replayed(const scenario::Scenario& scenario, const verdict::Verdict& verdict) {
  if (scenario.found && comes_again(*scenario.found, verdict)) return Replayed::still_fails;
  switch (verdict.outcome) {
    case Outcome::pass:
    case Outcome::warn:
      return Replayed::fixed;
    case Outcome::fail:
      return Replayed::still_fails;
    default:
      return Replayed::error;
  }
}

}  // namespace hallmark::run
