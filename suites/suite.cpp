#include "suites/suite.h"

#include <algorithm>

#include "suites/duis/deviations.h"
#include "suites/duis/valid_accepted.h"
#include "suites/install_codes/answers.h"
#include "suites/restricted/allow_list.h"
#include "suites/restricted/bypass.h"
#include "suites/restricted/flag_control.h"
#include "suites/restricted/reporting.h"
#include "suites/service_flags/events.h"
#include "suites/service_flags/histories.h"

namespace hallmark::suites {

std::vector<Suite> all_suites(const Material& material) {
  return {valid_accepted(material),
          deviations(material),
          flag_control(material),
          allow_list(material),
          bypass(material),
          service_flag_histories(material),
          service_flag_reads(material),
          service_flag_events(material),
          service_flag_requests(material),
          install_code_answers(material),
          reporting(material)};
}

bool is_named(const Suite& suite, const std::string& name) {
  return suite.name == name || suite.name.starts_with(name + '/');
}

std::string id_of(std::string variant) {
  std::replace(variant.begin(), variant.end(), '.', '_');
  return variant;
}

}  // namespace hallmark::suites
