#include "harness/scenario/scenario.h"

namespace hallmark::scenario {

int step_count(const Scenario& scenario) {
  std::size_t count = 0;
  for (const auto& trial : scenario.trials) count += trial.clear.size() + trial.restricted.size();
  return static_cast<int>(count);
}

}  // namespace hallmark::scenario
