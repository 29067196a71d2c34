/// \file
/// An honest DSP: Restricted mode (MP169), service flags (MP077), install codes (MP121) and the choreography of DUIS,
/// as the policy reads them. Shares facts with the oracle, never logic. Each part keeps its own state; this class only
/// brings them together.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "harness/adaptor/adaptor.h"
#include "harness/implementations/reference/admission.h"
#include "harness/implementations/reference/alert_filter.h"
#include "harness/implementations/reference/behaviour.h"
#include "harness/implementations/reference/decisions.h"
#include "harness/implementations/reference/flag_filter.h"
#include "harness/implementations/reference/install_codes.h"
#include "harness/implementations/reference/inventory_changes.h"
#include "harness/implementations/reference/measures.h"
#include "harness/implementations/reference/mode_changes.h"
#include "harness/implementations/reference/restricted_flag.h"
#include "harness/implementations/reference/schedules.h"
#include "harness/implementations/reference/sent_commands.h"
#include "harness/implementations/reference/service_flags.h"
#include "harness/implementations/reference/waiting_requests.h"
#include "harness/implementations/response_writer.h"
#include "harness/implementations/signature_check.h"
#include "harness/schema/validator.h"

namespace hallmark::implementations {

/// `inproc:reference`. Enforces the profile that it is given; facts, profile and validator must outlive it.
class Reference : public adaptor::Adaptor {
 public:
  Reference(const spec::Facts& facts, const spec::Profile& profile, const schema::Validator& validator,
            Behaviour behaviour, Decisions decide = {});
  observation::Observation exchange(const scenario::Stimulus& stimulus) override;

 private:
  observation::Observation handle(const scenario::Initialize& initialize);
  observation::Observation handle(const scenario::Reset& reset);
  observation::Observation handle(const scenario::Submit& submit);
  observation::Observation handle(const scenario::Ssi& ssi);
  observation::Observation handle(const scenario::Inventory& inventory);
  observation::Observation handle(const scenario::Registration& registration);
  observation::Observation handle(const scenario::FromDevice& from);
  observation::Observation handle(const scenario::Advance& advance);
  observation::Observation handle(const scenario::InstallCode& asked);
  observation::Observation handle(const scenario::Report& report);
  observation::Observation handle(const scenario::Drain&);
  observation::Observation handle(const scenario::Shutdown&);

  // Requests, from the document to the answer (requests.cpp).
  AskedPointer read(const std::string& user, RequestView view) const;
  std::string answer(const AskedPointer& asked, const std::string& service);
  std::string refuse_because_of_flag(const AskedPointer& asked);
  std::string carry_out(const AskedPointer& asked);
  std::string carry_out_at_dcc(const AskedPointer& asked);
  std::string return_local_answer(const AskedPointer& asked);
  std::string read_inventory(const AskedPointer& asked) const;
  std::string read_schedules(const AskedPointer& asked) const;
  ResponseMessage message_to(const Asked& asked, const std::string& code) const;
  std::string respond(const Asked& asked, const std::string& code, const std::string& content = {},
                      const std::string& value = {}) const;

  // Commands on their way to devices and back (sending.cpp).
  void pass_on(const AskedPointer& asked);
  void send(const AskedPointer& asked, const std::string& device, const std::string& schedule);
  void send_to_each(const AskedPointer& asked);
  void fall_due(const AskedPointer& asked);
  void fall_due(const Schedule& schedule, scenario::Instant run_at);
  bool is_lost(const Asked& asked) const;
  void fail_later(const AskedPointer& asked, const std::string& code);
  void follow(const std::string& request_id, bool success);
  observation::Observation came_back(const scenario::FromDevice& from);
  void deliver(const InFlight& command, const scenario::FromDevice& from);
  observation::Observation alerted(const scenario::FromDevice& from);
  const scenario::User* recipient(const std::optional<GbcsHeader>& message, const scenario::Device& device) const;
  void tell_power_outage(const scenario::Device& hub);

  // The flag (flag_control.cpp).
  observation::SsiAnswer read_flag(const scenario::Ssi& ssi, const scenario::Device& device) const;
  observation::SsiAnswer control_flag(const scenario::Ssi& ssi, const scenario::Device& device);
  std::string refusal_to_set(const scenario::Device& device) const;
  void change_flag(const std::string& device, bool restricted, scenario::Instant from);
  void lose_flag(const std::string& device);
  void flag_took_effect(const std::string& device, bool restricted);
  void release_held();
  std::vector<const scenario::Device*> filtered_by(const std::string& device) const;

  // Everything else that happens (events.cpp).
  void take_mode(const std::string& device, bool to_prepayment);
  void changed(const std::vector<DeviceChange>& changes);
  void feed();
  void let_happen(scenario::Instant at);
  std::string now_text() const { return scenario::text(now_); }

  const spec::Facts* facts_;
  const schema::Validator* validator_;
  Behaviour behaviour_;
  Decisions decide_;
  bool shipped_profile_;

  std::string schema_version_ = "5.1";
  SignatureCheck signatures_;
  scenario::Instant now_;
  SmartMeteringInventory inventory_;
  RestrictedFlag flag_;
  Commands commands_;
  WaitingRequests waiting_;
  Schedules schedules_;
  ModeChanges modes_;
  ServiceFlags service_flags_;
  InstallCodes install_codes_;
  Measures measures_;
  FlagFilter filter_;
  AlertFilter alerts_;
  Admission admission_;
  observation::Effects effects_;
};

}  // namespace hallmark::implementations
