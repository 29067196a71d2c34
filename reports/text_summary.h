/// \file
/// What a person reads in the terminal at the end of a run: the verdict first, then what to do about it.
#pragma once

#include <string>

#include "harness/run/record.h"

namespace hallmark::reports {

/// The summary, at most 20 groups a section; no string of the implementation can steer the terminal.
std::string text_summary(const run::Record& record, const spec::Facts& facts);

}  // namespace hallmark::reports
