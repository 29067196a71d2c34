/// \file
/// Characters of values: escaping, filling to a length, and times, each appended to a buffer.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>

#include "harness/generator/random.h"
#include "harness/scenario/instant.h"

namespace hallmark::generator {

/// Escapes what XML reserves in everything that stands in `out` from `since` on.
void escape_since(std::string& out, std::size_t since);

/// Appends that many characters, of which some are markup (escaped) or beyond ASCII where `wild`.
void append_text(std::string& out, std::uint64_t length, bool wild, Random& random);
/// Appends that many octets as upper-case hex.
void append_hex(std::string& out, std::uint64_t octets, Random& random);
/// Appends that many octets as base64, in one line.
void append_base64(std::string& out, std::uint64_t octets, Random& random);

/// Appends "2025-03-04".
void append_date(std::string& out, scenario::Instant instant);
/// Appends "05:06:07".
void append_time(std::string& out, scenario::Instant instant);

}  // namespace hallmark::generator
