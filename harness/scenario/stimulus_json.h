/// \file
/// A stimulus as records, scenario files and traces keep it: the operation's name and its `params`, and beside them
/// what never crosses to an implementation: the reading of a document, the schedule that it is about, the canary of a
/// payload.
#pragma once

#include "harness/scenario/scenario_json.h"

namespace hallmark::scenario {

/// `{"operation":"submit",…params…,"reading":{…},"scheduleOf":…}`.
Json kept_json(const Stimulus& stimulus);
/// Reads that form; throws members::WrongMember naming the member that is wrong. A submit needs its reading.
Stimulus stimulus_from_kept(const Json& json);

/// Reads the reading of a document; throws members::WrongMember.
RequestReading reading_from_json(const Json& json);

}  // namespace hallmark::scenario
