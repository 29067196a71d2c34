/// \file
/// An honest DSP for Restricted mode: what a right implementation answers. Shares facts with the oracle, never logic.
/// Leaves out for now: MP077's service flags, MP121's install codes, the performance report.
#pragma once

#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>

#include "harness/adaptor/adaptor.h"
#include "harness/implementations/request_reader.h"
#include "harness/implementations/signature_check.h"
#include "harness/schema/validator.h"
#include "spec/facts.h"

namespace hallmark::implementations {

/// `inproc:reference`. Enforces the profile that it is given; facts, profile and validator must outlive it.
class Reference : public adaptor::Adaptor {
 public:
  Reference(const spec::Facts& facts, const spec::Profile& profile, const schema::Validator& validator);
  observation::Observation exchange(const scenario::Stimulus& stimulus) override;

 private:
  /// A command passed on, whose answer is awaited.
  struct InFlight {
    std::string user;
    std::string device;
    RequestView request;
    std::string schedule;  ///< DSPScheduleID, empty where no schedule caused it
  };
  struct Schedule {
    std::string id;
    std::string user;
    RequestView request;
    scenario::Instant next;
  };
  struct Queued {
    std::string user;
    RequestView request;
    scenario::Instant due;
  };

  observation::Observation handle(const scenario::Initialize& initialize);
  observation::Observation handle(const scenario::Reset& reset);
  observation::Observation handle(const scenario::Submit& submit);
  observation::Observation handle(const scenario::Ssi& ssi);
  observation::Observation handle(const scenario::Inventory& inventory);
  observation::Observation handle(const scenario::Registration& registration);
  observation::Observation handle(const scenario::FromDevice& from);
  observation::Observation handle(const scenario::Advance& advance);
  observation::Observation handle(const scenario::InstallCode&);
  observation::Observation handle(const scenario::Report&);
  observation::Observation handle(const scenario::Drain&);
  observation::Observation handle(const scenario::Shutdown&);

  // Admission: the first check that refuses gives the code.
  std::optional<std::string> refusal(const std::string& user, const std::string& service,
                                     const RequestView& request) const;
  std::optional<std::string> refusal_of_form(const std::string& service, const RequestView& request) const;
  std::optional<std::string> refusal_of_user(const std::string& user, const RequestView& request) const;
  std::optional<std::string> refusal_by_flag(const RequestView& request) const;
  std::vector<std::string> devices_of(const RequestView& request) const;
  bool is_behind_flag(const scenario::Device& device) const;
  bool may_pass(const std::string& variant, const scenario::Device& device) const;
  bool supplies(const std::string& user, const scenario::Device& device) const;

  // Carrying out.
  std::string carry_out(const std::string& user, const RequestView& request);
  std::string create_schedule(const std::string& user, const RequestView& request);
  std::string respond(const RequestView& request, const std::string& code, const std::string& content = {},
                      const std::string& value = {}) const;
  void send(const std::string& user, const RequestView& request, const std::string& device,
            const std::string& schedule);
  void run_due(scenario::Instant until);
  void change_inventory(const RequestView& request);
  scenario::Device* find(const std::string& id);

  const spec::Facts* facts_;
  const spec::Profile* profile_;
  const schema::Validator* validator_;
  std::string schema_version_ = "5.1";
  SignatureCheck signatures_;
  scenario::Estate estate_;
  std::set<std::string> restricted_;
  std::map<std::pair<std::string, std::string>, InFlight> in_flight_;  ///< by RequestID and device
  std::set<std::string> local_commands_;                               ///< RequestIDs answered with a local command
  std::vector<Schedule> schedules_;
  std::vector<Queued> queue_;
  int next_schedule_ = 1;
  observation::Effects effects_;
};

}  // namespace hallmark::implementations
