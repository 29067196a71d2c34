#include "harness/generator/new_names.h"

#include <array>

#include "harness/generator/estates.h"
#include "harness/generator/random.h"

namespace hallmark::generator {

namespace {

constexpr std::string_view hex_digits = "0123456789ABCDEF";
constexpr int companies_for_one = 3;
constexpr std::uint64_t half_gap_least = 2048;
constexpr std::size_t company_length = 8;  ///< "90-B3-D5"

std::string octet(std::uint64_t value) { return {hex_digits[(value >> 4U) & 15U], hex_digits[value & 15U]}; }

std::string octets(std::uint64_t value, int count) {
  std::string text;
  for (int i = 0; i < count; ++i, value >>= 8U) text += (text.empty() ? "" : "-") + octet(value);
  return text;
}

/// Neither a group address nor a locally administered one.
constexpr std::uint64_t company_mask = 0xFFFFFC;

}  // namespace

std::uint64_t drawn(std::uint64_t seed, std::string_view text) {
  std::uint64_t state = seed ^ 0xCBF29CE484222325U;
  for (const char octet : text) state = (state ^ static_cast<unsigned char>(octet)) * 0x100000001B3U;
  Random random(state);
  random.next();
  return random.next();
}

std::string with_mprn_check_digits(std::string root) {
  int sum = 0;
  for (std::size_t i = 0; i < root.size(); ++i) sum += (root[i] - '0') * static_cast<int>(root.size() - i);
  const int check = sum % 11;
  return root + static_cast<char>('0' + check / 10) + static_cast<char>('0' + check % 10);
}

NewNames::NewNames(std::uint64_t seed) : seed_(drawn(seed, "names")) {
  Random random(seed_);
  first_counter_ = random.below(std::uint64_t{1} << (20U + random.below(40)));
  gap_ = 2 * half_gap_least << random.below(18);
}

std::uint64_t NewNames::chance(std::string_view about, std::uint64_t number) const {
  return drawn(seed_ + number, about);
}

std::string NewNames::eui(std::string_view old) const {
  if (old == "00-00-00-00-00-00-00-00" || old == "FF-FF-FF-FF-FF-FF-FF-FF") return std::string(old);
  const auto company = chance(old.substr(0, company_length), chance(old, 1) % companies_for_one) & company_mask;
  auto rest = chance(old, 2);
  rest |= 0x00000000A0U;  // a letter, so that a spelling in lower case stays one
  return octets(company, 3) + '-' + octets(rest, 5);
}

std::string NewNames::metering_point(std::string_view old, bool many, std::uint64_t attempt) const {
  Random random(chance(old, 3 + attempt));
  const auto add_digits = [&](std::string text, std::size_t length) {
    while (text.size() < length) text += static_cast<char>('0' + random.below(10));
    return text;
  };
  if (old.size() == 13) return with_mpan_check_digit(add_digits(std::to_string(10 + random.below(24)), 12));
  const bool usual = many || random.below(2) == 0;
  const std::size_t root_length = usual ? 8 : 4 + random.below(5);
  return with_mprn_check_digits(add_digits(std::string(1, static_cast<char>('1' + random.below(9))), root_length));
}

std::uint64_t NewNames::counter(std::uint64_t old) const {
  if (old == 0 || old > counter_max) return old;
  return first_counter_ + old * gap_ + chance("counter", old) % (gap_ / 2);
}

std::uint64_t NewNames::counter_after(std::uint64_t old, int number) const {
  return first_counter_ + old * gap_ + gap_ / 2 + static_cast<std::uint64_t>(number) * (gap_ / 2 / half_gap_least);
}

}  // namespace hallmark::generator
