#include "harness/generator/replacements.h"

#include <algorithm>
#include <cctype>
#include <charconv>

#include "harness/scenario/encoding.h"

namespace hallmark::generator {

namespace {

constexpr std::size_t eui_length = 23;
constexpr std::size_t date_length = 10;
constexpr std::size_t moment_length = 19;   ///< "2025-07-01T00:00:00"
constexpr std::size_t least_message = 40;   ///< base64 of less holds no grouping header
constexpr std::size_t longest_number = 19;  ///< digits that any 64 bits hold

bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool is_hex(char c) { return is_digit(c) || (c >= 'A' && c <= 'F') || (c >= 'a' && c <= 'f'); }
bool is_letter(char c) { return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z'); }
bool is_word(char c) { return is_digit(c) || is_letter(c) || c == '-' || c == '_'; }
bool is_base64(char c) { return is_digit(c) || is_letter(c) || c == '+' || c == '/' || c == '='; }
bool is_white(char c) { return c == ' ' || c == '\t' || c == '\r' || c == '\n'; }

std::string upper(std::string_view text) {
  std::string made(text);
  std::transform(made.begin(), made.end(), made.begin(),
                 [](unsigned char c) { return static_cast<char>(std::toupper(c)); });
  return made;
}

/// An id in upper case, in the case of the old one letter by letter; digits of the old one tell nothing of theirs.
std::string in_case_of(std::string_view old, std::string made) {
  const auto lower = std::count_if(old.begin(), old.end(), [](char c) { return c >= 'a' && c <= 'f'; });
  const auto capital = std::count_if(old.begin(), old.end(), [](char c) { return c >= 'A' && c <= 'F'; });
  for (std::size_t i = 0; i < made.size(); ++i) {
    const bool was_lower = is_letter(old[i]) ? old[i] >= 'a' : lower > capital;
    if (was_lower) made[i] = static_cast<char>(std::tolower(static_cast<unsigned char>(made[i])));
  }
  return made;
}

}  // namespace

void Replacements::names() {
  names_only_ = true;
  go_through();
}

void Replacements::everything() { go_through(); }

void Replacements::go_through() {
  for (std::size_t at = 0; at < all_.size();) {
    std::size_t taken = names_only_ ? 0 : message(at);
    if (taken == 0) taken = eui(at);
    if (taken == 0) taken = point(at);
    if (taken == 0 && !names_only_) taken = moment(at);
    at += std::max<std::size_t>(taken, 1);
  }
}

bool Replacements::starts_word(std::size_t at) const { return at == 0 || !is_word(all_[at - 1]); }
bool Replacements::ends_word(std::size_t at) const { return at >= all_.size() || !is_word(all_[at]); }

std::size_t Replacements::digits_at(std::size_t at) const {
  std::size_t end = at;
  while (end < all_.size() && is_digit(all_[end])) ++end;
  return end - at;
}

bool Replacements::is_eui(std::size_t at) const {
  if (at + eui_length > all_.size()) return false;
  for (std::size_t i = 0; i < eui_length; ++i) {
    const char c = all_[at + i];
    if (i % 3 == 2 ? c != '-' : !is_hex(c)) return false;
  }
  return ends_word(at + eui_length);
}

std::size_t Replacements::eui(std::size_t at) {
  if (!rewriting_.names_ || !is_hex(all_[at]) || !starts_word(at) || !is_eui(at)) return 0;
  const auto old = std::string_view(all_).substr(at, eui_length);
  text_.replace(at, eui_length, in_case_of(old, rewriting_.names_->eui(upper(old))));
  return eui_length + counter(at + eui_length);
}

/// The counter of a RequestID, after the second of its ids.
std::size_t Replacements::counter(std::size_t at) {
  const bool second = at >= 2 * eui_length + 1 && all_[at - eui_length - 1] == ':' && is_eui(at - 2 * eui_length - 1);
  if (!second || at >= all_.size() || all_[at] != ':') return 0;
  const auto count = digits_at(at + 1);
  if (count == 0 || count > longest_number || !ends_word(at + 1 + count)) return 0;
  std::uint64_t old = 0;
  std::from_chars(all_.data() + at + 1, all_.data() + at + 1 + count, old);
  // Zeros before a number are a deviation, and stay.
  const auto first = std::min(std::string_view(all_).substr(at + 1, count).find_first_not_of('0'), count - 1);
  text_.replace(at + 1 + first, count - first, std::to_string(rewriting_.names_->counter(old)));
  return 1 + count;
}

std::size_t Replacements::point(std::size_t at) {
  if (!rewriting_.names_ || !is_digit(all_[at]) || !starts_word(at)) return 0;
  const auto count = digits_at(at);
  if (count < 6 || count > 13 || !ends_word(at + count)) return 0;
  const auto found = rewriting_.points_.find(std::string_view(all_).substr(at, count));
  if (found == rewriting_.points_.end()) return 0;
  text_.replace(at, count, found->second);
  return count;
}

/// A date with or without a time, of the years 2010 to 2099.
std::size_t Replacements::moment(std::size_t at) {
  const auto rest = std::string_view(all_).substr(at);
  if (!rewriting_.clock_ || rest.size() < date_length || rest.substr(0, 2) != "20" || rest[2] == '0') return 0;
  if (!is_digit(rest[2]) || rest[4] != '-' || rest[7] != '-' || !starts_word(at)) return 0;
  if (rest.size() >= moment_length && rest[date_length] == 'T') {
    const auto old = scenario::instant(std::string(rest.substr(0, moment_length)) + 'Z');
    if (!old) return 0;
    const auto made = scenario::text((*rewriting_.clock_)(*old));
    text_.replace(at, moment_length, std::string_view(made).substr(0, moment_length));
    return moment_length;
  }
  const auto old = scenario::instant(std::string(rest.substr(0, date_length)) + "T00:00:00Z");
  if (!old || !ends_word(at + date_length)) return 0;
  text_.replace(at, date_length, scenario::text(rewriting_.clock_->date(*old)).substr(0, date_length));
  return date_length;
}

/// A GBCS message in base64, white space between its digits aside: the whole text of an element.
std::size_t Replacements::message(std::size_t at) {
  if (at == 0 || all_[at - 1] != '>' || !(is_base64(all_[at]) || is_white(all_[at]))) return 0;
  std::string digits;
  std::size_t end = at;
  for (; end < all_.size() && (is_base64(all_[end]) || is_white(all_[end])); ++end) {
    if (!is_white(all_[end])) digits += all_[end];
  }
  if (digits.size() < least_message || end >= all_.size() || all_[end] != '<') return 0;
  const std::string made = rewriting_.payload(digits);
  if (made == digits || made.size() != digits.size()) return 0;
  for (std::size_t place = at, next = 0; place < end; ++place) {
    if (!is_white(all_[place])) text_.replace(place, 1, std::string_view(made).substr(next++, 1));
  }
  return end - at;
}

}  // namespace hallmark::generator
