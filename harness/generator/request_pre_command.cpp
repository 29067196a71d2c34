#include "harness/generator/request_pre_command.h"

#include <algorithm>
#include <stdexcept>

#include "harness/generator/gbcs.h"
#include "harness/generator/request_tree.h"
#include "harness/scenario/encoding.h"
#include "harness/schema/signing_keys.h"

namespace hallmark::generator {

using namespace std::string_literals;

namespace {

constexpr const char* payload_element = "sr:GBCSPayload";

bool has(const std::vector<std::string>& list, std::string_view value) {
  return std::find(list.begin(), list.end(), value) != list.end();
}

bool is_gas(std::string_view device_type) { return device_type == "GSME" || device_type == "GPF"; }

/// Use cases for both fuels (CS…) have the lowest message codes and those from 0100.
bool is_for_both_fuels(const std::string& code) { return code < "0019" || code >= "0100"; }

/// The least that each protocol can ask: a DLMS Access-Request of no attributes, a GBZ payload of no commands.
std::string empty_payload(std::string_view device_type) {
  return is_gas(device_type) ? "\x01\x09\x00"s : "\xD9\x20\0\0\0\0\0\0"s;
}

std::string octets_of(std::string_view code) {
  std::string octets;
  for (std::size_t i = 0; i + 1 < code.size(); i += 2)
    octets.push_back(static_cast<char>(std::stoi(std::string(code.substr(i, 2)), nullptr, 16)));
  return octets;
}

scenario::Submit with_payload(scenario::Submit submit, const std::string& payload) {
  pugi::xml_document document;
  load(document, submit.duis);
  set(document.child("sr:Request").child("sr:Body").child("sr:SignedPreCommand"), payload_element, payload);
  submit.duis = compact(document);
  return submit;
}

}  // namespace

/// Codes stand in the order of their use cases: electricity before gas, Supplier before network operator; those of 1.6
/// in pairs, credit before prepayment.
std::string message_code(const spec::ServiceRequest& service, std::string_view device_type, bool network_operator,
                         std::string_view payment_mode) {
  const auto& codes = service.message_codes;
  if (codes.empty()) return "0000";
  const std::size_t last = codes.size() - 1;
  if (is_for_both_fuels(codes.front())) return codes[network_operator ? std::min<std::size_t>(1, last) : 0];
  const bool gas = is_gas(device_type) && has(service.device_types, "ESME");
  if (gas) return codes[payment_mode == "credit" && last > 0 ? last - 1 : last];
  return codes[payment_mode == "prepayment" ? std::min<std::size_t>(1, last) : 0];
}

std::string pre_command(const scenario::RequestReading& reading, std::uint64_t counter, const std::string& code) {
  GbcsMessage message{MessageType::command, counter, reading.originator, reading.header_target};
  const auto octets = octets_of(code);
  for (const char octet : octets)
    message.message_code = static_cast<std::uint16_t>(message.message_code << 8U | static_cast<unsigned char>(octet));
  message.content = empty_payload(reading.device_type);
  return gbcs_bytes(message);
}

std::string signed_payload(std::string_view unsigned_octets) {
  return scenario::base64(std::string(unsigned_octets) + '\x40' + placeholder_seal(Protection::signature));
}

std::string pre_command_payload(const std::string& xml) {
  pugi::xml_document document;
  load(document, xml);
  return document.child("sr:Request").child("sr:Body").child("sr:SignedPreCommand").child(payload_element).text().get();
}

std::optional<scenario::Submit> with_pre_command(const scenario::Submit& submit, std::string_view answered) {
  std::string in_one_line(answered);  // as the schema reads base64
  std::erase_if(in_one_line, [](char c) { return c == ' ' || c == '\t' || c == '\r' || c == '\n'; });
  const auto octets = scenario::from_base64(in_one_line);
  const auto message = octets ? read_gbcs(*octets).message : std::nullopt;
  const auto& reading = submit.reading;
  const bool is_command = message && message->type == MessageType::command && message->protection == Protection::none;
  if (!is_command || message->originator != reading.originator || message->target != reading.header_target)
    return std::nullopt;
  return with_payload(submit, signed_payload(*octets));
}

scenario::Submit with_pre_command_signed(scenario::Submit submit, const schema::SigningKey& key) {
  const auto octets = scenario::from_base64(pre_command_payload(submit.duis));
  const auto message = octets ? read_gbcs(*octets).message : std::nullopt;
  if (!message || message->protection != Protection::signature)
    throw std::invalid_argument("the request holds no signed pre-command");
  const std::string unsigned_octets = octets->substr(0, octets->size() - message->seal.size() - 1);
  return with_payload(std::move(submit), scenario::base64(sign_gbcs(unsigned_octets, key)));
}

}  // namespace hallmark::generator
