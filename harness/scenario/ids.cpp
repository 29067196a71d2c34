#include "harness/scenario/ids.h"

#include <algorithm>
#include <cctype>

namespace hallmark::scenario {

namespace {

constexpr std::size_t eui_length = 23;
constexpr std::string_view white_space = " \t\r\n";

bool is_eui(std::string_view text) {
  if (text.size() != eui_length) return false;
  for (std::size_t i = 0; i < eui_length; ++i) {
    if (i % 3 == 2 ? text[i] != '-' : std::isxdigit(static_cast<unsigned char>(text[i])) == 0) return false;
  }
  return true;
}

bool is_request_id(std::string_view text) {
  constexpr std::size_t counter_at = 2 * eui_length + 2;
  if (text.size() <= counter_at || text[eui_length] != ':' || text[counter_at - 1] != ':') return false;
  const auto counter = text.substr(counter_at);
  return is_eui(text.substr(0, eui_length)) && is_eui(text.substr(eui_length + 1, eui_length)) &&
         std::ranges::all_of(counter, [](unsigned char c) { return std::isdigit(c) != 0; });
}

}  // namespace

std::string canonical_id(std::string_view id) {
  const auto since = id.find_first_not_of(white_space);
  if (since == std::string_view::npos) return std::string(id);
  const auto bare = id.substr(since, id.find_last_not_of(white_space) - since + 1);
  if (!is_eui(bare) && !is_request_id(bare)) return std::string(id);
  std::string made(bare);
  std::ranges::transform(made, made.begin(), [](unsigned char c) { return static_cast<char>(std::toupper(c)); });
  return made;
}

}  // namespace hallmark::scenario
