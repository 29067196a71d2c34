/// \file
/// An implementation whose statement is amended by a file of ours: `--statement FILE`.
#pragma once

#include <string>

#include "harness/adaptor/amendment.h"

namespace hallmark::suites {

/// What a file changes of a statement: a member of it replaces the one that was stated, null takes it away. Throws
/// UsageError for a file that cannot be read or says what no statement may.
adaptor::Amendment amendment_of(const std::string& file);

}  // namespace hallmark::suites
