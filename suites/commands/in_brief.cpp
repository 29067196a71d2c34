#include "suites/commands/in_brief.h"

#include <fmt/format.h>

#include "harness/observation/observation_json.h"

namespace hallmark::suites {

namespace {

/// What was done, in a few words.
struct InBrief {
  std::string operator()(const scenario::Submit& submit) const {
    return "submit " + submit.reading.header_srv + ", Command Variant " +
           std::to_string(submit.reading.command_variant) + ", by " + submit.user;
  }
  std::string operator()(const scenario::Ssi& ssi) const {
    return "ssi " + ssi.action + ' ' + ssi.device + " by " + ssi.user;
  }
  std::string operator()(const scenario::FromDevice& from) const {
    return "fromDevice " + from.kind + " of " + from.device;
  }
  std::string operator()(const scenario::Advance& advance) const { return "advance to " + scenario::text(advance.to); }
  std::string operator()(const scenario::Reset& reset) const {
    return "reset to " + std::to_string(reset.estate.devices.size()) + " devices";
  }
  template <class Other>
  std::string operator()(const Other& other) const {
    return std::string(scenario::operation(scenario::Stimulus(other)));
  }
};

}  // namespace

std::string shown(const std::string& text, std::size_t most) {
  std::string made;
  for (const char c : text.substr(0, most)) made += c >= ' ' && c <= '~' ? c : '.';
  return made + (text.size() > most ? "…" : "");
}

std::string in_brief(const scenario::Stimulus& stimulus) { return std::visit(InBrief{}, stimulus); }

std::string in_brief(const observation::Observation& observation) {
  if (const auto* responded = observation::answer<observation::Responded>(observation)) {
    const auto& reading = responded->response.reading;
    return reading.code + (reading.content.empty() ? "" : " with " + reading.content);
  }
  if (const auto* answer = observation::answer<observation::SsiAnswer>(observation)) {
    if (!answer->restricted) return answer->accepted ? "accepted" : "refused";
    return *answer->restricted ? "Restricted" : "not Restricted";
  }
  if (const auto* drained = observation::answer<observation::Drained>(observation)) {
    return fmt::format("{} to devices, {} to Users", drained->effects.to_devices.size(),
                       drained->effects.to_users.size());
  }
  if (observation::answer<observation::Done>(observation) != nullptr) return "done";
  return observation::to_json(observation).at("kind").get<std::string>();
}

}  // namespace hallmark::suites
