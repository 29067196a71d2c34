/// \file
/// For the tests of this room: the one fixed record, facts small enough to read, and records made to measure.
#pragma once

#include <filesystem>
#include <string>

#include "harness/run/record.h"

namespace hallmark::reports::sample {

/// The folder of the golden files.
std::filesystem::path golden_folder();

/// The fixed record: every outcome, a case not run, and an implementation that means harm.
run::Record golden_record();

/// A handful of facts that the fixed record speaks of, and one requirement that it never tries.
spec::Facts facts();

/// A case with one judgement of that outcome on `mp169.allow-list`.
run::CaseRow row(const std::string& case_id, verdict::Outcome outcome, const std::string& reason = "because");

/// A record of these cases with the footer that a runner would give them.
run::Record record_of(std::vector<run::CaseRow> cases, int exit_code);

}  // namespace hallmark::reports::sample
