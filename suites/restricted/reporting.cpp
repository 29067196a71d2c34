#include "suites/restricted/reporting.h"

#include <functional>

#include "harness/generator/estates.h"
#include "harness/generator/gbcs.h"
#include "harness/generator/request.h"
#include "harness/oracle/london_calendar.h"

namespace hallmark::suites {

using generator::Premises;
using scenario::Advance;
using scenario::Drain;
using scenario::Instant;
using scenario::Report;
using scenario::Ssi;
using scenario::Stimulus;

namespace {

std::vector<run::Trial> trials_of(std::vector<Stimulus> steps) {
  run::Trial trial;
  trial.restricted = std::move(steps);
  return {trial};
}

/// Restricted from the middle of one month to the middle of the next but one; one report a month.
std::vector<run::Trial> measures(const Material&, const std::string& type, generator::Random& random) {
  const auto all = generator::premises(random);
  const auto& meter = generator::device_of_type(all, type);
  const auto& supplier = type == "GSME" ? all.gas_supplier : all.import_supplier;
  const auto start = all.estate.now;
  std::vector<Stimulus> steps = {scenario::Reset{all.estate}, Ssi{supplier, "set-restricted", meter}};
  const auto report_of = [&](int month) {
    steps.emplace_back(Advance{month_after(start, month + 1)});
    steps.emplace_back(Report{"performance", month_after(start, month), month_after(start, month + 1)});
  };
  report_of(1);
  constexpr std::int64_t some_days = 10 * 86400;
  steps.emplace_back(Advance{month_after(start, 2) + some_days});
  steps.emplace_back(Ssi{supplier, "clear-restricted", meter});
  for (const int month : {2, 3, 4}) report_of(month);
  return trials_of(std::move(steps));
}

/// The same request a month: to another meter, then also to the Restricted one, which refuses it.
class CountedSteps {
 public:
  CountedSteps(const Material& material, const std::string& type, generator::Random& random)
      : material_(material), type_(type), all_(generator::premises(random)) {
    counter_ = 1'000'000 + random.below(1'000'000'000);
    steps_ = {scenario::Reset{all_.estate}};
  }

  std::vector<run::Trial> trials() {
    const auto& restricted = generator::device_of_type(all_, type_);
    const auto& other = type_ == "GSME" ? all_.other_gsme : all_.other_esme;
    const auto start = all_.estate.now;
    ask(restricted, true);
    steps_.emplace_back(Ssi{supplier(), "set-restricted", restricted});
    for (const int month : {1, 2}) {
      steps_.emplace_back(Advance{month_after(start, month) + hours_into_month});
      for (int i = 0; i < 3; ++i) ask(other, true);
      for (int i = 0; i < 5 && month == 2; ++i) ask(restricted, false);
      steps_.emplace_back(Advance{month_after(start, month + 1)});
      steps_.emplace_back(Drain{});
      steps_.emplace_back(Report{"service-requests", month_after(start, month), month_after(start, month + 1)});
    }
    return trials_of(std::move(steps_));
  }

 private:
  static constexpr std::int64_t hours_into_month = 36 * 3600;

  const std::string& supplier() const { return type_ == "GSME" ? all_.gas_supplier : all_.import_supplier; }

  void ask(const std::string& device, bool answered) {
    generator::RequestPlan plan;
    plan.service = material_.facts->service_request("4.1.1");
    plan.device_type = type_;
    plan.device = device;
    plan.user = supplier();
    plan.role = type_ == "GSME" ? "GS" : "IS";
    plan.counter = ++counter_;
    plan.schema_version = material_.schema_version;
    const auto submit = generator::request(*schema::samples_of(*material_.samples, "4.1.1").at(0), plan, all_);
    steps_.emplace_back(submit);
    steps_.emplace_back(Drain{});
    if (!answered) return;
    scenario::FromDevice from;
    from.device = device;
    from.kind = "response";
    from.request_id = submit.reading.request_id;
    from.payload = generator::gbcs_response(device, plan.user, plan.counter, plan.service->message_codes.front(),
                                            generator::Canary{});
    steps_.emplace_back(from);
    steps_.emplace_back(Drain{});
  }

  const Material& material_;
  std::string type_;
  Premises all_;
  std::uint64_t counter_ = 0;
  std::vector<Stimulus> steps_;
};

std::vector<run::Trial> counted(const Material& material, const std::string& type, generator::Random& random) {
  return CountedSteps(material, type, random).trials();
}

/// Sets and clears, repeated ones, refused ones, both at once, and a flag given at the start.
std::vector<run::Trial> notices(const Material&, const std::string& type, generator::Random& random) {
  auto all = generator::premises(random);
  const auto& meter = generator::device_of_type(all, type);
  const auto& other = type == "GSME" ? all.other_gsme : all.other_esme;
  const auto& supplier = type == "GSME" ? all.gas_supplier : all.import_supplier;
  for (auto& device : all.estate.devices) device.restricted = device.id == other;
  std::vector<Stimulus> steps = {scenario::Reset{all.estate}, Drain{}};
  steps.emplace_back(Ssi{supplier, "set-restricted", meter});
  for (const auto& user : {all.other_user, supplier}) {
    for (int i = 0; i < 2; ++i) steps.emplace_back(Drain{});
    steps.emplace_back(Ssi{user, "clear-restricted", meter});
  }
  for (int i = 0; i < 2; ++i) steps.emplace_back(Drain{});
  for (const auto* action : {"set-restricted", "clear-restricted", "set-restricted"})
    steps.emplace_back(Ssi{supplier, action, meter});
  steps.emplace_back(Ssi{supplier, "clear-restricted", other});
  steps.emplace_back(Drain{});
  run::Trial trial;
  trial.clear = std::move(steps);
  return {trial};
}

struct Row {
  const char* name;
  const char* title;
  const char* facet;
  const char* also_facet;
  const char* requirement;
  std::vector<run::Trial> (*build)(const Material& material, const std::string& type, generator::Random& random);
};

}  // namespace

Instant month_after(Instant moment, int count) {
  const std::chrono::year_month_day date{oracle::london_date(moment)};
  const auto first = date.year() / date.month() / 1 + std::chrono::months{count};
  return oracle::london_midnight(std::chrono::sys_days{first});
}

Suite reporting(const Material& material) {
  Suite suite;
  suite.name = "restricted/reporting";
  suite.title = "What is reported of Restricted devices";
  const std::vector<Row> rows = {
      {"restricted_devices_are_left_out_of_measures",
       "A device Restricted for a whole month is left out of that month's measures, one never Restricted stays in",
       "performance-report", "", "mp169.performance-excluded", measures},
      {"refusals_are_not_failures", "Requests refused because of the flag count neither as attempted nor as failed",
       "performance-report", "restricted-mode", "mp169.refusals-are-not-failures", counted},
      {"csp_is_told_once", "Each set and clear is told to the CSP once", "csp-notification", "", "mp169.csp-notified",
       notices}};
  for (const auto& row : rows) {
    for (const std::string type : {"ESME", "GSME"}) {
      run::Case made;
      made.id = suite.name + '/' + row.name + (type == "GSME" ? ".gsme" : ".esme");
      made.title = row.title;
      made.facet = row.facet;
      made.also_facet = row.also_facet;
      made.axes.device_type = type;
      made.requirements = {row.requirement};
      made.assumes = {"mp169.set-by-responsible-supplier", "duis.valid-accepted"};
      made.trials = [material, type, build = row.build](std::uint64_t seed) {
        generator::Random random(seed);
        return build(material, type, random);
      };
      suite.cases.push_back(std::move(made));
    }
  }
  return suite;
}

}  // namespace hallmark::suites
