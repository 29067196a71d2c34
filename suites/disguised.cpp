#include "suites/disguised.h"

#include <memory>

#include "harness/generator/disguise.h"

namespace hallmark::suites {

void disguise(std::vector<Suite>& suites, const Material& material, const observation::Statement& statement) {
  const generator::TrafficMaterial made{.facts = material.facts,
                                        .samples = material.samples,
                                        .schema_version = material.schema_version,
                                        .srvs = statement.srvs,
                                        .command_variants = statement.command_variants};
  const auto disguise = std::make_shared<const generator::Disguise>(made);
  for (auto& suite : suites) {
    for (auto& each : suite.cases) {
      if (each.history) continue;
      const auto calendar = each.keeps_clock ? generator::Calendar::fixed : generator::Calendar::any;
      each.trials = [disguise, calendar, plain = std::move(each.trials)](std::uint64_t seed) {
        return (*disguise)(plain(seed), seed, calendar);
      };
    }
  }
}

}  // namespace hallmark::suites
