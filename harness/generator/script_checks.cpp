// What a sequence does after a request that the flag forbids: everything that could still yield what was asked.
#include <algorithm>

#include "harness/generator/script.h"

namespace hallmark::generator {

namespace {

constexpr std::int64_t day = 86400;

}  // namespace

/// While its flag should still be set; null: there was none.
Script::Sent* Script::latest_forbidden() {
  if (!forbidden_) return nullptr;
  auto& sent = sent_[*forbidden_];
  return restricted_.contains(meter_of(sent.device, sent.home)) ? &sent : nullptr;
}

/// The device answers as if it had been asked, a day passes, and the flag is as it was.
void Script::nothing_is_left(const Move& move) {
  auto* sent = latest_forbidden();
  if (sent == nullptr) return;
  const auto id = meter_of(sent->device, sent->home);
  if (!sent->answered && !sent->what->service->non_device) answer(*sent, true);
  if (move.how % 2 == 0) {
    wait(day);
    drain();
  }
  read(id);
}

/// Somebody else in the same role, who may have supplied the point before; or another role that may ask.
void Script::another_user_tries(const Move& move) {
  const auto* sent = latest_forbidden();
  if (sent == nullptr) return;
  const auto& what = *sent->what;
  std::vector<std::pair<const Sendable*, std::string>> tries;
  const auto* point = point_of(sent->device);
  if (const auto former = former_suppliers_.find(point == nullptr ? "" : point->id);
      former != former_suppliers_.end()) {
    for (const auto& user : former->second) tries.emplace_back(&what, user);
  }
  for (const auto& other : street_.homes) tries.emplace_back(&what, user_in_role(other, what.role));
  for (const auto& each : repertoire_.requests) {
    if (each.service == what.service && each.device_type == what.device_type && each.role != what.role)
      tries.emplace_back(&each, user_in_role(street_.homes[sent->home], each.role));
  }
  std::erase_if(tries, [&](const auto& row) { return row.second == sent->submit.user; });
  if (tries.empty()) return;
  const auto& [by, user] = tries[move.what % tries.size()];
  send(*by, sent->home, move, {user});
}

/// The request of that number that reads consumption of that type in that role; null: there is none.
const Sendable* Script::consumption_like(const std::string& type, const std::string& role, std::size_t number) const {
  std::vector<const Sendable*> all;
  for (const auto* each : repertoire_.consumption) {
    if (each->device_type == type && each->role == role) all.push_back(each);
  }
  return all.empty() ? nullptr : all[number % all.size()];
}

/// Another request for consumption, the Gas Proxy Function or its meter, another Command Variant, a schedule, a later
/// time, the point beside it.
void Script::another_route(const Move& move) {
  const auto* sent = latest_forbidden();
  if (sent == nullptr) return;
  const auto& what = *sent->what;
  const auto home = sent->home;
  const auto where = [&](auto holds) -> const Sendable* {
    std::vector<const Sendable*> all;
    for (const auto* each : repertoire_.consumption) {
      if (each->role == what.role && holds(*each)) all.push_back(each);
    }
    return all.empty() ? nullptr : all[move.what % all.size()];
  };
  const std::string mirror = what.device_type == "GPF" ? "GSME" : "GPF";
  const Sendable* other = nullptr;
  switch (move.how / 4 % 6) {
    case 0:
      other = consumption_like(what.device_type, what.role, move.what);
      break;
    case 1:
      other = consumption_like(mirror, what.role, move.what);
      break;
    case 2:
      other = where([&](const Sendable& each) {
        return each.service == what.service && each.device_type == what.device_type &&
               each.command_variant != what.command_variant;
      });
      break;
    case 3:
      other = where(
          [&](const Sendable& each) { return each.service->variant == "5.1" && each.device_type == what.device_type; });
      break;
    case 4: {
      const auto& dated = repertoire_.future_dated;
      const auto same = std::find_if(dated.begin(), dated.end(), [&](const Sendable* each) {
        return each->role == what.role && each->device_type == what.device_type;
      });
      if (same != dated.end()) send(**same, home, move, {{}, true});
      return;
    }
    default:
      for (std::size_t beside = 0; beside < street_.homes.size(); ++beside) {
        if (beside == home || street_.homes[beside].chf != street_.homes[home].chf) continue;
        if (const auto* same = consumption_like(what.device_type, what.role, move.what)) send(*same, beside, move, {});
      }
      return;
  }
  if (other != nullptr) send(*other, home, move, {});
}

void Script::critical_alert_passes(const Move& move) {
  const auto* sent = latest_forbidden();
  if (sent == nullptr) return;
  std::vector<Sounding> all;
  for (const auto& each : repertoire_.critical_alerts) {
    if (each.device_type == sent->what->device_type) all.push_back(each);
  }
  if (!all.empty()) sound(all[move.what % all.size()], sent->device, move.who);
}

}  // namespace hallmark::generator
