// The end of a case: what stayed undecided, and the facts that reports show without judging them.
#include <algorithm>

#include "harness/oracle/rules.h"

namespace hallmark::oracle {

using spec::Level;

/// The halves played without a flag, the latest of each question.
std::vector<const Transaction*> World::unrestricted_halves() const {
  std::map<std::string, const Transaction*> latest;
  for (const auto& [asked, clear] : clear_halves_) latest[asked] = &clear;
  for (const auto& [asked, clear] : past_clear_) {
    if (!flags_.any_was_set()) latest[asked] = &clear;
  }
  for (const auto& [id, transaction] : transactions_) {
    const bool counts = transaction.covered.empty() && !transaction.reading.incidental;
    if (counts && !flags_.any_was_set()) latest[what_was_asked(transaction.reading)] = &transaction;
  }
  std::vector<const Transaction*> halves;
  for (const auto& [asked, half] : latest) {
    if (half->answered) halves.push_back(half);
  }
  return halves;
}

Expectation World::close() const {
  Expectation expectation;
  for (const Transaction* clear : unrestricted_halves()) {
    if (!clear->claimed) {
      const auto& reading = clear->reading;
      const std::string what = reading.header_srv + ", Command Variant " + std::to_string(reading.command_variant);
      expectation.demands.push_back({NotClaimed{"the statement does not claim " + what}, clear->level, {}, ""});
      continue;
    }
    const auto& type = clear->reading.device_type;
    const bool can_be_covered = type == "ESME" || type == "GSME" || type == "GPF";
    const bool permitted = !can_be_covered || (clear->row != nullptr && clear->row->expect == spec::Permission::permit);
    // A request that waits at the DCC shows what the flag does to it only where it is sent without.
    const bool waits = is_queued(*clear) && !clear->lost && clear->row != nullptr && clear->reading.execution_time &&
                       clear->row->expect == spec::Permission::reject;
    if (!(permitted || waits) || !was_refused(*clear)) continue;
    const auto* code = facts_->response_code(clear->code);
    std::string reason = "refused also when not Restricted (" + clear->code + ")";
    if (code != nullptr && code->points_at_case) reason += ", which points at the request of this case";
    const std::string id = can_be_covered ? "mp169.allowed-still-works" : "mp169.unrestricted-untouched";
    expectation.demands.push_back({Undecided{reason}, clear->level, {id}, ""});
  }
  close_alerts(expectation);
  return expectation;
}

Expectation World::close_requiring_one_accepted() const {
  const auto halves = unrestricted_halves();
  const auto claimed =
      std::count_if(halves.begin(), halves.end(), [](const Transaction* half) { return half->claimed; });
  const bool accepted = std::any_of(halves.begin(), halves.end(), [](const Transaction* half) {
    return half->response != ResponseClass::refused && !half->error_later;
  });
  Demand demand{Undecided{"no request of this case was answered"}, Level::must, {"duis.valid-accepted"}, ""};
  if (!judges_acceptance()) {
    demand.condition = Undecided{"refusing placeholder signatures, or claiming no duis-schema, leaves acceptance open"};
    demand.level = Level::report;
  } else if (accepted) {
    return {};
  } else if (claimed == 0 && !halves.empty()) {
    demand.condition = NotClaimed{"the statement claims none of the requests of this case"};
  } else if (claimed > 0) {
    demand.condition =
        NotMet{"none of " + std::to_string(claimed) + " valid requests that the statement claims was accepted"};
  }
  Expectation expectation;
  expectation.demands.push_back(std::move(demand));
  return expectation;
}

void World::remark_on(const Transaction& transaction, std::vector<Remark>& remarks) const {
  if (transaction.reading.deviation == "replayed_request_id" && transaction.answered && transaction.covered.empty()) {
    const bool refuses = transaction.response == ResponseClass::refused || transaction.error_later;
    // What was refused the first time, or for want of a supplier, tells nothing of replays.
    if (refuses && (!transaction.accepted_before || lost_supplier(transaction))) return;
    remarks.push_back({"open-point", "replayed-request-id", refuses ? "refuse" : "accept"});
  }
  if (transaction.covered.empty() || !transaction.answered) return;
  const auto* covered = device(transaction.covered.front());
  const std::string type = covered != nullptr ? covered->type : transaction.reading.device_type;
  const std::string subject = transaction.reading.body_srv + ' ' + type;
  const bool forwarded = transaction.drains.showed_command() || transaction.drains.showed_delivery();
  const bool is_refused = was_refused(transaction);
  const std::string answer = (is_refused ? "refused " : "answered ") + transaction.code;
  const bool judged = transaction.level != Level::report;
  if (is_prohibited(transaction) && judged) {
    if (!is_refused || forwarded) {
      remarks.push_back({"gives-out", subject, std::string(spec::name(transaction.level)) + ": " + answer});
    } else {
      const bool at_once = transaction.response == ResponseClass::refused;
      const std::string& code = at_once ? transaction.code : transaction.later_code;
      if (!code.starts_with('E')) return;                     // refused without a Response, or by silence
      if (!shows_rejection_code(*this, transaction)) return;  // nothing shows that it is because of the flag
      remarks.push_back({"open-point", "rejection-code", code + " (" + rejection_key(transaction, at_once) + ")"});
    }
  } else if (transaction.permission == spec::Permission::open || !judged) {
    remarks.push_back({"open-row", subject, answer});
  }
}

std::vector<Remark> World::remarks() const {
  std::vector<Remark> remarks = remarks_;
  for (const auto& [point, key, token] : choices_.seen()) {
    if (point == "rejection-code") continue;  // told of every refusal below
    remarks.push_back({"open-point", point, token + (key.empty() ? "" : " (" + key + ")")});
  }
  for (const auto& why : choices_.unusable()) remarks.push_back({"remark", "choices.as-declared", why});
  for (const auto* earlier : {&finished_remarks_, &past_remarks_}) {
    remarks.insert(remarks.end(), earlier->begin(), earlier->end());
  }
  for (const auto& [id, transaction] : transactions_) remark_on(transaction, remarks);
  for (const auto& [point, tokens] : service_flags_.answers()) {
    for (const auto& token : tokens) remarks.push_back({"open-point", point, token});
  }
  for (const auto& token : reporting_.answers()) remarks.push_back({"open-point", "part-of-a-month", token});
  return remarks;
}

}  // namespace hallmark::oracle
