// What the observer lets go of, so that a history of any length takes no more room than a short one. A request is let
// go once nothing more is to come of it and enough others have come to that point since; an Alert once it was drained.
// Of a request what the rules about all requests ask stays (past_requests.h), and what reports show.
#include <algorithm>

#include "harness/oracle/rules.h"

namespace hallmark::oracle {

namespace {

/// Settled requests, and Alerts, that are watched all the same: an implementation may be late with what it may not do.
constexpr std::size_t settled_watched = 64;
/// The most that are watched: beyond it the oldest go, also those of which something may yet come.
constexpr std::size_t most_watched = 4096;
/// Questions, and Alerts, of a half without the flag that are kept for the other half.
constexpr std::size_t most_of_a_half = 4096;

/// A billing Alert that was withheld is not to come later either.
bool is_watched_for_good(const AlertSent& alert) {
  return alert.drains == 0 ||
         (alert.covered && !alert.came_at_once && !alert.is_of_dcc() && alert.code() == billing_alert);
}

/// Whether the other half can ask the same: no lawful traffic about others, no device that the estate gave a flag.
bool is_question(const Transaction& transaction) {
  return transaction.covered.empty() && !transaction.reading.incidental;
}

void add_once(std::vector<Remark>& remarks, Remark made) {
  if (std::find(remarks.begin(), remarks.end(), made) == remarks.end()) remarks.push_back(std::move(made));
}

}  // namespace

void World::let_go() {
  for (auto& [id, transaction] : transactions_) {
    if (transaction.settled || !is_settled(transaction, now())) continue;
    transaction.settled = true;
    settled_.push_back(id);
  }
  for (; settled_.size() > settled_watched; settled_.pop_front()) {
    const auto found = transactions_.find(settled_.front());
    if (found != transactions_.end() && found->second.settled) let_go_of(found);
  }
  if (transactions_.size() > most_watched) let_go_of_oldest();
  let_go_of_alerts();
}

void World::let_go_of(std::map<std::string, Transaction>::iterator place) {
  auto& [id, transaction] = *place;
  const bool refused_by_flag =
      is_prohibited(transaction) && was_refused(transaction) && transaction.level == spec::Level::must;
  past_was_refused_ = past_was_refused_ || refused_by_flag;
  past_.add(id, {transaction.user, transaction.reading.header_srv, refused_by_flag});
  std::vector<Remark> made;
  if (!transaction.reading.incidental) remark_on(transaction, made);
  for (auto& each : made) add_once(past_remarks_, std::move(each));
  if (!flags_.any_was_set() && is_question(transaction) && past_clear_.size() < most_of_a_half) {
    past_clear_.insert_or_assign(what_was_asked(transaction.reading), std::move(transaction));
  }
  transactions_.erase(place);
}

/// A quarter of them at once, so that it is seldom done.
void World::let_go_of_oldest() {
  std::vector<std::uint64_t> numbers;
  for (const auto& [id, transaction] : transactions_) numbers.push_back(transaction.number);
  const auto bound = numbers.begin() + most_watched / 4;
  std::nth_element(numbers.begin(), bound, numbers.end());
  for (auto each = transactions_.begin(); each != transactions_.end();) {
    const auto place = each++;
    if (place->second.number < *bound) let_go_of(place);
  }
}

void World::let_go_of_alerts() {
  if (alerts_.size() <= settled_watched) return;
  std::size_t surplus = alerts_.size() - settled_watched;
  const bool too_many = alerts_.size() > most_watched;
  const bool is_clear_half = !flags_.any_was_set();
  std::erase_if(alerts_, [&](AlertSent& alert) {
    if (surplus == 0 || (is_watched_for_good(alert) && !too_many)) return false;
    --surplus;
    if (is_clear_half && !alert.covered && past_clear_alerts_.size() < most_of_a_half) {
      past_clear_alerts_.insert_or_assign(alert.key(), std::move(alert));
    }
    return true;
  });
}

/// What a half was played for: its questions and Alerts where no flag was set, else what reports show.
void World::close_half() {
  const bool was_clear_half = !flags_.any_was_set();
  finished_remarks_.insert(finished_remarks_.end(), past_remarks_.begin(), past_remarks_.end());
  for (auto& [id, finished] : transactions_) {
    if (finished.reading.incidental) continue;
    const bool is_half = was_clear_half && is_question(finished);
    if (!is_half) remark_on(finished, finished_remarks_);
    if (is_half) past_clear_.insert_or_assign(what_was_asked(finished.reading), finished);
  }
  for (auto& alert : alerts_) {
    if (!alert.covered) past_clear_alerts_.insert_or_assign(alert.key(), alert);
  }
  if (was_clear_half) {
    for (auto& [asked, half] : past_clear_) clear_halves_.insert_or_assign(asked, std::move(half));
    for (auto& [key, alert] : past_clear_alerts_) clear_alerts_.insert_or_assign(key, std::move(alert));
  }
  transactions_.clear();
  alerts_.clear();
  settled_.clear();
  past_.clear();
  past_was_refused_ = false;
  past_remarks_.clear();
  past_clear_.clear();
  past_clear_alerts_.clear();
}

}  // namespace hallmark::oracle
