// Section A of the policy, effective-when: a request that is under way together with a set or clear may come before it
// or after it, and goes wholly one way or the other. What it was answered says which.
#include <algorithm>

#include "harness/oracle/rules.h"

namespace hallmark::oracle {

namespace {

bool is_permitted_anyway(const Transaction& transaction) {
  return transaction.row != nullptr && transaction.row->expect == spec::Permission::permit;
}

}  // namespace

bool is_open_by_overlap(const Transaction& transaction) {
  return transaction.overlaps && !is_permitted_anyway(transaction);
}

/// The flag as it was when the request came is the one that explains its answer.
void World::learn_overlap(Transaction& transaction) const {
  if (!is_open_by_overlap(transaction)) return;
  const bool refused = transaction.response == ResponseClass::refused;
  if (refused == !transaction.covered.empty()) return;
  if (refused) {
    const auto& named = transaction.reading.devices;
    std::copy_if(named.begin(), named.end(), std::back_inserter(transaction.covered),
                 [&](const auto& id) { return flag_holder(id) == changed_flag_; });
    transaction.after_clear = transaction.reads_restricted_time = false;
  } else {
    transaction.covered.clear();
    transaction.overtaken = true;
  }
  transaction.row = deciding_row(transaction);
  transaction.level = transaction.row != nullptr ? transaction.row->level : spec::Level::must;
  transaction.permission = spec::Permission::permit;
  if (refused && transaction.row == nullptr) transaction.permission = spec::Permission::reject;
  if (refused && transaction.row != nullptr) transaction.permission = transaction.row->expect;
}

void expect_one_way(const Transaction& transaction, Expectation& expectation) {
  if (!is_open_by_overlap(transaction)) return;
  const Ids ids = {"mp169.allow-list", "mp169.any-time"};
  const std::string because = "a request that overlaps a set or clear goes wholly one way or the other";
  const auto& id = transaction.reading.request_id;
  expectation.demands.push_back({NotBothWays{id}, transaction.level, ids, because});
  if (!transaction.error_later || transaction.drains.showed_command()) return;
  expectation.demands.push_back({NoCommandFor{id, {}}, transaction.level, ids, because});
}

}  // namespace hallmark::oracle
