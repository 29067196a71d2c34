/// \file
/// The reports that lie beside a record.
#pragma once

#include <filesystem>

#include "spec/facts.h"

namespace hallmark::suites {

/// Draws every report from the record as it stands in that folder, and from nothing else; prints the summary. Throws
/// std::runtime_error naming a file that cannot be written.
void write_reports(const std::filesystem::path& out, const spec::Facts& facts);

}  // namespace hallmark::suites
