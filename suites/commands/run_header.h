/// \file
/// Parts of the header of a run: its profile, the files of its target, and what makes it another run than one before.
#pragma once

#include <string>
#include <vector>

#include "harness/run/record.h"
#include "suites/commands/context.h"

namespace hallmark::suites {

/// Says of the profile in force what it is, which rows say something else than the shipped profile, and which sensitive
/// ones it knowingly permits.
void describe_profile(Context& context, run::Header& header);

/// Files of the target that are others now than when the header was made; a run in which there are any is invalid.
std::vector<std::string> changed_since(const run::Header& header);

/// Members by which one run differs from another, as a record names them; when they began, how they were called and
/// their self-proof do not count.
std::vector<std::string> unlike_members(const run::Header& one, const run::Header& other);

}  // namespace hallmark::suites
