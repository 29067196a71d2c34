/// \file
/// JSON as text, within bounds that keep hostile input from costing more than its length.
#pragma once

#include <cstddef>
#include <nlohmann/json.hpp>
#include <string>
#include <string_view>

namespace hallmark::scenario {

/// What a JSON text from outside may hold at most.
struct JsonBounds {
  std::size_t depth = 64;
  std::size_t rows = 1'000'000;    ///< of one list
  std::size_t members = 256;       ///< of one object; they are found by going through them
  std::size_t values = 4'000'000;  ///< in all
};

/// The place of the quote that ends the string which starts at `at`; the length of the text where none does.
std::size_t end_of_string(std::string_view text, std::size_t at);

/// Parses one JSON text. Throws std::invalid_argument saying what is wrong: no JSON, no UTF-8, or beyond the bounds.
nlohmann::ordered_json parse_json(std::string_view text, const JsonBounds& bounds = {});

/// The value on one line, without its line end; bytes that are no UTF-8 become U+FFFD.
std::string json_line(const nlohmann::ordered_json& value);

}  // namespace hallmark::scenario
