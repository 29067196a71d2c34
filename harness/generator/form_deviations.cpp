// Values that are not written as their type is: no booleans, dates, times, octets.
#include <array>

#include "harness/generator/deviator.h"

namespace hallmark::generator {

namespace {

using schema::Primitive;

bool is(const ValueSpace& values, Primitive primitive) { return values.type().primitive == primitive; }

template <std::size_t count>
bool one_of(const std::array<std::string_view, count>& literals, Random& random, std::string& literal) {
  literal = literals[random.below(count)];
  return true;
}

bool not_a_boolean(const ValueSpace& values, std::string_view, Random& random, std::string& literal) {
  static constexpr std::array<std::string_view, 5> literals = {"yes", "TRUE", "False", "2", "on"};
  return is(values, Primitive::boolean) && one_of(literals, random, literal);
}

bool not_a_date_or_time(const ValueSpace& values, std::string_view, Random& random, std::string& literal) {
  static constexpr std::array<std::string_view, 7> moments = {"2025-06-15", "2025-06-15 12:00:00Z", "20250615T120000Z",
                                                              "tomorrow",   "25-06-15T12:00:00Z",   "2025-06-15T12:00Z",
                                                              "1750000000"};
  static constexpr std::array<std::string_view, 4> dates = {"15/06/2025", "2025-6-15", "2025-06-15T00:00:00Z", "today"};
  static constexpr std::array<std::string_view, 4> times = {"12:00", "1:00:00", "noon", "120000"};
  if (is(values, Primitive::date_time)) return one_of(moments, random, literal);
  if (is(values, Primitive::date)) return one_of(dates, random, literal);
  return is(values, Primitive::time) && one_of(times, random, literal);
}

bool date_out_of_range(const ValueSpace& values, std::string_view, Random& random, std::string& literal) {
  static constexpr std::array<std::string_view, 6> dates = {"2025-13-01", "2025-00-10", "2025-02-29",
                                                            "2025-04-31", "2025-01-32", "2025-01-00"};
  const bool moment = is(values, Primitive::date_time);
  if (!moment && !is(values, Primitive::date)) return false;
  one_of(dates, random, literal);
  if (moment) literal += "T00:00:00Z";
  return true;
}

bool time_out_of_range(const ValueSpace& values, std::string_view, Random& random, std::string& literal) {
  static constexpr std::array<std::string_view, 4> times = {"25:00:00", "12:60:00", "24:00:01", "12:00:61"};
  const bool moment = is(values, Primitive::date_time);
  if (!moment && !is(values, Primitive::time)) return false;
  if (moment) literal = "2025-06-15T";
  literal += times[random.below(times.size())];
  return true;
}

bool zone_out_of_range(const ValueSpace& values, std::string_view, Random&, std::string& literal) {
  if (!is(values, Primitive::date_time)) return false;
  literal = "2025-06-15T12:00:00+14:01";
  return true;
}

bool leap_second(const ValueSpace& values, std::string_view, Random&, std::string& literal) {
  if (is(values, Primitive::date_time)) literal = "2016-12-31T23:59:60Z";
  if (is(values, Primitive::time)) literal = "23:59:60";
  return !literal.empty();
}

bool hex_odd_digit(const ValueSpace& values, std::string_view present, Random&, std::string& literal) {
  if (!is(values, Primitive::hex)) return false;
  literal = present;
  if (literal.empty()) {
    literal = "0";
  } else {
    literal.pop_back();
  }
  return true;
}

bool hex_foreign_digit(const ValueSpace& values, std::string_view present, Random& random, std::string& literal) {
  if (!is(values, Primitive::hex)) return false;
  literal = present.empty() ? std::string_view("00") : present;
  literal[random.below(literal.size())] = 'G';
  return true;
}

bool base64_incomplete(const ValueSpace& values, std::string_view, Random& random, std::string& literal) {
  static constexpr std::array<std::string_view, 5> literals = {"QUJ", "Q", "QUI=QUJD", "=ABC", "A==="};
  return is(values, Primitive::base64) && one_of(literals, random, literal);
}

bool base64_foreign_character(const ValueSpace& values, std::string_view, Random&, std::string& literal) {
  literal = "AB-CD";
  return is(values, Primitive::base64);
}

}  // namespace

std::vector<SchemaFamily> form_families() {
  using enum Fate;
  constexpr std::string_view form = "cvc-datatype-valid.1.2.1";
  return {
      {"not_a_boolean", form, "Something else where true or false is wanted.", refused, not_a_boolean},
      {"not_a_date_or_time", form, "Another form where a date or time is wanted.", refused, not_a_date_or_time},
      {"date_out_of_range", form, "A day or month that there is not.", refused, date_out_of_range},
      {"time_out_of_range", form, "An hour, minute or second that there is not.", refused, time_out_of_range},
      {"zone_out_of_range", form, "A time zone beyond 14 hours.", refused, zone_out_of_range},
      {"leap_second", form, "Second 60, where engines differ.", open, leap_second},
      {"hex_odd_digit", form, "An odd number of hex digits.", refused, hex_odd_digit},
      {"hex_foreign_digit", form, "A letter that is no hex digit.", refused, hex_foreign_digit},
      {"base64_incomplete", form, "Base64 that is cut or padded wrongly.", refused, base64_incomplete},
      {"base64_foreign_character", form, "A character that base64 does not have, where engines differ.", open,
       base64_foreign_character},
  };
}

}  // namespace hallmark::generator
