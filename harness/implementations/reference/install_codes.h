/// \file
/// Requests for install codes after a change of supplier (MP121), and what holders answer.
#pragma once

#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "harness/implementations/reference/decisions.h"
#include "harness/implementations/reference/smart_metering_inventory.h"
#include "harness/implementations/reference/working_days.h"
#include "harness/observation/observation.h"
#include "harness/scenario/stimulus.h"

namespace hallmark::implementations {

/// Plays the Suppliers that hold install codes: each answers on one Working Day, for each device, from what is so then.
class InstallCodes {
 public:
  /// `answer_day`: Working Days after that of the request; 0: at once. The holidays must outlive it.
  InstallCodes(int answer_day, std::set<std::chrono::sys_days> bank_holidays, const Decisions& decide)
      : answer_day_(answer_day), bank_holidays_(std::move(bank_holidays)), decide_(&decide) {}

  void reset();
  /// Takes a request and gives its id.
  std::string ask(const scenario::InstallCode& asked, scenario::Instant now);
  /// When the next answer is due.
  std::optional<scenario::Instant> next_due() const;
  /// The answers that are due by then, in the order they were asked for.
  std::vector<observation::InstallCodeAnswer> answers(const SmartMeteringInventory& inventory, scenario::Instant until);

 private:
  struct Asked {
    std::string id;
    scenario::InstallCode request;
  };
  void answer(observation::InstallCodeAnswer& to, const SmartMeteringInventory& inventory) const;

  int answer_day_;
  std::set<std::chrono::sys_days> bank_holidays_;
  const Decisions* decide_;
  int next_id_ = 1;
  std::multimap<scenario::Instant, Asked> waiting_;
};

}  // namespace hallmark::implementations
