// Section B of the policy, nothing-comes-back: what a device sent turns up nowhere while it must not, whatever is
// asked.
#include <algorithm>

#include "harness/oracle/rules.h"

namespace hallmark::oracle {

using spec::Level;

namespace {

/// The level at which a payload must not be said now; empty: it may.
std::optional<Level> withheld(const World& world, const PayloadSeen& payload, bool is_drain) {
  if (is_drain && payload.watched_in_drains) return std::nullopt;
  if (payload.refused) return payload.level;
  const auto& state = world.flag(payload.device);
  if (!payload.delivered || !state.covers()) return std::nullopt;
  return state.is_set() ? payload.level : weaker(payload.level, Level::should);
}

/// 8.13 brings an answer to what the profile rejects: its own Response does not give it away.
std::optional<Level> brings_what_is_rejected(const World& world, const scenario::Submit& submit) {
  const auto& reading = submit.reading;
  if (submit.canary.empty() || !reading.answered_srv || reading.devices.empty()) return std::nullopt;
  const auto& device = reading.devices.front();
  const auto& state = world.flag(device);
  const auto* row = row_for(world, *reading.answered_srv, device);
  if (!state.covers() || (row != nullptr && row->expect != spec::Permission::reject)) return std::nullopt;
  const Level level = row != nullptr ? row->level : Level::must;
  return state.is_set() ? level : weaker(level, Level::should);
}

}  // namespace

const spec::ProfileRow* row_for(const World& world, const std::string& srv, const std::string& device) {
  const auto* known = world.device(device);
  return known == nullptr ? nullptr : world.profile().find(srv, known->type);
}

void expect_nothing_again(const World& world, const scenario::Stimulus& stimulus, Expectation& expectation) {
  if (std::holds_alternative<scenario::Reset>(stimulus) || std::holds_alternative<scenario::Initialize>(stimulus))
    return;
  const bool is_drain = std::holds_alternative<scenario::Drain>(stimulus);
  std::map<Level, Ids> canaries;
  for (const auto& payload : world.payloads()) {
    if (const auto level = withheld(world, payload, is_drain)) canaries[*level].push_back(payload.canary);
  }
  if (const auto* submit = std::get_if<scenario::Submit>(&stimulus)) {
    if (const auto level = brings_what_is_rejected(world, *submit)) canaries[*level].push_back(submit->canary);
  }
  for (auto& [level, of_level] : canaries) {
    expectation.demands.push_back({NothingOf{std::move(of_level)},
                                   level,
                                   {"mp169.nothing-comes-back"},
                                   "consumption that was refused, or read before the flag, is not said to anybody"});
  }
}

/// The latest are watched, so that a long history costs no more than a short one.
void World::learn_payload(PayloadSeen payload) {
  if (payload.canary.empty()) return;
  if (payloads_.size() == payloads_watched) payloads_.pop_front();
  watch_for(payload.canary);
  payloads_.push_back(std::move(payload));
}

}  // namespace hallmark::oracle
