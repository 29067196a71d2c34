/// \file
/// What the suites are compared with: the same implementations, the same oracle and as many steps, without what makes
/// the suites what they are.
#pragma once

#include "suites/suite.h"

namespace hallmark::suites {

/// RapidCheck without the schema and the facts: documents of random bytes, documents whose header has random fields,
/// and the Self Service Interface asked by anybody about anything. So many cases of twenty random steps each.
Suite random_documents(int cases);

}  // namespace hallmark::suites
