/// \file
/// What a fair observer knows of an implementation's world. The rules (rules.h) say from it what the codes allow next.
#pragma once

#include <deque>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "harness/observation/canary.h"
#include "harness/observation/observation.h"
#include "harness/oracle/alert_sent.h"
#include "harness/oracle/flags.h"
#include "harness/oracle/install_code_rules.h"
#include "harness/oracle/inventory.h"
#include "harness/oracle/open_point_answers.h"
#include "harness/oracle/payload_seen.h"
#include "harness/oracle/report_rules.h"
#include "harness/oracle/service_flag_rules.h"
#include "harness/oracle/transaction.h"
#include "harness/scenario/stimulus.h"
#include "spec/facts.h"

namespace hallmark::oracle {

using Ids = std::vector<std::string>;

/// A fact for the reports: kind, subject, text.
struct Remark {
  std::string kind;
  std::string subject;
  std::string text;
  bool operator==(const Remark&) const = default;
};

/// What a set or clear amounts to before it is answered.
enum class Asked {
  of_no_meter,  ///< of a device without a flag that is neither hub nor proxy, or of one nobody knows
  of_hub_or_proxy,
  of_nobodys_meter,  ///< nobody is responsible for it
  by_another,        ///< neither the Responsible Supplier nor the DCC
  by_the_dcc,
  of_smets1,
  in_prepayment,                 ///< a set only
  while_so,                      ///< a set of a set flag, a clear of a clear one
  while_open,                    ///< whether it is set is open
  while_mode_change_is_pending,  ///< a set only
  plainly                        ///< a change that the Responsible Supplier is entitled to
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
  /// Time has passed by itself, between two stimuli; never back.
  void time_passed(scenario::Instant to);
  /// What stays undecided or unclaimed at the end of a case, as demands that no observation can meet.
  Expectation close() const;
  /// Instead of `close`, for a case whose requests are all valid: at least one of them must have been accepted.
  Expectation close_requiring_one_accepted() const;
  /// Facts for the reports: what is given out while Restricted, open rows, open points with the answer seen, and ways
  /// the flag was lost.
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
  /// Whether the codes demand that this set or clear be accepted.
  bool must_accept(const scenario::Ssi& ssi) const;

  // What the rules go by.
  const spec::Facts& facts() const { return *facts_; }
  const spec::Profile& profile() const { return *profile_; }
  const observation::Statement& statement() const { return statement_; }
  const Choices& choices() const { return choices_; }
  const Flags& flags() const { return flags_; }
  const Inventory& inventory() const { return inventory_; }
  /// The requests of this half that are watched one by one; those that were let go of are the past.
  const Transactions& transactions() const { return transactions_; }
  const PastRequests& past() const { return past_; }
  /// Whether any of them was refused because of the flag.
  bool past_was_refused() const { return past_was_refused_; }
  const std::vector<AlertSent>& alerts() const { return alerts_; }
  const std::string& current() const { return current_; }
  bool flag_was_just_asked() const { return flag_just_asked_; }
  const std::deque<PayloadSeen>& payloads() const { return payloads_; }
  /// Whether the implementation was started again since the last reset.
  bool restarted() const { return restarted_; }
  /// From when an announced set or clear of a device holds; empty: none is outstanding.
  std::optional<scenario::Instant> announced(const scenario::Ssi& ssi) const;

  const scenario::Device* device(const std::string& id) const { return inventory_.device(id); }
  /// The flag that a device is under: a meter its own, a Gas Proxy Function that of its gas meter.
  const FlagState& flag(const std::string& device) const;
  /// Under which flag it is: its own id or that of the gas meter; the flag of others is never set.
  std::string flag_holder(const std::string& device) const;
  /// Whether a future-dated change to prepayment was accepted for it and is not due yet.
  bool is_mode_change_pending(const std::string& device) const;
  /// Whether its User was responsible for its device when it was asked, and lost it by a change of supplier.
  bool lost_supplier(const Transaction& transaction) const;
  Asked asked(const scenario::Ssi& ssi) const;
  /// The request as the rules see it before anything is answered.
  Transaction open_transaction(const scenario::Submit& submit) const;
  /// The same question in an earlier half without the flag, or null.
  const Transaction* clear_half(const Transaction& transaction) const;
  /// The same Alert in an earlier half without the flag, or null.
  const AlertSent* clear_half(const AlertSent& alert) const;
  /// Whether a placeholder signature leaves anything to follow from a refusal.
  bool judges_acceptance() const;
  /// Service Requests that the profile rejects for a device type at that level; none before a flag has covered at a
  /// drain.
  const std::vector<std::string>& rejected_srvs(const std::string& device_type, spec::Level level) const;

 private:
  /// The canaries that each document to a User holds, by its place in the drain.
  using HeldInDrain = std::vector<Ids>;

  const spec::ProfileRow* deciding_row(Transaction& transaction) const;
  bool is_claimed(const scenario::RequestReading& reading) const;

  void learn_step(const scenario::Stimulus& stimulus, const observation::Observation& observation);
  void learn_reset(const scenario::Reset& reset);
  void learn_submit(const scenario::Submit& submit, const observation::Observation& observation);
  void learn_overlap(Transaction& transaction) const;
  void learn_flag_of_request(const Transaction& accepted);
  void learn_ssi(const scenario::Ssi& ssi, const observation::Observation& observation);
  void learn_accepted_change(const scenario::Ssi& ssi, Asked asked, scenario::Instant from);
  void learn_read(const scenario::Ssi& ssi, const observation::SsiAnswer& seen);
  void set_flag(const std::string& device, scenario::Instant from);
  void overtake(const std::string& device);
  bool learn_inventory(const scenario::Stimulus& stimulus);
  void learn_registration(const scenario::Registration& registration);
  void learn_added(const scenario::Inventory& event);
  void follow_inventory();
  void follow(const DeviceChange& change);
  void follow_mode(const DeviceChange& change);
  void learn_from_device(const scenario::FromDevice& from, const observation::Observation& observation);
  void list_rejected_srvs();
  void watch_for(const std::string& canary);
  void learn_drain(const observation::Effects& effects);
  void learn_drain_of(Transaction& transaction, const observation::Effects& effects, const HeldInDrain& held);
  void learn_restricted_time(const Transaction& transaction);
  void learn_lost_supplier(Transaction& transaction);
  void learn_unsettled(const Transaction& transaction);
  void learn_answer_in_flight(Transaction& transaction);
  void learn_queued(Transaction& transaction, bool refused_now, int runs);
  void learn_alert_drain(const observation::Effects& effects, const HeldInDrain& held);
  void learn_alert_choice(const AlertSent& alert);
  void learn_answer(Transaction& transaction, const scenario::FromDevice& from);
  void learn_payload(PayloadSeen payload);
  void learn_rejection_code(const Transaction& transaction, const std::string& code, bool at_once);
  void learn_restart(const observation::Statement& statement);
  void learn_forgotten(const scenario::Stimulus& stimulus, const observation::Observation& observation);
  void remark(std::string kind, std::string subject, std::string text);

  void let_go();
  void let_go_of(std::map<std::string, Transaction>::iterator place);
  void let_go_of_oldest();
  void let_go_of_alerts();
  void close_half();

  std::vector<const Transaction*> unrestricted_halves() const;
  void close_alerts(Expectation& expectation) const;
  void remark_on(const Transaction& transaction, std::vector<Remark>& remarks) const;

  const spec::Facts* facts_;
  const spec::Profile* profile_;
  observation::Statement statement_;
  bool really_signed_;
  Choices choices_;
  Inventory inventory_;
  ServiceFlags service_flags_;
  InstallCodes install_codes_;
  Reporting reporting_;
  Flags flags_;
  bool flag_just_asked_ = false;  ///< the last stimulus was a set or clear, accepted or refused
  /// The device whose flag was set or cleared by what the next request may overlap; empty: none.
  std::string changed_flag_;
  std::string current_;                              ///< RequestID of the latest request
  Transactions transactions_;                        ///< of this half, by RequestID
  std::map<std::string, Transaction> clear_halves_;  ///< of earlier halves, by what was asked
  std::vector<Remark> finished_remarks_;             ///< on Restricted halves of earlier resets
  std::vector<AlertSent> alerts_;                    ///< of this half
  std::map<std::string, AlertSent> clear_alerts_;    ///< of earlier halves, by key
  std::deque<PayloadSeen> payloads_;                 ///< of this half, the latest
  observation::Canaries canaries_;                   ///< at least those of the requests, Alerts and payloads watched
  std::map<std::string, std::pair<std::string, scenario::Instant>> announced_;  ///< by device: action, and from when
  bool restarted_ = false;
  bool forgotten_ = false;  ///< it was started again and claims no memory of what was before
  std::vector<Remark> remarks_;
  std::uint64_t requests_so_far_ = 0;
  std::deque<std::string> settled_;  ///< RequestIDs, in the order in which they came to that
  PastRequests past_;                ///< of this half
  bool past_was_refused_ = false;
  std::vector<Remark> past_remarks_;                    ///< on them, each once
  std::map<std::string, Transaction> past_clear_;       ///< of them, by what was asked, as long as no flag was set
  std::map<std::string, AlertSent> past_clear_alerts_;  ///< likewise, by key
  /// Made when the first flag has covered at a drain.
  std::optional<std::map<std::pair<std::string, spec::Level>, std::vector<std::string>>> rejected_srvs_;
};

/// Whether a device of that status is installed: setting its flag in it is a must (mp169.any-status).
bool is_installed(const std::string& status);
/// Whether the flag of one of its devices makes the profile reject it.
bool is_prohibited(const Transaction& transaction);

}  // namespace hallmark::oracle
