// What reads and the registration feed may say of the service flags.
#include "harness/oracle/service_flag_rules.h"

#include <algorithm>

namespace hallmark::oracle {

using spec::Level;

namespace {

using Words = std::vector<std::string>;

Words flags_of(const std::vector<PossibleFlag>& possible, bool only_preferred) {
  Words flags;
  for (const auto& each : possible) {
    if (each.preferred || !only_preferred) flags.push_back(each.flag);
  }
  return flags;
}

/// Demands about many points, gathered by level and requirements.
class Gathered {
 public:
  void add(Level level, Words ids, FeedOfPoint point) {
    rows_[{level, std::move(ids)}].points.push_back(std::move(point));
  }
  /// And the points of a book that are settled in a group.
  void add_settled(Level level, Words ids, const SharedPointBook& book, std::size_t group) {
    auto& row = rows_[{level, std::move(ids)}];
    row.book = book;
    row.settled_in = group;
  }
  void move_to(std::vector<Demand>& demands, const std::string& because) {
    for (auto& [key, condition] : rows_) demands.push_back({std::move(condition), key.first, key.second, because});
  }

 private:
  std::map<std::pair<Level, Words>, FeedEndsWith> rows_;
};

}  // namespace

/// Keeps references.
class ServiceFlags::Book final : public PointBook {
 public:
  Book(const ServiceFlags& flags, const Inventory& inventory) : flags_(flags), inventory_(inventory) {}

  std::optional<KnownPoint> find(const std::string& id) const override {
    const auto found = flags_.points_.find(id);
    if (found == flags_.points_.end()) return std::nullopt;
    const auto& point = found->second;
    const Words fed(point.fed.begin(), point.fed.end());
    KnownPoint known{{id, flags_of(point.possible, false), fed, point.story},
                     {point.had.begin(), point.had.end()},
                     point.fuel,
                     point.network_operator,
                     point.changes};
    known.may_be_old = point.level == Level::report;
    known.is_judged = !known.may_be_old && !flags_.is_in_doubt(point, inventory_);
    known.moved = point.level == Level::should;
    known.settled_in = point.settled_in;
    return known;
  }

 private:
  const ServiceFlags& flags_;
  const Inventory& inventory_;
};

void ServiceFlags::expect(const scenario::Stimulus& stimulus, const Inventory& inventory,
                          Expectation& expectation) const {
  if (!claimed_) return;
  const auto* ssi = std::get_if<scenario::Ssi>(&stimulus);
  if (ssi != nullptr && ssi->action == "read") {
    expect_read(*ssi, inventory, expectation);
    expect_restriction(*ssi, inventory, expectation);
  }
  if (std::holds_alternative<scenario::Drain>(stimulus)) expect_drain(inventory, expectation);
}

/// The point whose flag a read of a device answers; null where it has none, or more than one.
const ServiceFlags::Point* ServiceFlags::read_by(const scenario::Ssi& ssi, const Inventory& inventory) const {
  const auto* device = inventory.device(ssi.device);
  if (device == nullptr || !inventory.holds(ssi.device)) return nullptr;
  const Point* found = nullptr;
  for (const auto& id : device->metering_points) {
    const auto point = points_.find(id);
    const auto* known = inventory.metering_point(id);
    if (point == points_.end() || known == nullptr || known->direction == "export") continue;
    if (found != nullptr) return nullptr;
    found = &point->second;
  }
  return found;
}

bool ServiceFlags::is_in_doubt(const Point& point, const Inventory& inventory) const {
  const auto* known = inventory.metering_point(point.id);
  return known == nullptr || inventory.in_doubt(*known);
}

bool ServiceFlags::is_settled(const Point& point, const Inventory& inventory) const {
  return inventory.now().seconds - point.changed_at.seconds >= feed_every_;
}

Words ServiceFlags::requirements_of(const Point& point, const Inventory& inventory) const {
  Words ids = lasting_requirements(point, inventory);
  if (flag_asked_ && point.level != Level::should) ids.emplace_back("cross.flags-are-independent");
  return ids;
}

Words ServiceFlags::lasting_requirements(const Point& point, const Inventory& inventory) const {
  if (point.level == Level::should) return {"mp077.moved-meter"};
  Words ids = point.requirements;
  const auto& devices = inventory.devices_at(point.id);
  const bool other_is_live = std::any_of(devices.begin(), devices.end(), [&](const std::string& id) {
    const auto& device = *inventory.device(id);
    return device.type != "ESME" && device.type != "GSME" && is_live(device.status);
  });
  if (other_is_live) ids.emplace_back("mp077.meters-only");
  return ids;
}

Words ServiceFlags::chosen(const Point& point, bool declared) const {
  const auto& choices = declared ? declared_ : seen_first_;
  Words left;
  bool narrowed = false;
  for (const auto& each : point.possible) {
    const auto choice = choices.find(std::string(each.open_point));
    if (choice == choices.end() || choice->second == each.answer) {
      left.push_back(each.flag);
    } else {
      narrowed = true;
    }
  }
  return narrowed ? left : Words{};
}

void ServiceFlags::expect_read(const scenario::Ssi& ssi, const Inventory& inventory, Expectation& expectation) const {
  const auto* point = read_by(ssi, inventory);
  if (point == nullptr || is_in_doubt(*point, inventory)) return;
  auto& demands = expectation.demands;
  const auto ids = requirements_of(*point, inventory);
  const std::string because = "the service flag that is read follows from the meters of the point";
  demands.push_back({ReadsServiceFlag{flags_of(point->possible, false), point->story}, point->level, ids, because});
  if (const auto preferred = flags_of(point->possible, true); preferred.size() < point->possible.size()) {
    demands.push_back({ReadsServiceFlag{preferred, point->story}, std::max(point->level, Level::should), ids, because});
  }
  if (const auto left = chosen(*point, true); !left.empty()) {
    demands.push_back({ReadsServiceFlag{left, point->story},
                       point->level,
                       {"choices.as-declared"},
                       "the statement declares the answer to this open point"});
  }
  if (const auto left = chosen(*point, false); !left.empty()) {
    demands.push_back({ReadsServiceFlag{left, point->story},
                       std::max(point->level, Level::should),
                       {"choices.one-answer"},
                       "where the codes leave a choice, the same answer is given everywhere"});
  }
  demands.push_back({ReadsNoOldFlag{}, point->level, {"mp077.no-old-values"}, "W and S never appear"});
  const bool may_be_null = point->had.contains("") && point->had.size() == 1;
  const auto flags = flags_of(point->possible, false);
  if (!may_be_null && std::find(flags.begin(), flags.end(), "") == flags.end()) {
    demands.push_back({ReadsServiceFlag{{"A", "N", "I"}, point->story},
                       point->level,
                       {"mp077.null-is-never-sent"},
                       "no point returns to null"});
  }
}

/// A change of status alone does not change the Restricted flag.
void ServiceFlags::expect_restriction(const scenario::Ssi& ssi, const Inventory& inventory,
                                      Expectation& expectation) const {
  const auto known = restrictions_.find(ssi.device);
  if (known == restrictions_.end() || !known->second.status_since || known->second.since > inventory.now()) return;
  if (!inventory.is_responsible(ssi.user, ssi.device) || !inventory.holds(ssi.device)) return;
  const auto& status = *known->second.status_since;
  const bool named = is_silent(status) || is_live(status);
  expectation.demands.push_back({ReadsRestricted{known->second.restricted},
                                 named ? Level::must : Level::should,
                                 {"cross.flags-are-independent"},
                                 "a change of Device status does not change the Restricted flag"});
}

void ServiceFlags::expect_drain(const Inventory& inventory, Expectation& expectation) const {
  Gathered must;
  Gathered preferred;
  Gathered declared;
  Gathered as_before;
  const SharedPointBook book = std::make_shared<const Book>(*this, inventory);
  for (std::size_t number = 1; number <= settled_groups_.size(); ++number) {
    const auto& group = settled_groups_[number - 1];
    if (group.points == 0) continue;
    Words ids = group.requirements;
    if (flag_asked_ && group.level != Level::should) ids.emplace_back("cross.flags-are-independent");
    must.add_settled(group.level, std::move(ids), book, number);
  }
  for (const auto& id : outstanding_) {
    const auto& point = points_.at(id);
    if (!is_settled(point, inventory) || is_in_doubt(point, inventory)) continue;
    Words ids = requirements_of(point, inventory);
    if (point.level != Level::should) ids.insert(ids.begin(), "mp077.updates-are-changes");
    if (point.in_bulk) ids.emplace_back("mp077.bulk");
    const auto row = [&](Words flags) {
      return FeedOfPoint{id, std::move(flags), {point.fed.begin(), point.fed.end()}, point.story};
    };
    const Level weaker = std::max(point.level, Level::should);
    must.add(point.level, ids, row(flags_of(point.possible, false)));
    const auto better = flags_of(point.possible, true);
    if (better.size() < point.possible.size()) preferred.add(weaker, requirements_of(point, inventory), row(better));
    if (const auto left = chosen(point, true); !left.empty())
      declared.add(point.level, {"choices.as-declared"}, row(left));
    if (const auto left = chosen(point, false); !left.empty()) {
      as_before.add(weaker, {"choices.one-answer"}, row(left));
    }
  }
  auto& demands = expectation.demands;
  must.move_to(demands, "after the feed's period the last row of a point is its flag, which follows from its meters");
  preferred.move_to(demands, "after the feed's period the last row of a point is its flag, as the codes prefer it");
  declared.move_to(demands, "the statement declares the answer to this open point");
  as_before.move_to(demands, "where the codes leave a choice, the same answer is given everywhere");
  expect_each_row(book, inventory, expectation);
}

bool ServiceFlags::has_moved_points(const Inventory& inventory) const {
  return std::any_of(moved_.begin(), moved_.end(), [&](const std::string& id) {
    const auto& point = points_.at(id);
    return point.level == Level::should && !is_in_doubt(point, inventory);
  });
}

/// Whatever the period: no row may be wrong in itself.
void ServiceFlags::expect_each_row(const SharedPointBook& book, const Inventory& inventory,
                                   Expectation& expectation) const {
  FeedCarriesEachChange each_change;
  if (feed_every_ == 0) {
    each_change.book = book;
    for (const auto& id : outstanding_) {
      const auto& changes = points_.at(id).changes;
      if (changes && !changes->empty()) each_change.changed.push_back(id);
    }
  }
  auto& demands = expectation.demands;
  const std::string never_had = "no row of the feed carries a value that its point never had";
  demands.push_back({FeedCarriesOnly{book, false}, Level::must, {"mp077.updates-are-changes"}, never_had});
  if (has_moved_points(inventory))
    demands.push_back({FeedCarriesOnly{book, true}, Level::should, {"mp077.moved-meter"}, never_had});
  demands.push_back({FeedHasNoNull{}, Level::must, {"mp077.null-is-never-sent"}, "no row of the feed carries null"});
  demands.push_back({FeedHasNoOldFlag{book}, Level::must, {"mp077.no-old-values"}, "W and S never appear in the feed"});
  demands.push_back({FeedRepeatsNothing{book}, Level::should, {"mp077.updates-are-changes"}, "no row repeats a flag"});
  demands.push_back(
      {std::move(each_change), Level::should, {"mp077.updates-are-changes"}, "the feed has one row a change"});
  demands.push_back({FeedOfOwnPoints{book}, Level::should, {"mp077.own-points-only"}, "a feed holds its own points"});
}

}  // namespace hallmark::oracle
