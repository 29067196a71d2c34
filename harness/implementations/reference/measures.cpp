#include "harness/implementations/reference/measures.h"

#include <algorithm>

#include "harness/implementations/request_reader.h"

namespace hallmark::implementations {

Measures::Second& Measures::at(scenario::Instant now) {
  if (seconds_.empty() || seconds_.back().at < now) seconds_.push_back({now, 0, 0});
  return seconds_.back();
}

observation::Reported Measures::service_requests(const scenario::Report& asked) const {
  observation::Reported report;
  report.attempted = report.failed = 0;
  const auto since = std::ranges::lower_bound(seconds_, asked.from, {}, &Second::at);
  for (auto second = since; second != seconds_.end() && second->at < asked.to; ++second) {
    *report.attempted += second->attempted;
    *report.failed += second->failed;
  }
  return report;
}

observation::Reported performance(const scenario::Report& asked, const SmartMeteringInventory& inventory,
                                  const RestrictedFlag& flag, const Choices& choices, const Decisions& decide) {
  observation::Reported report;
  const bool parts_count = choices.is("part-of-a-month", "exclude");
  for (const auto& [id, device] : inventory.devices()) {
    const auto is_out = [&](const std::string& meter) {
      return parts_count ? flag.held_within(meter, asked.from, asked.to)
                         : flag.held_throughout(meter, asked.from, asked.to);
    };
    bool out = is_out(id);
    if (device.type == "GPF") {
      out = out || std::ranges::any_of(inventory.mirrored_by(device),
                                       [&](const auto* meter) { return is_out(canonical_id(meter->id)); });
    }
    out = decide(Decision::is_excluded, out, {&device});
    (out ? report.excluded : report.included).push_back(device.id);
  }
  return report;
}

}  // namespace hallmark::implementations
