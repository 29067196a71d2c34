#include "harness/implementations/reference/mode_changes.h"

#include <algorithm>

namespace hallmark::implementations {

using scenario::Instant;

void ModeChanges::sent(const std::string& device, const AskedPointer& asked) {
  if (!is_cancellation(*asked))
    under_way_.emplace(device, UnderWay{asked->view.request_id, asked->execution, asked->to_prepayment, false});
}

bool ModeChanges::answered(const std::string& device, const Asked& asked, bool success, Instant now) {
  const auto [since, until] = under_way_.equal_range(device);
  const auto found = std::find_if(since, until, [&](const auto& entry) {
    return entry.second.request_id == asked.view.request_id && !entry.second.confirmed;
  });
  if (found != until) under_way_.erase(found);
  if (success && is_cancellation(asked)) {
    std::erase_if(under_way_, [&](const auto& entry) { return entry.first == device && entry.second.confirmed; });
    return false;
  }
  const bool later = asked.execution && *asked.execution > now;
  if (success && later)
    under_way_.emplace(device, UnderWay{asked.view.request_id, asked.execution, asked.to_prepayment, true});
  return success && !later;
}

bool ModeChanges::prepayment_pending(const std::string& device) const {
  const auto [since, until] = under_way_.equal_range(device);
  return std::any_of(since, until, [](const auto& entry) { return entry.second.to_prepayment; });
}

std::optional<Instant> ModeChanges::next_due() const {
  std::optional<Instant> next;
  for (const auto& [device, change] : under_way_) {
    if (change.confirmed && (!next || *change.at < *next)) next = change.at;
  }
  return next;
}

std::vector<ModeChanges::Change> ModeChanges::take_due(Instant until) {
  std::vector<std::pair<Instant, Change>> due;
  for (auto each = under_way_.begin(); each != under_way_.end();) {
    if (each->second.confirmed && *each->second.at <= until) {
      due.push_back({*each->second.at, {each->first, each->second.to_prepayment}});
      each = under_way_.erase(each);
    } else {
      ++each;
    }
  }
  std::ranges::stable_sort(due, {}, [](const auto& one) { return one.first; });
  std::vector<Change> changes;
  for (auto& [at, change] : due) changes.push_back(std::move(change));
  return changes;
}

}  // namespace hallmark::implementations
