#include "harness/oracle/inventory.h"

#include <algorithm>

namespace hallmark::oracle {

using scenario::Device;
using scenario::InventoryChange;
using scenario::MeteringPoint;
using scenario::RequestReading;

namespace {

const std::string& srv_of(const RequestReading& reading) {
  return reading.body_srv.empty() ? reading.header_srv : reading.body_srv;
}

/// Requests that change the inventory at once, when they are accepted.
bool acts_at_once(const RequestReading& reading) {
  const auto& srv = srv_of(reading);
  return reading.inventory_change && (srv == "8.3" || srv == "8.4" || srv == "12.2");
}

/// Requests that change it when the device has carried them out.
bool acts_on_device(const RequestReading& reading) {
  return srv_of(reading) == "8.1.1" || (srv_of(reading) == "1.6" && reading.payment_mode);
}

/// Requests whose effect is reported and not judged.
bool is_not_judged(const RequestReading& reading) {
  const auto& srv = srv_of(reading);
  return reading.inventory_change && (srv == "8.11" || srv.starts_with("8.14."));
}

bool goes_to_device(int command_variant) {
  return command_variant == 1 || command_variant == 3 || command_variant == 5 || command_variant == 7;
}
bool is_handed_to_user(int command_variant) {
  return command_variant == 2 || command_variant == 3 || command_variant == 6 || command_variant == 7;
}

}  // namespace

void Inventory::reset(const scenario::Estate& estate) {
  const auto supply_changes = supply_changes_ + 1;
  *this = Inventory();
  supply_changes_ = supply_changes;
  estate_ = estate;
  for (std::size_t i = 0; i < estate_.metering_points.size(); ++i) {
    const auto& point = estate_.metering_points[i];
    point_places_[point.id] = i;
    suppliers_[point.id].push_back({estate_.now, point.supplier});
  }
  for (std::size_t i = 0; i < estate_.devices.size(); ++i) {
    places_[estate_.devices[i].id] = i;
    behind_hub_[estate_.devices[i].hub].insert(estate_.devices[i].id);
    for (const auto& point : estate_.devices[i].metering_points) at_point_[point].push_back(estate_.devices[i].id);
  }
}

void Inventory::advance(scenario::Instant to) {
  ++event_;
  const auto end = std::max(estate_.now, to);
  std::vector<Request*> due;
  for (auto& [id, request] : requests_) {
    const auto& time = request.reading.execution_time;
    if (!request.done && time && *time <= end) due.push_back(&request);
  }
  std::stable_sort(due.begin(), due.end(), [](const Request* a, const Request* b) {
    return *a->reading.execution_time < *b->reading.execution_time;
  });
  for (auto* request : due) {
    estate_.now = std::max(estate_.now, *request->reading.execution_time);
    run_due(*request);
  }
  estate_.now = end;
  if (!due.empty()) forget_what_is_done();
}

void Inventory::learn(const scenario::Inventory& event) {
  ++event_;
  if (event.add) {
    doubts_.erase(event.add->id);
    change(event.add->id, *event.add);
    return doubts_changed();
  }
  for (const auto& id : event.devices) {
    const auto* known = place_of(id);
    if (known == nullptr) continue;
    Device after = *known;
    if (event.status) after.status = *event.status;
    if (event.payment_mode) after.payment_mode = event.payment_mode;
    if (event.metering_points) after.metering_points = *event.metering_points;
    if (event.hub) after.hub = *event.hub;
    change(id, std::move(after));
    auto& left = doubts_[id];
    left.status = left.status && !event.status;
    left.payment_mode = left.payment_mode && !event.payment_mode;
    left.metering_points = left.metering_points && !event.metering_points;
    if (left == Doubt{}) doubts_.erase(id);
    for (auto& [request_id, request] : requests_) {
      const auto& devices = request.reading.devices;
      const bool about_it = std::find(devices.begin(), devices.end(), id) != devices.end();
      const bool past = !request.reading.execution_time || *request.reading.execution_time <= estate_.now;
      if (about_it && past && event.payment_mode && request.reading.payment_mode) request.done = true;
    }
  }
  forget_what_is_done();
}

void Inventory::forget_what_is_done() {
  std::erase_if(requests_, [](const auto& row) { return row.second.done; });
  doubts_changed();
}

std::set<std::string> Inventory::doubtful_devices() const {
  std::set<std::string> devices;
  for (const auto& [id, doubt] : doubts_) devices.insert(id);
  for (const auto& [request_id, request] : requests_) {
    if (request.done) continue;
    devices.insert(request.reading.devices.begin(), request.reading.devices.end());
    if (request.reading.inventory_change) devices.insert(request.reading.inventory_change->device);
  }
  return devices;
}

/// To be called last by whatever changes a doubt, a request that waits, or the points of a device.
void Inventory::doubts_changed() {
  ++supply_changes_;
  doubtful_points_.clear();
  for (const auto& id : doubtful_devices()) {
    const auto* known = device(id);
    if (known == nullptr || (known->type != "ESME" && known->type != "GSME")) continue;
    const Doubt about = doubt(id);
    if (about.metering_points) doubtful_points_.emplace(known->type, "");
    if (!about.status && !about.presence) continue;
    for (const auto& point : known->metering_points) doubtful_points_.emplace(known->type, point);
  }
}

void Inventory::learn(const scenario::Registration& event) {
  ++event_;
  const auto place = point_places_.find(event.metering_point);
  if (place == point_places_.end() || event.event != "change-of-supplier" || !event.supplier) return;
  ++supply_changes_;
  estate_.metering_points[place->second].supplier = *event.supplier;
  auto& rows = suppliers_[event.metering_point];
  rows.erase(std::remove_if(rows.begin() + 1, rows.end(),
                            [&](const SupplierSince& row) { return row.supplier == *event.supplier; }),
             rows.end());
  rows.push_back({estate_.now, *event.supplier});
}

void Inventory::submitted(const RequestReading& reading, ResponseClass response) {
  ++event_;
  const auto& srv = srv_of(reading);
  if (response == ResponseClass::refused || reading.deviation) return;
  if (srv == "8.13") {
    for (const auto& id : reading.devices) {
      if (local_changes_.contains(id)) doubts_[id].status = doubts_[id].payment_mode = true;
    }
    doubts_changed();
  }
  if (acts_on_device(reading) && is_handed_to_user(reading.command_variant)) {
    local_changes_.insert(reading.devices.begin(), reading.devices.end());
  }
  const bool may_change = acts_at_once(reading) || is_not_judged(reading) ||
                          (acts_on_device(reading) && goes_to_device(reading.command_variant));
  if (!may_change) return;
  auto& request = requests_[reading.request_id] = {reading, response};
  if (!acts_on_device(reading) && response == ResponseClass::completed) {
    take_effect(request);
    requests_.erase(reading.request_id);
  }
  doubts_changed();
}

void Inventory::answered(const std::string& request_id, ResponseClass response) {
  const auto found = requests_.find(request_id);
  if (found == requests_.end() || response == ResponseClass::acknowledged) return;
  auto& request = found->second;
  if (response == ResponseClass::refused) {
    request.done = true;
  } else if (acts_at_once(request.reading) && !request.done) {
    ++event_;
    request.done = true;
    take_effect(request);
  }
  if (request.done) requests_.erase(found);
  doubts_changed();
}

void Inventory::sent(const std::string& request_id) {
  const auto found = requests_.find(request_id);
  if (found == requests_.end()) return;
  found->second.sent = true;
  doubts_changed();
}

void Inventory::confirmed(const std::string& request_id, bool success) {
  const auto found = requests_.find(request_id);
  if (found == requests_.end() || found->second.done || !acts_on_device(found->second.reading)) return;
  ++event_;
  auto& request = found->second;
  request.confirmed = request.confirmed || success;
  if (success && (!request.reading.execution_time || *request.reading.execution_time <= estate_.now)) run_due(request);
  if (success ? request.done : request.sent) requests_.erase(found);
  doubts_changed();
}

/// A request of which nobody saw a command may have been dropped in silence: then its answer is dropped too.
void Inventory::run_due(Request& request) {
  if (!request.confirmed || !request.sent) return;
  request.done = true;
  take_effect_on_device(request);
}

void Inventory::take_effect_on_device(Request& request) {
  for (const auto& id : request.reading.devices) {
    const auto* known = place_of(id);
    if (known == nullptr) continue;
    Device after = *known;
    if (srv_of(request.reading) == "8.1.1") {
      after.status = "Commissioned";
    } else {
      after.payment_mode = request.reading.payment_mode;
    }
    change(id, std::move(after));
    auto& left = doubts_[id];
    (srv_of(request.reading) == "8.1.1" ? left.status : left.payment_mode) = false;
    if (left == Doubt{}) doubts_.erase(id);
  }
}

void Inventory::take_effect(const Request& request) {
  const auto& said = *request.reading.inventory_change;
  if (is_not_judged(request.reading)) {
    auto& doubt = doubts_[said.device];
    doubt.status = true;
    doubt.metering_points = doubt.metering_points || srv_of(request.reading) == "8.11";
  } else if (said.added) {
    if (!holds(said.device)) change(said.device, *said.added);
  } else if (said.removed) {
    change(said.device, std::nullopt);
  } else {
    put_in_place(said);
  }
}

/// A status, or a point in place of the device's first, its second import or its export point.
void Inventory::put_in_place(const InventoryChange& said) {
  const auto* known = place_of(said.device);
  if (known == nullptr) return;
  Device after = *known;
  if (said.status) {
    after.status = *said.status;
    change(said.device, std::move(after));
    if (const auto left = doubts_.find(said.device); left != doubts_.end()) left->second.status = false;
    return;
  }
  if (!said.metering_point) return;
  auto& points = after.metering_points;
  const bool is_export = said.place == "export";
  int skipped = said.place == "secondary-import" ? 1 : 0;
  const auto taken = std::find_if(points.begin(), points.end(), [&](const std::string& id) {
    const auto* point = metering_point(id);
    return point != nullptr && (point->direction == "export") == is_export && skipped-- == 0;
  });
  if (taken != points.end()) {
    *taken = *said.metering_point;
  } else {
    points.push_back(*said.metering_point);
  }
  change(said.device, std::move(after));
}

Device* Inventory::place_of(const std::string& id) {
  const auto found = places_.find(id);
  return found == places_.end() ? nullptr : &estate_.devices[found->second];
}

void Inventory::change(const std::string& id, std::optional<Device> after) {
  changed_at_[id] = estate_.now;
  ++supply_changes_;
  DeviceChange row{estate_.now, event_, id, std::nullopt, after, doubt(id)};
  if (const auto* known = place_of(id)) {
    row.before = *known;
    behind_hub_[known->hub].erase(id);
    for (const auto& point : known->metering_points) std::erase(at_point_[point], id);
  }
  if (after) {
    behind_hub_[after->hub].insert(id);
    for (const auto& point : after->metering_points) at_point_[point].push_back(id);
    taken_out_.erase(id);
    if (auto* known = place_of(id)) {
      *known = std::move(*after);
    } else {
      places_[id] = estate_.devices.size();
      estate_.devices.push_back(std::move(*after));
    }
  } else if (row.before) {
    taken_out_.insert_or_assign(id, *row.before);
    estate_.devices.erase(estate_.devices.begin() + static_cast<std::ptrdiff_t>(places_.at(id)));
    places_.clear();
    for (std::size_t i = 0; i < estate_.devices.size(); ++i) places_[estate_.devices[i].id] = i;
  }
  if (!row.before || !row.after || row.before->status != row.after->status) status_changed_at_[id] = row.at;
  changes_.push_back(std::move(row));
}

const Device* Inventory::device(const std::string& id) const {
  if (const auto found = places_.find(id); found != places_.end()) return &estate_.devices[found->second];
  const auto gone = taken_out_.find(id);
  return gone == taken_out_.end() ? nullptr : &gone->second;
}

std::optional<scenario::Instant> Inventory::changed_at(const std::string& id) const {
  const auto found = changed_at_.find(id);
  return found == changed_at_.end() ? std::nullopt : std::optional(found->second);
}

const MeteringPoint* Inventory::metering_point(const std::string& id) const {
  const auto found = point_places_.find(id);
  return found == point_places_.end() ? nullptr : &estate_.metering_points[found->second];
}

Doubt Inventory::doubt(const std::string& id) const {
  const auto known = doubts_.find(id);
  Doubt all = known == doubts_.end() ? Doubt{} : known->second;
  for (const auto& [request_id, request] : requests_) {
    const auto& reading = request.reading;
    if (request.done) continue;
    if (reading.inventory_change && reading.inventory_change->device == id &&
        request.response == ResponseClass::acknowledged) {
      all.status = all.metering_points = all.presence = true;
    }
    const bool about_it = std::find(reading.devices.begin(), reading.devices.end(), id) != reading.devices.end();
    if (!about_it || !acts_on_device(reading)) continue;
    const bool unseen = request.confirmed && !request.sent;
    const bool overdue = reading.execution_time && *reading.execution_time <= estate_.now;
    if (unseen && srv_of(reading) == "8.1.1") all.status = true;
    if ((unseen || overdue) && reading.payment_mode) all.payment_mode = true;
  }
  return all;
}

bool Inventory::in_doubt(const MeteringPoint& point) const {
  const std::string meter = point.fuel == "gas" ? "GSME" : "ESME";
  return doubtful_points_.contains({meter, ""}) || doubtful_points_.contains({meter, point.id});
}

std::optional<std::string> Inventory::payment_mode(const std::string& id) const {
  const auto* known = device(id);
  return known == nullptr || doubt(id).payment_mode ? std::nullopt : known->payment_mode;
}

}  // namespace hallmark::oracle
