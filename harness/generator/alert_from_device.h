/// \file
/// Device Alerts of the facts as devices send them: under which message code, and to whom.
#pragma once

#include <cstdint>
#include <string>

#include "harness/generator/gbcs.h"
#include "harness/scenario/stimulus.h"
#include "spec/facts.h"

namespace hallmark::generator {

/// Who gets an alert by the column `recipient` of the facts.
struct AlertParties {
  bool supplier = false;
  bool network_operator = false;
};
/// The Supplier where the facts name nobody.
AlertParties parties_of(const spec::Alert& alert);

/// Whether alerts of that code are addressed to the DCC, so that they never arrive as Device Alerts.
bool is_for_the_dcc(const std::string& alert_code);
/// Whether it arrives only in answer to a future-dated request that waits on the device (8F66, 8F67).
bool answers_a_waiting_request(const std::string& alert_code);

/// What is sent.
struct AlertPlan {
  const spec::Alert* inside = nullptr;  ///< what the payload says
  std::string said;                     ///< AlertCode
  std::string device;                   ///< its EUI-64
  std::string device_type;              ///< one that the alert has
  std::string user;                     ///< whom the payload is addressed to
  std::uint64_t counter = 0;            ///< the device's
};
/// The alert as it arrives, with those bytes in it.
scenario::FromDevice alert_from_device(const AlertPlan& alert, scenario::Instant now, const Canary& bytes);

}  // namespace hallmark::generator
