/// \file
/// The metamorphic rule: another way to put a question changes no verdict (policy, "hard to evade").
#pragma once

#include "suites/suite.h"

namespace hallmark::suites {

/// The suites `metamorphic/renamed`, `…/another_clock`, `…/other_batches`, `…/more_devices` and `…/other_order`: one a
/// transformation, each over a sample of the cases of the others, the same sample whatever the seed.
std::vector<Suite> transformed_samples(const Material& material, const std::vector<Suite>& others);

}  // namespace hallmark::suites
