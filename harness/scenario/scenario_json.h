/// \file
/// The JSON form of estates and stimuli: the `params` of the adaptor protocol, also used by the record and scenario
/// files.
#pragma once

#include <nlohmann/json.hpp>

#include "harness/scenario/stimulus.h"

namespace hallmark::scenario {

using Json = nlohmann::ordered_json;

/// The estate as `reset` carries it.
Json to_json(const Estate& estate);
/// Reads an estate; throws std::invalid_argument naming the member that is wrong.
Estate estate_from_json(const Json& json);

/// Reads a device of an estate, or one that is added to it; throws like `estate_from_json`.
Device device_from_json(const Json& json);

/// The `params` of the operation; a Submit leaves out its reading, which never crosses to an implementation.
Json params(const Stimulus& stimulus);
/// Reads `params` of a named operation; throws std::invalid_argument naming the member that is wrong.
Stimulus stimulus_from_params(std::string_view operation, const Json& params);

/// The reading of a submitted document, for the record.
Json to_json(const RequestReading& reading);

}  // namespace hallmark::scenario
