#include "suites/devices_answer.h"

#include <charconv>
#include <stdexcept>
#include <utility>

#include "harness/generator/gbcs.h"
#include "harness/observation/later_effects.h"

namespace hallmark::suites {

namespace {

/// An answer may set off the next command of a sequence, and so on; no longer than this.
constexpr int rounds_most = 1000;

/// The User and the counter of a RequestID, "user:device:counter".
std::pair<std::string, std::uint64_t> parts_of(const std::string& request_id) {
  std::uint64_t counter = 0;
  const auto last = request_id.rfind(':');
  if (last == std::string::npos) return {};
  std::from_chars(request_id.data() + last + 1, request_id.data() + request_id.size(), counter);
  return {request_id.substr(0, request_id.find(':')), counter};
}

}  // namespace

observation::Observation DevicesAnswer::exchange(const scenario::Stimulus& stimulus) {
  if (std::holds_alternative<scenario::Drain>(stimulus)) {
    let_devices_answer();
    return observation::Answered{observation::Drained{std::exchange(kept_, {})}};
  }
  auto observation = implementation_.exchange(stimulus);
  if (std::holds_alternative<scenario::Reset>(stimulus)) kept_ = {};
  return observation;
}

void DevicesAnswer::let_devices_answer() {
  for (int round = 0; round < rounds_most; ++round) {
    auto drained = implementation_.exchange(scenario::Drain{});
    auto* answered = std::get_if<observation::Answered>(&drained);
    if (answered == nullptr) return;
    auto effects = std::move(std::get<observation::Drained>(answered->answer).effects);
    const auto commands = effects.to_devices;
    observation::append(kept_, std::move(effects));
    for (const auto& command : commands) answer(command);
    if (commands.empty()) return;
  }
}

void DevicesAnswer::answer(const observation::ToDevice& command) {
  const auto [user, counter] = parts_of(command.request_id);
  const auto* service = facts_.service_request(command.srv);
  const bool has_code = service != nullptr && !service->message_codes.empty();
  scenario::FromDevice from;
  from.device = command.device;
  from.kind = "response";
  from.request_id = command.request_id;
  try {
    from.payload = generator::gbcs_response(command.device, user, counter,
                                            has_code ? service->message_codes.front() : "0000", generator::Canary{});
  } catch (const std::invalid_argument&) {
    return;  // ids that no GBCS message can carry: such a device stays silent
  }
  implementation_.exchange(from);
}

}  // namespace hallmark::suites
