/// \file
/// Strings of an implementation as text: whatever they hold, they neither steer a terminal nor become markup.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace hallmark::reports {

/// What becomes of a line feed.
enum class LineFeeds { shown, kept };

/// The text with every control, direction-changing or invisible character, every byte that is no UTF-8 and every code
/// point that XML forbids written out (`\u{1b}`, `\xff`); the result is valid UTF-8.
std::string visible(std::string_view text, LineFeeds line_feeds = LineFeeds::shown);

/// `visible` with line feeds kept, safe in HTML text and in quoted attributes.
std::string html(std::string_view text);

/// The text, or its first `most` bytes (never half a character) and how many bytes were left out.
std::string clip(std::string_view text, std::size_t most);

/// The number with thousands set apart: "10,000".
std::string grouped(long long number);

/// The number and the noun, with an "s" unless it is one: "1 case", "2,000 cases".
std::string counted(long long number, std::string_view noun);

}  // namespace hallmark::reports
