#include "harness/generator/device_alert.h"

#include <chrono>
#include <stdexcept>

#include "harness/generator/octets.h"
#include "harness/scenario/encoding.h"

namespace hallmark::generator {

namespace {

using namespace std::string_literals;
using namespace std::string_view_literals;
using scenario::Instant;

constexpr std::int64_t start_of_2000 = 946684800;
constexpr std::uint64_t unknown_gas_time = 0xFFFFFFFF;
constexpr std::uint64_t unknown_deviation = 0x8000;
constexpr std::uint8_t parts_max = 253;  // of electricity, beside code and time
constexpr std::size_t generalized_time_octets = 15;

/// A moment in the parts that calendars have.
struct Calendar {
  std::int64_t year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0;
};

Calendar calendar(Instant time) {
  const std::chrono::sys_seconds moment{std::chrono::seconds(time.seconds)};
  const auto day = std::chrono::floor<std::chrono::days>(moment);
  const std::chrono::year_month_day date(day);
  const std::chrono::hh_mm_ss clock(moment - day);
  return {int{date.year()},      unsigned{date.month()},  unsigned{date.day()},
          clock.hours().count(), clock.minutes().count(), clock.seconds().count()};
}

std::optional<Instant> moment(const Calendar& parts) {
  if (parts.year > 9999 || parts.month > 12 || parts.day > 31) return std::nullopt;
  if (parts.hour > 23 || parts.minute > 59 || parts.second > 59) return std::nullopt;
  const std::chrono::year_month_day date(std::chrono::year(static_cast<int>(parts.year)),
                                         std::chrono::month(static_cast<unsigned>(parts.month)),
                                         std::chrono::day(static_cast<unsigned>(parts.day)));
  if (!date.ok()) return std::nullopt;
  const std::int64_t days = std::chrono::sys_days(date).time_since_epoch().count();
  return Instant{((days * 24 + parts.hour) * 60 + parts.minute) * 60 + parts.second};
}

std::string electricity_time(const std::optional<Instant>& time) {
  if (!time) return "\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\x80\x00\xFF"s;
  const Calendar parts = calendar(*time);
  if (parts.year < 0 || parts.year > 9999) throw std::invalid_argument("DLMS writes years from 0 to 9999");
  std::string bytes = big_endian(static_cast<std::uint64_t>(parts.year), 2);
  // The day of the week is not told.
  for (const auto part : {parts.month, parts.day, std::int64_t{0xFF}, parts.hour, parts.minute, parts.second}) {
    bytes += static_cast<char>(part);
  }
  return bytes + "\x00\x80\x00\xFF"s;  // hundredths, deviation unknown, status unknown
}

std::optional<Instant> read_electricity_time(OctetReader& reader) {
  Calendar parts;
  parts.year = static_cast<std::int64_t>(reader.number(2, "year"));
  parts.month = static_cast<std::int64_t>(reader.number(1, "month"));
  parts.day = static_cast<std::int64_t>(reader.number(1, "day"));
  reader.take(1, "day of the week");
  parts.hour = static_cast<std::int64_t>(reader.number(1, "hour"));
  parts.minute = static_cast<std::int64_t>(reader.number(1, "minute"));
  parts.second = static_cast<std::int64_t>(reader.number(1, "second"));
  reader.take(1, "hundredths");
  const auto deviation = reader.number(2, "deviation");
  reader.take(1, "status of the clock");
  // A time with a deviation is no UTC time, so it is not told as one.
  return deviation == 0 || deviation == unknown_deviation ? moment(parts) : std::nullopt;
}

std::string generalized_time(const std::optional<Instant>& time) {
  const Calendar parts = time ? calendar(*time) : Calendar{-1};
  if (parts.year < 0 || parts.year > 9999) {
    throw std::invalid_argument("an ASN.1 alert has a time of the years 0 to 9999");
  }
  const auto padded = [](std::int64_t value, std::size_t digits) {
    const std::string text = std::to_string(value);
    return std::string(digits - text.size(), '0') + text;
  };
  return padded(parts.year, 4) + padded(parts.month, 2) + padded(parts.day, 2) + padded(parts.hour, 2) +
         padded(parts.minute, 2) + padded(parts.second, 2) + 'Z';
}

std::optional<Instant> read_generalized_time(std::string_view text) {
  if (text.size() != generalized_time_octets || text.back() != 'Z') return std::nullopt;
  text.remove_suffix(1);
  if (text.find_first_not_of("0123456789") != std::string_view::npos) return std::nullopt;
  const auto part = [text](std::size_t from, std::size_t count) {
    return std::stoll(std::string(text.substr(from, count)));
  };
  return moment({part(0, 4), part(4, 2), part(6, 2), part(8, 2), part(10, 2), part(12, 2)});
}

DeviceAlert read_electricity(OctetReader& reader) {
  DeviceAlert alert{AlertForm::electricity};
  reader.expect("\x0F\x20"sv, "event notification (0F 20)");
  alert.invoke_id = static_cast<std::uint32_t>(reader.number(3, "invoke id"));
  reader.expect("\x00\x02"sv, "structure without a time (00 02)");
  const auto values = reader.number(1, "number of values");
  if (values < 2) reader.refuse("the structure has no code and time");
  alert.parts = static_cast<std::uint8_t>(values - 2);
  reader.expect("\x12"sv, "alert code (12)");
  alert.code = static_cast<std::uint16_t>(reader.number(2, "alert code"));
  reader.expect("\x09\x0C"sv, "time (09 0C)");
  alert.time = read_electricity_time(reader);
  alert.details = reader.take(reader.left(), "details");
  return alert;
}

DeviceAlert read_gas(OctetReader& reader) {
  DeviceAlert alert{AlertForm::gas};
  reader.expect("\x01\x09"sv, "GBZ profile (01 09)");
  alert.parts = static_cast<std::uint8_t>(reader.number(1, "number of components"));
  alert.code = static_cast<std::uint16_t>(reader.number(2, "alert code"));
  const auto seconds = reader.number(4, "time");
  if (seconds != unknown_gas_time) alert.time = Instant{start_of_2000 + static_cast<std::int64_t>(seconds)};
  alert.details = reader.take(reader.left(), "details");
  return alert;
}

DeviceAlert read_asn1(OctetReader& reader) {
  DeviceAlert alert{AlertForm::asn1};
  reader.expect("\x30"sv, "sequence (30)");
  const std::size_t length = reader.length("length of the sequence");
  if (reader.good() && length != reader.left()) reader.refuse("the sequence has another length than the contents");
  reader.expect("\x02\x03\x00"sv, "alert code (02 03 00)");
  alert.code = static_cast<std::uint16_t>(reader.number(2, "alert code"));
  reader.expect("\x18\x0F"sv, "time (18 0F)");
  alert.time = read_generalized_time(reader.take(generalized_time_octets, "time"));
  if (!alert.time) reader.refuse("the time is no GeneralizedTime in UTC");
  alert.details = reader.take(reader.left(), "details");
  return alert;
}

}  // namespace

DeviceAlertReading read_device_alert(std::string_view content) {
  OctetReader reader(content);
  DeviceAlert alert = content.starts_with('\x01')   ? read_gas(reader)
                      : content.starts_with('\x30') ? read_asn1(reader)
                                                    : read_electricity(reader);
  if (!reader.good()) return {std::nullopt, reader.problem()};
  return {std::move(alert), ""};
}

std::string device_alert_content(const DeviceAlert& alert) {
  const std::string code = big_endian(alert.code, 2);
  if (alert.form == AlertForm::electricity) {
    if (alert.parts > parts_max) throw std::invalid_argument("an electricity alert has at most 253 parts");
    return "\x0F\x20"s + big_endian(alert.invoke_id, 3) + "\x00\x02"s + static_cast<char>(alert.parts + 2) + '\x12' +
           code + "\x09\x0C" + electricity_time(alert.time) + alert.details;
  }
  if (alert.form == AlertForm::gas) {
    const std::int64_t seconds = alert.time ? alert.time->seconds - start_of_2000 : std::int64_t{unknown_gas_time};
    if (seconds < 0 || seconds > std::int64_t{unknown_gas_time}) {
      throw std::invalid_argument("a gas alert has a time of the years 2000 to 2136");
    }
    return "\x01\x09"s + static_cast<char>(alert.parts) + code + big_endian(static_cast<std::uint64_t>(seconds), 4) +
           alert.details;
  }
  const std::string inside = "\x02\x03\x00"s + code + "\x18\x0F" + generalized_time(alert.time) + alert.details;
  return '\x30' + length_octets(inside.size()) + inside;
}

GbcsMessage device_alert_message(std::string_view device, std::string_view recipient, std::uint64_t counter,
                                 std::uint16_t message_code, const DeviceAlert& alert) {
  GbcsMessage message{MessageType::alert, counter, std::string(device), std::string(recipient), message_code};
  message.content = device_alert_content(alert);
  return message;
}

std::string device_alert(std::string_view device_type, std::string_view device, std::string_view recipient,
                         std::uint64_t counter, std::uint16_t message_code, bool critical, std::uint16_t code,
                         Instant time, const Canary& canary) {
  DeviceAlert alert;
  alert.form = device_type == "ESME" ? AlertForm::electricity : AlertForm::gas;
  alert.code = code;
  alert.time = time;
  alert.parts = 1;
  if (alert.form == AlertForm::electricity) alert.details = "\x09\x10"s;  // an octet string of 16
  alert.details.append(canary.begin(), canary.end());
  auto message = device_alert_message(device, recipient, counter, message_code, alert);
  message.protection = critical ? Protection::signature : Protection::mac;
  message.seal = placeholder_seal(message.protection);
  return scenario::base64(gbcs_bytes(message));
}

}  // namespace hallmark::generator
