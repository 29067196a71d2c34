/// \file
/// `hallmark run --resume`: a run that was cut off goes on where it stopped.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "harness/run/interrupted_run.h"

namespace hallmark::suites {

/// What of a command is worth keeping to resume it by: all but `--resume` and the folder.
std::vector<std::string> resumable(const std::vector<std::string>& arguments);

/// Becomes the program that plays the run in that folder on, called as it was when it began. Only returns by throwing:
/// UsageError where no run was begun there.
[[noreturn]] void resume_as_begun(const std::filesystem::path& out);

/// Throws UsageError naming what differs where the run in the folder is another than this.
void require_same_run(const run::InterruptedRun& begun, const run::Header& header, const std::filesystem::path& out);

}  // namespace hallmark::suites
