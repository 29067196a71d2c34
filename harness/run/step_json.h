/// \file
/// Steps as the record keeps them: whole where a case did not pass; else without estates and documents, which come
/// again from the seed or are told by their digest.
#pragma once

#include "harness/observation/observation.h"
#include "harness/run/record.h"
#include "harness/scenario/stimulus.h"

namespace hallmark::run {

/// `{"operation":…}` and its parameters.
Json stimulus_json(const scenario::Stimulus& stimulus, bool whole);
/// `{"kind":…}` and its data.
Json observation_json(const observation::Observation& observation, bool whole);

}  // namespace hallmark::run
