#include <algorithm>

#include "harness/generator/estates.h"
#include "harness/generator/gbcs.h"
#include "harness/generator/request.h"
#include "suites/service_flags/flag_events.h"

namespace hallmark::suites {

using generator::Premises;
using scenario::InventoryChange;
using scenario::Stimulus;

namespace {

constexpr std::int64_t day = 86400;

/// Requests about one meter, each followed by a day and a drain.
class RequestSteps {
 public:
  RequestSteps(const Material& material, bool gas, std::uint64_t seed)
      : material_(material), random_(seed), premises_(generator::premises(random_)), type_(gas ? "GSME" : "ESME") {
    counter_ = 1'000'000 + random_.below(1'000'000'000);
    now_ = premises_.estate.now;
  }

  const std::string& meter() const { return type_ == "GSME" ? premises_.gsme : premises_.esme; }
  const std::string& point() const { return type_ == "GSME" ? premises_.mprn : premises_.import_mpan; }
  const std::string& other_point() const {
    const auto& other = type_ == "GSME" ? premises_.other_gsme : premises_.other_esme;
    return scenario::find_device(premises_.estate, other)->metering_points.front();
  }
  /// The meter's status and its points' flag at the start.
  void start(const std::string& status, std::optional<std::string> flag) {
    for (auto& device : premises_.estate.devices) {
      if (device.id == meter()) device.status = status;
    }
    const auto& points = scenario::find_device(premises_.estate, meter())->metering_points;
    for (auto& each : premises_.estate.metering_points) {
      if (std::find(points.begin(), points.end(), each.id) != points.end()) each.service_flag = flag;
    }
    steps_ = {scenario::Reset{premises_.estate}};
  }
  void update_inventory(InventoryChange change) {
    auto made = plan("8.4", 8);
    made.inventory_change = std::move(change);
    ask(made);
  }
  void decommission() { ask(plan("8.3", 8)); }
  /// Transformed, signed and sent; the meter carries it out.
  void commission() {
    auto transform = plan("8.1.1", 4);
    const auto sent_as = ask(transform);
    transform.command_variant = 5;
    transform.pre_command_of = sent_as;
    ask(transform);
    scenario::FromDevice answer;
    answer.device = meter();
    answer.kind = "response";
    answer.request_id = sent_as;
    const auto& codes = transform.service->message_codes;
    answer.payload = generator::gbcs_response(meter(), transform.user, transform.counter,
                                              codes.empty() ? "0000" : codes.front(), generator::Canary{});
    steps_.emplace_back(answer);
    drain();
  }
  std::vector<run::Trial> trials() const {
    run::Trial trial;
    trial.clear = steps_;
    return {trial};
  }

 private:
  generator::RequestPlan plan(const std::string& srv, int command_variant) {
    generator::RequestPlan made;
    made.service = material_.facts->service_request(srv);
    made.device_type = type_;
    made.device = meter();
    made.user = type_ == "GSME" ? premises_.gas_supplier : premises_.import_supplier;
    made.role = type_ == "GSME" ? "GS" : "IS";
    made.command_variant = command_variant;
    made.counter = ++counter_;
    made.schema_version = material_.schema_version;
    return made;
  }
  /// Returns the RequestID.
  std::string ask(const generator::RequestPlan& plan) {
    const auto& sample = *schema::samples_of(*material_.samples, plan.service->variant).at(0);
    const auto submit = generator::request(sample, plan, premises_);
    steps_.emplace_back(submit);
    drain();
    return submit.reading.request_id;
  }
  void drain() {
    now_ = now_ + day;
    steps_.emplace_back(scenario::Advance{now_});
    steps_.emplace_back(scenario::Drain{});
  }

  const Material& material_;
  generator::Random random_;
  Premises premises_;
  std::string type_;
  std::uint64_t counter_ = 0;
  scenario::Instant now_;
  std::vector<Stimulus> steps_;
};

void decommissioned(RequestSteps& steps) {
  steps.start("Commissioned", "A");
  steps.decommission();
}

void installed(RequestSteps& steps) {
  steps.start("Pending", std::nullopt);
  steps.update_inventory({.device = steps.meter(), .status = "InstalledNotCommissioned"});
  steps.update_inventory({.device = steps.meter(), .status = "Pending"});
}

void deleted(RequestSteps& steps) {
  steps.start("Commissioned", "A");
  steps.update_inventory({.device = steps.meter(), .removed = true});
}

void moved(RequestSteps& steps) {
  steps.start("Commissioned", "A");
  steps.update_inventory({.device = steps.meter(), .metering_point = steps.other_point(), .place = "import"});
  steps.update_inventory({.device = steps.meter(), .metering_point = steps.point(), .place = "import"});
}

void commissioned(RequestSteps& steps) {
  steps.start("InstalledNotCommissioned", "I");
  steps.commission();
}

struct Row {
  const char* name;
  const char* title;
  std::vector<std::string> requirements;
  void (*build)(RequestSteps& steps);
};

}  // namespace

Suite service_flag_requests(const Material& material) {
  Suite suite;
  suite.name = "service_flags/requests";
  suite.title = "Service Requests that change the inventory change the service flag with it";
  const std::vector<Row> rows = {
      {"srv_8_3_leaves_n", "A meter decommissioned by 8.3 leaves its point N", {"mp077.non-active"}, decommissioned},
      {"srv_8_4_installs_and_takes_back",
       "8.4 makes a meter InstalledNotCommissioned, and Pending again",
       {"mp077.installed", "mp077.non-active"},
       installed},
      {"srv_8_4_deletes", "A meter deleted by 8.4 leaves its point N", {"mp077.non-active"}, deleted},
      {"srv_8_4_moves", "A meter moved to another point by 8.4 changes both flags", {"mp077.moved-meter"}, moved},
      {"srv_8_1_1_commissions", "A meter commissioned by 8.1.1 makes its point A", {"mp077.active"}, commissioned},
  };
  for (const auto& row : rows) {
    for (const bool gas : {false, true}) {
      run::Case made;
      made.id = suite.name + '/' + row.name + (gas ? ".gsme" : ".esme");
      made.title = row.title;
      made.facet = "service-flags";
      made.also_facet = "restricted-mode";
      made.requirements = row.requirements;
      made.requirements.emplace_back("mp077.updates-are-changes");
      made.assumes = {"duis.valid-accepted"};
      made.trials = [material, gas, build = row.build](std::uint64_t seed) {
        RequestSteps steps(material, gas, seed);
        build(steps);
        return steps.trials();
      };
      suite.cases.push_back(std::move(made));
    }
  }
  return suite;
}

}  // namespace hallmark::suites
