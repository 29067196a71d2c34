/// \file
/// An implementation whose statement is amended by a file of ours: `--statement FILE`.
#pragma once

#include <functional>
#include <memory>
#include <string>

#include "harness/adaptor/adaptor.h"

namespace hallmark::suites {

using Maker = std::function<std::unique_ptr<adaptor::Adaptor>()>;

/// Makers of what `make` makes, but what it states is amended: a member of the file replaces the one that was stated,
/// null takes it away. Throws UsageError for a file that cannot be read or says what no statement may.
Maker amended(Maker make, const std::string& file);

}  // namespace hallmark::suites
