/// \file
/// What an implementation did at one step, in words in which two readings of a clause can be told apart.
#pragma once

#include <optional>
#include <string>

#include "harness/run/recorded.h"

namespace hallmark::suites {

/// "submit 4.6.1: E5", "ssi set-restricted: refused", "drain: sends 4.1.1", "drain: nothing". The same for the same
/// stimulus and the same behaviour: no times, no RequestIDs and no texts of the implementation are in it.
std::string outcome(const run::Exchange& exchange);

/// The first of the steps that two histories share at which the outcomes are not the same; empty: there is none, or the
/// histories do not ask the same.
std::optional<std::size_t> first_parting(const std::vector<run::Exchange>& one,
                                         const std::vector<run::Exchange>& other);

/// What of one outcome is not in the other, for people: "drain: tells … E5" beside "drain: nothing of that".
std::string without_what_is_shared(const std::string& one, const std::string& other);

}  // namespace hallmark::suites
