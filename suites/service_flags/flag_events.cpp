#include "suites/service_flags/flag_events.h"

#include "harness/generator/metering_estates.h"

namespace hallmark::suites {

using generator::MeteringEstate;
using generator::MeteringPlan;
using scenario::Drain;
using scenario::Inventory;
using scenario::Registration;
using scenario::Ssi;
using scenario::Stimulus;

namespace {

constexpr std::int64_t day = 86400;
/// More than the 20,000 that a registration system once said it could take.
constexpr int many_points = 20'500;
constexpr int points_a_hub_of_many = 100;

/// Stimuli, with a day and a drain after each event.
class Steps {
 public:
  explicit Steps(const scenario::Estate& estate) : now_(estate.now) { steps_.emplace_back(scenario::Reset{estate}); }

  void event(Inventory event) {
    steps_.emplace_back(std::move(event));
    drain();
  }
  void status(std::vector<std::string> devices, const std::string& to) {
    Inventory made;
    made.devices = std::move(devices);
    made.status = to;
    event(std::move(made));
  }
  void move(const std::string& device, std::vector<std::string> points) {
    Inventory made;
    made.devices = {device};
    made.metering_points = std::move(points);
    event(std::move(made));
  }
  void add(Stimulus stimulus) { steps_.emplace_back(std::move(stimulus)); }
  void drain() {
    now_ = now_ + day;
    steps_.emplace_back(scenario::Advance{now_});
    steps_.emplace_back(Drain{});
  }
  std::vector<run::Trial> trials() const {
    run::Trial trial;
    trial.clear = steps_;
    return {trial};
  }

 private:
  scenario::Instant now_;
  std::vector<Stimulus> steps_;
};

std::vector<std::string> all_meters(const MeteringEstate& all) {
  std::vector<std::string> meters;
  for (const auto& point : all.points) meters.insert(meters.end(), point.meters.begin(), point.meters.end());
  return meters;
}

const scenario::Device& device(const MeteringEstate& all, const std::string& id) {
  return *scenario::find_device(all.estate, id);
}

using Build = std::vector<run::Trial> (*)(generator::Random& random);

/// One event changes every point: installed, commissioned, removed.
template <int points>
std::vector<run::Trial> bulk(generator::Random& random) {
  MeteringPlan plan;
  plan.points = points;
  plan.points_a_hub = std::min(points, points_a_hub_of_many);
  // All of them in one file of the feed.
  if (points == many_points) plan.only = "electricity";
  if (points == many_points) plan.network_operators = 1;
  const auto all = generator::metering_estate(plan, random);
  Steps steps(all.estate);
  for (const auto* status : {"InstalledNotCommissioned", "Commissioned", "Decommissioned"})
    steps.status(all_meters(all), status);
  return steps.trials();
}

/// A commissioned meter goes to a point that never had one, then to one that has an installed meter, and back.
std::vector<run::Trial> moved(generator::Random& random) {
  MeteringPlan plan;
  plan.points = 6;
  auto all = generator::metering_estate(plan, random);
  Steps steps(all.estate);
  const std::size_t fuels = 2;
  for (std::size_t fuel = 0; fuel < fuels; ++fuel) {
    const auto& home = all.points[fuel];
    const auto& empty = all.points[fuel + fuels];
    const auto& installed = all.points[fuel + 2 * fuels];
    steps.status({home.meters.front()}, "Commissioned");
    steps.status({installed.meters.front()}, "InstalledNotCommissioned");
    steps.move(home.meters.front(), {empty.id});
    steps.move(home.meters.front(), {installed.id});
    steps.move(home.meters.front(), {home.id});
  }
  return steps.trials();
}

/// Suspended, Recovery, Recovered from Commissioned and from InstalledNotCommissioned, each way back and out.
std::vector<run::Trial> suspended(generator::Random& random) {
  MeteringPlan plan;
  plan.points = 12;
  const auto all = generator::metering_estate(plan, random);
  Steps steps(all.estate);
  const std::vector<std::string> quiet = {"Suspended", "Recovery", "Recovered"};
  for (std::size_t i = 0; i < all.points.size(); ++i) {
    const std::string from = i / 2 % 2 == 0 ? "Commissioned" : "InstalledNotCommissioned";
    const std::vector<std::string> meter = {all.points[i].meters.front()};
    steps.status(meter, from);
    for (const auto& status : quiet) steps.status(meter, status);
    steps.status(meter, i < 4 ? from : i < 8 ? "Decommissioned" : "Pending");
  }
  return steps.trials();
}

/// A meter that is Suspended when the story begins: only the flag that comes with it tells what it was.
template <char flag>
std::vector<run::Trial> suspended_from_the_start(generator::Random& random) {
  MeteringPlan plan;
  plan.points = 4;
  plan.status = "Suspended";
  plan.service_flag = std::string(1, flag);
  const auto all = generator::metering_estate(plan, random);
  Steps steps(all.estate);
  steps.drain();
  for (const auto* status : {"Recovery", "Recovered"}) steps.status(all_meters(all), status);
  steps.status({all.points[0].meters.front(), all.points[1].meters.front()}, "Decommissioned");
  steps.status({all.points[2].meters.front(), all.points[3].meters.front()}, "Commissioned");
  return steps.trials();
}

/// Devices that are no meters, at points of their own and beside a meter that never was live or is gone.
std::vector<run::Trial> other_devices(generator::Random& random) {
  MeteringPlan plan;
  plan.points = 14;
  auto all = generator::metering_estate(plan, random);
  const std::vector<std::string> types = {"GPF", "CHF", "PPMID", "HCALCS", "IHD", "CAD"};
  std::vector<std::string> others;
  for (std::size_t i = 0; i < 2 * types.size(); ++i) {
    auto& point = all.points[i];
    auto made = device(all, point.meters.front());
    made.id.replace(0, 8, "00-DB-56");  // another company, of no meter and no hub
    made.type = types[i / 2];
    made.payment_mode.reset();
    others.push_back(made.id);
    all.estate.devices.push_back(std::move(made));
  }
  Steps steps(all.estate);
  for (const auto* status : {"InstalledNotCommissioned", "Commissioned"}) steps.status(others, status);
  const std::vector<std::string> meters = {all.points[0].meters.front(), all.points[1].meters.front()};
  for (const auto* status : {"Commissioned", "Decommissioned"}) steps.status(meters, status);
  for (const auto* status : {"Suspended", "Decommissioned", "Commissioned"}) steps.status(others, status);
  return steps.trials();
}

/// Nothing of a change of supplier or tenancy concerns the flag.
std::vector<run::Trial> supply_changes(generator::Random& random) {
  MeteringPlan plan;
  plan.points = 6;
  const auto all = generator::metering_estate(plan, random);
  Steps steps(all.estate);
  const std::vector<std::string> lives = {"InstalledNotCommissioned", "Commissioned"};
  for (std::size_t i = 2; i < all.points.size(); ++i) steps.status({all.points[i].meters.front()}, lives[i / 2 - 1]);
  for (const auto& point : all.points) {
    steps.add(Registration{point.id, "change-of-supplier", all.other_supplier(point)});
    steps.drain();
    steps.add(Registration{point.id, "change-of-tenancy", std::nullopt});
    steps.drain();
  }
  steps.status(all_meters(all), "Commissioned");
  return steps.trials();
}

/// A second meter comes to a point, and the first one goes: an exchange of meters.
std::vector<run::Trial> exchanged(generator::Random& random) {
  MeteringPlan plan;
  plan.points = 4;
  plan.status = "Commissioned";
  plan.service_flag = "A";
  const auto all = generator::metering_estate(plan, random);
  Steps steps(all.estate);
  for (const auto& point : all.points) {
    auto added = device(all, point.meters.front());
    added.id.replace(0, 8, "00-DB-34");
    for (const auto* status : {"Pending", "Whitelisted", "InstalledNotCommissioned"}) {
      if (status == std::string("Pending")) {
        Inventory event;
        event.add = added;
        event.add->status = status;
        steps.event(std::move(event));
      } else {
        steps.status({added.id}, status);
      }
    }
    steps.status({point.meters.front()}, "Decommissioned");
    steps.status({added.id}, "Commissioned");
  }
  return steps.trials();
}

/// The Restricted flag is set and cleared between changes of status, and both are read after each.
std::vector<run::Trial> independent(generator::Random& random) {
  MeteringPlan plan;
  plan.points = 2;
  plan.status = "InstalledNotCommissioned";
  plan.service_flag = "I";
  const auto all = generator::metering_estate(plan, random);
  Steps steps(all.estate);
  const std::vector<std::string> statuses = {"Commissioned", "Suspended", "Recovery", "Recovered", "Commissioned"};
  for (const auto& point : all.points) {
    const auto& meter = point.meters.front();
    const auto& supplier = all.supplier(point);
    for (const auto* action : {"set-restricted", "clear-restricted"}) {
      steps.add(Ssi{supplier, action, meter});
      steps.drain();
      steps.add(Ssi{supplier, "read", meter});
      for (const auto& status : statuses) {
        steps.status({meter}, status);
        steps.add(Ssi{supplier, "read", meter});
      }
      steps.status({meter}, "InstalledNotCommissioned");
    }
    steps.add(Ssi{supplier, "set-restricted", meter});
    steps.status({meter}, "Decommissioned");
    steps.add(Ssi{supplier, "read", meter});
    steps.add(Ssi{supplier, "clear-restricted", meter});
    steps.drain();
    steps.add(Ssi{supplier, "read", meter});
  }
  return steps.trials();
}

struct Row {
  const char* name;
  const char* title;
  std::vector<std::string> requirements;
  Build build;
  bool is_large = false;
};

run::Case made(const Row& row) {
  run::Case made;
  made.id = std::string("service_flags/events/") + row.name;
  made.title = row.title;
  made.facet = "service-flags";
  made.is_large = row.is_large;
  made.requirements = row.requirements;
  made.requirements.insert(made.requirements.end(), {"mp077.updates-are-changes", "mp077.null-is-never-sent",
                                                     "mp077.no-old-values", "mp077.own-points-only"});
  made.trials = [build = row.build](std::uint64_t seed) {
    generator::Random random(seed);
    return build(random);
  };
  return made;
}

}  // namespace

Suite service_flag_events(const Material&) {
  Suite suite;
  suite.name = "service_flags/events";
  suite.title = "What else moves service flags, or must not";
  const std::vector<Row> rows = {
      {"one_event_for_many_loses_none.points_100",
       "One event that installs, commissions or removes the meters of 100 points of both fuels loses none",
       {"mp077.bulk", "mp077.installed", "mp077.active", "mp077.non-active"},
       bulk<100>},
      {"one_event_for_many_loses_none.points_20500",
       "One event that installs, commissions or removes the meters of 20,500 points of one network operator loses none",
       {"mp077.bulk", "mp077.installed", "mp077.active", "mp077.non-active"},
       bulk<many_points>,
       true},
      {"a_moved_meter_changes_both_points.both_fuels",
       "A meter moved to another point changes the flags of both",
       {"mp077.moved-meter"},
       moved},
      {"suspension_is_silent.both_fuels",
       "Suspended, Recovery and Recovered lead to no update, whatever came before",
       {"mp077.suspension-is-silent", "mp077.active", "mp077.installed", "mp077.non-active"},
       suspended},
      {"suspension_is_silent.active_from_the_start",
       "A point that is A with a suspended meter stays A until that meter goes",
       {"mp077.suspension-is-silent", "mp077.active", "mp077.non-active"},
       suspended_from_the_start<'A'>},
      {"suspension_is_silent.non_active_from_the_start",
       "A point that is N with a suspended meter stays N until that meter is commissioned",
       {"mp077.suspension-is-silent", "mp077.active", "mp077.non-active"},
       suspended_from_the_start<'N'>},
      {"suspension_is_silent.installed_from_the_start",
       "A point that is I with a suspended meter stays I until that meter goes",
       {"mp077.suspension-is-silent", "mp077.active", "mp077.non-active"},
       suspended_from_the_start<'I'>},
      {"only_meters_make_a_point_live.every_type",
       "A hub, proxy, display or switch never makes a point A or I",
       {"mp077.meters-only", "mp077.null-at-start", "mp077.non-active"},
       other_devices},
      {"supply_changes_leave_the_flag.both_fuels",
       "Changes of supplier and of tenancy leave the flag alone",
       {"mp077.null-at-start", "mp077.installed", "mp077.active"},
       supply_changes},
      {"an_exchange_of_meters_is_followed.both_fuels",
       "A second meter comes to a point, the first one goes, the second one is commissioned",
       {"mp077.active", "mp077.installed"},
       exchanged},
      {"the_restricted_flag_is_independent.both_fuels",
       "Setting and clearing Restricted leaves the service flag alone, and changes of status leave Restricted alone",
       {"cross.flags-are-independent", "mp077.active", "mp077.suspension-is-silent"},
       independent},
  };
  for (const auto& row : rows) suite.cases.push_back(made(row));
  suite.cases.back().also_facet = "restricted-mode";
  return suite;
}

}  // namespace hallmark::suites
