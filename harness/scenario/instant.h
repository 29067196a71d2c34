/// \file
/// A moment of scenario time: whole seconds UTC, written as RFC 3339.
#pragma once

#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace hallmark::scenario {

/// Seconds since 1970-01-01T00:00:00Z, within the years 0001 to 9999.
struct Instant {
  std::int64_t seconds = 0;
  auto operator<=>(const Instant&) const = default;
};

/// "2025-07-01T00:00:00Z".
std::string text(Instant instant);
/// Reads RFC 3339 with "Z" or an offset; fractions of a second are dropped. Empty where the text is no such time.
std::optional<Instant> instant(std::string_view text);

inline Instant operator+(Instant since, std::int64_t seconds) { return {since.seconds + seconds}; }

}  // namespace hallmark::scenario
