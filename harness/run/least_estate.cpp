// The part of an estate that matters to a few stimuli.
#include <algorithm>
#include <set>

#include "harness/run/shrink.h"

namespace hallmark::run {

using scenario::Estate;

namespace {

using Ids = std::set<std::string>;

/// Every id that a stimulus names; more than is needed does no harm.
struct Named {
  Ids& ids;

  void put(const std::string& id) const { ids.insert(id); }
  void put(const std::optional<std::string>& id) const { ids.insert(id.value_or("")); }
  void put(const std::vector<std::string>& all) const { ids.insert(all.begin(), all.end()); }

  void operator()(const scenario::Submit& submit) const {
    put(submit.user);
    put(submit.reading.originator);
    put(submit.reading.header_target);
    put(submit.reading.devices);
  }
  void operator()(const scenario::Ssi& ssi) const {
    put(ssi.user);
    put(ssi.device);
  }
  void operator()(const scenario::Inventory& inventory) const {
    put(inventory.devices);
    put(inventory.metering_points.value_or(std::vector<std::string>{}));
    put(inventory.hub);
    if (!inventory.add) return;
    put(inventory.add->hub);
    put(inventory.add->metering_points);
    put(inventory.add->installer);
  }
  void operator()(const scenario::Registration& registration) const {
    put(registration.metering_point);
    put(registration.supplier);
  }
  void operator()(const scenario::FromDevice& from) const { put(from.device); }
  void operator()(const scenario::InstallCode& code) const {
    put(code.requester);
    put(code.holder);
    put(code.devices);
  }
  void operator()(const scenario::Initialize&) const {}
  void operator()(const scenario::Reset&) const {}
  void operator()(const scenario::Advance&) const {}
  void operator()(const scenario::Report&) const {}
  void operator()(const scenario::Drain&) const {}
  void operator()(const scenario::Shutdown&) const {}
};

bool is_meter(const scenario::Device& device) { return device.type == "ESME" || device.type == "GSME"; }

bool shares_a_point(const scenario::Device& one, const scenario::Device& other) {
  const auto& points = one.metering_points;
  return std::any_of(points.begin(), points.end(), [&](const auto& point) {
    return std::find(other.metering_points.begin(), other.metering_points.end(), point) != other.metering_points.end();
  });
}

/// One round of what the ids so far belong to: hub, points and their parties, and the meter that a proxy mirrors.
void add_belongings(const Estate& estate, Ids& ids) {
  for (const auto& device : estate.devices) {
    if (!ids.contains(device.id)) continue;
    ids.insert({device.hub, device.installer});
    ids.insert(device.metering_points.begin(), device.metering_points.end());
    for (const auto& other : estate.devices) {
      if (device.type == "GPF" && is_meter(other) && shares_a_point(device, other)) ids.insert(other.id);
    }
  }
  for (const auto& point : estate.metering_points) {
    if (ids.contains(point.id)) ids.insert({point.supplier, point.network_operator});
  }
}

void add_all_belongings(const Estate& estate, Ids& ids) {
  for (std::size_t before = 0; before != ids.size();) {
    before = ids.size();
    add_belongings(estate, ids);
  }
}

/// A hub has a meter, or nobody answers for what is on it.
void add_meter_of_hub(const Estate& estate, const std::string& hub, Ids& ids) {
  const scenario::Device* first = nullptr;
  for (const auto& device : estate.devices) {
    if (!is_meter(device) || device.hub != hub) continue;
    if (ids.contains(device.id)) return;
    first = first == nullptr ? &device : first;
  }
  if (first != nullptr) ids.insert(first->id);
}

}  // namespace

std::set<std::string> ids_named(const scenario::Stimulus& stimulus) {
  Ids ids;
  std::visit(Named{ids}, stimulus);
  ids.erase("");
  return ids;
}

Estate least_estate(const Estate& estate, const std::vector<scenario::Stimulus>& stimuli) {
  Ids ids;
  for (const auto& stimulus : stimuli) std::visit(Named{ids}, stimulus);
  add_all_belongings(estate, ids);
  for (const auto& device : estate.devices) {
    if (ids.contains(device.id) && device.hub.empty()) add_meter_of_hub(estate, device.id, ids);
  }
  add_all_belongings(estate, ids);
  Estate made = estate;
  const auto is_other = [&](const auto& row) { return !ids.contains(row.id); };
  std::erase_if(made.users, is_other);
  std::erase_if(made.metering_points, is_other);
  std::erase_if(made.devices, is_other);
  return made;
}

}  // namespace hallmark::run
