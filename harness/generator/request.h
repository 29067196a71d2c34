/// \file
/// DUIS requests built from the sample requests: ids, header and execution times rewritten, one reading given with
/// each.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "harness/generator/estates.h"
#include "harness/scenario/stimulus.h"
#include "harness/schema/samples.h"
#include "spec/facts.h"

namespace hallmark::generator {

/// What a request is to say.
struct RequestPlan {
  const spec::ServiceRequest* service = nullptr;
  std::string device_type;  ///< type of the device it is about; empty where it is about none
  std::string device;       ///< that device's EUI-64; for a non-device request without one, empty
  std::string user;
  std::string role;  ///< that the User asks in; empty: told by nobody
  int command_variant = 1;
  std::uint64_t counter = 1;
  std::string schema_version;
  std::optional<std::string> original_request_id;  ///< 8.13: the local command that is answered; absent: an unknown one
  std::optional<std::string> gbcs_response;        ///< 8.13: the answer, base64; absent: one that holds zeros
  std::optional<std::string> schedule_of;          ///< 5.2, 5.3: RequestID of the 5.1 that made the schedule
  /// 8.4: what its body is to say; absent: what the sample says. `device` is that of the plan.
  std::optional<scenario::InventoryChange> inventory_change = std::nullopt;
  /// From and to of what a read asks for; absent: what the sample says, long ago.
  std::optional<std::pair<scenario::Instant, scenario::Instant>> log_period = std::nullopt;
  /// Command Variants 5 to 7: RequestID of the transform whose answer is signed and sent.
  std::optional<std::string> pre_command_of = std::nullopt;
};

/// The request that a sample becomes. Compact, with the sample's placeholder signature; meant valid. Of Command Variant
/// 5, 6 or 7 it holds the signed pre-command of what the sample asks for.
scenario::Submit request(const schema::Sample& sample, const RequestPlan& plan, const Premises& premises);

/// The same request with the DSPScheduleID that an implementation gave for `schedule_of`.
scenario::Submit with_schedule_id(scenario::Submit submit, const std::string& schedule_id);

/// The service a Command Variant is submitted to (adaptor protocol, `submit`).
std::string service_of(int command_variant);

}  // namespace hallmark::generator
