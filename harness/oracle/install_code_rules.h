/// \file
/// MP121: who answers a request for install codes, by when, with what, and to whom (policy, section D).
#pragma once

#include <map>
#include <set>
#include <string>
#include <vector>

#include "harness/observation/observation.h"
#include "harness/oracle/expectation.h"
#include "harness/oracle/inventory.h"
#include "harness/oracle/london_calendar.h"

namespace hallmark::oracle {

/// Copyable; one a World. Asks and takes in nothing where the statement does not claim `install-codes`.
class InstallCodes {
 public:
  InstallCodes(const spec::Facts& facts, const observation::Statement& statement);

  /// Adds what must hold of the answer to a drain. The inventory is that before the stimulus.
  void expect(const scenario::Stimulus& stimulus, const Inventory& inventory, Expectation& expectation) const;
  /// Takes in what happened. The inventory has learned of it already.
  void learn(const scenario::Stimulus& stimulus, const observation::Observation& observation,
             const Inventory& inventory);

 private:
  /// One device of a request.
  struct Ask {
    InstallCodeAsk what;
    std::string requester;
    scenario::Instant at;
    bool in_bulk = false;
    bool owed = true;      ///< it has been one that the holder has to answer ever since it was made
    bool closed = false;   ///< answered, or judged for want of an answer
    bool in_time = false;  ///< answered by day 10, and not yet said
  };

  bool is_owed(const Ask& ask, const Inventory& inventory) const;
  void add_ask(const scenario::InstallCode& stimulus, const std::string& request, const Inventory& inventory);
  void follow(const Inventory& inventory);
  void learn_drain(const observation::Effects& effects, const Inventory& inventory);
  void expect_answers(const Inventory& inventory, Expectation& expectation) const;
  void expect_credit(Expectation& expectation) const;
  bool is_in_time(const Ask& ask, scenario::Instant now) const;
  void expect_in_time(const Ask& ask, scenario::Instant now, Expectation& expectation) const;

  bool claimed_ = false;
  WorkingDays working_days_;
  bool any_asked_ = false;  ///< since the reset: from then on every answer is judged
  std::vector<Ask> asks_;   ///< that are not closed, or were answered in time and that is not yet said
  std::map<std::string, std::set<std::string>> parties_;  ///< Responsible Suppliers of a device since the last drain
  std::set<std::string> uncommissioned_;                  ///< devices not Commissioned at some time since then
};

}  // namespace hallmark::oracle
