/// \file
/// What a fair observer knows of an implementation's world, and the rules that say what the codes allow next.
#pragma once

#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "harness/observation/observation.h"
#include "harness/oracle/expectation.h"
#include "harness/oracle/install_code_rules.h"
#include "harness/oracle/inventory.h"
#include "harness/oracle/report_rules.h"
#include "harness/oracle/service_flag_rules.h"
#include "harness/scenario/stimulus.h"
#include "spec/facts.h"

namespace hallmark::oracle {

struct DeviationRule;

/// What one drain showed of one request.
struct DrainSeen {
  std::vector<std::string> devices;  ///< sent a command for it, sorted
  bool delivered = false;            ///< its canary reached a User
  bool answered = false;             ///< a Response to it that is no refusal reached a User
};

/// What became of one request.
struct Transaction {
  scenario::RequestReading reading;
  std::string user;
  std::vector<std::string> covered;       ///< its devices that were Restricted when it was submitted
  const spec::ProfileRow* row = nullptr;  ///< of the profile in force; null: not named
  spec::Permission permission = spec::Permission::permit;
  spec::Level level = spec::Level::must;
  std::optional<spec::Level> schedule_rejected;  ///< a Create Schedule of what is rejected for a covered device
  bool claimed = true;
  bool answered = false;
  ResponseClass response = ResponseClass::refused;
  std::string code;     ///< ResponseCode, or "rejected" where no Response carried the refusal
  std::string content;  ///< payload element of the Response
  std::string schedule_id;
  std::string payload;       ///< GBCSPayload of the Response, base64 as written
  bool error_later = false;  ///< an E… Response followed asynchronously
  std::string later_code;    ///< its code
  std::string canary;        ///< hex, of the device's answer
  std::vector<DrainSeen> drains;
};

/// Whether it was refused, at once or later: I99 followed by silence, without a command and without data, is a refusal.
bool was_refused(const Transaction& transaction);

/// What was asked, whatever the counter: the two halves of a pair have the same.
std::string what_was_asked(const scenario::RequestReading& reading);

/// A fact for the reports: kind, subject, text.
struct Remark {
  std::string kind;
  std::string subject;
  std::string text;
};

/// The observer. Copyable; one a case.
class World {
 public:
  /// `really_signed`: documents carry signatures that hold, so who verifies them has no ground to refuse them.
  World(const spec::Facts& facts, const spec::Profile& profile, observation::Statement statement,
        bool really_signed = false);

  /// What the codes allow in answer to this stimulus. The observation is not known here.
  Expectation expect(const scenario::Stimulus& stimulus) const;
  /// Takes in what happened.
  void learn(const scenario::Stimulus& stimulus, const observation::Observation& observation);
  /// What stays undecided or unclaimed at the end of a case, as demands that no observation can meet.
  Expectation close() const;
  /// Instead of `close`, for a case whose requests are all valid: at least one of them must have been accepted.
  Expectation close_requiring_one_accepted() const;
  /// Facts for the reports: what is given out while Restricted, open rows and open points with the answer seen.
  std::vector<Remark> remarks() const;

  /// Whether a request was refused, at once or later; empty where it was not submitted or not answered.
  std::optional<bool> refused(const std::string& request_id) const;
  /// "accepted I99", "refused E5", "refused later I99": for tables.
  std::string outcome(const std::string& request_id) const;
  /// The DSPScheduleID answered to a Create Schedule, or empty.
  std::string schedule_id(const std::string& request_id) const;
  /// The pre-command answered to a transform, in base64 as written, or empty.
  std::string pre_command(const std::string& request_id) const;
  scenario::Instant now() const { return inventory_.now(); }

 private:
  const scenario::Device* device(const std::string& id) const;
  bool is_covered(const std::string& device) const;
  const spec::ProfileRow* deciding_row(Transaction& transaction) const;
  bool is_claimed(const scenario::RequestReading& reading) const;
  Transaction open_transaction(const scenario::Submit& submit) const;
  const Transaction* clear_half(const Transaction& transaction) const;

  void expect_submit(const scenario::Submit& submit, Expectation& expectation) const;
  void expect_refusal(const Transaction& transaction, Expectation& expectation) const;
  void expect_refusal_code(const Transaction& transaction, const std::string& later_of, Expectation& expectation) const;
  void expect_as_without_flag(const Transaction& transaction, Expectation& expectation) const;
  void expect_ssi(const scenario::Ssi& ssi, Expectation& expectation) const;
  void expect_drain(Expectation& expectation) const;
  void expect_drain_of(const Transaction& transaction, Expectation& expectation) const;
  // What departs from a plain request; in deviation_rules.cpp.
  void expect_deviant(const Transaction& opened, Expectation& expectation) const;
  void expect_like_plain(const Transaction& opened, const DeviationRule& rule, Expectation& expectation) const;
  void expect_drain_of_deviant(const Transaction& transaction, Expectation& expectation) const;
  spec::Level level_of_deviation(const DeviationRule& rule) const;
  bool is_prohibited(const Transaction& transaction) const;
  std::vector<std::string> prohibition_ids(const Transaction& transaction) const;
  std::vector<std::string> permission_ids(const Transaction& transaction) const;

  void learn_submit(const scenario::Submit& submit, const observation::Observation& observation);
  void learn_step(const scenario::Stimulus& stimulus, const observation::Observation& observation);
  bool learn_inventory(const scenario::Stimulus& stimulus);
  void learn_ssi(const scenario::Ssi& ssi, const observation::Observation& observation);
  void learn_drain(const observation::Effects& effects);
  std::vector<const Transaction*> unrestricted_halves() const;
  bool judges_acceptance() const;
  void remark_on(const Transaction& transaction, std::vector<Remark>& remarks) const;

  const spec::Facts* facts_;
  const spec::Profile* profile_;
  observation::Statement statement_;
  bool really_signed_;
  Inventory inventory_;
  ServiceFlags service_flags_;
  InstallCodes install_codes_;
  Reporting reporting_;
  std::set<std::string> restricted_;
  bool flag_was_set_ = false;                        ///< at any time in this half
  bool flag_just_asked_ = false;                     ///< the last stimulus was a set or clear, accepted or refused
  bool flag_can_have_moved_ = false;                 ///< a request whose row lets the flag change was accepted
  std::string current_;                              ///< RequestID of the latest request
  std::map<std::string, Transaction> transactions_;  ///< of this half, by RequestID
  std::map<std::string, Transaction> clear_halves_;  ///< of earlier halves, by what was asked
  std::vector<Transaction> finished_;                ///< Restricted halves of earlier resets
};

}  // namespace hallmark::oracle
