#include "harness/scenario/instant.h"

#include <array>
#include <cassert>
#include <chrono>
#include <cstdio>

namespace hallmark::scenario {
namespace {

constexpr std::int64_t seconds_a_day = 86400;
constexpr std::int64_t first_second = -62135596800;  // 0001-01-01T00:00:00Z
constexpr std::int64_t last_second = 253402300799;   // 9999-12-31T23:59:59Z

/// Takes digits and marks off the front of a text, remembering whether all of them were there.
class Scanner {
 public:
  explicit Scanner(std::string_view text) : rest_(text) {}

  int digits(int count, int least, int most) {
    int value = 0;
    for (int i = 0; i < count; ++i) {
      if (rest_.empty() || rest_.front() < '0' || rest_.front() > '9') {
        good_ = false;
        return 0;
      }
      value = value * 10 + (rest_.front() - '0');
      rest_.remove_prefix(1);
    }
    if (value < least || value > most) good_ = false;
    return value;
  }
  /// Whether one of these characters stood there; it is taken then.
  bool take(std::string_view any_of) {
    if (rest_.empty() || any_of.find(rest_.front()) == std::string_view::npos) return false;
    rest_.remove_prefix(1);
    return true;
  }
  void expect(std::string_view any_of) { good_ = take(any_of) && good_; }
  void skip_fraction() {
    if (!take(".")) return;
    digits(1, 0, 9);
    while (take("0123456789")) {
    }
  }
  bool good() const { return good_; }
  bool good_to_the_end() const { return good_ && rest_.empty(); }

 private:
  std::string_view rest_;
  bool good_ = true;
};

std::int64_t scan_offset(Scanner& scanner) {
  if (scanner.take("Zz")) return 0;
  const bool west = scanner.take("-");
  if (!west) scanner.expect("+");
  const int hours = scanner.digits(2, 0, 23);
  scanner.expect(":");
  const int minutes = scanner.digits(2, 0, 59);
  const std::int64_t offset = hours * 3600 + minutes * 60;
  return west ? -offset : offset;
}

}  // namespace

std::string text(Instant instant) {
  assert(instant.seconds >= first_second && instant.seconds <= last_second);
  const std::chrono::sys_seconds time{std::chrono::seconds{instant.seconds}};
  const auto midnight = std::chrono::floor<std::chrono::days>(time);
  const std::chrono::year_month_day date{midnight};
  const auto second_of_day = static_cast<int>((time - midnight).count());
  std::array<char, 64> buffer{};
  std::snprintf(buffer.data(), buffer.size(), "%04d-%02u-%02uT%02d:%02d:%02dZ", static_cast<int>(date.year()),
                static_cast<unsigned>(date.month()), static_cast<unsigned>(date.day()), second_of_day / 3600,
                second_of_day / 60 % 60, second_of_day % 60);
  return buffer.data();
}

std::optional<Instant> instant(std::string_view text) {
  Scanner scanner(text);
  const int year = scanner.digits(4, 1, 9999);
  scanner.expect("-");
  const int month = scanner.digits(2, 1, 12);
  scanner.expect("-");
  const int day = scanner.digits(2, 1, 31);
  scanner.expect("Tt");
  const int hour = scanner.digits(2, 0, 23);
  scanner.expect(":");
  const int minute = scanner.digits(2, 0, 59);
  scanner.expect(":");
  const int second = scanner.digits(2, 0, 60);
  scanner.skip_fraction();
  const std::int64_t offset = scan_offset(scanner);
  if (!scanner.good_to_the_end()) return std::nullopt;

  const std::chrono::year_month_day date{std::chrono::year{year}, std::chrono::month{static_cast<unsigned>(month)},
                                         std::chrono::day{static_cast<unsigned>(day)}};
  if (!date.ok()) return std::nullopt;
  const std::int64_t days = std::chrono::sys_days{date}.time_since_epoch().count();
  const Instant read{days * seconds_a_day + hour * 3600 + minute * 60 + second - offset};
  // A leap second is the last of a UTC day, and counts as the first of the next.
  if (second == 60 && read.seconds % seconds_a_day != 0) return std::nullopt;
  if (read.seconds < first_second || read.seconds > last_second) return std::nullopt;
  return read;
}

}  // namespace hallmark::scenario
