/// \file
/// The reporting rows of policy section B: the performance report, the count of Service Requests, and what the CSP is
/// told.
#pragma once

#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "harness/observation/observation.h"
#include "harness/oracle/expectation.h"
#include "harness/oracle/inventory.h"

namespace hallmark::oracle {

/// A request as the count of Service Requests sees it.
struct CountedRequest {
  std::string request_id;
  std::string asked;        ///< what was asked, whatever the counter
  bool prohibited = false;  ///< the profile does not permit it for a Restricted device
  ResponseClass response = ResponseClass::completed;
};

/// Copyable; one a World. Asks only where the statement claims `performance-report` or `csp-notification`.
class Reporting {
 public:
  explicit Reporting(const observation::Statement& statement);

  /// Adds what must hold of the answer to a report or a drain. The inventory is that before the stimulus.
  void expect(const scenario::Stimulus& stimulus, const Inventory& inventory, Expectation& expectation) const;
  /// Takes in what happened. The inventory has learned of it already.
  void learn(const scenario::Stimulus& stimulus, const observation::Observation& observation,
             const Inventory& inventory);
  /// Takes in a request that was answered.
  void count(const CountedRequest& request, scenario::Instant now);
  /// The answers seen to the open point part-of-a-month.
  const std::set<std::string>& answers() const { return answers_; }

 private:
  /// Whether a device is Restricted from a moment on; empty: nobody can tell.
  struct Since {
    scenario::Instant at;
    std::optional<bool> restricted;
  };
  struct Entry {
    scenario::Instant at;
    CountedRequest request;
    bool refused = false;
    std::vector<std::pair<scenario::Instant, bool>> responses;  ///< of the device: when, and whether it succeeded
  };
  /// What a count of Service Requests rests on, but for refusals because of the flag.
  struct Traffic {
    std::multiset<std::string> counted;
    int refused_by_flag = 0;
    bool clear = true;  ///< nothing else is in it
    bool operator==(const Traffic& other) const { return counted == other.counted; }
  };
  struct Notice {
    CspNotice what;
    scenario::Instant effective;
  };
  enum class Restriction { never, always, partly, unknown };

  Reporting emptied() const;
  void learn_drain(const observation::Effects& effects, scenario::Instant now);
  void learn_ssi(const scenario::Ssi& ssi, const observation::SsiAnswer& answer, const Inventory& inventory);
  void learn_report(const scenario::Report& report, const observation::Reported& reported, const Inventory& inventory);
  void follow_modes(const Inventory& inventory);
  void lose_track(const std::string& device, scenario::Instant now);
  void lose_track(const std::vector<std::string>& devices, scenario::Instant now);
  std::optional<bool> restricted_now(const std::string& device) const;
  Restriction restriction(const std::string& device, scenario::Instant from, scenario::Instant to) const;
  bool is_measured(const scenario::Device& device, const scenario::Report& report, const Inventory& inventory) const;
  Traffic traffic(const scenario::Report& report) const;
  void expect_performance(const scenario::Report& report, const Inventory& inventory, Expectation& expectation) const;
  void expect_service_requests(const scenario::Report& report, Expectation& expectation) const;

  bool reports_ = false;
  bool notifies_ = false;
  std::map<std::string, std::vector<Since>> restrictions_;
  std::vector<Entry> requests_;
  std::vector<std::pair<Traffic, ReportSays>> reported_;
  bool too_many_ = false;        ///< requests to be compared
  std::vector<Notice> notices_;  ///< since the last drain, or announced for later
  std::set<std::string> answers_;
};

}  // namespace hallmark::oracle
