/// \file
/// Signed pre-commands inside requests (Command Variants 5 to 7): which GBCS message they hold, and their signature.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "harness/scenario/stimulus.h"
#include "spec/facts.h"

namespace hallmark::schema {
class SigningKey;
}

namespace hallmark::generator {

/// Whether a request of that Command Variant holds a SignedPreCommand in place of its own body.
inline bool holds_pre_command(int command_variant) { return command_variant >= 5 && command_variant <= 7; }

/// The GBCS message code of a command or of its response, as the use case of that fuel and role has it; four hex
/// digits. `payment_mode` is what a 1.6 changes to. "0000" where the facts know none.
std::string message_code(const spec::ServiceRequest& service, std::string_view device_type, bool network_operator,
                         std::string_view payment_mode = {});

/// A pre-command as the DCC could have answered it: a true grouping header and message code, a payload that asks for
/// nothing. Unsigned octets.
std::string pre_command(const scenario::RequestReading& reading, std::uint64_t counter, const std::string& code);

/// The text of a GBCSPayload: the pre-command in base64, with a placeholder where its signature belongs.
std::string signed_payload(std::string_view unsigned_octets);

/// The GBCSPayload of a request's signed pre-command as it stands in the document; empty where it holds none.
std::string pre_command_payload(const std::string& xml);

/// The same request with a pre-command that was answered (base64), a placeholder for its signature. Empty where it is
/// none from that User to that device, so that nobody would sign it.
std::optional<scenario::Submit> with_pre_command(const scenario::Submit& submit, std::string_view answered);

/// The same request with its pre-command really signed. Throws std::invalid_argument where it holds none.
scenario::Submit with_pre_command_signed(scenario::Submit submit, const schema::SigningKey& key);

}  // namespace hallmark::generator
