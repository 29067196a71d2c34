/// \file
/// The report as one HTML page: self-contained, without script, readable offline, on paper and on a narrow screen.
#pragma once

#include <string>

#include "harness/run/record.h"

namespace hallmark::reports {

/// The page. At most 200 findings in detail, and at most 6 MB of judgements and exchanges, and it says what was left
/// out.
std::string html_page(const run::Record& record, const spec::Facts& facts);

}  // namespace hallmark::reports
