#include "suites/restricted/whole_history.h"

#include "harness/generator/estate_history.h"

namespace hallmark::suites {

Suite long_history(const Material& material) {
  Suite suite;
  suite.name = "restricted/long_history";
  suite.title = "More than a year of a whole estate without a reset";
  const std::string id = suite.name + "/no_rule_is_broken_in_420_days.estate";
  if (material.history_requests == 0) {
    suite.not_run.push_back({id, "it is long: `hallmark run TARGET --disguise` runs it"});
    return suite;
  }
  run::Case made;
  made.id = id;
  made.title = "Requests, flags, Alerts, suppliers and tenants change for 420 days: no rule is broken";
  made.facet = "restricted-mode";
  made.requirements = {"mp169.allow-list",           "mp169.consumption-never-leaves",    "mp169.nothing-comes-back",
                       "mp169.clear-restores",       "mp169.set-by-responsible-supplier", "mp169.not-set-by-others",
                       "mp169.no-request-sets-flag", "mp169.unrestricted-untouched",      "duis.response-valid",
                       "duis.response-matches"};
  const generator::TrafficMaterial traffic{material.facts, material.samples, material.schema_version, {}, {}};
  made.history = [traffic, requests = material.history_requests](std::uint64_t seed) {
    return generator::long_history(traffic, {.requests = requests}, seed);
  };
  suite.cases.push_back(std::move(made));
  return suite;
}

}  // namespace hallmark::suites
