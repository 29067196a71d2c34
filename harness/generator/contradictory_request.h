/// \file
/// Requests whose parts say different things, each made from a valid one: what one part permits another part asks for.
/// Their readings say what would be done if it were done: the Service Request and the devices of the Body, the element
/// of a schedule, the message of a pre-command. They are no deviations of any request, but of a chosen pair.
#pragma once

#include <cstdint>
#include <string>

#include "harness/scenario/stimulus.h"
#include "spec/facts.h"

namespace hallmark::generator {

/// Header and Body: the header names another Service Request, the Body stays.
scenario::Submit with_header_of(scenario::Submit submit, const spec::ServiceRequest& named);
/// ServiceReference and ServiceReferenceVariant: the former is another.
scenario::Submit with_reference(scenario::Submit submit, const std::string& reference);
/// Likewise, the latter is another.
scenario::Submit with_variant(scenario::Submit submit, const std::string& variant);
/// The Body has a second element, that of another request, before its own or after it; no schema allows that.
scenario::Submit with_second_element(scenario::Submit submit, const scenario::Submit& other, bool before);
/// The header has a second ServiceReferenceVariant before its own or after it; no schema allows that.
scenario::Submit with_second_variant(scenario::Submit submit, const std::string& variant, bool before);
/// Header and Body: the RequestID names another device than the Body, which is added to the devices of the reading.
scenario::Submit with_header_target(scenario::Submit submit, const std::string& device);
/// A schedule names another Service Request than that of the element it holds.
scenario::Submit with_schedule_named(scenario::Submit submit, const spec::ServiceRequest& named);
/// A signed pre-command is a command of another Service Request, for a device that need not be the header's.
/// `message_code` is four hex digits.
scenario::Submit with_pre_command_of(scenario::Submit submit, const spec::ServiceRequest& asked,
                                     const std::string& message_code, const std::string& device, std::uint64_t counter);

/// The same document, handed to another service than that of its Command Variant.
scenario::Submit through_service(scenario::Submit submit, const std::string& service);
/// The same document in UTF-16, big-endian with a byte order mark, and saying so.
scenario::Submit in_utf16(scenario::Submit submit);

/// A valid request that follows another one in a sequence.
scenario::Submit following(scenario::Submit submit, const std::string& preceding_request_id);
/// A valid request with the RequestID of an earlier one of the same User for the same device.
scenario::Submit replaying(scenario::Submit submit, const std::string& request_id);
/// A valid request that names those devices in its DeviceIDList (11.1, 11.4).
scenario::Submit for_devices(scenario::Submit submit, const std::vector<std::string>& devices);

}  // namespace hallmark::generator
