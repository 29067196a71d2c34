/// \file
/// The estate of a property sequence: several homes whose Users, hubs, modes and statuses are drawn from the seed.
#pragma once

#include <vector>

#include "harness/generator/estates.h"

namespace hallmark::generator {

/// How a street is drawn.
struct StreetPlan {
  int homes = 2;          ///< 2 to 50
  int first_year = 2024;  ///< the clock starts at any minute of these years; both within 1971 to 2100
  int last_year = 2026;
};

/// One estate of several homes. `homes` say who is who at each; of their own estates only `now`, `dcc` and `users`
/// are kept, and the Users are those of that home.
struct Street {
  scenario::Estate estate;
  std::vector<Premises> homes;
};

/// Builds a street. Homes may share suppliers and a Communications Hub; meters may be in prepayment mode, Restricted
/// (never both), SMETS1, or in another status than Commissioned, with a service flag that agrees. Throws
/// std::invalid_argument for a plan out of range.
Street street(const StreetPlan& plan, Random& random);

}  // namespace hallmark::generator
