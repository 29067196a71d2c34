#include "harness/run/step_json.h"

#include "harness/observation/observation_json.h"
#include "harness/scenario/scenario_json.h"
#include "spec/digest.h"

namespace hallmark::run {

Json stimulus_json(const scenario::Stimulus& stimulus, bool whole) {
  Json json = {{"operation", scenario::operation(stimulus)}};
  Json parameters = scenario::params(stimulus);
  if (const auto* submit = std::get_if<scenario::Submit>(&stimulus)) {
    if (!whole) {
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
  if (whole) return observation::to_json(observation);
  observation::Observation brief = observation;
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
