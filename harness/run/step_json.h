/// \file
/// Steps as the record keeps them. Whole: estates and documents stand in them. Usual, for a case that passed: estates
/// and requests come again from the seed and are told by their digest, and of each document that came back its digest
/// stands there with its reading, which is all that judging needs.
#pragma once

#include "harness/observation/canary.h"
#include "harness/observation/observation.h"
#include "harness/run/record.h"
#include "harness/scenario/stimulus.h"

namespace hallmark::run {

/// `{"operation":…}` and its parameters, as scenario::kept_json has them.
Json stimulus_json(scenario::Stimulus stimulus, bool whole);
/// `{"kind":…}` and its data. Where documents do not stand in it byte for byte, `readings` has one row for each, which
/// also names those of the canaries (hex) that the document holds.
Json observation_json(observation::Observation observation, bool whole, const observation::Canaries& canaries);

/// Reads what `observation_json` wrote for a named operation: an observation that judges as the one it was made from.
/// Throws std::runtime_error saying in plain words what is wrong.
observation::Observation observation_from_json(std::string_view operation, const Json& json);

}  // namespace hallmark::run
