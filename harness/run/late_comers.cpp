#include "harness/run/late_comers.h"

#include <algorithm>

#include "harness/observation/canary.h"

namespace hallmark::run {

using observation::Effects;
using oracle::Transaction;

namespace {

bool is_acknowledged(const Transaction& transaction) {
  return transaction.answered && transaction.response == oracle::ResponseClass::acknowledged && !transaction.settled &&
         !transaction.error_later;
}

/// Its execution time has come, and nothing that happened meanwhile may have stopped it.
bool fell_due(const oracle::World& world, const Transaction& transaction) {
  const auto& due = transaction.reading.execution_time;
  return oracle::is_future_dated(transaction) && *due <= world.now() && !world.lost_supplier(transaction) &&
         (transaction.drains.empty() || transaction.drains.latest().at < *due);
}

bool is_awaited(const oracle::World& world, const Transaction& transaction) {
  const bool may_pass = transaction.covered.empty() || transaction.permission == spec::Permission::permit;
  const bool certain = transaction.claimed && !transaction.unsettled && !transaction.overtaken && !transaction.lost &&
                       !transaction.reading.deviation;
  const bool now = oracle::is_queued(transaction) ? fell_due(world, transaction) : transaction.drains.empty();
  return is_acknowledged(transaction) && may_pass && certain && now;
}

/// What is prohibited can come lawfully at no time, and a schedule runs when it runs.
bool may_come(const oracle::World& world, const Transaction& transaction) {
  const auto& reading = transaction.reading;
  const bool due = !reading.execution_time || *reading.execution_time <= world.now();
  const bool more = !oracle::was_sent(transaction) || reading.devices.size() > 1;
  return is_acknowledged(transaction) && !oracle::is_prohibited(transaction) && !transaction.overtaken && due && more &&
         !reading.scheduled_srv;
}

/// Whether a message may not be said to anybody now. That an Alert should not is no ground to fail it later.
struct Forbids {
  const scenario::FromDevice& message;
  const oracle::Demand& demand;

  bool is_binding() const {
    return demand.level == spec::Level::must || (demand.level == spec::Level::should && message.kind == "response");
  }
  template <class Condition>
  bool operator()(const Condition&) const {
    return false;
  }
  bool operator()(const oracle::PayloadWithheld& withheld) const {
    return withheld.canary == message.canary && is_binding();
  }
  bool operator()(const oracle::NothingDelivered& nothing) const {
    return nothing.canary == message.canary && is_binding();
  }
  bool operator()(const oracle::NothingOf& nothing) const {
    return std::ranges::find(nothing.canaries, message.canary) != nothing.canaries.end() && is_binding();
  }
  bool operator()(const oracle::DccAlert& alert) const {
    return message.kind == "dcc-alert" && !alert.delivered && is_binding();
  }
};

bool is_forbidden(const scenario::FromDevice& message, const oracle::Expectation& expectation) {
  return std::ranges::any_of(expectation.demands, [&](const oracle::Demand& demand) {
    return std::visit(Forbids{message, demand}, demand.condition);
  });
}

bool shows_message(const scenario::FromDevice& message, const Effects& effects) {
  return std::ranges::any_of(effects.to_users, [&](const auto& row) {
    if (message.kind == "dcc-alert") return row.document.reading.alert_code == message.alert_code.value_or("");
    return observation::holds_bytes(row.document.xml, message.canary);
  });
}

/// Notices of which one may come and has not.
bool may_notify(const oracle::Expectation& expectation, const Effects& effects) {
  const auto leaves_one_open = [&](const oracle::CspTold& told) {
    return std::ranges::any_of(told.notices, [](const auto& notice) { return !notice.owed; }) &&
           effects.to_csp.size() < told.notices.size();
  };
  return std::ranges::any_of(expectation.demands, [&](const oracle::Demand& demand) {
    const auto* market = std::get_if<oracle::MarketCondition>(&demand.condition);
    const auto* told = market == nullptr ? nullptr : std::get_if<oracle::CspTold>(market);
    return told != nullptr && leaves_one_open(*told);
  });
}

}  // namespace

bool says_something_of(const std::string& request, const Effects& effects) {
  return std::ranges::any_of(effects.to_devices, [&](const auto& row) { return row.request_id == request; }) ||
         std::ranges::any_of(effects.to_users,
                             [&](const auto& row) { return row.document.reading.request_id == request; });
}

std::vector<std::string> awaited_of(const oracle::World& world) {
  std::vector<std::string> awaited;
  for (const auto& [id, transaction] : world.transactions()) {
    if (is_awaited(world, transaction)) awaited.push_back(id);
  }
  return awaited;
}

void note_late_comers(const oracle::World& world, const std::vector<scenario::FromDevice>& messages,
                      const oracle::Expectation& expectation, const observation::Observation& observation,
                      verdict::Overdue& overdue) {
  const auto* drained = observation::answer<observation::Drained>(observation);
  if (drained == nullptr) return;
  const auto& effects = drained->effects;
  for (const auto& [id, transaction] : world.transactions()) {
    const bool heard = says_something_of(id, effects) && transaction.reading.devices.size() <= 1;
    if (may_come(world, transaction) && !heard) overdue.requests.insert(id);
  }
  for (const auto& message : messages) {
    if (shows_message(message, effects) || is_forbidden(message, expectation)) continue;
    if (message.kind == "dcc-alert") overdue.alert_codes.insert(message.alert_code.value_or(""));
    if (!message.canary.empty()) overdue.canaries.insert(message.canary);
  }
  overdue.to_csp = overdue.to_csp || may_notify(expectation, effects);
}

}  // namespace hallmark::run
