#include "suites/restricted/pair.h"

#include <algorithm>
#include <set>

#include "harness/generator/estates.h"
#include "harness/generator/gbcs.h"
#include "harness/generator/request.h"
#include "harness/generator/request_pre_command.h"
#include "harness/generator/response_from_device.h"
#include "suites/restricted/pair_documents.h"

namespace hallmark::suites {

using generator::Premises;
using scenario::Stimulus;

namespace {

constexpr std::int64_t day = 86400;

/// Requests after which the flag may have moved by itself, or its device may be gone (open points of the policy).
bool may_move_flag(const spec::ServiceRequest& service) {
  static const std::set<std::string> moving = {"1.6", "3.2", "8.3", "8.4"};
  return moving.contains(service.variant);
}

bool is_firmware_list(const spec::ServiceRequest& service) {
  return service.variant == "11.1" || service.variant == "11.4";
}

/// Builds the halves of one question in one estate.
class PairBuilder {
 public:
  PairBuilder(const Material& material, const Question& question, std::uint64_t seed)
      : material_(material),
        facts_(*material.facts),
        question_(question),
        random_(seed),
        premises_(generator::premises(random_)) {
    const bool gas = question.device_type == "GSME" || question.device_type == "GPF";
    const bool electric = question.device_type == "ESME";
    if (!gas) meters_.emplace_back(premises_.import_supplier, premises_.esme);
    if (!electric) meters_.emplace_back(premises_.gas_supplier, premises_.gsme);
    counter_ = 1'000'000 + random_.below(1'000'000'000);
    prepare_estate();
  }

  std::vector<run::Trial> trials() {
    std::vector<run::Trial> all;
    for (const auto& document : documents_for(material_, question_, random_.next(), premises_.estate.now)) {
      run::Trial made;
      made.clear = half(document, false, made.clear_probe);
      made.restricted = half(document, true, made.restricted_probe);
      all.push_back(std::move(made));
    }
    return all;
  }

 private:
  /// Commissioning needs a device that is installed and not yet commissioned, and a point whose flag agrees.
  void prepare_estate() {
    if (question_.service->variant != "8.1.1" || question_.device_type.empty()) return;
    auto& estate = premises_.estate;
    const auto& id = generator::device_of_type(premises_, question_.device_type);
    const auto device =
        std::find_if(estate.devices.begin(), estate.devices.end(), [&](const auto& each) { return each.id == id; });
    device->status = "InstalledNotCommissioned";
    if (device->type != "ESME" && device->type != "GSME") return;
    for (auto& point : estate.metering_points) {
      const auto& points = device->metering_points;
      if (std::find(points.begin(), points.end(), point.id) != points.end()) point.service_flag = "I";
    }
  }

  generator::RequestPlan plan(const spec::ServiceRequest& service, int command_variant) {
    generator::RequestPlan made;
    made.service = &service;
    made.device_type = question_.device_type;
    if (!question_.device_type.empty()) made.device = generator::device_of_type(premises_, question_.device_type);
    made.user = generator::user_in_role(premises_, question_.role);
    made.role = question_.role;
    made.command_variant = command_variant;
    made.counter = ++counter_;
    made.schema_version = question_.schema_version;
    return made;
  }

  std::vector<Stimulus> half(const schema::Sample& document, bool restricted, std::string& probe) {
    std::vector<Stimulus> steps = {scenario::Reset{premises_.estate}};
    if (restricted) set_flags(steps);
    auto asked = plan(*question_.service, question_.command_variant);
    add_preparation(asked, steps);
    if (generator::holds_pre_command(asked.command_variant)) add_transform(document, asked, steps);
    const auto submit = generator::request(document, asked, premises_);
    probe = submit.reading.request_id;
    steps.emplace_back(submit);
    steps.emplace_back(scenario::Drain{});
    add_due_time(submit.reading, steps);
    add_answer(asked, submit.reading, steps);
    if (!may_move_flag(*question_.service)) read_flags(steps);
    if (restricted) linger(steps);
    return steps;
  }

  void set_flags(std::vector<Stimulus>& steps) const {
    for (const auto& [supplier, meter] : meters_) {
      steps.emplace_back(scenario::Ssi{supplier, "set-restricted", meter});
      steps.emplace_back(scenario::Drain{});
    }
    read_flags(steps);
  }

  void read_flags(std::vector<Stimulus>& steps) const {
    for (const auto& [supplier, meter] : meters_) steps.emplace_back(scenario::Ssi{supplier, "read", meter});
  }

  /// What a request refers to has to exist: a schedule for 5.2 and 5.3, a local command for 8.13.
  void add_preparation(generator::RequestPlan& asked, std::vector<Stimulus>& steps) {
    const auto& variant = question_.service->variant;
    if (variant == "5.2" || variant == "5.3") {
      const auto made = schedule_plan();
      const auto document = schedule_for(material_, question_.role, made.device_type, premises_.estate.now);
      const auto schedule = generator::request(document, made, premises_);
      asked.schedule_of = schedule.reading.request_id;
      steps.emplace_back(schedule);
      steps.emplace_back(scenario::Drain{});
    }
    if (variant == "8.13") add_local_command(asked, steps);
  }

  void add_local_command(generator::RequestPlan& asked, std::vector<Stimulus>& steps) {
    const auto* service = local_command_for(facts_, question_.device_type, question_.role);
    if (service == nullptr) return;
    const auto document = *schema::samples_of(*material_.samples, service->variant).at(0);
    const auto local = generator::request(document, plan(*service, 2), premises_);
    asked.original_request_id = local.reading.request_id;
    asked.gbcs_response = generator::gbcs_response(asked.device, asked.user, counter_, code_of(*service, local.reading),
                                                   generator::random_canary(random_));
    asked.counter = ++counter_;
    steps.emplace_back(local);
    steps.emplace_back(scenario::Drain{});
  }

  /// A critical command is transformed first; what goes on with the same RequestID is the pre-command, signed.
  void add_transform(const schema::Sample& document, generator::RequestPlan& asked,
                     std::vector<Stimulus>& steps) const {
    auto unsigned_plan = asked;
    unsigned_plan.command_variant = 4;
    const auto transform = generator::request(document, unsigned_plan, premises_);
    asked.pre_command_of = transform.reading.request_id;
    steps.emplace_back(transform);
    steps.emplace_back(scenario::Drain{});
  }

  std::string code_of(const spec::ServiceRequest& service, const scenario::RequestReading& reading) const {
    const bool network_operator = question_.role == "ED" || question_.role == "GT";
    return generator::message_code(service, question_.device_type, network_operator, reading.payment_mode.value_or(""));
  }

  /// A schedule for the meter of the other premises, which is never Restricted.
  generator::RequestPlan schedule_plan() {
    auto made = plan(*facts_.service_request("5.1"), 8);
    const auto* role = facts_.role(question_.role);
    made.device_type = role != nullptr && role->fuel == spec::Fuel::gas ? "GSME" : "ESME";
    made.device = made.device_type == "GSME" ? premises_.other_gsme : premises_.other_esme;
    return made;
  }

  void add_due_time(const scenario::RequestReading& reading, std::vector<Stimulus>& steps) const {
    if (!reading.execution_time && !reading.scheduled_srv) return;
    steps.emplace_back(scenario::Advance{premises_.estate.now + 3 * day});
    steps.emplace_back(scenario::Drain{});
  }

  /// The device answers as if the command had been sent: an answer where it was, a hidden answer where it was refused.
  void add_answer(const generator::RequestPlan& asked, const scenario::RequestReading& reading,
                  std::vector<Stimulus>& steps) {
    if (asked.device.empty() || (asked.service->non_device && !is_firmware_list(*asked.service))) return;
    const auto bytes = generator::random_canary(random_);
    scenario::FromDevice answer;
    answer.device = asked.device;
    answer.kind = "response";
    answer.request_id = reading.request_id;
    answer.canary = generator::hex(bytes);
    answer.payload =
        generator::gbcs_response(asked.device, asked.user, asked.counter, code_of(*asked.service, reading), bytes);
    steps.emplace_back(answer);
    steps.emplace_back(scenario::Drain{});
  }

  /// What was held back must not come out once the flag is cleared.
  void linger(std::vector<Stimulus>& steps) const {
    if (!may_move_flag(*question_.service)) {
      for (const auto& [supplier, meter] : meters_)
        steps.emplace_back(scenario::Ssi{supplier, "clear-restricted", meter});
    }
    steps.emplace_back(scenario::Advance{premises_.estate.now + 5 * day});
    steps.emplace_back(scenario::Drain{});
  }

  const Material& material_;
  const spec::Facts& facts_;
  const Question& question_;
  generator::Random random_;
  Premises premises_;
  std::vector<std::pair<std::string, std::string>> meters_;  ///< Responsible Supplier and meter
  std::uint64_t counter_ = 0;
};

}  // namespace

std::vector<run::Trial> pair_trials(const Material& material, const Question& question, std::uint64_t seed) {
  return PairBuilder(material, question, seed).trials();
}

}  // namespace hallmark::suites
