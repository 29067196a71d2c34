#include "harness/generator/metamorphosis.h"

#include <algorithm>
#include <functional>
#include <set>
#include <stdexcept>

#include "harness/generator/disguise.h"

namespace hallmark::generator {

using scenario::Stimulus;
using scenario::Transformation;
using scenario::Trial;

namespace {

using Steps = std::vector<Stimulus>;
using Change = std::function<Steps(const Steps&)>;

std::vector<Trial> each_half(std::vector<Trial> trials, const Change& change) {
  for (auto& trial : trials) {
    trial.clear = change(trial.clear);
    trial.restricted = change(trial.restricted);
  }
  return trials;
}

std::vector<Trial> rewritten(std::vector<Trial> trials, Rewriting rewriting) {
  rewriting.look_at(trials);
  for (auto& trial : trials) trial = rewriting(std::move(trial));
  return trials;
}

scenario::Instant start_of(const std::vector<Trial>& trials) {
  for (const auto& trial : trials) {
    for (const auto* half : {&trial.clear, &trial.restricted}) {
      if (half->empty()) continue;
      if (const auto* reset = std::get_if<scenario::Reset>(&half->front())) return reset->estate.now;
    }
  }
  return {};
}

std::vector<Trial> at_another_time(const std::vector<Trial>& trials, std::uint64_t seed, const spec::Facts& facts) {
  const int last_year = facts.bank_holidays.empty() ? 0 : std::stoi(facts.bank_holidays.back().date.substr(0, 4));
  const auto clock = another_clock(start_of(trials), calendar_of(trials), last_year, seed);
  return rewritten(trials, Rewriting(std::nullopt, clock, seed));
}

/// One stimulus about many devices, as several of at most so many.
template <class Kind>
void in_pieces(const Kind& whole, std::size_t size, Steps& steps) {
  const auto& all = whole.devices;
  for (std::size_t from = 0; from < all.size(); from += size) {
    Kind piece = whole;
    const auto end = std::min(from + size, all.size());
    piece.devices.assign(all.begin() + static_cast<std::ptrdiff_t>(from),
                         all.begin() + static_cast<std::ptrdiff_t>(end));
    steps.emplace_back(std::move(piece));
  }
}

/// Pieces of 1 to 7 devices, of more where they would be above 64.
Steps in_other_batches(const Steps& half, std::uint64_t seed) {
  Random random(drawn(seed, "batches"));
  Steps made;
  for (const auto& stimulus : half) {
    const auto* event = std::get_if<scenario::Inventory>(&stimulus);
    const auto* asked = std::get_if<scenario::InstallCode>(&stimulus);
    const std::size_t count = event != nullptr ? event->devices.size() : asked != nullptr ? asked->devices.size() : 0;
    constexpr std::size_t pieces_most = 64;
    const std::size_t size = std::max<std::size_t>(1 + random.below(7), (count + pieces_most - 1) / pieces_most);
    if (count <= 1) {
      made.push_back(stimulus);
    } else if (event != nullptr) {
      in_pieces(*event, size, made);
    } else {
      in_pieces(*asked, size, made);
    }
  }
  return made;
}

Steps with_more_devices(Steps half, std::uint64_t seed) {
  Random random(drawn(seed, "more"));
  const NeighbourhoodPlan plan{.homes = 1 + static_cast<int>(random.below(40)), .per_mille = 200};
  for (auto& stimulus : half) {
    auto* reset = std::get_if<scenario::Reset>(&stimulus);
    if (reset == nullptr) continue;
    reset->estate = with_neighbourhood(reset->estate, neighbourhood(plan, reset->estate, seed), seed);
  }
  return half;
}

/// Which metering points a group of steps is about, as far as that can be told.
class Groups {
 public:
  explicit Groups(const Steps& half) {
    if (half.empty()) return;
    if (const auto* reset = std::get_if<scenario::Reset>(&half.front())) estate_ = &reset->estate;
    for (const auto& step : half) {
      if (open_) groups_.emplace_back();
      groups_.back().push_back(step);
      open_ = std::holds_alternative<scenario::Drain>(step) || std::holds_alternative<scenario::Reset>(step);
    }
  }

  Steps swapped(Random& random) {
    for (std::size_t i = 1; i < groups_.size(); ++i) {
      if (random.below(3) != 0 && independent(groups_[i - 1], groups_[i])) std::swap(groups_[i - 1], groups_[i]);
    }
    Steps made;
    for (auto& group : groups_) made.insert(made.end(), group.begin(), group.end());
    return made;
  }

 private:
  using Points = std::set<std::string>;

  bool add_device(const std::string& id, Points& points) const {
    const auto* device = estate_ == nullptr ? nullptr : scenario::find_device(*estate_, id);
    if (device == nullptr || device->metering_points.empty()) return false;
    points.insert(device->metering_points.begin(), device->metering_points.end());
    return true;
  }

  /// Only what is about devices with metering points, and leaves inventory and registration alone.
  std::optional<Points> points_of(const Steps& group) const {
    Points points;
    for (const auto& step : group) {
      bool known = std::holds_alternative<scenario::Drain>(step);
      if (const auto* ssi = std::get_if<scenario::Ssi>(&step)) known = add_device(ssi->device, points);
      if (const auto* from = std::get_if<scenario::FromDevice>(&step)) known = add_device(from->device, points);
      if (const auto* submit = std::get_if<scenario::Submit>(&step)) {
        const auto& reading = submit->reading;
        known = !reading.devices.empty() && !reading.deviation && !reading.inventory_change;
        for (const auto& id : reading.devices) known = known && add_device(id, points);
      }
      if (!known) return std::nullopt;
    }
    return points;
  }

  bool independent(const Steps& one, const Steps& other) const {
    const auto first = points_of(one);
    const auto second = points_of(other);
    if (!first || !second) return false;
    return std::none_of(first->begin(), first->end(), [&](const auto& point) { return second->contains(point); });
  }

  const scenario::Estate* estate_ = nullptr;
  std::vector<Steps> groups_;
  bool open_ = true;
};

}  // namespace

const std::vector<TransformationKind>& all_transformations() {
  static const std::vector<TransformationKind> all = {
      {"renamed", "with other identities"},
      {"another_clock", "at another time"},
      {"other_batches", "in batches of another size"},
      {"more_devices", "with more devices around"},
      {"other_order", "with independent steps in another order"},
  };
  return all;
}

std::string_view what_of(const Transformation& transformation) {
  const auto& all = all_transformations();
  const auto found =
      std::find_if(all.begin(), all.end(), [&](const auto& each) { return each.name == transformation.name; });
  if (found == all.end()) throw std::invalid_argument("no transformation is named " + transformation.name);
  return found->what;
}

std::vector<Trial> transformed(const std::vector<Trial>& trials, const Transformation& transformation,
                               const spec::Facts& facts) {
  const std::string& name = transformation.name;
  const std::uint64_t seed = transformation.seed;
  what_of(transformation);
  if (name == "renamed") return rewritten(trials, Rewriting(NewNames(seed), std::nullopt, seed));
  if (name == "another_clock") return at_another_time(trials, seed, facts);
  return each_half(trials, [&](const Steps& half) {
    if (name == "other_batches") return in_other_batches(half, seed);
    if (name == "more_devices") return with_more_devices(half, seed);
    Random random(drawn(seed, "order"));
    return Groups(half).swapped(random);
  });
}

}  // namespace hallmark::generator
