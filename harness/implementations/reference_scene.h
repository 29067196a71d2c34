/// \file
/// For this room's tests: an implementation asked over the protocol, with requests built from the samples. Every
/// document that it emits is checked against the schema on the way.
#pragma once

#include <gtest/gtest.h>

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "harness/generator/device_alert.h"
#include "harness/generator/estates.h"
#include "harness/generator/gbcs.h"
#include "harness/generator/request.h"
#include "harness/generator/request_pre_command.h"
#include "harness/implementations/catalogue.h"
#include "harness/scenario/encoding.h"
#include "harness/schema/samples.h"
#include "harness/schema/signing_keys.h"

namespace hallmark::implementations {

inline const spec::Facts& real_facts() {
  static const spec::Facts facts = spec::load_facts(HALLMARK_SHARE_DIR "/spec");
  return facts;
}
inline const spec::Profile& real_profile() {
  static const spec::Profile profile = spec::shipped_profile(real_facts());
  return profile;
}
inline const schema::Validator& real_validator() {
  static const schema::Validator validator = schema::Validator::load(HALLMARK_SHARE_DIR "/schema/duis-5.1");
  return validator;
}
inline const std::vector<schema::Sample>& real_samples() {
  static const std::vector<schema::Sample> samples = schema::load_samples(HALLMARK_SHARE_DIR "/samples");
  return samples;
}

constexpr std::int64_t hour = 3600;
constexpr std::int64_t day = 24 * hour;
constexpr generator::Canary canary = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16};

/// Whether nothing went to a device or a User.
inline bool is_quiet(const observation::Effects& effects) {
  return effects.to_devices.empty() && effects.to_users.empty();
}

/// One implementation of that name, initialized and reset.
class Scene {
 public:
  explicit Scene(std::string_view name = "reference", const spec::Profile& profile = real_profile())
      : all(estate()), adaptor_(maker(name, real_facts(), profile, real_validator())()) {
    ask(scenario::Initialize{"5.1"});
    reset();
  }
  /// The device of that id in the estate, to be changed before a reset.
  scenario::Device& device(const std::string& id) {
    for (auto& each : all.estate.devices) {
      if (each.id == id) return each;
    }
    throw std::invalid_argument("no device " + id);
  }

  void reset() { ask(scenario::Reset{all.estate}); }

  observation::Observation ask(const scenario::Stimulus& stimulus) {
    auto observation = adaptor_->exchange(stimulus);
    observation::read_documents(observation, real_validator());
    return observation;
  }

  observation::SsiAnswer ssi(const std::string& user, const std::string& action, const std::string& device) {
    return *observation::answer<observation::SsiAnswer>(ask(scenario::Ssi{user, action, device}));
  }
  observation::SsiAnswer set(const std::string& device) { return ssi(supplier(device), "set-restricted", device); }
  observation::SsiAnswer clear(const std::string& device) { return ssi(supplier(device), "clear-restricted", device); }
  bool is_restricted(const std::string& device) {
    return ssi(supplier(device), "read", device).restricted.value_or(false);
  }

  /// A request of the first sample whose file name holds `sample`, by the Responsible Supplier unless told.
  scenario::Submit request(const std::string& srv, const std::string& device, int command_variant = 1,
                           const std::string& user = {}, const std::string& sample = {}) {
    generator::RequestPlan plan;
    plan.service = real_facts().service_request(srv);
    plan.device = device;
    if (const auto* known = scenario::find_device(all.estate, device)) plan.device_type = known->type;
    plan.user = user.empty() ? supplier(device) : user;
    plan.command_variant = command_variant;
    plan.counter = ++counter_;
    plan.schema_version = "5.1";
    for (const auto* found : schema::samples_of(real_samples(), srv)) {
      if (found->file.find(sample) != std::string::npos) return generator::request(*found, plan, all);
    }
    throw std::invalid_argument("no sample " + sample + " of " + srv);
  }

  /// The synchronous Response, which must be valid.
  schema::ResponseReading submit(const scenario::Submit& submit) {
    const auto observation = ask(submit);
    const auto* answer = observation::answer<observation::Responded>(observation);
    if (answer == nullptr) return {};
    EXPECT_TRUE(answer->response.reading.valid) << answer->response.reading.problem;
    return answer->response.reading;
  }
  /// The ResponseCode of a request's synchronous Response; "rejected" where no Response carries the refusal.
  std::string code_of(const scenario::Submit& request) {
    const auto reading = submit(request);
    return reading.code.empty() ? "rejected" : reading.code;
  }

  observation::Effects drain() {
    auto effects = observation::answer<observation::Drained>(ask(scenario::Drain{}))->effects;
    for (const auto& row : effects.to_users)
      EXPECT_TRUE(row.document.reading.valid) << row.document.reading.problem << '\n' << row.document.xml;
    return effects;
  }
  /// Time passes to that moment.
  void advance_to(std::string_view moment) {
    now_ = scenario::instant(moment).value();
    ask(scenario::Advance{now_});
  }
  void advance(std::int64_t seconds) {
    now_ = now_ + seconds;
    ask(scenario::Advance{now_});
  }
  /// The device answers that request, with a message of its Service Request unless told.
  void answer(const scenario::Submit& request, const std::string& device, bool success = true,
              const std::string& message_code = {}) {
    const auto& reading = request.reading;
    const auto* service = real_facts().service_request(reading.scheduled_srv.value_or(reading.header_srv));
    const auto& codes = service->message_codes;
    const std::string own = codes.empty() ? "0000" : codes.front();
    scenario::FromDevice from;
    from.device = device;
    from.kind = "response";
    from.request_id = reading.request_id;
    from.success = success;
    from.payload = payload(device, request.user, message_code.empty() ? own : message_code);
    ask(from);
  }
  static std::string payload(const std::string& device, const std::string& user,
                             const std::string& message_code = "0027") {
    return generator::gbcs_response(device, user, 1, message_code, canary);
  }
  /// The device sends an Alert of that code, its payload saying another one if told; to its supplier unless told.
  void alert(const std::string& device, const std::string& code, const std::string& in_payload = {},
             const std::string& user = {}) {
    generator::DeviceAlert content;
    content.form = device == all.gsme ? generator::AlertForm::gas : generator::AlertForm::electricity;
    content.code = static_cast<std::uint16_t>(std::stoul(in_payload.empty() ? code : in_payload, nullptr, 16));
    auto message = generator::device_alert_message(device, user.empty() ? supplier(device) : user, 1,
                                                   generator::generic_critical_alert, content);
    message.protection = generator::Protection::signature;
    message.seal = generator::placeholder_seal(message.protection);
    scenario::FromDevice from;
    from.device = device;
    from.kind = "alert";
    from.alert_code = code;
    from.payload = scenario::base64(generator::gbcs_bytes(message));
    ask(from);
  }

  const std::string& supplier(const std::string& device) const {
    const bool gas = device == all.gsme || device == all.gpf || device == all.other_gsme || device == all.other_gpf;
    return gas ? all.gas_supplier : all.import_supplier;
  }

  generator::Premises all;

 private:
  static generator::Premises estate() {
    generator::Random random(11);
    return generator::premises(random);
  }
  std::unique_ptr<adaptor::Adaptor> adaptor_;
  std::uint64_t counter_ = 1000;
  scenario::Instant now_ = all.estate.now;
};

}  // namespace hallmark::implementations
