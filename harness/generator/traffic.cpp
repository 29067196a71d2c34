#include "harness/generator/traffic.h"

#include <algorithm>

#include "harness/generator/gbcs.h"
#include "harness/generator/request_pre_command.h"
#include "harness/generator/response_from_device.h"

namespace hallmark::generator {

namespace {

constexpr std::int64_t day = 86400;

struct Share {
  const char* srv;
  int weight;
};

/// Ours: shares of a day's requests in production are not public.
constexpr Share shares[] = {{"4.8.1", 30}, {"4.6.1", 25}, {"4.1.1", 12}, {"4.10", 6},   {"4.2", 4},  {"4.4.3", 4},
                            {"6.13", 6},   {"11.2", 5},   {"7.4", 3},    {"4.11.1", 3}, {"6.2.4", 2}};

template <class Value>
bool allows(const std::optional<std::vector<Value>>& list, const Value& value) {
  return !list || std::find(list->begin(), list->end(), value) != list->end();
}

/// What the sample of a Create Schedule runs.
constexpr const char* scheduled = "4.6.1";

bool holds(const std::vector<std::string>& list, const std::string& value) {
  return std::find(list.begin(), list.end(), value) != list.end();
}

}  // namespace

Traffic::Traffic(const TrafficMaterial& material) : material_(material) {
  for (const auto& [srv, weight] : shares) look_for(srv, weight, reads_);
  look_for("5.1", 1, schedules_);
  for (const auto& read : reads_) weights_ += static_cast<std::uint64_t>(read.weight);
}

/// One for each fuel that a Supplier may ask this for, immediately and over the WAN alone.
void Traffic::look_for(const char* srv, int weight, std::vector<DailyRead>& found) const {
  const auto* service = material_.facts->service_request(srv);
  if (service == nullptr || !allows(material_.srvs, std::string(srv))) return;
  const int variant = service->non_device ? 8 : 1;
  const auto& variants = service->command_variants;
  if (std::find(variants.begin(), variants.end(), variant) == variants.end() ||
      !allows(material_.command_variants, variant))
    return;
  const auto samples = schema::samples_of(*material_.samples, srv);
  const auto sample =
      std::find_if(samples.begin(), samples.end(), [](const auto* each) { return !each->future_dated; });
  if (sample == samples.end()) return;
  const auto* runs = service->variant == "5.1" ? material_.facts->service_request(scheduled) : service;
  for (const std::string type : {"ESME", "GSME"}) {
    const bool targets = holds(runs->device_types, type) && holds(service->roles, type == "ESME" ? "IS" : "GS");
    if (targets) found.push_back({service, *sample, type, weight, variant});
  }
}

std::optional<scenario::Submit> Traffic::request(const Neighbour& home, std::uint64_t counter, scenario::Instant now,
                                                 Random& random) const {
  if (reads_.empty()) return std::nullopt;
  auto left = random.below(weights_);
  const DailyRead* read = reads_.data();
  while (left >= static_cast<std::uint64_t>(read->weight)) left -= static_cast<std::uint64_t>(read++->weight);
  if (read->device_type == "GSME" && home.gsme.empty()) return std::nullopt;
  return made(*read, "", home, counter, now);
}

std::optional<scenario::Submit> Traffic::schedule(const std::string& dcc, const Neighbour& home, std::uint64_t counter,
                                                  scenario::Instant now, Random& random) const {
  if (schedules_.empty()) return std::nullopt;
  const auto& chosen = schedules_[random.below(schedules_.size())];
  if (chosen.device_type == "GSME" && home.gsme.empty()) return std::nullopt;
  return made(chosen, dcc, home, counter, now);
}

scenario::Submit Traffic::made(const DailyRead& read, const std::string& dcc, const Neighbour& home,
                               std::uint64_t counter, scenario::Instant now) const {
  const bool gas = read.device_type == "GSME";
  RequestPlan plan;
  plan.service = read.service;
  plan.device_type = read.device_type;
  plan.device = gas ? home.gsme : home.esme;
  plan.user = gas ? home.gas_supplier : home.import_supplier;
  plan.role = gas ? "GS" : "IS";
  plan.command_variant = read.command_variant;
  plan.counter = counter;
  plan.schema_version = material_.schema_version;
  plan.log_period = std::pair(now + -7 * day, now + -1 * day);
  Premises premises;
  premises.estate.dcc = dcc;
  premises.estate.now = now;
  premises.esme = home.esme;
  premises.gsme = home.gsme;
  premises.import_mpan = home.import_mpan;
  premises.mprn = home.mprn;
  auto submit = generator::request(*read.sample, plan, premises);
  submit.reading.incidental = true;
  return submit;
}

scenario::FromDevice Traffic::answer(const scenario::Submit& request, std::uint64_t counter, Random& random) const {
  const auto bytes = random_canary(random);
  const auto& reading = request.reading;
  const auto& service = *material_.facts->service_request(reading.body_srv);
  return response_from_device(reading.header_target, request, counter,
                              message_code(service, reading.device_type, false), bytes);
}

}  // namespace hallmark::generator
