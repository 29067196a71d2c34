#include "harness/observation/canary.h"

#include <algorithm>
#include <array>
#include <cctype>

#include "harness/scenario/encoding.h"

namespace hallmark::observation {

namespace {

int digit(char c) { return c <= '9' ? c - '0' : (c | 0x20) - 'a' + 10; }

std::string bytes_of(std::string_view hex) {
  std::string bytes;
  for (std::size_t i = 0; i + 1 < hex.size(); i += 2)
    bytes.push_back(static_cast<char>(digit(hex[i]) * 16 + digit(hex[i + 1])));
  return bytes;
}

/// The digits of base64 that depend on these bytes alone, where they begin `offset` bytes into a group of three.
std::string base64_core(const std::string& bytes, std::size_t offset) {
  const std::size_t skipped = (3 - offset) % 3;
  const std::size_t whole = (bytes.size() - skipped) / 3 * 3;
  return scenario::base64(bytes.substr(skipped, whole));
}

/// How long the white space is that a text begins with: as it is, or as character references (`&#13;`, `&#xA;`), which
/// line breaks within hex or base64 come as.
std::size_t gap_before(std::string_view text) {
  static constexpr std::array<std::string_view, 8> references = {"&#13;", "&#10;", "&#9;",  "&#32;",
                                                                 "&#xD;", "&#xA;", "&#xd;", "&#xa;"};
  std::size_t length = 0;
  while (length < text.size()) {
    const auto rest = text.substr(length);
    const auto* reference = rest.front() != '&' ? references.end()
                                                : std::find_if(references.begin(), references.end(),
                                                               [&](auto each) { return rest.starts_with(each); });
    if (reference != references.end()) {
      length += reference->size();
    } else if (std::isspace(static_cast<unsigned char>(rest.front())) != 0) {
      ++length;
    } else {
      break;
    }
  }
  return length;
}

bool begins_with_digits(std::string_view text, std::string_view digits, bool either_case) {
  for (const char digit : digits) {
    text.remove_prefix(gap_before(text));
    if (text.empty()) return false;
    const char found =
        either_case ? static_cast<char>(std::tolower(static_cast<unsigned char>(text.front()))) : text.front();
    if (found != digit) return false;
    text.remove_prefix(1);
  }
  return true;
}

/// Whether these digits stand in a text, white space between them aside. Copies nothing: it is asked of every document
/// that goes to a User, for many canaries.
bool holds_digits(std::string_view text, std::string_view digits, bool either_case) {
  const auto stands_after = [&](char first) {
    for (auto at = text.find(first); at != std::string_view::npos; at = text.find(first, at + 1)) {
      if (begins_with_digits(text.substr(at), digits, either_case)) return true;
    }
    return false;
  };
  if (digits.empty() || stands_after(digits.front())) return true;
  const char upper = static_cast<char>(std::toupper(static_cast<unsigned char>(digits.front())));
  return either_case && upper != digits.front() && stands_after(upper);
}

constexpr std::size_t key_length = 8;  ///< characters
constexpr std::size_t key_hashes = 1U << 15U;

std::size_t hash_of(std::uint64_t key) { return (key * 0x9E3779B97F4A7C15U) >> 49U; }

bool is_ascii(std::string_view text) {
  unsigned char all = 0;
  for (const char c : text) all = static_cast<unsigned char>(all | static_cast<unsigned char>(c));
  return all < 0x80;
}

/// What is hex and long enough that each of its forms has as many characters as a key.
bool has_keys(std::string_view hex) {
  return hex.size() >= 2 * key_length && hex.size() % 2 == 0 &&
         hex.find_first_not_of("0123456789abcdef") == std::string_view::npos;
}

/// The characters that hex and base64 are written in, in lower case; 0 for any other.
constexpr std::array<unsigned char, 256> make_digits() {
  std::array<unsigned char, 256> digits{};
  for (unsigned c = '0'; c <= '9'; ++c) digits[c] = static_cast<unsigned char>(c);
  for (unsigned c = 'a'; c <= 'z'; ++c) digits[c] = digits[c - 0x20] = static_cast<unsigned char>(c);
  digits['+'] = '+';
  digits['/'] = '/';
  return digits;
}
constexpr auto lower_digits = make_digits();

std::uint64_t raw_key(std::string_view bytes) {
  std::uint64_t key = 0;
  for (const char c : bytes.substr(0, key_length)) key = key << 8U | static_cast<unsigned char>(c);
  return key;
}

std::uint64_t digit_key(std::string_view digits) {
  std::uint64_t key = 0;
  for (const char c : digits.substr(0, key_length)) key = key << 8U | lower_digits[static_cast<unsigned char>(c)];
  return key;
}

}  // namespace

bool holds_bytes(std::string_view text, std::string_view canary_hex) {
  if (canary_hex.empty()) return false;
  const std::string bytes = bytes_of(canary_hex);
  if (text.find(bytes) != std::string_view::npos || holds_digits(text, canary_hex, true)) return true;
  for (std::size_t offset = 0; offset < 3; ++offset) {
    if (holds_digits(text, base64_core(bytes, offset), false)) return true;
  }
  return false;
}

void Canaries::add(std::string canary_hex) {
  if (canary_hex.empty()) return;
  const std::size_t place = all_.size();
  all_.push_back(std::move(canary_hex));
  if (!has_keys(all_.back())) return without_key_.push_back(place);
  const std::string bytes = bytes_of(all_.back());
  any_is_ascii_ = any_is_ascii_ || is_ascii(bytes);
  if (may_be_key_.empty()) may_be_key_.resize(key_hashes);
  std::vector<std::uint64_t> keys = {raw_key(bytes), digit_key(all_.back())};
  for (std::size_t offset = 0; offset < 3; ++offset) keys.push_back(digit_key(base64_core(bytes, offset)));
  for (const auto key : keys) {
    may_be_key_[hash_of(key)] = 1;
    by_key_.emplace(key, place);
  }
}

void Canaries::look_up(std::uint64_t key, std::vector<std::size_t>& places) const {
  if (may_be_key_[hash_of(key)] == 0) return;
  const auto [first, last] = by_key_.equal_range(key);
  for (auto each = first; each != last; ++each) places.push_back(each->second);
}

/// Places of those of which a form begins somewhere in the text: raw, or written in digits of which the first ones
/// stand together, white space left out.
std::vector<std::size_t> Canaries::begun_in(std::string_view text) const {
  std::vector<std::size_t> places = without_key_;
  if (by_key_.empty()) return places;
  std::uint64_t key = 0;
  std::size_t run = 0;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const auto c = static_cast<unsigned char>(text[i]);
    const auto digit = lower_digits[c];
    if (digit == 0) {
      const std::size_t gap = c == '&' || c <= ' ' ? gap_before(text.substr(i)) : 0;
      if (gap == 0) run = 0;
      if (gap != 0) i += gap - 1;
      continue;
    }
    key = key << 8U | digit;
    if (++run >= key_length) look_up(key, places);
  }
  // Bytes that are no ASCII stand raw only in a text that is none either.
  if (!any_is_ascii_ && is_ascii(text)) return places;
  for (const char c : text) {
    key = key << 8U | static_cast<unsigned char>(c);
    look_up(key, places);
  }
  return places;
}

std::vector<std::string> Canaries::held_by(std::string_view text) const {
  auto places = begun_in(text);
  std::sort(places.begin(), places.end());
  places.erase(std::unique(places.begin(), places.end()), places.end());
  std::vector<std::string> held;
  for (const auto place : places) {
    if (holds_bytes(text, all_[place])) held.push_back(all_[place]);
  }
  return held;
}

}  // namespace hallmark::observation
