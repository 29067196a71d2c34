#include "harness/oracle/report_rules.h"

#include <algorithm>

#include "harness/oracle/london_calendar.h"

namespace hallmark::oracle {

using scenario::Instant;
using spec::Level;

namespace {

bool is_meter(const scenario::Device& device) {
  return (device.type == "ESME" || device.type == "GSME") && device.smets == 2;
}

/// Two months are compared by what was asked in them; not where that is more than anybody asks to have them compared.
constexpr std::size_t most_requests_compared = 1024;

/// Requests after which the flag of their devices may have moved by itself.
bool may_move_flag(const std::string& srv) { return srv == "1.6" || srv == "3.2" || srv == "8.3" || srv == "8.4"; }

bool is_whole_months(const scenario::Report& report, Instant now) {
  return report.from < report.to && report.to <= now && is_month_bound(report.from) && is_month_bound(report.to);
}

}  // namespace

Reporting::Reporting(const observation::Statement& statement)
    : reports_(observation::claims(statement, "performance-report")),
      notifies_(observation::claims(statement, "csp-notification")) {}

void Reporting::learn(const scenario::Stimulus& stimulus, const observation::Observation& observation,
                      const Inventory& inventory) {
  if (!reports_ && !notifies_) return;
  const Instant now = inventory.now();
  if (const auto* reset = std::get_if<scenario::Reset>(&stimulus)) {
    *this = emptied();
    for (const auto& device : reset->estate.devices) restrictions_[device.id] = {{now, device.restricted}};
  } else if (const auto* ssi = std::get_if<scenario::Ssi>(&stimulus)) {
    const auto* answer = observation::answer<observation::SsiAnswer>(observation);
    if (answer != nullptr) learn_ssi(*ssi, *answer, inventory);
  } else if (const auto* event = std::get_if<scenario::Inventory>(&stimulus)) {
    if (event->add) lose_track(event->add->id, now);
    const bool only_status = !event->payment_mode && !event->metering_points && !event->hub;
    if (!only_status) lose_track(event->devices, now);
  } else if (const auto* registration = std::get_if<scenario::Registration>(&stimulus)) {
    lose_track(inventory.devices_at(registration->metering_point), now);
  } else if (const auto* submit = std::get_if<scenario::Submit>(&stimulus)) {
    if (may_move_flag(submit->reading.body_srv)) lose_track(submit->reading.devices, now);
  } else if (const auto* from = std::get_if<scenario::FromDevice>(&stimulus)) {
    for (auto& entry : requests_) {
      if (from->request_id == entry.request.request_id) entry.responses.emplace_back(now, from->success);
    }
  } else if (const auto* report = std::get_if<scenario::Report>(&stimulus)) {
    const auto* reported = observation::answer<observation::Reported>(observation);
    if (reported != nullptr) learn_report(*report, *reported, inventory);
  } else if (const auto* drained = observation::answer<observation::Drained>(observation)) {
    learn_drain(drained->effects, now);
  }
  // What an event says was taken in as an event.
  if (!std::holds_alternative<scenario::Inventory>(stimulus)) follow_modes(inventory);
}

/// A change of payment mode takes place when the device confirms it or when it falls due, and clears the flag then.
void Reporting::follow_modes(const Inventory& inventory) {
  for (const auto& change : inventory.changes()) {
    const bool moved = change.before && change.after && change.before->payment_mode != change.after->payment_mode;
    if (moved) lose_track(change.device, inventory.now());
  }
}

Reporting Reporting::emptied() const {
  Reporting empty{observation::Statement{}};
  empty.reports_ = reports_;
  empty.notifies_ = notifies_;
  empty.answers_ = answers_;
  return empty;
}

void Reporting::learn_drain(const observation::Effects& effects, Instant now) {
  for (const auto& row : effects.to_users) {
    const auto& reading = row.document.reading;
    if (response_class(reading.code) != ResponseClass::refused) continue;
    for (auto& entry : requests_) entry.refused = entry.refused || entry.request.request_id == reading.request_id;
  }
  // A notice for later may have been given already.
  std::erase_if(notices_, [&](Notice& notice) {
    if (notice.effective <= now) return true;
    notice.what.owed = notice.what.owed &&
                       std::none_of(effects.to_csp.begin(), effects.to_csp.end(), [&](const observation::ToCsp& row) {
                         return row.device == notice.what.device && row.restricted == notice.what.restricted;
                       });
    return !notice.what.owed;
  });
}

void Reporting::learn_ssi(const scenario::Ssi& ssi, const observation::SsiAnswer& answer, const Inventory& inventory) {
  if (!answer.accepted) return;
  const Instant now = inventory.now();
  const auto before = restricted_now(ssi.device);
  auto& rows = restrictions_[ssi.device];
  if (ssi.action == "read") {
    if (!before && answer.restricted) rows.push_back({now, answer.restricted});
    return;
  }
  const bool restricted = ssi.action == "set-restricted";
  const auto announced = answer.effective ? scenario::instant(*answer.effective) : std::nullopt;
  const Instant effective = std::max(now, announced.value_or(now));
  if (before != restricted) rows.push_back({effective, restricted});
  notices_.push_back({{ssi.device, restricted, before == !restricted}, effective});
}

std::optional<bool> Reporting::restricted_now(const std::string& device) const {
  const auto found = restrictions_.find(device);
  return found == restrictions_.end() || found->second.empty() ? std::nullopt : found->second.back().restricted;
}

/// After what may have cleared the flag by itself; a notice of that may come.
void Reporting::lose_track(const std::string& device, Instant now) {
  auto& rows = restrictions_[device];
  if (rows.empty() || rows.back().restricted) rows.push_back({now, std::nullopt});
  notices_.push_back({{device, false, false}, now});
}

void Reporting::lose_track(const std::vector<std::string>& devices, Instant now) {
  for (const auto& device : devices) lose_track(device, now);
}

Reporting::Restriction Reporting::restriction(const std::string& device, Instant from, Instant to) const {
  const auto found = restrictions_.find(device);
  if (found == restrictions_.end() || found->second.empty() || found->second.front().at > from) {
    return Restriction::unknown;
  }
  const auto& rows = found->second;
  bool seen[2] = {false, false};
  for (std::size_t i = 0; i < rows.size(); ++i) {
    const bool ends_before = i + 1 < rows.size() && rows[i + 1].at <= from;
    if (ends_before || rows[i].at >= to) continue;
    if (i + 1 < rows.size() && rows[i + 1].at == rows[i].at) continue;  // it held for no time
    if (!rows[i].restricted) return Restriction::unknown;
    seen[*rows[i].restricted ? 1 : 0] = true;
  }
  if (seen[0] && seen[1]) return Restriction::partly;
  return seen[1] ? Restriction::always : Restriction::never;
}

/// A meter that was in the inventory and Commissioned all the time.
bool Reporting::is_measured(const scenario::Device& device, const scenario::Report& report,
                            const Inventory& inventory) const {
  if (!is_meter(device) || device.status != "Commissioned" || inventory.doubt(device.id).status) return false;
  const auto changed = inventory.status_changed_at(device.id);
  return !changed || *changed <= report.from;
}

void Reporting::expect(const scenario::Stimulus& stimulus, const Inventory& inventory, Expectation& expectation) const {
  const auto* report = std::get_if<scenario::Report>(&stimulus);
  if (reports_ && report != nullptr && is_whole_months(*report, inventory.now())) {
    if (report->kind == "performance") expect_performance(*report, inventory, expectation);
    if (report->kind == "service-requests") expect_service_requests(*report, expectation);
  }
  if (!notifies_ || !std::holds_alternative<scenario::Drain>(stimulus)) return;
  CspTold told;
  for (const auto& notice : notices_) {
    told.notices.push_back(notice.what);
    if (notice.effective > inventory.now()) told.notices.back().owed = false;
  }
  expectation.demands.push_back(
      {std::move(told), Level::must, {"mp169.csp-notified"}, "each set and clear is told to the CSP once"});
}

void Reporting::expect_performance(const scenario::Report& report, const Inventory& inventory,
                                   Expectation& expectation) const {
  for (const auto& device : inventory.estate().devices) {
    const auto known = restriction(device.id, report.from, report.to);
    const bool always = known == Restriction::always && is_meter(device);
    const bool never = known == Restriction::never && is_measured(device, report, inventory);
    if (always) {
      expectation.demands.push_back({ReportCounts{device.id, false},
                                     Level::must,
                                     {"mp169.performance-excluded"},
                                     "a device Restricted for a whole month is left out of its measures"});
    } else if (never) {
      expectation.demands.push_back({ReportCounts{device.id, true},
                                     Level::must,
                                     {"mp169.performance-excluded"},
                                     "a device never Restricted in a month stays in its measures"});
    }
  }
}

/// The traffic of a time, as what was asked and what devices answered.
Reporting::Traffic Reporting::traffic(const scenario::Report& report) const {
  Traffic seen;
  seen.clear = !too_many_;
  const auto within = [&](Instant at) { return at >= report.from && at < report.to; };
  for (std::size_t i = 0; i < requests_.size(); ++i) {
    const auto& entry = requests_[i];
    const bool refused = entry.refused || entry.request.response == ResponseClass::refused;
    const bool asked_before =
        std::any_of(requests_.begin(), requests_.begin() + static_cast<std::ptrdiff_t>(i), [&](const Entry& earlier) {
          return earlier.request.asked == entry.request.asked && !earlier.request.prohibited && !earlier.refused &&
                 earlier.request.response != ResponseClass::refused;
        });
    for (const auto& [at, success] : entry.responses) {
      if (!within(at)) continue;
      if (refused) continue;  // nothing was sent, so the answer of the device is dropped
      seen.counted.insert((success ? "carried out " : "failed ") + entry.request.asked);
    }
    if (!within(entry.at)) continue;
    if (!refused && !entry.request.prohibited) {
      seen.counted.insert("asked " + entry.request.asked);
    } else if (refused && entry.request.prohibited && asked_before) {
      ++seen.refused_by_flag;
    } else {
      seen.clear = false;
    }
  }
  return seen;
}

/// A month with the same traffic and some refusals more because of the flag has the same numbers.
void Reporting::expect_service_requests(const scenario::Report& report, Expectation& expectation) const {
  const Traffic now = traffic(report);
  if (!now.clear) return;
  for (const auto& [then, said] : reported_) {
    if (!(then == now) || then.refused_by_flag == now.refused_by_flag) continue;
    expectation.demands.push_back({said,
                                   Level::must,
                                   {"mp169.refusals-are-not-failures"},
                                   "a refusal because of the flag counts neither as attempted nor as failed"});
  }
}

void Reporting::learn_report(const scenario::Report& report, const observation::Reported& reported,
                             const Inventory& inventory) {
  if (!is_whole_months(report, inventory.now())) return;
  if (report.kind == "service-requests") {
    const auto seen = traffic(report);
    if (seen.clear && reported.attempted && reported.failed) {
      reported_.push_back({seen, {*reported.attempted, *reported.failed}});
    }
    return;
  }
  for (const auto& device : inventory.estate().devices) {
    if (!is_meter(device) || restriction(device.id, report.from, report.to) != Restriction::partly) continue;
    const auto& in = reported.included;
    answers_.insert(std::find(in.begin(), in.end(), device.id) != in.end() ? "include" : "exclude");
  }
}

void Reporting::count(const CountedRequest& request, Instant now) {
  if (!reports_ || too_many_) return;
  requests_.push_back({now, request, false, {}});
  if (requests_.size() <= most_requests_compared) return;
  too_many_ = true;
  requests_.clear();
  reported_.clear();
}

}  // namespace hallmark::oracle
