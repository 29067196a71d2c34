#include "harness/oracle/transaction.h"

namespace hallmark::oracle {

void DrainsSeen::add(DrainSeen seen) {
  if (count_ > 0) before_latest_at_ = latest_.at;
  ++count_;
  if (!seen.devices.empty()) ++with_command_;
  delivered_ = delivered_ || seen.delivered;
  answered_ = answered_ || seen.answered;
  if (first_.size() < most_kept) first_.push_back(seen);
  latest_ = std::move(seen);
}

bool was_refused(const Transaction& transaction) {
  if (transaction.response == ResponseClass::refused || transaction.error_later) return true;
  if (transaction.response == ResponseClass::completed || !transaction.content.empty()) return false;
  const auto& drains = transaction.drains;
  return !drains.showed_command() && !drains.showed_delivery() && !drains.showed_answer();
}

bool was_accepted(const Transaction& transaction) {
  return transaction.response != ResponseClass::refused && !transaction.error_later;
}

bool was_sent(const Transaction& transaction) { return transaction.drains.showed_command(); }

bool is_settled(const Transaction& transaction, scenario::Instant now) {
  if (!transaction.answered || transaction.drains.empty()) return false;
  if (transaction.response == ResponseClass::refused || transaction.error_later) return true;
  if (transaction.reading.scheduled_srv) return false;
  if (transaction.reading.execution_time > now) return false;
  return transaction.response == ResponseClass::completed || transaction.confirmed;
}

bool is_queued(const Transaction& transaction) {
  return transaction.reading.scheduled_srv.has_value() || is_future_dated(transaction);
}

bool is_future_dated(const Transaction& transaction) {
  const int variant = transaction.reading.command_variant;
  const bool is_sent = variant == 1 || variant == 3 || variant == 5 || variant == 7;
  return is_sent && transaction.reading.execution_time.has_value();
}

const std::string& carried_srv(const Transaction& transaction) {
  const auto& reading = transaction.reading;
  return reading.scheduled_srv ? *reading.scheduled_srv : reading.body_srv;
}

std::string what_was_asked(const scenario::RequestReading& reading) {
  std::string key = reading.originator + ' ' + reading.header_srv + ' ' + std::to_string(reading.command_variant);
  for (const auto& device : reading.devices) key += ' ' + device;
  return key;
}

}  // namespace hallmark::oracle
