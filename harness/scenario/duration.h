/// \file
/// A length of time as ISO 8601 writes it, as far as it is a fixed number of seconds: days, hours, minutes, seconds.
#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace hallmark::scenario {

/// The seconds of a text such as "PT0S", "PT1H30M" or "P1D". Empty where the text is no such duration, has a fraction,
/// a year, month or week (which are of no fixed length, or not used here), or exceeds a thousand years.
std::optional<std::int64_t> duration_seconds(std::string_view text);

/// Likewise, in milliseconds; the seconds may have a fraction of up to three digits: "PT0.2S".
std::optional<std::chrono::milliseconds> duration_milliseconds(std::string_view text);

/// "PT0.2S": a time that is not negative, in seconds.
std::string duration_text(std::chrono::milliseconds time);

}  // namespace hallmark::scenario
