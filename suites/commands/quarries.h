/// \file
/// Defects by name, as what is hunted.
#pragma once

#include <string>
#include <vector>

#include "harness/implementations/catalogue.h"
#include "suites/commands/context.h"
#include "suites/hunt.h"

namespace hallmark::suites {

/// The defects whose names a filter selects. Throws UsageError where there are none.
std::vector<implementations::DefectRow> chosen_defects(const std::string& filter, Context& context);

/// An implementation that ships, guarded as any in our own process is.
MakeAdaptor guarded(const std::string& name, Context& context);

/// The reference with that defect, and the same without it.
Quarry quarry_of(const implementations::DefectRow& defect, Context& context);

}  // namespace hallmark::suites
