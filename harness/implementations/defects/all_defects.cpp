#include "harness/implementations/defects/all_defects.h"

#include "harness/implementations/defects/defect_tables.h"

namespace hallmark::implementations {

std::vector<Defect> all_defects(const spec::Facts& facts) {
  Defects all;
  for (auto& table : {flag_control_defects(), prepayment_defects(), guard_defects(facts), profile_defects(facts),
                      route_defects(), alert_defects(facts), service_flag_defects(), feed_defects(),
                      install_code_defects(), request_defects(), response_defects(), report_defects(), choice_defects(),
                      history_defects(), concealer_defects(), recogniser_defects()}) {
    all.insert(all.end(), table.begin(), table.end());
  }
  return all;
}

}  // namespace hallmark::implementations
