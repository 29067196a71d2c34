/// \file
/// A text as characters with the bytes that spell them: character references, comments, CDATA marks and UTF-16 are seen
/// through, and what is put in the place of a few characters is spelled as they were.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace hallmark::generator {

/// Reads a document once, collects replacements and makes them. Total: any bytes are some text.
class SpelledText {
 public:
  /// The bytes must outlive it. UTF-16 is told by a byte order mark or by the first `<`; everything else is read octet
  /// by octet, of which only ASCII ever matches anything.
  explicit SpelledText(std::string_view bytes);

  /// Its characters, one octet each; what is no ASCII is 0x80.
  const std::string& characters() const { return characters_; }
  /// Puts other ASCII text in the place of `count` characters from `at`, which is at least one. A character stays a
  /// reference where it was one. Replacements must not overlap and come in order.
  void replace(std::size_t at, std::size_t count, std::string_view with);
  /// The bytes with all replacements made.
  std::string result() const;

 private:
  struct Place {
    std::size_t offset = 0;
    std::size_t length = 0;
  };
  struct Edit {
    Place place;
    std::string bytes;
  };

  void read_octets();
  void read_units(bool big_endian);
  void add(char character, std::size_t offset, std::size_t length);
  std::string spelled(char character, const Place& like) const;

  std::string_view bytes_;
  std::string characters_;
  std::vector<Place> places_;
  std::vector<Edit> edits_;
  enum class Units { octets, big_endian, little_endian } units_ = Units::octets;
};

}  // namespace hallmark::generator
