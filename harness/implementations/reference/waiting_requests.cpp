#include "harness/implementations/reference/waiting_requests.h"

#include <algorithm>

namespace hallmark::implementations {

using scenario::Instant;

void WaitingRequests::reset() {
  dated_.clear();
  sequel_.clear();
  restricted_.clear();
}

std::optional<Instant> WaitingRequests::next_due() const {
  return dated_.empty() ? std::nullopt : std::optional(dated_.begin()->first);
}

AskedPointer WaitingRequests::take_due(Instant until) {
  if (dated_.empty() || dated_.begin()->first > until) return nullptr;
  auto taken = std::move(dated_.begin()->second);
  dated_.erase(dated_.begin());
  return taken;
}

std::vector<AskedPointer> WaitingRequests::take_if(const std::function<bool(const Asked&)>& holds) {
  std::vector<AskedPointer> taken;
  for (auto each = dated_.begin(); each != dated_.end();) {
    if (holds(*each->second)) {
      taken.push_back(std::move(each->second));
      each = dated_.erase(each);
    } else {
      ++each;
    }
  }
  return taken;
}

bool WaitingRequests::waits(const std::string& request_id) const {
  const auto id = canonical_id(request_id);
  const auto is_it = [&](const auto& entry) { return canonical_id(entry.second->view.request_id) == id; };
  return std::ranges::any_of(dated_, is_it) || std::ranges::any_of(sequel_, is_it) ||
         std::ranges::any_of(restricted_,
                             [&](const Held& held) { return canonical_id(held.asked->view.request_id) == id; });
}

std::vector<AskedPointer> WaitingRequests::take_after(const std::string& request_id) {
  std::vector<AskedPointer> taken;
  const auto [since, until] = sequel_.equal_range(canonical_id(request_id));
  for (auto each = since; each != until; ++each) taken.push_back(std::move(each->second));
  sequel_.erase(since, until);
  return taken;
}

std::vector<WaitingRequests::Held> WaitingRequests::take_held() {
  std::vector<Held> taken;
  taken.swap(restricted_);
  return taken;
}

}  // namespace hallmark::implementations
