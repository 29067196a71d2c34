/// \file
/// `hallmark defects --complete`: what the complete suites promise, held to.
#pragma once

#include <cstdint>
#include <string>

#include "suites/commands/context.h"

namespace hallmark::suites {

struct CompleteDefectsOptions {
  std::string names;             ///< a filter
  std::size_t extra_states = 0;  ///< k
  std::uint64_t seed = 1;
  int jobs = 1;
  bool json = false;
};

/// Plays the complete suites against the reference, and against each defect that shows in them; prints which defects
/// are inside the fault domain, whether the suites alone kill them, and why the others are outside. Returns 1 where one
/// inside survives or the reference does not pass, 2 where none is inside, else 0.
int run_complete_defects(const CompleteDefectsOptions& options, Context& context);

}  // namespace hallmark::suites
