/// \file
/// Octets in and out: big-endian numbers and lengths, and a reader that never reads beyond the end. For this room's
/// GBCS files.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace hallmark::generator {

/// The low octets of a number, the highest first; at most 8.
std::string big_endian(std::uint64_t value, std::size_t octets);
/// A length as GBCS writes it: one octet below 128, else 82 and two. At most 65535.
std::string length_octets(std::size_t length);

/// Takes octets off the front. The first fault is kept with its offset; from then on it gives nothing.
class OctetReader {
 public:
  explicit OctetReader(std::string_view bytes) : bytes_(bytes) {}

  /// The next octets; empty where there are fewer.
  std::string_view take(std::size_t count, std::string_view what);
  /// A big-endian number of at most 8 octets; 0 where there are fewer.
  std::uint64_t number(std::size_t octets, std::string_view what);
  /// Octets that have to stand there.
  void expect(std::string_view wanted, std::string_view what);
  /// A length: one octet below 128, or 81 and one, or 82 and two.
  std::size_t length(std::string_view what);
  /// Nothing may be left.
  void expect_end();
  /// Keeps a fault of what was read last.
  void refuse(std::string_view why);

  std::size_t left() const { return bytes_.size() - at_; }  ///< octets not yet taken
  bool good() const { return problem_.empty(); }
  const std::string& problem() const { return problem_; }  ///< "offset 11: …"; empty where good

 private:
  std::string_view bytes_;
  std::size_t at_ = 0;
  std::string problem_;
};

}  // namespace hallmark::generator
