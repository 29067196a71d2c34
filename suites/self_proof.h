/// \file
/// Before a run that counts: a known defect is planted around the implementation, and the suites have to notice.
#pragma once

#include <functional>
#include <memory>

#include "harness/adaptor/adaptor.h"
#include "harness/run/session.h"
#include "suites/suite.h"

namespace hallmark::suites {

/// Plays pairs of `restricted/allow_list`, one a device type (another where nothing could be planted in the first, at
/// most five), as they are and with a refusal dropped (`harness/run/drops_refusal.h`). A pair catches it where it fails
/// with the defect, for what a rejected request may not do, and not without. Deterministic.
run::SelfProof prove(const Suite& pairs, const std::function<std::unique_ptr<adaptor::Adaptor>()>& make,
                     const run::Rules& rules);

}  // namespace hallmark::suites
