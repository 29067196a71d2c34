#include "suites/duis/valid_accepted.h"

#include "suites/restricted/pair.h"

namespace hallmark::suites {

namespace {

/// The clear half of one question for every Service Request that somebody may send: the case ends at the first
/// accepted.
std::vector<run::Trial> every_service_once(const spec::Facts& facts, const std::vector<schema::Sample>& samples,
                                           const std::string& schema_version, std::uint64_t seed) {
  std::vector<run::Trial> all;
  for (const auto& service : facts.service_requests) {
    if (service.roles.empty() || service.reference == "5.2" || service.reference == "5.3") continue;
    const std::string type = service.device_types.empty() ? "" : service.device_types.front();
    const Question question{&service, type, service.roles.front(), service.command_variants.front(), schema_version};
    auto trials = pair_trials(facts, samples, question, seed);
    if (trials.empty()) continue;
    trials.front().restricted.clear();
    all.push_back(std::move(trials.front()));
  }
  return all;
}

}  // namespace

Suite valid_accepted(const Material& material) {
  run::Case one;
  one.id = "duis/valid_accepted/a_valid_request_is_accepted.any_srv";
  one.title = "Of one valid request for each Service Request, at least one is accepted";
  one.facet = "duis-schema";
  one.requirements = {"duis.valid-accepted", "duis.response-valid", "duis.response-matches"};
  one.one_must_be_accepted = true;
  one.trials = [facts = material.facts, samples = material.samples, version = material.schema_version](
                   std::uint64_t seed) { return every_service_once(*facts, *samples, version, seed); };
  Suite suite;
  suite.name = "duis/valid_accepted";
  suite.title = "Valid requests are accepted";
  suite.cases.push_back(std::move(one));
  return suite;
}

}  // namespace hallmark::suites
