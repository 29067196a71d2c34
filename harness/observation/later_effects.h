/// \file
/// What an implementation put out, in parts.
#pragma once

#include "harness/observation/observation.h"

namespace hallmark::observation {

/// Adds what happened later, list by list.
void append(Effects& effects, Effects later);

}  // namespace hallmark::observation
