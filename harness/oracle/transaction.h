/// \file
/// What a fair observer keeps of one request: what it asked, what the flag was then, and what came of it.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "harness/oracle/expectation.h"
#include "harness/scenario/stimulus.h"
#include "spec/facts.h"

namespace hallmark::oracle {

/// What one drain showed of one request.
struct DrainSeen {
  scenario::Instant at = {};
  std::vector<std::string> devices;  ///< sent a command for it, sorted
  bool delivered = false;            ///< its canary reached a User
  bool answered = false;             ///< a Response to it that is no refusal reached a User
};

/// What the drains since a request showed of it: the first ones each by itself, all of them summed up. Of bounded size.
class DrainsSeen {
 public:
  /// As many as are kept each by itself; later ones are like none in another half.
  static constexpr std::size_t most_kept = 64;

  void add(DrainSeen seen);
  bool empty() const { return count_ == 0; }
  std::size_t count() const { return count_; }
  /// That drain, from 0; null where it was not taken or is not kept.
  const DrainSeen* at(std::size_t number) const { return number < first_.size() ? &first_[number] : nullptr; }
  /// The latest; there has to be one.
  const DrainSeen& latest() const { return latest_; }
  /// When the one before the latest was taken; empty: there was none.
  std::optional<scenario::Instant> before_latest_at() const { return before_latest_at_; }
  /// Whether any showed a command, and whether any before the latest did.
  bool showed_command() const { return with_command_ > 0; }
  bool showed_command_before() const { return with_command_ > (latest_.devices.empty() ? 0U : 1U); }
  bool showed_delivery() const { return delivered_; }
  bool showed_answer() const { return answered_; }

 private:
  std::vector<DrainSeen> first_;
  DrainSeen latest_;
  std::optional<scenario::Instant> before_latest_at_;
  std::size_t count_ = 0;
  std::size_t with_command_ = 0;
  bool delivered_ = false;
  bool answered_ = false;
};

/// What became of one request.
struct Transaction {
  scenario::RequestReading reading;
  std::string user;
  scenario::Instant asked_at;
  std::vector<std::string> covered;       ///< its devices that were Restricted when it was submitted
  const spec::ProfileRow* row = nullptr;  ///< of the profile in force; null: not named
  spec::Permission permission = spec::Permission::permit;
  spec::Level level = spec::Level::must;
  std::optional<spec::Level> schedule_rejected;  ///< a Create Schedule of what is rejected for a covered device
  bool claimed = true;
  std::uint64_t supply_at = 0;         ///< as Inventory::supply_changes was when it came
  bool by_responsible = false;         ///< its User was responsible for its first device
  bool unsettled = false;              ///< whether the flag held was open, so the rules of the flag say nothing of it
  bool overtaken = false;              ///< the flag of one of its devices was set or left open after it was submitted
  bool lost = false;                   ///< its User lost the supply before it fell due
  bool after_clear = false;            ///< one of its devices was Restricted before, and no longer is
  bool reads_restricted_time = false;  ///< asked without the flag, for what a device recorded while it had it
  bool answered = false;
  ResponseClass response = ResponseClass::refused;
  std::string code;     ///< ResponseCode, or "rejected" where no Response carried the refusal
  std::string content;  ///< payload element of the Response
  std::string schedule_id;
  std::string payload;              ///< GBCSPayload of the Response, base64 as written
  bool error_later = false;         ///< an E… Response followed asynchronously
  std::string later_code;           ///< its code
  std::string canary;               ///< hex, of the device's answer
  bool answered_in_flight = false;  ///< that answer came while Restricted, to a command sent before
  bool answered_unasked = false;    ///< that answer came while Restricted, to a command that was never sent
  int deliveries = 0;               ///< documents that held the canary
  int runs = 0;                     ///< commands that a schedule of it caused
  bool in_flight_before = false;    ///< a command under its RequestID was on its way when it came
  bool accepted_before = false;     ///< what came before under its RequestID was not refused
  bool overlaps = false;            ///< a set or clear of the flag of one of its devices was under way together with it
  bool before_restart = false;      ///< it came before the implementation was started again
  DrainsSeen drains;
  std::uint64_t number = 0;  ///< of requests, in the order they came
  bool device_answered = false;
  bool confirmed = false;  ///< a device answered it, and a drain was taken since
  bool settled = false;    ///< nothing more is to come of it: see `is_settled`
};

/// Whether it was refused, at once or later: I99 followed by silence, without a command and without data, is a refusal.
bool was_refused(const Transaction& transaction);
/// Whether it was accepted as far as anybody said: silence so far is no refusal of what waits.
bool was_accepted(const Transaction& transaction);
/// Whether nothing more is to come of it: it was refused, or completed at once, or its device has answered; and what
/// that put out was drained. One that waits for its time, and a schedule, never is before.
bool is_settled(const Transaction& transaction, scenario::Instant now);
/// Whether a command for it was seen on the way to a device.
bool was_sent(const Transaction& transaction);
/// Whether it waits at the DCC: a schedule, or a request with an execution time.
bool is_queued(const Transaction& transaction);
/// Whether a command for it is to be sent at its execution time: of one that is only handed to a User none is.
bool is_future_dated(const Transaction& transaction);
/// The Service Request that its commands carry: that of the body, or what a Create Schedule names.
const std::string& carried_srv(const Transaction& transaction);

/// What was asked, whatever the counter: the two halves of a pair have the same.
std::string what_was_asked(const scenario::RequestReading& reading);

}  // namespace hallmark::oracle
