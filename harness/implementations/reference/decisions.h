/// \file
/// The decisions of the reference that somebody may take otherwise: how a defect gets inside, and the only way it does.
#pragma once

#include <cstdint>
#include <functional>
#include <string_view>
#include <utility>

#include "harness/scenario/estate.h"
#include "spec/facts.h"

namespace hallmark::implementations {

/// A question that an honest reference answers by itself, each with yes or no.
enum class Decision : std::uint8_t {
  // A request is let in (admission.cpp, requests.cpp).
  is_valid,         ///< the document keeps to the schema
  is_admitted,      ///< everything about the request is in order; only the flag is left to ask
  is_consistent,    ///< Reference, Variant and Body are of one Service Request
  is_its_variant,   ///< the Command Variant is one of the Service Request
  is_its_service,   ///< it came to the service of that Command Variant
  is_its_command,   ///< a signed pre-command is of this request, device and User
  is_its_sender,    ///< the originator is the User who sent it
  has_role,         ///< the User has a role that is eligible
  is_known,         ///< the device is in the inventory
  is_its_type,      ///< the device is of a type that the Service Request is for
  is_local_answer,  ///< 8.13: the answer is to a command that this User was given
  // Who has to do with the flag (flag_setting.cpp).
  may_read_flag,
  may_control_flag,
  may_be_restricted,   ///< a meter of SMETS2
  may_set_now,         ///< nothing about its payment mode forbids it
  tells_restricted,    ///< what a read of the flag says
  ends_in_prepayment,  ///< the flag is cleared as the device takes on prepayment mode
  is_remembered,       ///< after a restart everything is as before
  // What the flag holds back (flag_filter.cpp).
  is_restricted,
  may_pass,           ///< by the profile, whatever the flag
  looks_at_header,    ///< the device of the header counts
  looks_at_body,      ///< those of the Body
  looks_at_answered,  ///< 8.13: the one that answered
  looks_at_message,   ///< the one of the GBCS message
  looks_at_schedule,  ///< what a schedule runs counts
  looks_at_original,  ///< 8.13: what the local command asked for
  looks_at_command,   ///< what the GBCS message asks for
  looks_at_mode,      ///< a change to prepayment counts as forbidden
  // When it is asked (requests.cpp, sending.cpp, flag_setting.cpp).
  is_refused,          ///< at once
  is_refused_due,      ///< a future-dated request
  is_refused_run,      ///< a run of a schedule
  is_refused_sequel,   ///< what follows another in a sequence
  is_refused_held,     ///< what was held until a clear
  is_refused_of_many,  ///< one device of the many that a request names
  is_failed,           ///< a refusal because of the flag counts as a failed attempt
  // On the way to devices and back (sending.cpp, alert_filter.cpp).
  waits,        ///< it is future-dated and kept until its time
  is_sent,      ///< the command goes to the device
  comes_back,   ///< the answer goes to the User
  reads_alert,  ///< the code inside the payload counts, and not the one beside it
  alert_passes,
  // The service flag (service_flags.cpp, events.cpp).
  belongs_to_point,  ///< a meter, and not decommissioned
  is_commissioned,
  is_installed,   ///< InstalledNotCommissioned
  is_silent,      ///< a status that moves no flag
  was_installed,  ///< a meter of the point was Commissioned or InstalledNotCommissioned once
  is_fed,         ///< the registration system is told
  // Install codes (install_codes.cpp, working_days.cpp).
  may_have_code,  ///< the Responsible Supplier of the device asks
  needs_no_code,  ///< the device is Commissioned
  installed_it,   ///< the holder did
  is_working_day,
  // Reports (measures.cpp).
  is_excluded,  ///< the device is left out of the measures of performance
};

/// What a decision is about; what plays no part is empty.
struct Subject {
  const scenario::Device* device = nullptr;
  const spec::ServiceRequest* service = nullptr;
  std::string_view user = {};
  std::string_view name = {};  ///< an alert code, a Device status, a metering point, or a date "2025-12-25"
};

/// Who takes the decisions: nobody but the reference, unless somebody is given.
class Decisions {
 public:
  /// Is told the honest answer and says what is done.
  using Otherwise = std::function<bool(Decision, bool honest, const Subject&)>;

  Decisions() = default;
  explicit Decisions(Otherwise otherwise) : otherwise_(std::move(otherwise)) {}

  bool operator()(Decision which, bool honest, const Subject& subject = {}) const {
    return otherwise_ ? otherwise_(which, honest, subject) : honest;
  }

 private:
  Otherwise otherwise_;
};

}  // namespace hallmark::implementations
