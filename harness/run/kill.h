/// \file
/// What counts as finding a known defect.
#pragma once

#include <string>

#include "harness/verdict/verdict.h"

namespace hallmark::run {

/// The judgement that gives a defect away which breaks this requirement, or null: the first `fail`; where what it
/// breaks is a should, a `warn` about that requirement too. It points into the verdict.
const verdict::Judgement* kill_in(const verdict::Verdict& verdict, const std::string& requirement, bool is_should);

}  // namespace hallmark::run
