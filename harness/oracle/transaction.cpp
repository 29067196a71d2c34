#include "harness/oracle/transaction.h"

#include <algorithm>
#include <tuple>

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

bool KnownIds::hold(const std::string& id) const {
  const bool is_watched = watched_ != nullptr && id != but_ && watched_->contains(id);
  return is_watched || std::find(ids_.begin(), ids_.end(), id) != ids_.end();
}

const std::string* DeliveriesMatch::asker_of(const std::string& request_id) const {
  const auto listed =
      std::find_if(requests.begin(), requests.end(), [&](const auto& request) { return request.first == request_id; });
  if (listed != requests.end()) return &listed->second;
  if (watched != nullptr) {
    if (const auto found = watched->find(request_id); found != watched->end()) return &found->second.user;
  }
  const auto* earlier = past == nullptr ? nullptr : past->find(request_id);
  return earlier == nullptr ? nullptr : &earlier->user;
}

std::optional<ServiceAsked> DeliveriesMatch::service_of(const std::string& request_id) const {
  if (watched == nullptr) return std::nullopt;
  const auto found = watched->find(request_id);
  if (found == watched->end()) return std::nullopt;
  const auto& [reading, asked] = std::tie(found->second.reading, found->second);
  const bool is_schedule = !asked.schedule_id.empty() || reading.header_srv == "5.1";
  const bool came_twice = asked.in_flight_before || asked.accepted_before;
  if (is_schedule || came_twice || reading.deviation) return std::nullopt;
  return ServiceAsked{reading.reference, reading.header_srv};
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
