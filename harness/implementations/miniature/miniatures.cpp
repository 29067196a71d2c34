#include "harness/implementations/miniature/miniatures.h"

#include <map>
#include <set>
#include <stdexcept>

#include "harness/implementations/request_reader.h"
#include "harness/implementations/response_writer.h"
#include "harness/scenario/encoding.h"

namespace hallmark::implementations {

namespace {

using observation::Answered;
using observation::Observation;

/// What the miniatures have in common: a statement, and an answer of the right shape to every operation.
class Miniature : public adaptor::Adaptor {
 public:
  Observation exchange(const scenario::Stimulus& stimulus) override {
    if (const auto* initialize = std::get_if<scenario::Initialize>(&stimulus)) {
      schema_version_ = initialize->schema_version;
      observation::Initialized answer;
      answer.implementation = {name(), HALLMARK_VERSION, "Hallmark", "C++"};
      answer.statement.facets = {"restricted-mode", "duis-schema"};
      return Answered{answer};
    }
    if (const auto* reset = std::get_if<scenario::Reset>(&stimulus)) {
      now_ = reset->estate.now;
      effects_ = {};
      forget();
    }
    if (const auto* submit = std::get_if<scenario::Submit>(&stimulus)) return submitted(*submit);
    if (const auto* ssi = std::get_if<scenario::Ssi>(&stimulus)) return asked(*ssi);
    if (const auto* from = std::get_if<scenario::FromDevice>(&stimulus)) came(*from);
    if (std::holds_alternative<scenario::InstallCode>(stimulus))
      return Answered{observation::InstallCodeRequested{"1"}};
    if (std::holds_alternative<scenario::Report>(stimulus)) return Answered{observation::Reported{}};
    if (!std::holds_alternative<scenario::Drain>(stimulus)) return Answered{observation::Done{}};
    observation::Drained drained{std::move(effects_)};
    effects_ = {};
    return Answered{std::move(drained)};
  }

 protected:
  virtual std::string name() const = 0;
  virtual Observation submitted(const scenario::Submit& submit) = 0;
  virtual Observation asked(const scenario::Ssi& ssi) = 0;
  virtual void came(const scenario::FromDevice&) {}
  virtual void forget() {}

  Observation respond(const RequestView& request, const std::string& code, const std::string& content = {}) const {
    ResponseMessage message;
    message.schema_version = schema_version_;
    message.request_id = request.request_id;
    message.code = code;
    message.date_time = scenario::text(now_);
    message.reference = request.reference;
    message.variant = request.variant;
    message.content = content;
    if (!content.empty()) message.value = content == "DSPScheduleID" ? "1" : scenario::base64("a command");
    return Answered{observation::Responded{{write(message), {}}}};
  }

  std::string schema_version_ = "5.1";
  scenario::Instant now_;
  observation::Effects effects_;
};

class AcceptsAll : public Miniature {
  std::string name() const override { return "accepts all"; }

  Observation submitted(const scenario::Submit& submit) override {
    const auto request = read_request(submit.duis);
    if (!request) return observation::Refused{"no Request can be read"};
    const auto& variant = request->command_variant;
    if (variant == "4") return respond(*request, "I0", "PreCommand");
    if (variant == "2" || variant == "6") return respond(*request, "I0", "LocalCommand");
    if (variant == "8" && request->variant == "5.1") return respond(*request, "I0", "DSPScheduleID");
    asked_.insert_or_assign(request->request_id, *request);
    const bool many = request->variant == "11.1" || request->variant == "11.4";
    for (const auto& device : request->body_devices) {
      if (many) effects_.to_devices.push_back({device, request->request_id, request->variant, {}, {}});
    }
    if (variant == "8") return respond(*request, "I0");
    effects_.to_devices.push_back({request->target, request->request_id, request->variant, {}, {}});
    return respond(*request, "I99", variant == "3" || variant == "7" ? "LocalCommand" : "");
  }

  Observation asked(const scenario::Ssi& ssi) override {
    if (ssi.action == "set-restricted") restricted_.insert(ssi.device);
    if (ssi.action == "clear-restricted") restricted_.erase(ssi.device);
    observation::SsiAnswer answer;
    answer.accepted = true;
    if (ssi.action == "read") answer.restricted = restricted_.contains(ssi.device);
    return Answered{answer};
  }

  void forget() override {
    asked_.clear();
    restricted_.clear();
  }

  /// Whatever a device sends is handed to who asked.
  void came(const scenario::FromDevice& from) override {
    const auto found = asked_.find(from.request_id.value_or(""));
    if (found == asked_.end()) return;
    const auto& request = found->second;
    ResponseMessage message{
        schema_version_, request.request_id, "",           "I0", scenario::text(now_), request.reference,
        request.variant, "GBCSPayload",      from.payload, ""};
    effects_.to_users.push_back({request.originator, {write(message), {}}});
  }

  std::map<std::string, RequestView> asked_;
  std::set<std::string> restricted_;
};

class RefusesAll : public Miniature {
  std::string name() const override { return "refuses all"; }
  Observation submitted(const scenario::Submit&) override { return observation::Refused{"refused"}; }
  Observation asked(const scenario::Ssi&) override {
    observation::SsiAnswer answer;
    answer.reason = "refused";
    return Answered{answer};
  }
};

class Crashes : public Miniature {
  std::string name() const override { return "crashes"; }
  Observation submitted(const scenario::Submit&) override { throw std::runtime_error("this one always does"); }
  Observation asked(const scenario::Ssi&) override { throw std::runtime_error("this one always does"); }
};

class NeverResets : public adaptor::Adaptor {
 public:
  explicit NeverResets(std::unique_ptr<adaptor::Adaptor> honest) : honest_(std::move(honest)) {}
  Observation exchange(const scenario::Stimulus& stimulus) override {
    const bool resets = std::holds_alternative<scenario::Reset>(stimulus);
    if (resets && has_a_world_) return Answered{observation::Done{}};
    has_a_world_ = has_a_world_ || resets;
    return honest_->exchange(stimulus);
  }

 private:
  std::unique_ptr<adaptor::Adaptor> honest_;
  bool has_a_world_ = false;
};

}  // namespace

std::unique_ptr<adaptor::Adaptor> accepts_all() { return std::make_unique<AcceptsAll>(); }
std::unique_ptr<adaptor::Adaptor> refuses_all() { return std::make_unique<RefusesAll>(); }
std::unique_ptr<adaptor::Adaptor> crashes() { return std::make_unique<Crashes>(); }
std::unique_ptr<adaptor::Adaptor> never_resets(std::unique_ptr<adaptor::Adaptor> honest) {
  return std::make_unique<NeverResets>(std::move(honest));
}

}  // namespace hallmark::implementations
