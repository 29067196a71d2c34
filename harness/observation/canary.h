/// \file
/// Looking for bytes that must not have travelled: a canary in whatever an implementation sent.
#pragma once

#include <string>
#include <string_view>

namespace hallmark::observation {

/// Whether a text holds these bytes (given in hex) raw, as hex in either case, or as base64 at any alignment, white
/// space between digits aside. False for an empty canary.
bool holds_bytes(std::string_view text, std::string_view canary_hex);

}  // namespace hallmark::observation
