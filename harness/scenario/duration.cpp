#include "harness/scenario/duration.h"

#include <iterator>

namespace hallmark::scenario {
namespace {

constexpr std::int64_t most_seconds = 1000LL * 366 * 86400;

/// Takes the digits at the front of a text; empty where there are none or the number is beyond any use.
std::optional<std::int64_t> take_number(std::string_view& text) {
  std::int64_t number = 0;
  std::size_t used = 0;
  for (; used < text.size() && text[used] >= '0' && text[used] <= '9'; ++used) {
    number = number * 10 + (text[used] - '0');
    if (number > most_seconds) return std::nullopt;
  }
  if (used == 0) return std::nullopt;
  text.remove_prefix(used);
  return number;
}

}  // namespace

std::optional<std::int64_t> duration_seconds(std::string_view text) {
  struct Unit {
    char letter;
    bool of_time;
    std::int64_t seconds;
  };
  static constexpr Unit units[] = {{'D', false, 86400}, {'H', true, 3600}, {'M', true, 60}, {'S', true, 1}};
  if (text.empty() || text.front() != 'P') return std::nullopt;
  text.remove_prefix(1);
  bool in_time = false;
  bool any = false;
  std::int64_t total = 0;
  std::size_t next = 0;  // the units come in order, each at most once
  while (!text.empty()) {
    if (!in_time && text.front() == 'T') {
      in_time = true;
      any = false;  // something has to follow the T
      text.remove_prefix(1);
      continue;
    }
    const auto number = take_number(text);
    if (!number || text.empty()) return std::nullopt;
    while (next < std::size(units) && (units[next].letter != text.front() || units[next].of_time != in_time)) ++next;
    if (next == std::size(units)) return std::nullopt;
    total += *number * units[next++].seconds;
    if (total > most_seconds) return std::nullopt;
    any = true;
    text.remove_prefix(1);
  }
  return any ? std::optional(total) : std::nullopt;
}

std::optional<std::chrono::milliseconds> duration_milliseconds(std::string_view text) {
  std::string whole(text);
  std::int64_t fraction = 0;
  if (const auto point = whole.find('.'); point != std::string::npos) {
    std::string digits = whole.substr(point + 1);
    if (digits.size() < 2 || digits.size() > 4 || digits.back() != 'S') return std::nullopt;
    digits.pop_back();
    if (digits.find_first_not_of("0123456789") != std::string::npos) return std::nullopt;
    digits.resize(3, '0');
    fraction = std::stoi(digits);
    whole = whole.substr(0, point) + 'S';
  }
  const auto seconds = duration_seconds(whole);
  if (!seconds) return std::nullopt;
  return std::chrono::milliseconds(*seconds * 1000 + fraction);
}

std::string duration_text(std::chrono::milliseconds time) {
  std::string text = "PT" + std::to_string(time.count() / 1000);
  if (const auto rest = time.count() % 1000; rest != 0) {
    std::string digits = std::to_string(1000 + rest).substr(1);
    while (digits.back() == '0') digits.pop_back();
    text += '.' + digits;
  }
  return text + 'S';
}

}  // namespace hallmark::scenario
