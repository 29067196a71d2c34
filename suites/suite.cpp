#include "suites/suite.h"

#include <algorithm>
#include <map>

#include "suites/duis/deviations.h"
#include "suites/duis/valid_accepted.h"
#include "suites/install_codes/answers.h"
#include "suites/metamorphic/transformed.h"
#include "suites/restricted/alerts.h"
#include "suites/restricted/allow_list.h"
#include "suites/restricted/bypass.h"
#include "suites/restricted/concurrent.h"
#include "suites/restricted/contradictions.h"
#include "suites/restricted/earlier_requests.h"
#include "suites/restricted/flag_control.h"
#include "suites/restricted/inventory_events.h"
#include "suites/restricted/neighbours.h"
#include "suites/restricted/prepayment.h"
#include "suites/restricted/queues.h"
#include "suites/restricted/reporting.h"
#include "suites/restricted/restarts.h"
#include "suites/restricted/sequences.h"
#include "suites/restricted/whole_history.h"
#include "suites/service_flags/flag_events.h"
#include "suites/service_flags/histories.h"

namespace hallmark::suites {

namespace {

/// GoogleTest runs together what stands before the first dot of an id: a case is given and run in that order.
Suite with_facts_together(Suite suite) {
  std::map<std::string, std::size_t> first;
  const auto fact = [](const run::Case& each) { return each.id.substr(0, each.id.find('.')); };
  for (const auto& each : suite.cases) first.try_emplace(fact(each), first.size());
  std::stable_sort(suite.cases.begin(), suite.cases.end(),
                   [&](const auto& one, const auto& other) { return first.at(fact(one)) < first.at(fact(other)); });
  return suite;
}

}  // namespace

std::vector<Suite> all_suites(const Material& material) {
  std::vector<Suite> suites = {valid_accepted(material),
                               deviations(material),
                               flag_control(material),
                               prepayment(material),
                               allow_list(material),
                               bypass(material),
                               contradictions(material),
                               earlier_requests(material),
                               neighbours(material),
                               inventory_events(material),
                               restarts(material),
                               alerts(material),
                               queues(material),
                               service_flag_histories(material),
                               service_flag_reads(material),
                               service_flag_events(material),
                               service_flag_requests(material),
                               install_code_answers(material),
                               reporting(material),
                               concurrent(material),
                               sequences(material),
                               long_history(material)};
  for (auto& suite : transformed_samples(material, suites)) suites.push_back(std::move(suite));
  std::transform(suites.begin(), suites.end(), suites.begin(), with_facts_together);
  return suites;
}

bool is_named(const Suite& suite, const std::string& name) {
  return suite.name == name || suite.name.starts_with(name + '/');
}

std::string id_of(std::string variant) {
  std::replace(variant.begin(), variant.end(), '.', '_');
  return variant;
}

}  // namespace hallmark::suites
