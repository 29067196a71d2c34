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

/// Hunts them by so many threads, those of the same honest implementation side by side; what came of each, in the order
/// of the defects, whatever the number of threads. `options.done` is called by one thread at a time.
std::vector<Hunted> hunt_defects(const std::vector<implementations::DefectRow>& defects,
                                 const std::vector<HuntedBy>& order, const HuntOptions& options, int jobs,
                                 Context& context);

}  // namespace hallmark::suites
