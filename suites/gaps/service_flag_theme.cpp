#include <algorithm>
#include <array>

#include "harness/generator/metering_estates.h"
#include "suites/gaps/theme.h"

namespace hallmark::suites {

namespace {

constexpr std::size_t meters = 2;
constexpr std::array<const char*, 9> statuses = {"Pending",      "Whitelisted", "InstalledNotCommissioned",
                                                 "Commissioned", "Suspended",   "Recovery",
                                                 "Recovered",    "Withdrawn",   "Decommissioned"};

bool leads_to_no_update(const std::string& status) {
  return status == "Suspended" || status == "Recovery" || status == "Recovered";
}

/// Where a meter is, and what it was before it was suspended.
struct Standing {
  std::string status = statuses.front();
  std::string settled = statuses.front();
};

Told tell(const Word& word) {
  constexpr std::uint64_t seed = 1;
  generator::Random random(seed);
  generator::MeteringPlan plan;
  plan.meters_a_point = meters;
  plan.only = "electricity";
  const auto all = generator::metering_estate(plan, random);
  const auto& point = all.points.front();
  std::array<Standing, meters> standing;
  Told told;
  auto& steps = told.trial.restricted;
  steps.emplace_back(scenario::Reset{all.estate});
  for (const auto letter : word) {
    const std::string status = statuses.at(letter % statuses.size());
    auto& meter = standing.at(letter / statuses.size());
    told.makes_sense = told.makes_sense && meter.status != status;
    meter.status = status;
    if (!leads_to_no_update(status)) meter.settled = status;
    scenario::Inventory event;
    event.devices = {point.meters.at(letter / statuses.size())};
    event.status = status;
    steps.emplace_back(std::move(event));
    steps.emplace_back(scenario::Ssi{all.supplier(point), "read", point.meters.front()});
  }
  std::array<std::string, meters> lasting;
  std::transform(standing.begin(), standing.end(), lasting.begin(),
                 [](const Standing& each) { return each.status + " since " + each.settled; });
  std::sort(lasting.begin(), lasting.end());
  for (const auto& each : lasting) told.lasting += each + "; ";
  return told;
}

}  // namespace

Theme service_flag_theme() {
  Theme made{"service flags", "what the service flag of a point with two meters is", {}, tell};
  for (const auto* meter : {"the first meter", "the second meter"}) {
    for (const auto* status : statuses) made.letters.push_back(std::string(meter) + " becomes " + status);
  }
  return made;
}

std::size_t letter_of(std::size_t meter, const std::string& status) {
  const auto found = std::find(statuses.begin(), statuses.end(), status);
  return meter * statuses.size() + static_cast<std::size_t>(found - statuses.begin());
}

}  // namespace hallmark::suites
