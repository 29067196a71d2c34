#include "harness/run/excerpt.h"

#include <algorithm>
#include <deque>
#include <set>

#include "harness/run/shrink.h"

namespace hallmark::run {

using scenario::Device;
using scenario::Stimulus;

namespace {

constexpr std::size_t steps_most = 20'000;

using Ids = std::set<std::string>;

/// Everything at the homes of these devices and metering points: what shares a hub or a point with them.
Ids homes_of(const scenario::Estate& estate, const Ids& named) {
  Ids hubs;
  for (const Device& device : estate.devices) {
    const auto& points = device.metering_points;
    const bool is_named =
        named.contains(device.id) ||
        std::any_of(points.begin(), points.end(), [&](const auto& point) { return named.contains(point); });
    if (is_named) hubs.insert(device.hub.empty() ? device.id : device.hub);
  }
  Ids all;
  for (const Device& device : estate.devices) {
    if (!hubs.contains(device.hub.empty() ? device.id : device.hub)) continue;
    all.insert(device.id);
    all.insert(device.metering_points.begin(), device.metering_points.end());
  }
  return all;
}

bool is_event_of_time(const Stimulus& stimulus) {
  return std::holds_alternative<scenario::Advance>(stimulus) || std::holds_alternative<scenario::Drain>(stimulus);
}

/// Holds back the last Advance until something follows that matters.
class Excerpt {
 public:
  explicit Excerpt(Ids about) : about_(std::move(about)) {}

  void take(Stimulus stimulus) {
    if (std::holds_alternative<scenario::Reset>(stimulus)) {
      steps.push_back(std::move(stimulus));
    } else if (std::holds_alternative<scenario::Advance>(stimulus)) {
      advance_ = std::move(stimulus);
    } else if (std::holds_alternative<scenario::Drain>(stimulus)) {
      if (undrained_) put(std::move(stimulus));
      undrained_ = false;
    } else if (matters(stimulus)) {
      put(std::move(stimulus));
      undrained_ = true;
    }
  }
  void put(Stimulus stimulus) {
    if (advance_) steps.push_back(*std::move(advance_));
    advance_.reset();
    steps.push_back(std::move(stimulus));
  }

  std::vector<Stimulus> steps;

 private:
  bool matters(const Stimulus& stimulus) const {
    const auto ids = ids_named(stimulus);
    return std::any_of(ids.begin(), ids.end(), [&](const auto& id) { return about_.contains(id); });
  }

  Ids about_;
  std::optional<Stimulus> advance_;
  bool undrained_ = false;
};

/// The devices that a failure is about, and whose estate they are of.
struct About {
  scenario::Estate estate;
  Ids devices;
};

About about(scenario::StimulusSource& history, std::size_t played, std::string_view reason) {
  constexpr std::size_t drains_looked_back = 2;
  About made;
  std::deque<Ids> since_drains(1);
  for (std::size_t i = 0; i < played; ++i) {
    const auto next = history.next();
    if (!next) break;
    if (const auto* reset = std::get_if<scenario::Reset>(&*next)) made.estate = reset->estate;
    since_drains.back().merge(ids_named(*next));
    if (!std::holds_alternative<scenario::Drain>(*next)) continue;
    since_drains.emplace_back();
    if (since_drains.size() > drains_looked_back + 1) since_drains.pop_front();
  }
  Ids lately;
  for (auto& ids : since_drains) lately.merge(ids);
  for (const auto& device : made.estate.devices) {
    if (reason.find(device.id) != std::string_view::npos) made.devices.insert(device.id);
  }
  if (!made.devices.empty()) return made;
  for (const auto& device : made.estate.devices) {
    if (lately.contains(device.id)) made.devices.insert(device.id);
  }
  return made;
}

}  // namespace

std::vector<Stimulus> excerpt(const std::function<std::unique_ptr<scenario::StimulusSource>()>& history,
                              std::size_t played, std::string_view reason) {
  const auto [estate, devices] = about(*history(), played, reason);
  Excerpt made(homes_of(estate, devices));
  const auto again = history();
  for (std::size_t i = 1; i <= played && made.steps.size() <= steps_most; ++i) {
    auto next = again->next();
    if (!next) break;
    const bool last = i == played && is_event_of_time(*next);
    last ? made.put(*std::move(next)) : made.take(*std::move(next));
  }
  return made.steps.size() > steps_most ? std::vector<Stimulus>{} : std::move(made.steps);
}

}  // namespace hallmark::run
