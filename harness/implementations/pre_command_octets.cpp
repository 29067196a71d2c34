#include "harness/implementations/pre_command_octets.h"

#include <algorithm>
#include <charconv>
#include <cstdint>

#include "harness/scenario/encoding.h"

namespace hallmark::implementations {

namespace {

constexpr std::string_view tags_of_command("\xDF\x09\x01", 3);
constexpr std::size_t signature_octets = 65;  // with the length before it
constexpr std::size_t parties_at = 11, code_at = 31, content_at = 33;

std::string octets(std::string_view hex) {
  std::string made;
  std::string digits(hex);
  std::erase(digits, '-');
  for (std::size_t i = 0; i + 1 < digits.size(); i += 2) {
    unsigned value = 0;
    std::from_chars(digits.data() + i, digits.data() + i + 2, value, 16);
    made.push_back(static_cast<char>(value));
  }
  return made;
}

std::string parties(const RequestView& request) {
  return '\x08' + octets(request.originator) + '\x08' + octets(request.target);
}

std::string counter_of(const RequestView& request) {
  const std::string digits = request.request_id.substr(request.request_id.rfind(':') + 1);
  std::uint64_t counter = 0;
  std::from_chars(digits.data(), digits.data() + digits.size(), counter);
  std::string made;
  for (int shift = 56; shift >= 0; shift -= 8) made.push_back(static_cast<char>(counter >> shift & 0xFFU));
  return made;
}

}  // namespace

std::string pre_command(const RequestView& request, const spec::ServiceRequest& service) {
  const std::string code = octets(service.message_codes.empty() ? "0000" : service.message_codes.front());
  const std::string content = "command " + service.variant;
  const std::string other_information = std::string(1, '\0') + '\x02' + code;
  return scenario::base64(std::string(tags_of_command) + counter_of(request) + parties(request) + other_information +
                          static_cast<char>(content.size()) + content);
}

bool holds_its_pre_command(const RequestView& request, const spec::ServiceRequest& service) {
  const std::string message = scenario::from_base64(request.pre_command).value_or("");
  if (message.size() < content_at + signature_octets || !message.starts_with(tags_of_command)) return false;
  if (message.substr(parties_at, code_at - 2 - parties_at) != parties(request)) return false;
  if (message[message.size() - signature_octets] != '\x40') return false;
  const auto& codes = service.message_codes;
  return std::any_of(codes.begin(), codes.end(),
                     [&](const auto& code) { return message.substr(code_at, 2) == octets(code); });
}

}  // namespace hallmark::implementations
