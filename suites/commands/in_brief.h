/// \file
/// Steps in a few words, fit for a terminal.
#pragma once

#include <string>

#include "harness/observation/observation.h"
#include "harness/scenario/stimulus.h"

namespace hallmark::suites {

/// What came from outside, on one line: anything but plain ASCII becomes a dot, and what is longer than `most` is cut.
std::string shown(const std::string& text, std::size_t most = 160);

/// What was done: "submit 4.1.1, Command Variant 1, by 90-…".
std::string in_brief(const scenario::Stimulus& stimulus);
/// What came of it: "I99", "1 to devices, 0 to Users".
std::string in_brief(const observation::Observation& observation);

}  // namespace hallmark::suites
