#include "suites/restricted/half.h"

#include <algorithm>
#include <cctype>
#include <stdexcept>

#include "harness/generator/gbcs.h"
#include "harness/generator/request_pre_command.h"
#include "harness/generator/response_from_device.h"

namespace hallmark::suites {

namespace {

/// The sample that suits: future-dated or not, and for 1.6 of the mode asked for.
const schema::Sample& sample_for(const Material& material, const Wanted& wanted) {
  for (const auto* sample : schema::samples_of(*material.samples, wanted.srv)) {
    const bool credit = sample->xml.find("<sr:Credit") != std::string::npos;
    if (sample->future_dated != wanted.future_dated) continue;
    if (wanted.payment_mode.empty() || credit == (wanted.payment_mode == "credit")) return *sample;
  }
  throw std::invalid_argument("no sample request for " + wanted.srv);
}

bool is_gas(const std::string& device_type) { return device_type == "GSME" || device_type == "GPF"; }

}  // namespace

Stage::Stage(const Material& material, std::uint64_t seed, const generator::PremisesOptions& options)
    : material_(&material),
      random_(seed),
      premises_(generator::premises(random_, options)),
      counter_(1'000'000 + random_.below(1'000'000'000)) {}

const std::string& Stage::supplier(const std::string& device_type) const {
  return generator::supplier_of_type(premises_, device_type);
}

const std::string& Stage::gaining(const std::string& device_type) const {
  return is_gas(device_type) ? premises_.gaining_gas_supplier : premises_.gaining_import_supplier;
}

const std::string& Stage::point(const std::string& device_type) const {
  return is_gas(device_type) ? premises_.mprn : premises_.import_mpan;
}

generator::Canary Stage::canary() { return generator::random_canary(random_); }

generator::RequestPlan Stage::plan(const std::string& device_type, const std::string& user, const Wanted& wanted) {
  const auto& service = *material_->facts->service_request(wanted.srv);
  generator::RequestPlan plan;
  plan.service = &service;
  plan.device_type = device_type;
  plan.device = wanted.device.empty() ? device(device_type) : wanted.device;
  plan.user = user;
  plan.command_variant = service.non_device ? 8 : wanted.command_variant;
  plan.counter = next_counter();
  plan.schema_version = material_->schema_version;
  plan.log_period = wanted.log_period;
  return plan;
}

scenario::Submit Stage::request(const std::string& device_type, const std::string& user, const Wanted& wanted) {
  return generator::request(sample_for(*material_, wanted), plan(device_type, user, wanted), premises_);
}

std::pair<scenario::Submit, scenario::Submit> Stage::signed_request(const std::string& device_type,
                                                                    const std::string& user, const Wanted& wanted,
                                                                    int command_variant) {
  auto made = plan(device_type, user, wanted);
  made.command_variant = 4;
  const auto transform = generator::request(sample_for(*material_, wanted), made, premises_);
  made.command_variant = command_variant;
  made.pre_command_of = transform.reading.request_id;
  return {transform, generator::request(sample_for(*material_, wanted), made, premises_)};
}

scenario::Submit Stage::local_answer(const scenario::Submit& local, const std::string& device_type) {
  const Wanted wanted{"8.13", 8};
  auto made = plan(device_type, local.user, wanted);
  const auto bytes = canary();
  const auto& asked = *material_->facts->service_request(local.reading.body_srv);
  made.original_request_id = local.reading.request_id;
  made.gbcs_response = generator::gbcs_response(made.device, made.user, next_counter(),
                                                generator::message_code(asked, device_type, false), bytes);
  auto submit = generator::request(sample_for(*material_, wanted), made, premises_);
  submit.canary = generator::hex(bytes);
  submit.reading.answered_srv = local.reading.body_srv;
  return submit;
}

Half::Half(Stage& stage) : stage_(stage), now_(stage.all().estate.now) {
  steps_.emplace_back(scenario::Reset{stage.all().estate});
}

Half& Half::add(scenario::Stimulus step) {
  steps_.push_back(std::move(step));
  return *this;
}

Half& Half::drain() { return add(scenario::Drain{}); }

Half& Half::ssi(const std::string& user, const std::string& action, const std::string& device_type) {
  return add(scenario::Ssi{user, action, stage_.device(device_type)}).drain();
}

Half& Half::set(const std::string& type) { return ssi(stage_.supplier(type), "set-restricted", type); }
Half& Half::clear(const std::string& type) { return ssi(stage_.supplier(type), "clear-restricted", type); }
Half& Half::read(const std::string& type) { return read_by(stage_.supplier(type), type); }
Half& Half::read_by(const std::string& user, const std::string& type) {
  return add(scenario::Ssi{user, "read", stage_.device(type)});
}

Half& Half::wait(std::int64_t seconds) {
  now_ = now_ + seconds;
  return add(scenario::Advance{now_}).drain();
}

Half& Half::inventory(scenario::Inventory event) { return add(std::move(event)).drain(); }

Half& Half::status(const std::string& type, const std::string& status) {
  scenario::Inventory event;
  event.devices = {stage_.device(type)};
  event.status = status;
  return inventory(std::move(event));
}

Half& Half::payment_mode(const std::string& type, const std::string& mode) {
  scenario::Inventory event;
  event.devices = {stage_.device(type)};
  event.payment_mode = mode;
  return inventory(std::move(event));
}

Half& Half::change_of_supplier(const std::string& type) {
  return add(scenario::Registration{stage_.point(type), "change-of-supplier", stage_.gaining(type)}).drain();
}

Half& Half::change_of_tenancy(const std::string& type) {
  return add(scenario::Registration{stage_.point(type), "change-of-tenancy", std::nullopt}).drain();
}

Half& Half::submit(const scenario::Submit& request) { return add(request).drain(); }

Half& Half::answer(const scenario::Submit& request, const std::string& type) {
  return answer_from(stage_.device(type), request, type);
}

Half& Half::answer_from(const std::string& device, const scenario::Submit& request, const std::string& type) {
  const auto bytes = stage_.canary();
  const auto& service = *stage_.material().facts->service_request(request.reading.body_srv);
  const auto code = generator::message_code(service, type, false, request.reading.payment_mode.value_or(""));
  return add(generator::response_from_device(device, request, stage_.next_counter(), code, bytes)).drain();
}

Half& Half::ask(const std::string& type, const std::string& user, const Wanted& wanted) {
  const auto request = stage_.request(type, user, wanted);
  return submit(request).answer(request, type);
}

run::Case restricted_case(const std::string& id, const std::string& title, const std::string& device_type,
                          std::vector<std::string> requirements) {
  run::Case made;
  made.id = id;
  made.title = title;
  made.facet = "restricted-mode";
  made.axes.device_type = device_type;
  made.requirements = std::move(requirements);
  return made;
}

std::string in_lower_case(std::string text) {
  std::transform(text.begin(), text.end(), text.begin(),
                 [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
  return text;
}

}  // namespace hallmark::suites
