// Section B of the policy, what was asked before the flag and comes after: answers in flight, future-dated requests,
// schedules; and every other route by which a command may reach a Restricted device.
#include <algorithm>
#include <set>

#include "harness/oracle/rules.h"

namespace hallmark::oracle {

using spec::Level;

namespace {

constexpr std::int64_t day = 86400;

/// The device of a request whose flag overtook it.
const std::string* overtaken_device(const World& world, const Transaction& transaction) {
  const auto& devices = transaction.reading.devices;
  const auto found = std::find_if(devices.begin(), devices.end(), [&](const std::string& id) {
    return world.device(id) != nullptr && world.flag(id).was_set;
  });
  return found == devices.end() ? nullptr : &*found;
}

Level level_of(const World& world, const Transaction& transaction, const std::string& device) {
  const auto* row = world.profile().find(carried_srv(transaction), world.device(device)->type);
  const Level level = row != nullptr ? row->level : Level::must;
  return world.flag(device).is_set() ? level : weaker(level, Level::should);
}

bool is_rejected(const World& world, const Transaction& transaction, const std::string& device) {
  const auto* row = world.profile().find(carried_srv(transaction), world.device(device)->type);
  return row == nullptr || row->expect == spec::Permission::reject;
}

/// An answer that came while Restricted, to what the profile rejects: to a command that had been sent, or to none.
void expect_answer(const World& world, const Transaction& transaction, Expectation& expectation) {
  auto& demands = expectation.demands;
  if (transaction.answered_in_flight) {
    demands.push_back({DeliveredAtMost{transaction.canary, 1 - transaction.deliveries},
                       Level::must,
                       {"mp169.nothing-comes-back"},
                       "an answer in flight when the flag was set is delivered at most once"});
    if (transaction.deliveries > 0) return;
    expect_choice(
        world, "in-flight-response", "",
        {{"deliver", PayloadDelivered{transaction.canary}}, {"withhold", PayloadWithheld{transaction.canary}}},
        expectation);
  } else if (transaction.answered_unasked) {
    demands.push_back({PayloadWithheld{transaction.canary},
                       Level::must,
                       {"mp169.nothing-comes-back"},
                       "no answer to a command that was never sent reaches a User"});
  }
}

void expect_nothing_sent(const World& world, const Transaction& transaction, const std::string& device,
                         Expectation& expectation) {
  if (!world.flags().covered_since_drain(world.flag_holder(device))) return;
  const auto& id = transaction.reading.request_id;
  const Condition none = transaction.reading.scheduled_srv ? Condition(RunsOf{id, transaction.schedule_id, 0, 0})
                                                           : Condition(NoCommandFor{id, {}});
  expectation.demands.push_back({none, level_of(world, transaction, device),
                                 prohibition_ids(world, transaction, device),
                                 "what falls due while Restricted, and the profile rejects, is not sent"});
}

void expect_future_dated(const World& world, const Transaction& transaction, const std::string& device,
                         Expectation& expectation) {
  const auto& id = transaction.reading.request_id;
  const auto due = *transaction.reading.execution_time;
  const std::string point = "queued-request-when-set";
  if (was_sent(transaction) || !is_undisturbed(world, transaction)) return;
  if (world.flag(device).covers()) {
    std::map<std::string, Condition> meaning = {{"hold-until-cleared", NoRefusalOf{id}}};
    if (world.now() < due) meaning.emplace("reject-when-due", NoRefusalOf{id});
    // Who cancels at once has told so by the first drain after the set.
    const bool told = world.flags().covered_since_drain(world.flag_holder(device));
    if (due <= world.now() && told && !transaction.error_later) meaning.emplace("cancel-now", NoRefusalOf{id});
    return expect_choice(world, point, "future-dated", meaning, expectation);
  }
  const bool fell_due_restricted = was_set_around(world, world.flag_holder(device), due);
  if (world.flag(device).is_open() || !fell_due_restricted) return;
  std::map<std::string, Condition> meaning = {{"cancel-now", CommandSent{id, false}},
                                              {"reject-when-due", CommandSent{id, false}}};
  if (!world.flag_was_just_asked()) meaning.emplace("hold-until-cleared", CommandSent{id, true});
  expect_choice(world, point, "future-dated", meaning, expectation);
}

/// Schedules of cases run daily. Each day since it was made can have caused one run at most.
void expect_runs_after_clear(const World& world, const Transaction& transaction, const std::string& device,
                             Expectation& expectation) {
  const auto cleared = world.flags().cleared_at(world.flag_holder(device));
  if (world.flag(device).is_open() || !cleared) return;
  const auto runs = [&](int at_least, int at_most) {
    return RunsOf{transaction.reading.request_id, transaction.schedule_id, at_least, at_most};
  };
  const auto days = static_cast<int>((world.now().seconds - transaction.asked_at.seconds) / day) + 1;
  const int at_most = std::max(0, days - transaction.runs);
  expectation.demands.push_back(
      {runs(0, at_most), Level::must, {"mp169.clear-restores"}, "no run of a schedule is sent twice"});
  const auto& drains = transaction.drains;
  const auto last = drains.empty() ? std::nullopt : std::optional(drains.latest().at);
  const auto since = undrained_since(world, transaction, last, *cleared);
  if (transaction.schedule_id.empty() || !since || !is_undisturbed(world, transaction)) return;
  if (world.flag_was_just_asked()) {
    expect_choice(world, "queued-request-when-set", "scheduled",
                  {{"cancel-now", runs(0, 0)}, {"reject-when-due", runs(0, 0)}}, expectation);
  } else if (world.now().seconds - since->seconds > 2 * day) {
    expect_choice(world, "schedule-after-clear", "", {{"resume", runs(1, at_most)}, {"gone", runs(0, 0)}}, expectation);
  }
}

/// A Restricted meter, or a Gas Proxy Function under its flag. Keeps a reference.
class Routes final : public RejectedRoutes {
 public:
  explicit Routes(const World& world) : world_(world) {}

  std::optional<Bound> find(const std::string& device, const std::string& srv) const override {
    const auto* known = world_.device(device);
    const auto holder = world_.flag_holder(device);
    if (known == nullptr || !world_.flags().covered_since_drain(holder)) return std::nullopt;
    for (const auto level : {Level::must, Level::should}) {
      const auto& srvs = world_.rejected_srvs(known->type, level);
      const bool rejected = std::find(srvs.begin(), srvs.end(), srv) != srvs.end();
      if (rejected) return Bound{level, world_.flags().of(holder).is_set() ? level : weaker(level, Level::should)};
    }
    return std::nullopt;
  }

 private:
  const World& world_;
};

bool rejects_any(const World& world, Level level) {
  const auto types = {"ESME", "GSME", "GPF"};
  return std::any_of(types.begin(), types.end(),
                     [&](const char* type) { return !world.rejected_srvs(type, level).empty(); });
}

}  // namespace

bool is_undisturbed(const World& world, const Transaction& transaction) {
  const auto& devices = transaction.reading.devices;
  return !world.lost_supplier(transaction) && std::none_of(devices.begin(), devices.end(), [&](const std::string& id) {
    const auto changed = world.inventory().changed_at(id);
    return changed && *changed >= transaction.asked_at;
  });
}

bool was_set_around(const World& world, const std::string& holder, scenario::Instant moment) {
  const auto was_set = [&](scenario::Instant at) { return world.flags().was_set_within(holder, at, at); };
  return was_set(moment + -1) && was_set(moment + 1);
}

std::optional<scenario::Instant> undrained_since(const World& world, const Transaction& transaction,
                                                 std::optional<scenario::Instant> last, scenario::Instant cleared) {
  if (!last || *last > cleared) return last;
  const auto set = world.flags().set_at(world.flag_holder(transaction.reading.devices.front()));
  return set && *last >= *set ? std::optional(cleared) : std::nullopt;
}

void expect_overtaken(const World& world, const Transaction& transaction, Expectation& expectation) {
  const std::string* device = overtaken_device(world, transaction);
  if (device == nullptr) return;
  const bool rejected = is_rejected(world, transaction, *device);
  if (!transaction.canary.empty()) expect_answer(world, transaction, expectation);
  if (!rejected) return;
  // On demand, and not sent before the flag: it waits for another request, or was held.
  if (!is_queued(transaction) && !was_sent(transaction)) {
    return expect_nothing_sent(world, transaction, *device, expectation);
  }
  if (!is_queued(transaction)) return;
  expect_nothing_sent(world, transaction, *device, expectation);
  if (transaction.reading.execution_time) {
    expect_future_dated(world, transaction, *device, expectation);
  } else {
    expect_runs_after_clear(world, transaction, *device, expectation);
  }
}

void expect_lost_supplier(const World& world, const Transaction& transaction, Expectation& expectation) {
  const auto& due = transaction.reading.execution_time;
  if (!is_future_dated(transaction) || transaction.overtaken || world.now() < *due) return;
  if (was_sent(transaction) || !was_accepted(transaction)) return;
  const auto changed = world.inventory().changed_at(transaction.reading.devices.front());
  if (changed && *changed >= transaction.asked_at) return;
  const auto& id = transaction.reading.request_id;
  expect_choice(world, "queued-request-of-a-lost-supplier", "",
                {{"run", CommandSent{id, true}}, {"drop", CommandSent{id, false}}}, expectation);
}

void expect_no_other_route(const World& world, const KnownIds& known, Expectation& expectation) {
  bool any_set = false;
  bool any_open = false;
  for (const auto& meter : world.flags().covered_at_drain()) {
    const auto& state = world.flags().of(meter);
    if (!state.covers() || world.device(meter) == nullptr) continue;
    (state.is_set() ? any_set : any_open) = true;
    if (any_set && any_open) break;
  }
  std::set<Bound> bounds;
  for (const auto level : {Level::must, Level::should}) {
    if (!rejects_any(world, level)) continue;
    if (any_set) bounds.insert({level, level});
    if (any_open) bounds.insert({level, weaker(level, Level::should)});
  }
  const auto routes = std::make_shared<const Routes>(world);
  for (const auto& bound : bounds) {
    expectation.demands.push_back(
        {NoCommandNaming{routes, bound, known, &world.past()},
         bound.judged,
         {bound.rejected == Level::must ? "mp169.consumption-never-leaves" : "mp169.allow-list"},
         "no command that the profile rejects reaches a Restricted device, by any route"});
  }
}

}  // namespace hallmark::oracle
