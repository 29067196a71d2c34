#include <algorithm>
#include <numeric>

#include "harness/oracle/service_flag_rules.h"
#include "harness/scenario/duration.h"

namespace hallmark::oracle {

using scenario::Device;

namespace {

constexpr std::size_t most_orders_tried_for = 4;  ///< meters of one point that one event changes
constexpr std::size_t longest_story = 600;

bool is_meter(const std::optional<Device>& device) {
  return device && (device->type == "ESME" || device->type == "GSME");
}

bool is_at(const std::optional<Device>& device, const std::string& point) {
  if (!device) return false;
  const auto& points = device->metering_points;
  return std::find(points.begin(), points.end(), point) != points.end();
}

std::vector<PossibleFlag> every_flag() {
  std::vector<PossibleFlag> flags;
  for (const auto* flag : {"", "A", "N", "I"}) flags.push_back({flag, true, {}, {}});
  return flags;
}

void add(std::vector<PossibleFlag>& flags, PossibleFlag flag) {
  const auto known =
      std::find_if(flags.begin(), flags.end(), [&](const PossibleFlag& each) { return each.flag == flag.flag; });
  if (known == flags.end()) {
    flags.push_back(std::move(flag));
    return;
  }
  known->preferred = known->preferred || flag.preferred;
  if (known->open_point != flag.open_point || known->answer != flag.answer) known->open_point = known->answer = {};
}

/// A meter's status as it stood at the start or came to a point.
MeterOfPoint arriving(const std::string& status, bool was_active) {
  if (!is_silent(status)) return {status, status};
  return {status, was_active ? "Commissioned" : ""};
}

}  // namespace

ServiceFlags::ServiceFlags(const observation::Statement& statement)
    : claimed_(observation::claims(statement, "service-flags")),
      own_clock_(statement.clock == "real"),
      feed_every_(std::min<std::int64_t>(scenario::duration_seconds(statement.feed_every).value_or(86400), 86400)),
      declared_(statement.choices.begin(), statement.choices.end()) {}

void ServiceFlags::reset(const Inventory& inventory) {
  points_.clear();
  outstanding_.clear();
  settled_with_.clear();
  settled_groups_.clear();
  moved_.clear();
  restrictions_.clear();
  flag_asked_ = false;
  for (const auto& each : inventory.estate().metering_points) add_point(each, inventory);
  for (const auto& each : inventory.estate().devices) {
    restrictions_[each.id] = {each.restricted, inventory.now(), std::nullopt};
  }
}

void ServiceFlags::add_point(const scenario::MeteringPoint& metering_point, const Inventory& inventory) {
  Point point;
  point.id = metering_point.id;
  point.fuel = metering_point.fuel;
  point.network_operator = metering_point.network_operator;
  if (metering_point.direction == "export") point.level = spec::Level::report;
  const auto& flag = metering_point.service_flag;
  bool unknown_past = false;
  for (const auto& id : inventory.devices_at(metering_point.id)) {
    const auto& device = *inventory.device(id);
    if (!is_meter(device)) continue;
    if (device.smets == 1) point.level = spec::Level::report;
    point.meters.push_back(id);
    point.history.meters.push_back(arriving(device.status, flag == "A"));
    point.history.has_been_live = point.history.has_been_live || is_live(device.status);
    unknown_past = unknown_past || is_silent(device.status);
    point.story += (point.story.empty() ? "" : "; ") + id + " " + device.status;
  }
  point.history.has_been_live = point.history.has_been_live || flag.has_value();
  auto derived = flags_after("", point.history);
  point.requirements = std::move(derived.requirements);
  if (flag) {
    point.possible = {{*flag, true, {}, {}}};
  } else {
    point.possible = unknown_past ? every_flag() : std::move(derived.flags);
  }
  for (const auto& each : point.possible) point.fed.insert(each.flag);
  point.had = point.fed;
  point.changes.emplace();
  point.changed_at = {inventory.now().seconds - feed_every_};
  outstanding_.insert(point.id);
  points_[metering_point.id] = std::move(point);
}

void ServiceFlags::learn(const scenario::Stimulus& stimulus, const observation::Observation& observation,
                         const Inventory& inventory) {
  if (!claimed_) return;
  if (std::holds_alternative<scenario::Reset>(stimulus)) return reset(inventory);
  take_in_changes(inventory);
  wake_doubtful(inventory);
  know_restrictions(stimulus, observation, inventory);
  const auto* ssi = std::get_if<scenario::Ssi>(&stimulus);
  const auto* answer = observation::answer<observation::SsiAnswer>(observation);
  if (ssi != nullptr && answer != nullptr && ssi->action == "read") learn_read(*ssi, *answer, inventory);
  if (const auto* drained = observation::answer<observation::Drained>(observation)) {
    learn_drain(drained->effects, inventory);
  }
}

/// From now on it is looked at by itself again.
void ServiceFlags::wake(const std::string& id) {
  const auto found = points_.find(id);
  if (found == points_.end() || found->second.settled_in == 0) return;
  --settled_groups_[found->second.settled_in - 1].points;
  found->second.settled_in = 0;
  outstanding_.insert(id);
}

void ServiceFlags::wake_doubtful(const Inventory& inventory) {
  if (supply_changes_ == inventory.supply_changes()) return;
  supply_changes_ = inventory.supply_changes();
  for (const auto& [type, id] : inventory.doubtful_points()) {
    if (!id.empty()) wake(id);
    if (!id.empty()) continue;
    for (const auto& point : inventory.estate().metering_points) wake(point.id);
  }
}

/// After a drain that was learned from: into the group of the points that are as settled as it, if it is.
void ServiceFlags::settle(Point& point, const Inventory& inventory) {
  if (!is_settled(point, inventory) || is_in_doubt(point, inventory) || point.possible.size() != 1) return;
  const auto& only = point.possible.front();
  if (!only.preferred || !only.open_point.empty() || point.fed != std::set<std::string>{only.flag}) return;
  Words ids = lasting_requirements(point, inventory);
  if (point.level != spec::Level::should) ids.insert(ids.begin(), "mp077.updates-are-changes");
  const auto group = std::find_if(settled_groups_.begin(), settled_groups_.end(), [&](const SettledGroup& each) {
    return each.level == point.level && each.requirements == ids;
  });
  point.settled_in = static_cast<std::size_t>(group - settled_groups_.begin()) + 1;
  if (group == settled_groups_.end()) settled_groups_.push_back({point.level, std::move(ids), 0});
  ++settled_groups_[point.settled_in - 1].points;
  outstanding_.erase(point.id);
  for (const auto& device : inventory.devices_at(point.id)) settled_with_[device].insert(point.id);
}

void ServiceFlags::take_in_changes(const Inventory& inventory) {
  const auto& changes = inventory.changes();
  for (const auto& change : changes) {
    if (const auto found = settled_with_.find(change.device); found != settled_with_.end()) {
      for (const auto& id : found->second) wake(id);
      settled_with_.erase(found);
    }
    for (const auto* device : {&change.before, &change.after}) {
      if (!*device) continue;
      for (const auto& id : (*device)->metering_points) wake(id);
    }
  }
  for (std::size_t taken_in = 0; taken_in < changes.size();) {
    const std::size_t from = taken_in;
    while (taken_in < changes.size() && changes[taken_in].event == changes[from].event) ++taken_in;
    const auto touched = touches(changes, from, taken_in);
    for (const auto& [id, rows] : touched) {
      auto& point = points_.at(id);
      touch(point, rows, changes[from].at);
      point.in_bulk = point.in_bulk || touched.size() > 1;
    }
    flag_asked_ = false;
  }
}

/// The changes of one event, by the point that they concern.
std::map<std::string, std::vector<ServiceFlags::Touch>> ServiceFlags::touches(const std::vector<DeviceChange>& changes,
                                                                              std::size_t from, std::size_t to) const {
  std::map<std::string, std::vector<Touch>> touched;
  for (std::size_t i = from; i < to; ++i) {
    const auto& change = changes[i];
    if (!is_meter(change.before) && !is_meter(change.after)) continue;
    const auto& doubt = change.doubt_before;
    std::set<std::string> points;
    for (const auto* device : {&change.before, &change.after}) {
      if (*device) points.insert((*device)->metering_points.begin(), (*device)->metering_points.end());
    }
    for (const auto& id : points) {
      if (!points_.contains(id)) continue;
      Touch row;
      row.meter = change.device;
      row.in_doubt = doubt.status || doubt.metering_points || doubt.presence;
      if (is_at(change.before, id)) row.before = change.before->status;
      if (is_at(change.after, id)) row.after = change.after->status;
      row.smets1 = change.after && change.after->smets == 1;
      row.moved = change.before && change.after && row.before.has_value() != row.after.has_value();
      if (row.before != row.after || row.in_doubt) touched[id].push_back(std::move(row));
    }
  }
  return touched;
}

namespace {

/// A point's meters and the flags it may have, taken through single changes.
struct Course {
  PointHistory history;
  std::vector<std::string> meters;
  std::vector<PossibleFlag> possible;
  std::vector<std::string> requirements;
  std::set<std::string> passed;  ///< values on the way

  void apply(const std::string& meter, const std::optional<std::string>& after) {
    const auto found = std::find(meters.begin(), meters.end(), meter);
    const auto place = found - meters.begin();
    if (!after) {
      if (found == meters.end()) return;
      meters.erase(found);
      history.meters.erase(history.meters.begin() + place);
      return;
    }
    history.has_been_live = history.has_been_live || is_live(*after);
    if (found == meters.end()) {
      meters.push_back(meter);
      history.meters.push_back(arriving(*after, false));
      return;
    }
    auto& known = history.meters[static_cast<std::size_t>(place)];
    known.status = *after;
    if (!is_silent(*after)) known.settled = *after;
  }

  bool has_commissioned() const {
    return std::any_of(history.meters.begin(), history.meters.end(),
                       [](const MeterOfPoint& meter) { return meter.status == "Commissioned"; });
  }

  void decide(const PointChange& change) {
    std::vector<PossibleFlag> after;
    for (const auto& before : possible) {
      auto permitted = flags_after(before.flag, history, change);
      for (auto& flag : permitted.flags) {
        flag.preferred = flag.preferred && before.preferred;
        add(after, std::move(flag));
      }
      requirements = std::move(permitted.requirements);
    }
    possible = std::move(after);
    for (const auto& each : possible) passed.insert(each.flag);
  }
};

/// The orders in which several changes are tried: all of them for a few, else as told and backwards.
std::vector<std::vector<std::size_t>> orders(std::size_t count) {
  std::vector<std::vector<std::size_t>> all;
  if (count < 2) return all;
  std::vector<std::size_t> order(count);
  std::iota(order.begin(), order.end(), 0U);
  if (count > most_orders_tried_for) return {order, {order.rbegin(), order.rend()}};
  do all.push_back(order);
  while (std::next_permutation(order.begin(), order.end()));
  return all;
}

}  // namespace

/// An event that changes several meters of a point may be carried out in any order, or at once.
void ServiceFlags::touch(Point& point, const std::vector<Touch>& touched, scenario::Instant at) {
  for (const auto& row : touched) {
    if (row.moved && point.level == spec::Level::must) point.level = spec::Level::should;
    if (row.moved) moved_.insert(point.id);
    if (row.smets1 && row.after) point.level = spec::Level::report;
    if (row.in_doubt) point.possible = every_flag();
    point.story += "; " + row.meter + ' ' + row.after.value_or("taken away");
  }
  if (point.story.size() > longest_story) point.story = "…" + point.story.substr(point.story.size() - longest_story);
  const Course start{point.history, point.meters, point.possible, point.requirements, {}};
  const auto is_quiet = [](const Touch& row) { return row.after && is_silent(*row.after); };
  const auto withdrew = [](const Touch& row) { return row.after == "Withdrawn"; };

  Course at_once = start;
  for (const auto& row : touched) at_once.apply(row.meter, row.after);
  at_once.decide({std::all_of(touched.begin(), touched.end(), is_quiet), start.has_commissioned(),
                  std::any_of(touched.begin(), touched.end(), withdrew)});

  for (const auto& order : orders(touched.size())) {
    Course one_by_one = start;
    for (const auto i : order) {
      const PointChange change{is_quiet(touched[i]), one_by_one.has_commissioned(), withdrew(touched[i])};
      one_by_one.apply(touched[i].meter, touched[i].after);
      one_by_one.decide(change);
    }
    for (auto& flag : one_by_one.possible) add(at_once.possible, std::move(flag));
    at_once.passed.insert(one_by_one.passed.begin(), one_by_one.passed.end());
  }
  const bool certain =
      point.changes && point.possible.size() == 1 && at_once.possible.size() == 1 && at_once.passed.size() == 1;
  const bool same = certain && point.possible.front().flag == at_once.possible.front().flag;
  if (!certain) {
    point.changes.reset();
  } else if (!same) {
    point.changes->push_back(at_once.possible.front().flag);
  }
  if (!same) point.changed_at = at;
  point.had.insert(at_once.passed.begin(), at_once.passed.end());
  point.history = std::move(at_once.history);
  point.meters = std::move(at_once.meters);
  point.possible = std::move(at_once.possible);
  point.requirements = std::move(at_once.requirements);
}

/// Only what statuses alone can have changed is compared; after anything else the flag is not known here.
void ServiceFlags::know_restrictions(const scenario::Stimulus& stimulus, const observation::Observation& observation,
                                     const Inventory& inventory) {
  if (const auto* ssi = std::get_if<scenario::Ssi>(&stimulus); ssi != nullptr && ssi->action != "read") {
    flag_asked_ = true;
    const auto* answer = observation::answer<observation::SsiAnswer>(observation);
    if (answer == nullptr || !answer->accepted) return;
    const auto effective = answer->effective ? scenario::instant(*answer->effective) : std::nullopt;
    restrictions_[ssi->device] = {ssi->action == "set-restricted", effective.value_or(inventory.now()), std::nullopt};
  } else if (const auto* event = std::get_if<scenario::Inventory>(&stimulus)) {
    const bool only_status = !event->add && !event->payment_mode && !event->metering_points && !event->hub;
    if (event->add) restrictions_.erase(event->add->id);
    for (const auto& id : event->devices) {
      const auto found = restrictions_.find(id);
      if (found == restrictions_.end()) continue;
      if (only_status) found->second.status_since = event->status;
      if (!only_status) restrictions_.erase(found);
    }
  } else if (std::holds_alternative<scenario::Registration>(stimulus) ||
             std::holds_alternative<scenario::Submit>(stimulus)) {
    restrictions_.clear();
  }
}

void ServiceFlags::narrow(Point& point, const std::string& flag) {
  const auto found = std::find_if(point.possible.begin(), point.possible.end(),
                                  [&](const PossibleFlag& each) { return each.flag == flag; });
  if (found == point.possible.end()) return;  // what is not permitted teaches nothing
  if (!found->open_point.empty() && point.possible.size() > 1) {
    const std::string open_point(found->open_point);
    const std::string answer(found->answer);
    seen_first_.emplace(open_point, answer);
    answers_[open_point].insert(answer);
  }
  point.possible = {{flag, true, {}, {}}};
}

void ServiceFlags::learn_read(const scenario::Ssi& ssi, const observation::SsiAnswer& answer,
                              const Inventory& inventory) {
  const auto* read = read_by(ssi, inventory);
  if (read == nullptr || !answer.accepted || is_in_doubt(*read, inventory)) return;
  narrow(points_.at(read->id), answer.service_flag.value_or(""));
}

void ServiceFlags::learn_drain(const observation::Effects& effects, const Inventory& inventory) {
  std::set<std::string> in_feed;
  for (const auto& file : effects.to_registration) {
    for (const auto& row : file.updates) {
      const auto found = points_.find(row.metering_point);
      if (found == points_.end()) continue;
      wake(row.metering_point);
      found->second.fed = {row.flag.value_or("")};
      in_feed.insert(row.metering_point);
    }
  }
  const Words outstanding(outstanding_.begin(), outstanding_.end());
  for (const auto& id : outstanding) {
    auto& point = points_.at(id);
    // In real time silence may be slowness, so it is no answer.
    if (own_clock_ && !in_feed.contains(id) && point.possible.size() > 1) continue;
    point.changes.emplace();
    point.in_bulk = false;
    if (!is_settled(point, inventory) || is_in_doubt(point, inventory)) continue;
    std::vector<std::string> shown;
    for (const auto& each : point.possible) {
      if (point.fed.contains(each.flag)) shown.push_back(each.flag);
    }
    if (in_feed.contains(id)) shown = {*point.fed.begin()};
    if (shown.size() == 1) narrow(point, shown.front());
    if (!shown.empty()) point.fed = {shown.begin(), shown.end()};
    settle(point, inventory);
  }
}

}  // namespace hallmark::oracle
