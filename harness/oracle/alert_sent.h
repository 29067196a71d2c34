/// \file
/// What a fair observer keeps of one Alert that a device sent.
#pragma once

#include <set>
#include <string>

#include "harness/scenario/stimulus.h"

namespace hallmark::oracle {

/// Billing Data Log Updated: a critical Alert that carries consumption.
inline constexpr std::string_view billing_alert = "8F0A";

/// One Alert, as injected, and whom it reached.
struct AlertSent {
  scenario::FromDevice from;
  bool covered = false;       ///< its device was Restricted
  bool is_should = false;     ///< that it was rests on what is only preferred
  bool unsettled = false;     ///< whether its device was Restricted is open
  int time = 1;               ///< the how-manieth of its like in this half
  int drains = 0;             ///< taken since
  bool came_at_once = false;  ///< the first of them showed it
  bool to_former = false;     ///< it is addressed to a Supplier of before
  std::set<std::string> users;

  /// The code that counts: that of the payload, where it is told apart from AlertCode.
  const std::string& code() const { return from.code_inside.empty() ? said() : from.code_inside; }
  /// AlertCode.
  const std::string& said() const {
    static const std::string none;
    return from.alert_code ? *from.alert_code : none;
  }
  bool disagrees() const { return code() != said(); }
  bool is_of_dcc() const { return from.kind == "dcc-alert"; }
  /// What was sent to whom, whatever its payload.
  std::string kind() const { return from.device + ' ' + said() + ' ' + code() + ' ' + from.recipient; }
  /// The same, for the how-manieth time: the two halves of a pair have the same.
  std::string key() const { return kind() + ' ' + std::to_string(time); }
};

}  // namespace hallmark::oracle
