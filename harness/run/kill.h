/// \file
/// What counts as finding a known defect.
#pragma once

#include <string>

#include "harness/verdict/verdict.h"

namespace hallmark::run {

/// Whether that gives away who breaks the requirement: a `fail`; where it is a should, a `warn` about that requirement
/// too.
bool is_kill(const verdict::Judgement& judgement, const std::string& requirement, bool is_should);

/// The judgement that gives a defect away which breaks this requirement, or null: the first that is a kill. It
/// points into the verdict.
const verdict::Judgement* kill_in(const verdict::Verdict& verdict, const std::string& requirement, bool is_should);

}  // namespace hallmark::run
