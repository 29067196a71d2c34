#include "harness/generator/traffic.h"

#include <algorithm>

#include "harness/generator/gbcs.h"
#include "harness/generator/request_pre_command.h"

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

bool holds(const std::vector<std::string>& list, const std::string& value) {
  return std::find(list.begin(), list.end(), value) != list.end();
}

}  // namespace

Traffic::Traffic(const TrafficMaterial& material) : material_(material) {
  for (const auto& [srv, weight] : shares) {
    const auto* service = material.facts->service_request(srv);
    if (service == nullptr || service->non_device || !allows(material.srvs, std::string(srv))) continue;
    const auto& variants = service->command_variants;
    if (std::find(variants.begin(), variants.end(), 1) == variants.end() || !allows(material.command_variants, 1))
      continue;
    for (const auto* sample : schema::samples_of(*material.samples, srv)) {
      if (sample->future_dated) continue;
      for (const std::string type : {"ESME", "GSME"}) {
        if (!holds(service->device_types, type) || !holds(service->roles, type == "ESME" ? "IS" : "GS")) continue;
        reads_.push_back({service, sample, type, weight});
        weights_ += static_cast<std::uint64_t>(weight);
      }
      break;
    }
  }
}

std::optional<scenario::Submit> Traffic::request(const Neighbour& home, std::uint64_t counter, scenario::Instant now,
                                                 Random& random) const {
  if (reads_.empty()) return std::nullopt;
  auto left = random.below(weights_);
  const DailyRead* read = reads_.data();
  while (left >= static_cast<std::uint64_t>(read->weight)) left -= static_cast<std::uint64_t>(read++->weight);
  const bool gas = read->device_type == "GSME";
  if (gas && home.gsme.empty()) return std::nullopt;
  RequestPlan plan;
  plan.service = read->service;
  plan.device_type = read->device_type;
  plan.device = gas ? home.gsme : home.esme;
  plan.user = gas ? home.gas_supplier : home.import_supplier;
  plan.role = gas ? "GS" : "IS";
  plan.counter = counter;
  plan.schema_version = material_.schema_version;
  plan.log_period = std::pair(now + -7 * day, now + -1 * day);
  Premises premises;
  premises.estate.now = now;
  premises.esme = home.esme;
  premises.gsme = home.gsme;
  premises.import_mpan = home.import_mpan;
  premises.mprn = home.mprn;
  auto submit = generator::request(*read->sample, plan, premises);
  submit.reading.incidental = true;
  return submit;
}

scenario::FromDevice Traffic::answer(const scenario::Submit& request, std::uint64_t counter, Random& random) const {
  Canary bytes{};
  for (auto& byte : bytes) byte = static_cast<std::uint8_t>(random.below(256));
  const auto& reading = request.reading;
  const auto& service = *material_.facts->service_request(reading.body_srv);
  scenario::FromDevice from;
  from.device = reading.header_target;
  from.kind = "response";
  from.request_id = reading.request_id;
  from.canary = hex(bytes);
  from.payload =
      gbcs_response(from.device, request.user, counter, message_code(service, reading.device_type, false), bytes);
  return from;
}

}  // namespace hallmark::generator
