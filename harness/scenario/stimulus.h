/// \file
/// What a scenario does to an implementation: a closed variant, one alternative an operation of the adaptor protocol.
/// Carries no expectation.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include "harness/scenario/estate.h"

namespace hallmark::scenario {

/// What the body of a request says of the Smart Metering Inventory (8.3, 8.4, 8.11, 8.14, 12.2).
struct InventoryChange {
  std::string device;                                        ///< the DeviceID of the body
  std::optional<std::string> status = std::nullopt;          ///< the DeviceStatus it is given
  std::optional<std::string> metering_point = std::nullopt;  ///< 8.4 UpdateMPxN: the point it has from now on
  std::string place = {};                      ///< … as its "import", "secondary-import" or "export" point
  bool removed = false;                        ///< 8.4 DeleteDevice, 8.11 Remove
  std::optional<Device> added = std::nullopt;  ///< 12.2: the device as it is announced, Pending
  bool operator==(const InventoryChange&) const = default;
};

/// How a request is handed over. One that is not alone goes out without waiting for what came of the stimulus before
/// it, where that is a request or a set, clear or read of the flag.
enum class AtOnce {
  alone,        ///< after the answer to everything before it
  overlapping,  ///< while the stimulus before it is under way, as many as the statement claims to take at once
  overloading,  ///< likewise, and ten times as many: it may go unanswered
};

/// The one reading of a submitted document that the rest of the harness goes by; it is made with the document.
struct RequestReading {
  std::string request_id;                    ///< originator:target:counter
  std::string originator;                    ///< EUI-64
  std::string header_target;                 ///< EUI-64
  std::string reference;                     ///< ServiceReference of the header
  std::string header_srv;                    ///< ServiceReferenceVariant of the header
  std::string body_srv;                      ///< the SRV whose Body element it is
  std::optional<std::string> scheduled_srv;  ///< what a Create Schedule names
  std::string device_type;                   ///< DeviceType of the one it is mainly about; empty where it is about none
  std::vector<std::string>
      devices;  ///< what it acts on: header target, DeviceID, DeviceIDList; not the second of a join
  int command_variant = 0;
  std::optional<Instant> execution_time;
  std::optional<std::string> deviation;     ///< what is wrong with it; empty: meant valid
  std::optional<std::string> payment_mode;  ///< what a 1.6 changes to
  std::optional<InventoryChange> inventory_change = std::nullopt;
  std::optional<std::pair<Instant, Instant>> log_period = std::nullopt;  ///< from and to of what a read asks for
  std::optional<std::string> answered_srv = std::nullopt;  ///< 8.13: that of the local command it has the answer to
  /// It stands among the steps of a case as lawful traffic about somebody else: that it is refused or not claimed
  /// leaves nothing of the case undecided.
  bool incidental = false;
  AtOnce at_once = AtOnce::alone;  ///< stays with the harness
  bool operator==(const RequestReading&) const = default;
};

/// Opens the conversation.
struct Initialize {
  std::string schema_version;
  std::string signing = "placeholder";         ///< "placeholder" or "ecdsa"
  std::vector<std::string> certificates = {};  ///< PEM, those to trust where documents are signed
  bool names_harness = true;                   ///< whether it says who asks; stays with the harness
  /// Of each User, by id, the URL that takes what is meant for that User; an adaptor over HTTP fills it in.
  std::map<std::string, std::string> receive = {};
  std::optional<std::string> device_endpoint = std::nullopt;  ///< the URL that takes commands; likewise
  bool operator==(const Initialize&) const = default;
};
/// A fresh world; nothing of the last case is left.
struct Reset {
  Estate estate;
  bool operator==(const Reset&) const = default;
};
/// One DUIS request from a User.
struct Submit {
  std::string user;
  std::string service;  ///< "send-command", "transform" or "non-device"
  std::string duis;
  RequestReading reading;
  /// RequestID of the Create Schedule whose answered DSPScheduleID belongs into this document before it is sent.
  std::optional<std::string> schedule_of = std::nullopt;
  /// RequestID of the request for a pre-command (Command Variant 4) whose answer, signed, belongs into this document.
  /// Where nothing that can be signed was answered, the document goes with the pre-command that it was made with.
  std::optional<std::string> pre_command_of = std::nullopt;
  /// Hex of bytes in the answer of a device that it brings back (8.13) and that occur nowhere else; stays with the
  /// harness.
  std::string canary = {};
  bool operator==(const Submit&) const = default;
};
/// The Self Service Interface: "set-restricted", "clear-restricted" or "read".
struct Ssi {
  std::string user;
  std::string action;
  std::string device;
  bool operator==(const Ssi&) const = default;
};
/// The Smart Metering Inventory learns something from elsewhere than a Service Request. One device, many, or one to
/// add.
struct Inventory {
  std::vector<std::string> devices;
  std::optional<std::string> status;
  std::optional<std::string> payment_mode;
  std::optional<std::vector<std::string>> metering_points;
  std::optional<std::string> hub;
  std::optional<Device> add;
  bool as_not_restricted = false;  ///< `add` says `restricted: false` in so many words
  bool operator==(const Inventory&) const = default;
};
/// "change-of-supplier" (with `supplier`) or "change-of-tenancy", effective now.
struct Registration {
  std::string metering_point;
  std::string event;
  std::optional<std::string> supplier;
  bool operator==(const Registration&) const = default;
};
/// Something arrives from a device: "response", "alert" or "dcc-alert".
struct FromDevice {
  std::string device;
  std::string kind;
  std::optional<std::string> request_id;
  bool success = true;
  std::optional<std::string> alert_code;
  std::string payload;           ///< base64 GBCS
  std::string canary = {};       ///< hex of bytes in the payload that occur nowhere else; stays with the harness
  std::string recipient = {};    ///< an alert's: the User its payload is addressed to; stays with the harness
  std::string code_inside = {};  ///< the alert code in the payload where it is not `alert_code`; likewise
  bool operator==(const FromDevice&) const = default;
};
/// Time passes to that moment.
struct Advance {
  Instant to;
  bool operator==(const Advance&) const = default;
};
/// A gaining Supplier asks a holder for install codes.
struct InstallCode {
  std::string requester;
  std::string holder;
  std::vector<std::string> devices;
  bool operator==(const InstallCode&) const = default;
};
/// "performance" or "service-requests" over [from, to).
struct Report {
  std::string kind;
  Instant from;
  Instant to;
  bool operator==(const Report&) const = default;
};
/// Everything the implementation has put out since the last drain.
struct Drain {
  bool operator==(const Drain&) const = default;
};
/// The end of the conversation.
struct Shutdown {
  bool killed = false;  ///< its process is killed in place of being asked to end; stays with the harness
  bool operator==(const Shutdown&) const = default;
};

using Stimulus = std::variant<Initialize, Reset, Submit, Ssi, Inventory, Registration, FromDevice, Advance, InstallCode,
                              Report, Drain, Shutdown>;

/// Whether a stimulus is handed over together with the one before it: a request that is not alone, after a request or
/// an operation of the Self Service Interface.
bool goes_with(const Stimulus& stimulus, const Stimulus& before);

/// The operation's name in the adaptor protocol, e.g. "fromDevice".
std::string_view operation(const Stimulus& stimulus);
/// Whether the adaptor protocol has an operation of that name.
bool is_operation(std::string_view name);

}  // namespace hallmark::scenario
