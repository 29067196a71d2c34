#include "suites/complete/stimulus_classes.h"

#include <algorithm>
#include <array>
#include <stdexcept>

#include "harness/generator/alert_from_device.h"
#include "harness/generator/request_pre_command.h"
#include "harness/generator/response_from_device.h"

namespace hallmark::suites {

namespace {

constexpr std::array<std::string_view, 18> names = {"set",
                                                    "clear",
                                                    "read",
                                                    "set by another",
                                                    "clear by another",
                                                    "read of consumption",
                                                    "read of firmware version",
                                                    "tamper Alert",
                                                    "billing Alert",
                                                    "prepayment reported",
                                                    "credit reported",
                                                    "Suspended",
                                                    "Commissioned",
                                                    "change of supplier",
                                                    "future-dated read",
                                                    "time passes",
                                                    "read left unanswered",
                                                    "late answer"};

// What is asked later than at once has a Service Request of its own: it has no like without the flag.
constexpr const char* asked_at_once = "4.6.1";
constexpr const char* asked_for_later = "4.1.1";
constexpr const char* asked_unanswered = "4.8.1";

const schema::Sample& sample_for(const Material& material, const std::string& srv, bool future_dated) {
  for (const auto* sample : schema::samples_of(*material.samples, srv)) {
    if (sample->future_dated == future_dated && !sample->cancellation) return *sample;
  }
  throw std::invalid_argument("no sample request for " + srv);
}

}  // namespace

std::string_view name(StimulusClass what) { return names.at(static_cast<std::size_t>(what)); }

Representatives::Representatives(const Material& material, Target target, std::uint64_t seed)
    : material_(&material), target_(std::move(target)), random_(seed) {
  generator::PremisesOptions options;
  options.gaining_suppliers = true;
  premises_ = generator::premises(random_, options);
  at_first_ = premises_.estate;
  first_ = generator::supplier_of_type(premises_, target_.meter);
  second_ = target_.meter == "ESME" ? premises_.gaining_import_supplier : premises_.gaining_gas_supplier;
  counter_ = 1'000'000 + random_.below(1'000'000'000);
}

scenario::Stimulus Representatives::reset() {
  premises_.estate = at_first_;
  first_supplies_ = true;
  waiting_.reset();
  unanswered_.reset();
  return scenario::Reset{at_first_};
}

std::vector<scenario::Stimulus> Representatives::without_flag() {
  Steps steps = {reset()};
  const auto add = [&](Steps more) { std::move(more.begin(), more.end(), std::back_inserter(steps)); };
  for (int supplied = 0; supplied < 2; ++supplied) {
    if (supplied == 1) add(of(StimulusClass::change_of_supplier));
    for (const auto what : {StimulusClass::consumption, StimulusClass::firmware, StimulusClass::tamper_alert,
                            StimulusClass::billing_alert}) {
      add(of(what));
    }
  }
  return steps;
}

std::vector<scenario::Stimulus> Representatives::of(StimulusClass what) {
  const auto reported = [&](std::optional<std::string> status, std::optional<std::string> mode) {
    scenario::Inventory event;
    event.devices = {meter()};
    event.status = std::move(status);
    event.payment_mode = std::move(mode);
    return inventory(std::move(event));
  };
  switch (what) {
    case StimulusClass::set:
      return ssi(supplier(), "set-restricted");
    case StimulusClass::clear:
      return ssi(supplier(), "clear-restricted");
    case StimulusClass::read:
      return {scenario::Ssi{supplier(), "read", meter()}};
    case StimulusClass::set_by_another:
      return ssi(other(), "set-restricted");
    case StimulusClass::clear_by_another:
      return ssi(other(), "clear-restricted");
    case StimulusClass::consumption:
      return request(asked_at_once);
    case StimulusClass::firmware:
      return request("11.2");
    case StimulusClass::tamper_alert:
      return alert("8F3F");
    case StimulusClass::billing_alert:
      return alert("8F0A");
    case StimulusClass::prepayment:
      return reported({}, "prepayment");
    case StimulusClass::credit:
      return reported({}, "credit");
    case StimulusClass::suspended:
      return reported("Suspended", {});
    case StimulusClass::commissioned:
      return reported("Commissioned", {});
    case StimulusClass::change_of_supplier:
      return change_of_supplier();
    case StimulusClass::future_dated:
      return future_dated();
    case StimulusClass::time_passes:
      waiting_.reset();
      premises_.estate.now = premises_.estate.now + 2 * hour;
      return {scenario::Advance{premises_.estate.now}, scenario::Drain{}};
    case StimulusClass::consumption_unanswered:
      return unanswered();
    case StimulusClass::late_answer: {
      if (!unanswered_) return {};
      const auto asked = *std::exchange(unanswered_, std::nullopt);
      return {answer(asked), scenario::Drain{}};
    }
  }
  return {};
}

std::string Representatives::situation() const { return first_supplies_ ? "first Supplier" : "second Supplier"; }

std::vector<const scenario::Submit*> Representatives::outstanding() const {
  std::vector<const scenario::Submit*> all;
  for (const auto* each : {&waiting_, &unanswered_}) {
    if (*each) all.push_back(&**each);
  }
  return all;
}

Representatives::Steps Representatives::ssi(const std::string& user, const std::string& action) const {
  return {scenario::Ssi{user, action, meter()}, scenario::Drain{}};
}

Representatives::Steps Representatives::inventory(scenario::Inventory event) const {
  return {std::move(event), scenario::Drain{}, scenario::Ssi{supplier(), "read", meter()}};
}

Representatives::Steps Representatives::change_of_supplier() {
  first_supplies_ = !first_supplies_;
  const auto& point = target_.meter == "ESME" ? premises_.import_mpan : premises_.mprn;
  return {scenario::Registration{point, "change-of-supplier", supplier()}, scenario::Drain{},
          scenario::Ssi{supplier(), "read", meter()}};
}

Representatives::Steps Representatives::alert(const std::string& code) {
  const auto* fact = material_->facts->alert(code);
  if (fact == nullptr) throw std::invalid_argument("no Alert " + code);
  return {generator::alert_from_device({fact, code, meter(), target_.meter, supplier(), ++counter_},
                                       premises_.estate.now, generator::random_canary(random_)),
          scenario::Drain{}};
}

Representatives::Steps Representatives::request(const std::string& srv) {
  const auto asked = submit(srv, false);
  return {asked, scenario::Drain{}, answer(asked), scenario::Drain{}};
}

Representatives::Steps Representatives::future_dated() {
  if (waiting_) return {};
  waiting_ = submit(asked_for_later, true);
  waiting_->reading.incidental = true;
  return {*waiting_, scenario::Drain{}};
}

Representatives::Steps Representatives::unanswered() {
  if (unanswered_) return {};
  unanswered_ = submit(asked_unanswered, false);
  unanswered_->reading.incidental = true;
  return {*unanswered_, scenario::Drain{}};
}

scenario::Submit Representatives::submit(const std::string& srv, bool future_dated) {
  generator::RequestPlan plan;
  plan.service = material_->facts->service_request(srv);
  plan.device_type = target_.type;
  plan.device = device();
  plan.user = supplier();
  plan.role = target_.role;
  plan.counter = ++counter_;
  plan.schema_version = material_->schema_version;
  return generator::request(sample_for(*material_, srv, future_dated), plan, premises_);
}

scenario::FromDevice Representatives::answer(const scenario::Submit& submit) {
  const auto bytes = generator::random_canary(random_);
  const auto& service = *material_->facts->service_request(submit.reading.body_srv);
  return generator::response_from_device(device(), submit, ++counter_,
                                         generator::message_code(service, target_.type, false, ""), bytes);
}

}  // namespace hallmark::suites
