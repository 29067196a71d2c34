#include "harness/generator/value_text.h"

#include <chrono>
#include <string_view>

namespace hallmark::generator {

namespace {

constexpr std::int64_t day = 86400;

void append_digits(std::string& out, unsigned value, int count) {
  const auto since = out.size();
  out.resize(since + static_cast<std::size_t>(count));
  for (auto place = out.size(); place > since; value /= 10) out[--place] = static_cast<char>('0' + value % 10);
}

std::int64_t second_of_day(scenario::Instant instant) {
  const auto second = instant.seconds % day;
  return second < 0 ? second + day : second;
}

std::string_view escaped(char c) {
  switch (c) {
    case '&':
      return "&amp;";
    case '<':
      return "&lt;";
    case '>':
      return "&gt;";
    case '"':
      return "&quot;";
    default:
      return {};
  }
}

}  // namespace

void escape_since(std::string& out, std::size_t since) {
  for (auto place = out.find_first_of("&<>\"", since); place != std::string::npos;
       place = out.find_first_of("&<>\"", place)) {
    const auto with = escaped(out[place]);
    out.replace(place, 1, with);
    place += with.size();
  }
}

void append_text(std::string& out, std::uint64_t length, bool wild, Random& random) {
  static constexpr std::string_view tame = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-.";
  static_assert(tame.size() == 64);
  // One letter beyond ASCII for each length of its UTF-8; none beyond 16 bits, which one engine counts as two.
  static constexpr std::string_view wilder[] = {"&amp;", "&lt;", "&gt;", "'", "é", "€", "/", "]"};
  std::uint64_t bits = 0;
  for (std::uint64_t i = 0; i < length; ++i) {
    if (i % 8 == 0) bits = random.next();
    const auto byte = bits & 0xFFU;
    bits >>= 8U;
    if (wild && byte >= 248) {
      out += wilder[byte & 7U];
    } else {
      out.push_back(tame[byte & 63U]);
    }
  }
}

void append_hex(std::string& out, std::uint64_t octets, Random& random) {
  static constexpr std::string_view digits = "0123456789ABCDEF";
  std::uint64_t bits = 0;
  for (std::uint64_t i = 0; i < 2 * octets; ++i) {
    if (i % 16 == 0) bits = random.next();
    out.push_back(digits[bits & 15U]);
    bits >>= 4U;
  }
}

void append_base64(std::string& out, std::uint64_t octets, Random& random) {
  static constexpr std::string_view letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
  std::uint64_t bits = 0;
  int left = 0;
  const auto letter = [&](unsigned step) {
    if (left == 0) {
      bits = random.next();
      left = 10;
    }
    --left;
    out.push_back(letters[(bits & 63U) / step * step]);
    bits >>= 6U;
  };
  for (std::uint64_t i = 0; i < octets / 3 * 4; ++i) letter(1);
  // Bits of the last letter that belong to no octet are zero.
  if (octets % 3 == 1) {
    letter(1);
    letter(16);
    out += "==";
  } else if (octets % 3 == 2) {
    letter(1);
    letter(1);
    letter(4);
    out += '=';
  }
}

void append_date(std::string& out, scenario::Instant instant) {
  const auto days = (instant.seconds - second_of_day(instant)) / day;
  const std::chrono::year_month_day date{std::chrono::sys_days{std::chrono::days{days}}};
  append_digits(out, static_cast<unsigned>(static_cast<int>(date.year())), 4);
  out.push_back('-');
  append_digits(out, static_cast<unsigned>(date.month()), 2);
  out.push_back('-');
  append_digits(out, static_cast<unsigned>(date.day()), 2);
}

void append_time(std::string& out, scenario::Instant instant) {
  const auto second = static_cast<unsigned>(second_of_day(instant));
  append_digits(out, second / 3600, 2);
  out.push_back(':');
  append_digits(out, second / 60 % 60, 2);
  out.push_back(':');
  append_digits(out, second % 60, 2);
}

}  // namespace hallmark::generator
