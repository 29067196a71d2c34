#include "harness/implementations/reference/service_flags.h"

#include <algorithm>

namespace hallmark::implementations {

using scenario::Instant;

namespace {

constexpr std::string_view installed = "InstalledNotCommissioned";
constexpr std::string_view commissioned = "Commissioned";

bool is_suspended(std::string_view status) {
  return status == "Suspended" || status == "Recovery" || status == "Recovered";
}

bool holds(const std::vector<std::string>& points, const std::string& point) {
  return std::ranges::find(points, point) != points.end();
}

}  // namespace

void ServiceFlags::reset(const SmartMeteringInventory& inventory, Instant now) {
  start_ = now;
  points_.clear();
  changed_.clear();
  suspended_while_commissioned_.clear();
  suspended_while_installed_.clear();
  for (const auto& [id, registered] : inventory.points()) {
    State& state = points_[id];
    const auto& given = registered.point.service_flag;
    for (const auto& device : inventory.devices_at(id)) {
      const auto* meter = inventory.find(device);
      if (is_meter(*meter) && given == "A" && is_suspended(meter->status)) suspended_while_commissioned_.insert(device);
    }
    const Census now_there = census(inventory, id);
    state.was_installed = given.has_value() || now_there.commissioned + now_there.installed > 0;
    state.flag = given ? given : next_flag(state, now_there, {});
    state.fed = state.flag;
  }
}

std::optional<std::string> ServiceFlags::flag(std::string_view point) const {
  const auto found = points_.find(point);
  return found == points_.end() ? std::nullopt : found->second.flag;
}

ServiceFlags::Census ServiceFlags::census(const SmartMeteringInventory& inventory, const std::string& point) const {
  Census made;
  for (const auto& id : inventory.devices_at(point)) {
    const auto* device = inventory.find(id);
    const auto decides = [&](Decision which, bool honest) {
      return (*decide_)(which, honest, {device, nullptr, {}, point});
    };
    if (!decides(Decision::belongs_to_point, is_meter(*device) && device->status != "Decommissioned")) continue;
    ++made.all;
    if (decides(Decision::is_commissioned, device->status == commissioned)) ++made.commissioned;
    if (decides(Decision::is_installed, device->status == installed)) ++made.installed;
    if (device->status == "Withdrawn") ++made.withdrawn;
    if (!is_suspended(device->status)) continue;
    ++made.suspended;
    if (suspended_while_commissioned_.contains(id)) ++made.suspended_active;
  }
  return made;
}

/// The four definitions of MP077 section 3, and the open points where none of them holds or two do.
std::optional<std::string> ServiceFlags::next_flag(const State& state, const Census& now, const Loss& loss) const {
  const auto& before = state.flag;
  if (now.commissioned > 0) return "A";
  if (loss.silent) return before;
  if (now.installed == now.all && now.all > 0) return "I";
  if (now.installed > 0) {
    if (choices_->is("service-flag-of-a-mixed-point", "installed") || before == "N") return "I";
    return before;
  }
  if (!(*decide_)(Decision::was_installed, state.was_installed)) return std::nullopt;
  if (now.suspended_active > 0 && before == "A") {
    const bool stays = !loss.commissioned || choices_->is("last-commissioned-leaves-a-suspended-meter", "active");
    return stays ? "A" : "N";
  }
  const bool nothing_left = !loss.commissioned && !loss.installed && !loss.withdrew && !loss.suspended;
  if (now.suspended > 0 && nothing_left) return before;
  const bool by_withdrawal = now.withdrawn > 0 && !loss.commissioned && !loss.installed;
  const bool stays = by_withdrawal && before && before != "A" && choices_->is("withdrawn-status", "unchanged");
  return stays ? before : "N";
}

void ServiceFlags::remember_suspension(const DeviceChange& change, const std::string& status) {
  if (!is_suspended(status)) {
    suspended_while_commissioned_.erase(change.device);
    suspended_while_installed_.erase(change.device);
  } else if (change.status_before == commissioned) {
    suspended_while_commissioned_.insert(change.device);
  } else if (change.status_before == installed) {
    suspended_while_installed_.insert(change.device);
  }
}

void ServiceFlags::apply(const SmartMeteringInventory& inventory, const std::vector<DeviceChange>& changes,
                         bool silent) {
  std::map<std::string, Loss> losses;
  for (const auto& change : changes) {
    const auto* device = inventory.find(change.device);
    const bool is_one = device != nullptr && is_meter(*device);
    if (!change.is_meter && !is_one) continue;
    const std::string status = device == nullptr ? "" : device->status;
    const bool was_held =
        suspended_while_commissioned_.contains(change.device) || suspended_while_installed_.contains(change.device);
    remember_suspension(change, status);
    for (const auto& point : change.points_before) {
      Loss& loss = losses[point];
      const bool stays = is_one && device->status == change.status_before && holds(device->metering_points, point);
      loss.silent = silent;
      if (stays || !change.is_meter) continue;
      loss.suspended = loss.suspended || (was_held && !is_suspended(status));
      loss.commissioned = loss.commissioned || change.status_before == commissioned;
      const bool withdrew = is_one && device->status == "Withdrawn";
      loss.withdrew = loss.withdrew || withdrew;
      loss.installed = loss.installed || (change.status_before == installed && !withdrew);
    }
    if (!is_one) continue;
    for (const auto& point : device->metering_points) losses[point].silent = silent;
  }
  for (const auto& [point, loss] : losses) {
    const auto found = points_.find(point);
    if (found == points_.end()) continue;
    State& state = found->second;
    const Census now = census(inventory, point);
    state.was_installed = state.was_installed || now.commissioned + now.installed > 0;
    const auto next = next_flag(state, now, loss);
    if (next == state.flag) continue;
    state.flag = next;
    if (std::ranges::find(changed_, point) == changed_.end()) changed_.push_back(point);
  }
}

std::optional<Instant> ServiceFlags::next_due(Instant now) const {
  if (changed_.empty()) return std::nullopt;
  if (feed_every_ == 0) return now;
  const auto periods = (now.seconds - start_.seconds) / feed_every_;
  return start_ + (periods + 1) * feed_every_;
}

std::vector<observation::ToRegistration> ServiceFlags::files(const SmartMeteringInventory& inventory) {
  std::vector<observation::ToRegistration> made;
  for (const auto& point : changed_) {
    State& state = points_.find(point)->second;
    const bool is_news = state.flag != state.fed && state.flag;
    if (!(*decide_)(Decision::is_fed, is_news, {nullptr, nullptr, {}, point})) continue;
    state.fed = state.flag;
    const auto* registered = inventory.point(point);
    auto file = std::ranges::find_if(made, [&](const auto& one) {
      return one.fuel == registered->fuel && one.network_operator == registered->network_operator;
    });
    if (file == made.end()) {
      made.push_back({registered->fuel, registered->network_operator, {}});
      file = made.end() - 1;
    }
    file->updates.push_back({point, state.flag});
  }
  changed_.clear();
  return made;
}

}  // namespace hallmark::implementations
