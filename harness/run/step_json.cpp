#include "harness/run/step_json.h"

#include "harness/observation/observation_json.h"
#include "harness/scenario/scenario_json.h"
#include "spec/digest.h"

namespace hallmark::run {

namespace {

/// A longer text, which only hostile XML and its echo are, would swell every report; the request comes again from the
/// seed.
constexpr std::size_t text_bytes_kept = 1U << 18U;
constexpr std::size_t head_bytes_kept = 1024;

/// The beginning of a text that is too long, with its length and digest.
void shorten(std::string& text) {
  if (text.size() <= text_bytes_kept) return;
  const std::string tail = " ... " + std::to_string(text.size()) + " bytes, " + spec::sha256(text);
  text = text.substr(0, head_bytes_kept) + tail;
}

void shorten(observation::Observation& observation) {
  if (auto* refused = std::get_if<observation::Refused>(&observation)) shorten(refused->why);
  auto* answered = std::get_if<observation::Answered>(&observation);
  if (answered == nullptr) return;
  if (auto* responded = std::get_if<observation::Responded>(&answered->answer)) shorten(responded->response.xml);
  auto* drained = std::get_if<observation::Drained>(&answered->answer);
  if (drained == nullptr) return;
  for (auto& row : drained->effects.to_users) shorten(row.document.xml);
  for (auto& row : drained->effects.to_devices) shorten(row.srv);
}

}  // namespace

Json stimulus_json(const scenario::Stimulus& stimulus, bool whole) {
  Json json = {{"operation", scenario::operation(stimulus)}};
  Json parameters = scenario::params(stimulus);
  if (const auto* submit = std::get_if<scenario::Submit>(&stimulus)) {
    if (!whole || submit->duis.size() > text_bytes_kept) {
      parameters.erase("duis");
      parameters.erase("duisBase64");
      parameters["digest"] = spec::sha256(submit->duis);
    }
    parameters["reading"] = scenario::to_json(submit->reading);
  }
  if (std::holds_alternative<scenario::Reset>(stimulus) && !whole) parameters.erase("estate");
  for (auto& [name, value] : parameters.items()) json[name] = std::move(value);
  return json;
}

Json observation_json(const observation::Observation& observation, bool whole) {
  observation::Observation brief = observation;
  shorten(brief);
  if (whole) return observation::to_json(brief);
  if (auto* answered = std::get_if<observation::Answered>(&brief)) {
    if (auto* responded = std::get_if<observation::Responded>(&answered->answer)) {
      responded->response.xml = spec::sha256(responded->response.xml);
    }
    if (auto* drained = std::get_if<observation::Drained>(&answered->answer)) {
      for (auto& row : drained->effects.to_users) row.document.xml = spec::sha256(row.document.xml);
    }
  }
  return observation::to_json(brief);
}

}  // namespace hallmark::run
