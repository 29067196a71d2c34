/// \file
/// The JSON form of observations: `result` objects of the adaptor protocol, and whole observations for the record.
#pragma once

#include <nlohmann/json.hpp>

#include "harness/observation/observation.h"

namespace hallmark::observation {

using Json = nlohmann::ordered_json;

/// The `result` of an answered operation; a Refused gives `{"response":null,"rejected":why}`.
Json result(const Observation& observation);

/// Reads a `result` of a named operation into Answered or Refused; what does not fit becomes Malformed, never an
/// exception.
Observation observation_from_result(std::string_view operation, const Json& result);

/// The statement as JSON, members at their default left out.
Json to_json(const Statement& statement);
Json to_json(const Identity& identity);

/// A whole observation for the record: `{"kind":"answered",…}`.
Json to_json(const Observation& observation);

}  // namespace hallmark::observation
