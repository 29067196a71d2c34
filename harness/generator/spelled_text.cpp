#include "harness/generator/spelled_text.h"

#include <charconv>
#include <optional>

namespace hallmark::generator {

using namespace std::string_view_literals;

namespace {

constexpr char no_ascii = '\x80';
constexpr std::size_t longest_reference = 12;  ///< "&#x00000030;"

/// A character reference at the front of a text: its character and its length.
struct Reference {
  char character = no_ascii;
  std::size_t length = 0;
};

std::optional<Reference> reference(std::string_view text) {
  if (!text.starts_with("&#")) return std::nullopt;
  const auto end = text.substr(0, longest_reference).find(';');
  if (end == std::string_view::npos) return std::nullopt;
  const bool hex = text.substr(2).starts_with('x');
  const auto digits = text.substr(hex ? 3 : 2, end - (hex ? 3 : 2));
  unsigned value = 0;
  const auto [stop, error] = std::from_chars(digits.data(), digits.data() + digits.size(), value, hex ? 16 : 10);
  if (error != std::errc{} || stop != digits.data() + digits.size()) return std::nullopt;
  return Reference{value < 0x80 ? static_cast<char>(value) : no_ascii, end + 1};
}

/// How long the comment or the mark of a CDATA section at the front of a text is; 0: neither stands there.
std::size_t seen_through(std::string_view text) {
  if (text.starts_with("<!--")) {
    const auto end = text.find("-->", 4);
    return end == std::string_view::npos ? 0 : end + 3;
  }
  if (text.starts_with("<![CDATA[")) return 9;
  return text.starts_with("]]>") ? 3 : 0;
}

}  // namespace

SpelledText::SpelledText(std::string_view bytes) : bytes_(bytes) {
  characters_.reserve(bytes.size());
  places_.reserve(bytes.size());
  if (bytes.starts_with("\xFE\xFF"sv) || bytes.starts_with("\0<"sv)) {
    read_units(true);
  } else if (bytes.starts_with("\xFF\xFE"sv) || bytes.starts_with("<\0"sv)) {
    read_units(false);
  } else {
    read_octets();
  }
}

void SpelledText::add(char character, std::size_t offset, std::size_t length) {
  characters_ += static_cast<unsigned char>(character) < 0x80 ? character : no_ascii;
  places_.push_back({offset, length});
}

void SpelledText::read_octets() {
  for (std::size_t at = 0; at < bytes_.size();) {
    const char octet = bytes_[at];
    if (octet == '<' || octet == ']') {
      if (const auto skipped = seen_through(bytes_.substr(at)); skipped > 0) {
        at += skipped;
        continue;
      }
    }
    const auto found = octet == '&' ? reference(bytes_.substr(at)) : std::nullopt;
    const std::size_t length = found ? found->length : 1;
    add(found ? found->character : octet, at, length);
    at += length;
  }
}

void SpelledText::read_units(bool big_endian) {
  units_ = big_endian ? Units::big_endian : Units::little_endian;
  for (std::size_t at = 0; at + 1 < bytes_.size(); at += 2) {
    const char high = bytes_[at + (big_endian ? 0 : 1)];
    add(high == '\0' ? bytes_[at + (big_endian ? 1 : 0)] : no_ascii, at, 2);
  }
}

std::string SpelledText::spelled(char character, const Place& like) const {
  if (units_ == Units::big_endian) return {'\0', character};
  if (units_ == Units::little_endian) return {character, '\0'};
  if (like.length == 1) return {character};
  const bool hex = bytes_[like.offset + 2] == 'x';
  char digits[4] = {};
  const auto end = std::to_chars(digits, digits + sizeof digits, static_cast<unsigned>(character), hex ? 16 : 10).ptr;
  return (hex ? "&#x" : "&#") + std::string(digits, end) + ';';
}

void SpelledText::replace(std::size_t at, std::size_t count, std::string_view with) {
  for (std::size_t i = 0; i < count; ++i) {
    const Place& place = places_[at + i];
    std::string bytes = i < with.size() ? spelled(with[i], place) : std::string();
    const bool last = i + 1 == count;
    for (std::size_t more = count; last && more < with.size(); ++more) bytes += spelled(with[more], place);
    if (bytes != bytes_.substr(place.offset, place.length)) edits_.push_back({place, std::move(bytes)});
  }
}

std::string SpelledText::result() const {
  std::string made;
  made.reserve(bytes_.size() + edits_.size());
  std::size_t from = 0;
  for (const auto& edit : edits_) {
    made.append(bytes_.substr(from, edit.place.offset - from)).append(edit.bytes);
    from = edit.place.offset + edit.place.length;
  }
  return made.append(bytes_.substr(from));
}

}  // namespace hallmark::generator
