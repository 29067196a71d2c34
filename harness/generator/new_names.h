/// \file
/// Other identities in the place of those of a scenario, each a function of the seed and the old one alone: the same
/// for every half of a case, and whatever else is left out.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace hallmark::generator {

/// Immutable; may be used from several threads.
class NewNames {
 public:
  explicit NewNames(std::uint64_t seed);

  /// For an EUI-64 in upper case: one of another company, of a few that the seed picks for those of the old company.
  /// An id of zeros or of ones alone stays.
  std::string eui(std::string_view old) const;
  /// For a number of 13 digits an MPAN with a valid check digit, of one of the distributors 10 to 33; for any other an
  /// MPRN of 6 to 10 digits with valid check digits, of 10 digits where `many` are named. Where that is taken already,
  /// another attempt gives another.
  std::string metering_point(std::string_view old, bool many, std::uint64_t attempt) const;
  /// For the counter of a RequestID or GBCS message, at most `counter_max`: a larger one, so that the order stays, with
  /// uneven gaps of 2^12 to 2^30. Zero and larger ones stay.
  std::uint64_t counter(std::uint64_t old) const;
  /// The `number`th counter, from 0, between those for `old` and `old` + 1: they ascend, and there are 2,048.
  std::uint64_t counter_after(std::uint64_t old, int number) const;

  static constexpr std::uint64_t counter_max = 4'000'000'000;

 private:
  std::uint64_t chance(std::string_view about, std::uint64_t number) const;

  std::uint64_t seed_;
  std::uint64_t first_counter_;
  std::uint64_t gap_;
};

/// A number that depends on nothing but the seed and a text.
std::uint64_t drawn(std::uint64_t seed, std::string_view text);

/// An MPRN with the check digits that belong after its first digits: their sum, weighted by their places from the
/// right, modulo 11, in two digits.
std::string with_mprn_check_digits(std::string root);

}  // namespace hallmark::generator
