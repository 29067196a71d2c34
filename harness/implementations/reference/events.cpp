// What else happens to the reference: the inventory and the registration learn something, time passes, reports.
#include <algorithm>

#include "harness/implementations/reference/reference.h"

namespace hallmark::implementations {

using observation::Answered;
using observation::Observation;
using scenario::Device;
using scenario::Instant;

namespace {

constexpr std::int64_t year = 366 * 86400LL;

Observation done() { return Answered{observation::Done{}}; }

bool is_silent(const std::string& status) {
  return status == "Suspended" || status == "Recovery" || status == "Recovered";
}

}  // namespace

Observation Reference::handle(const scenario::Inventory& event) {
  std::vector<DeviceChange> changes;
  std::vector<std::string> in_prepayment;
  if (event.add) {
    const auto id = canonical_id(event.add->id);
    changes.push_back(before_change(inventory_, id));
    const auto& added = inventory_.add(*event.add);
    if (added.restricted && added.smets == 2 && !flag_.holds(id)) flag_.change(id, true, now_, now_);
    if (added.payment_mode == "prepayment") in_prepayment.push_back(id);
    if (event.as_not_restricted) lose_flag(id);
  }
  for (const auto& id : event.devices) {
    Device* device = inventory_.find(id);
    if (device == nullptr) continue;
    changes.push_back(before_change(inventory_, id));
    if (event.status) device->status = *event.status;
    if (event.metering_points) inventory_.set_points(*device, *event.metering_points);
    if (event.hub) device->hub = *event.hub;
    if (event.payment_mode) device->payment_mode = event.payment_mode;
    if (event.payment_mode == "prepayment") in_prepayment.push_back(canonical_id(id));
  }
  const bool moves = event.metering_points.has_value();
  const auto& status = event.add ? event.add->status : event.status.value_or("");
  const auto* about = changes.empty() ? nullptr : inventory_.find(changes.front().device);
  const bool silent = decide_(Decision::is_silent, !moves && is_silent(status), {about, nullptr, {}, status});
  service_flags_.apply(inventory_, changes, silent);
  if (behaviour_.feed_every == 0) feed();
  for (const auto& id : in_prepayment) take_mode(id, true);
  return done();
}

/// A device in prepayment mode is never Restricted, whatever brought it there.
void Reference::take_mode(const std::string& device, bool to_prepayment) {
  if (auto* known = inventory_.find(device)) known->payment_mode = to_prepayment ? "prepayment" : "credit";
  const bool ends = to_prepayment && behaviour_.payment_mode_known;
  if (decide_(Decision::ends_in_prepayment, ends, {inventory_.find(device)})) lose_flag(device);
}

void Reference::changed(const std::vector<DeviceChange>& changes) {
  if (changes.empty()) return;
  service_flags_.apply(inventory_, changes, false);
  if (behaviour_.feed_every == 0) feed();
}

void Reference::feed() {
  for (auto& file : service_flags_.files(inventory_)) effects_.to_registration.push_back(std::move(file));
}

Observation Reference::handle(const scenario::Registration& registration) {
  const auto* point = inventory_.point(registration.metering_point);
  if (point == nullptr) return done();
  const bool of_supplier = registration.event == "change-of-supplier";
  if (of_supplier && registration.supplier) inventory_.set_supplier(point->id, *registration.supplier);
  const bool clears =
      behaviour_.choices.is(of_supplier ? "supplier-change-clears-flag" : "tenancy-clears-flag", "clear");
  if (!clears || point->direction != "import") return done();
  const auto devices = inventory_.devices_at(point->id);
  for (const auto& id : devices) lose_flag(id);
  return done();
}

Observation Reference::handle(const scenario::Advance& advance) {
  // A clock that jumps years ahead is not worth more than a year of runs.
  schedules_.skip_before(std::max(now_, advance.to + -year));
  while (true) {
    std::optional<Instant> next;
    for (const auto& due : {flag_.next_due(), modes_.next_due(), waiting_.next_due(), schedules_.next_due(),
                            install_codes_.next_due(), service_flags_.next_due(now_)}) {
      if (due && (!next || *due < *next)) next = due;
    }
    if (!next || *next > advance.to) break;
    now_ = std::max(now_, *next);
    let_happen(now_);
  }
  now_ = std::max(now_, advance.to);
  return done();
}

/// Everything of one moment: first what changes the flag, then what it may hold back, last what is told of it.
void Reference::let_happen(Instant at) {
  const auto feed_due = service_flags_.next_due(at + -1);
  for (const auto& change : flag_.take_effect(at)) flag_took_effect(change.device, change.restricted);
  for (const auto& change : modes_.take_due(at)) take_mode(change.device, change.to_prepayment);
  while (const auto asked = waiting_.take_due(at)) fall_due(asked);
  Instant run_at;
  while (const auto schedule = schedules_.take_due(at, run_at)) fall_due(*schedule, run_at);
  for (auto& answer : install_codes_.answers(inventory_, at)) effects_.install_codes.push_back(std::move(answer));
  if (feed_due && *feed_due <= at) feed();
}

Observation Reference::handle(const scenario::InstallCode& asked) {
  const auto id = install_codes_.ask(asked, now_);
  for (auto& answer : install_codes_.answers(inventory_, now_)) effects_.install_codes.push_back(std::move(answer));
  return Answered{observation::InstallCodeRequested{id}};
}

Observation Reference::handle(const scenario::Report& report) {
  if (report.kind == "service-requests") return Answered{measures_.service_requests(report)};
  return Answered{performance(report, inventory_, flag_, behaviour_.choices, decide_)};
}

}  // namespace hallmark::implementations
