#include "harness/oracle/transaction.h"

#include <algorithm>

namespace hallmark::oracle {

bool was_refused(const Transaction& transaction) {
  if (transaction.response == ResponseClass::refused || transaction.error_later) return true;
  if (transaction.response == ResponseClass::completed || !transaction.content.empty()) return false;
  return std::none_of(transaction.drains.begin(), transaction.drains.end(),
                      [](const DrainSeen& seen) { return !seen.devices.empty() || seen.delivered || seen.answered; });
}

bool was_accepted(const Transaction& transaction) {
  return transaction.response != ResponseClass::refused && !transaction.error_later;
}

bool was_sent(const Transaction& transaction) {
  return std::any_of(transaction.drains.begin(), transaction.drains.end(),
                     [](const DrainSeen& seen) { return !seen.devices.empty(); });
}

bool is_queued(const Transaction& transaction) {
  return transaction.reading.scheduled_srv.has_value() || transaction.reading.execution_time.has_value();
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
