/// \file
/// Requests that the DCC holds: future-dated ones until their time, those of a sequence until the one before them is
/// answered, and those that fell due while Restricted until the flag is cleared.
#pragma once

#include <functional>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "harness/implementations/reference/asked.h"

namespace hallmark::implementations {

/// Holds and hands back; what becomes of what falls due is decided elsewhere.
class WaitingRequests {
 public:
  /// A request, and for a scheduled run the schedule that caused it.
  struct Held {
    AskedPointer asked;
    std::string schedule = {};
  };
  void reset();

  void hold_until(scenario::Instant due, AskedPointer asked) { dated_.emplace(due, std::move(asked)); }
  std::optional<scenario::Instant> next_due() const;
  /// The next that is due by then; null where none is.
  AskedPointer take_due(scenario::Instant until);
  /// Takes every future-dated one that the condition holds for.
  std::vector<AskedPointer> take_if(const std::function<bool(const Asked&)>& holds);

  void hold_after(const std::string& request_id, AskedPointer asked) {
    sequel_.emplace(canonical_id(request_id), std::move(asked));
  }
  bool waits(const std::string& request_id) const;
  /// The requests that wait for that one, in order.
  std::vector<AskedPointer> take_after(const std::string& request_id);

  void hold_until_cleared(Held held) { restricted_.push_back(std::move(held)); }
  /// Everything that was held because of a flag; what is Restricted still is to be held again.
  std::vector<Held> take_held();

 private:
  std::multimap<scenario::Instant, AskedPointer> dated_;
  std::multimap<std::string, AskedPointer> sequel_;
  std::vector<Held> restricted_;
};

}  // namespace hallmark::implementations
