#include "reports/escape.h"

#include <fmt/format.h>

#include <cstdint>
#include <iterator>

namespace hallmark::reports {
namespace {

/// One character of a text: its code point and length in bytes; `valid` is false for a byte that is no UTF-8.
struct Character {
  std::uint32_t code = 0;
  std::size_t length = 1;
  bool valid = false;
};

/// How many bytes the character that starts with this byte has; 0 where none does.
std::size_t length_from(unsigned char lead) {
  if (lead < 0x80) return 1;
  if (lead >= 0xC2 && lead <= 0xDF) return 2;
  if (lead >= 0xE0 && lead <= 0xEF) return 3;
  if (lead >= 0xF0 && lead <= 0xF4) return 4;
  return 0;
}

Character character_at(std::string_view text, std::size_t at) {
  constexpr std::uint32_t least_of_length[] = {0, 0, 0x80, 0x800, 0x10000};
  const auto lead = static_cast<unsigned char>(text[at]);
  const std::size_t length = length_from(lead);
  if (length == 1) return {lead, 1, true};
  if (length == 0 || at + length > text.size()) return {lead, 1, false};
  std::uint32_t code = lead & (0xFFU >> (length + 1));
  for (std::size_t next = at + 1; next < at + length; ++next) {
    const auto byte = static_cast<unsigned char>(text[next]);
    if ((byte & 0xC0U) != 0x80U) return {lead, 1, false};
    code = (code << 6U) | (byte & 0x3FU);
  }
  const bool surrogate = code >= 0xD800 && code <= 0xDFFF;
  if (code < least_of_length[length] || code > 0x10FFFF || surrogate) return {lead, 1, false};
  return {code, length, true};
}

/// Whether a reader could be misled by the character or a terminal or parser upset by it.
bool needs_showing(std::uint32_t code) {
  const auto within = [code](std::uint32_t first, std::uint32_t last) { return code >= first && code <= last; };
  return code < 0x20 || within(0x7F, 0x9F) || code == 0xAD || code == 0x61C || within(0x200B, 0x200F) ||
         within(0x2028, 0x202E) || within(0x2060, 0x206F) || code == 0xFEFF || within(0xFFF9, 0xFFFB) ||
         within(0xE0000, 0xE007F) || within(0xFDD0, 0xFDEF) || (code & 0xFFFEU) == 0xFFFE;
}

}  // namespace

std::string visible(std::string_view text, LineFeeds line_feeds) {
  std::string out;
  out.reserve(text.size());
  for (std::size_t at = 0; at < text.size();) {
    const Character character = character_at(text, at);
    if (!character.valid) {
      fmt::format_to(std::back_inserter(out), "\\x{:02x}", character.code);
    } else if (character.code == '\n' && line_feeds == LineFeeds::kept) {
      out += '\n';
    } else if (needs_showing(character.code)) {
      fmt::format_to(std::back_inserter(out), "\\u{{{:x}}}", character.code);
    } else {
      out.append(text, at, character.length);
    }
    at += character.length;
  }
  return out;
}

std::string html(std::string_view text) {
  std::string out;
  for (const char c : visible(text, LineFeeds::kept)) {
    switch (c) {
      case '&':
        out += "&amp;";
        break;
      case '<':
        out += "&lt;";
        break;
      case '>':
        out += "&gt;";
        break;
      case '"':
        out += "&quot;";
        break;
      case '\'':
        out += "&#39;";
        break;
      default:
        out += c;
    }
  }
  return out;
}

std::string clip(std::string_view text, std::size_t most) {
  if (text.size() <= most) return std::string(text);
  std::size_t end = most;
  while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xC0U) == 0x80U) --end;
  return std::string(text.substr(0, end)) +
         fmt::format("… ({} more)", counted(static_cast<long long>(text.size() - end), "byte"));
}

std::string grouped(long long number) {
  std::string digits = std::to_string(number);
  const std::ptrdiff_t first = number < 0 ? 1 : 0;
  for (auto at = static_cast<std::ptrdiff_t>(digits.size()) - 3; at > first; at -= 3)
    digits.insert(static_cast<std::size_t>(at), ",");
  return digits;
}

std::string counted(long long number, std::string_view noun) {
  return fmt::format("{} {}{}", grouped(number), noun, number == 1 ? "" : "s");
}

}  // namespace hallmark::reports
