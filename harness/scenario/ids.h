/// \file
/// One spelling for ids that the schema lets be written in several.
#pragma once

#include <string>
#include <string_view>

namespace hallmark::scenario {

/// An EUI-64 or a RequestID (originator:target:counter) as estates spell it: upper case, no white space around it. Any
/// other text comes back as it is.
std::string canonical_id(std::string_view id);

}  // namespace hallmark::scenario
