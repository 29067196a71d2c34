/// \file
/// Reading the conformance statement an implementation gives of itself.
#pragma once

#include "harness/observation/observation_json.h"

namespace hallmark::observation {

/// Reads a statement; throws scenario::members::WrongMember for a member that does not fit.
Statement statement_from_json(const Json& json);

}  // namespace hallmark::observation
