#include "suites/install_codes/answers.h"

#include <algorithm>
#include <functional>

#include "harness/generator/metering_estates.h"

namespace hallmark::suites {

using generator::MeteringEstate;
using generator::MeteringPlan;
using scenario::InstallCode;
using scenario::Instant;
using scenario::Registration;
using scenario::Stimulus;

namespace {

constexpr std::int64_t hour = 3600;
constexpr std::int64_t day = 24 * hour;
/// Eleven Working Days are over by then, whatever the holidays.
constexpr int days_watched = 25;
constexpr int meters_in_bulk = 50;

/// A meter of one fuel that its supplier installed and left; the point is then gained by another Supplier.
class AskingSteps {
 public:
  AskingSteps(const std::string& fuel, generator::Random& random, int points = 1) {
    MeteringPlan plan;
    plan.points = points;
    plan.only = fuel;
    plan.status = "InstalledNotCommissioned";
    plan.service_flag = "I";
    all_ = generator::metering_estate(plan, random);
    now_ = all_.estate.now;
  }

  MeteringEstate& all() { return all_; }
  const std::string& installer() const { return all_.supplier(all_.points.front()); }
  const std::string& gainer() const { return all_.other_supplier(all_.points.front()); }
  const std::string& third() const { return all_.third_supplier(all_.points.front()); }
  std::vector<std::string> meters() const {
    std::vector<std::string> ids;
    for (const auto& point : all_.points) ids.push_back(point.meters.front());
    return ids;
  }

  void begin() { steps_ = {scenario::Reset{all_.estate}}; }
  void begin(Instant now) {
    all_.estate.now = now_ = now;
    begin();
  }
  void gain(const std::string& supplier) {
    for (const auto& point : all_.points) steps_.emplace_back(Registration{point.id, "change-of-supplier", supplier});
  }
  void ask(const std::string& requester, const std::string& holder) { ask(requester, holder, meters()); }
  void ask(const std::string& requester, const std::string& holder, std::vector<std::string> devices) {
    steps_.emplace_back(InstallCode{requester, holder, std::move(devices)});
  }
  void drain() { steps_.emplace_back(scenario::Drain{}); }
  void status(const std::string& to) {
    scenario::Inventory event;
    event.devices = meters();
    event.status = to;
    steps_.emplace_back(std::move(event));
  }
  /// Day by day, to the last second of each day in London, in winter as in summer.
  void watch(int days = days_watched) {
    const std::int64_t midnight = now_.seconds - now_.seconds % day;
    for (int i = 0; i < days; ++i) {
      for (const std::int64_t last_second : {23 * hour - 1, 24 * hour - 1}) {
        const Instant to{midnight + i * day + last_second};
        if (to <= now_) continue;
        steps_.emplace_back(scenario::Advance{to});
        drain();
        now_ = to;
      }
    }
  }
  std::vector<run::Trial> trials() const {
    run::Trial trial;
    trial.clear = steps_;
    return {trial};
  }

 private:
  MeteringEstate all_;
  Instant now_;
  std::vector<Stimulus> steps_;
};

using Build = std::function<std::vector<run::Trial>(const std::string& fuel, generator::Random& random)>;

struct Row {
  std::string name;
  std::string title;
  std::vector<std::string> requirements;
  Build build;
};

std::vector<run::Trial> from_the_installer(const std::string& fuel, generator::Random& random) {
  AskingSteps steps(fuel, random);
  steps.begin();
  steps.gain(steps.gainer());
  steps.ask(steps.gainer(), steps.installer());
  steps.watch();
  return steps.trials();
}

/// Three Suppliers in a row: the one in the middle holds nothing, and the first one still answers.
std::vector<run::Trial> from_who_did_not_install(const std::string& fuel, generator::Random& random) {
  AskingSteps steps(fuel, random);
  steps.begin();
  steps.gain(steps.gainer());
  steps.gain(steps.third());
  steps.ask(steps.third(), steps.gainer());
  steps.ask(steps.third(), steps.installer());
  steps.watch();
  return steps.trials();
}

/// Who is not, not yet or no longer the Responsible Supplier, or no Supplier at all.
std::vector<run::Trial> by_others(const std::string& fuel, generator::Random& random) {
  AskingSteps steps(fuel, random);
  steps.begin();
  steps.ask(steps.gainer(), steps.installer());
  steps.watch();
  steps.gain(steps.gainer());
  steps.drain();
  const auto& point = steps.all().estate.metering_points.front();
  const auto& other_fuel = fuel == "gas" ? steps.all().electricity_supplier : steps.all().gas_supplier;
  for (const auto& requester : {steps.third(), other_fuel, point.network_operator, steps.all().other_user,
                                std::string("90-B3-D5-FF-FF-FF-FF-FF")}) {
    steps.ask(requester, steps.installer());
  }
  steps.gain(steps.third());
  steps.drain();
  steps.ask(steps.gainer(), steps.installer());
  steps.watch();
  return steps.trials();
}

/// The point is lost again while the answer is awaited.
std::vector<run::Trial> lost_again(const std::string& fuel, generator::Random& random) {
  AskingSteps steps(fuel, random);
  steps.begin();
  steps.gain(steps.gainer());
  steps.ask(steps.gainer(), steps.installer());
  steps.drain();
  steps.gain(steps.third());
  steps.drain();
  steps.watch();
  return steps.trials();
}

std::vector<run::Trial> of_a_commissioned_device(const std::string& fuel, generator::Random& random) {
  AskingSteps steps(fuel, random);
  steps.begin();
  steps.gain(steps.gainer());
  steps.status("Commissioned");
  steps.drain();
  steps.ask(steps.gainer(), steps.installer());
  steps.watch();
  return steps.trials();
}

/// Of many meters every third was installed by another Supplier.
std::vector<run::Trial> in_bulk(const std::string& fuel, generator::Random& random) {
  AskingSteps steps(fuel, random, meters_in_bulk);
  const auto meters = steps.meters();
  for (auto& device : steps.all().estate.devices) {
    const auto place = std::find(meters.begin(), meters.end(), device.id) - meters.begin();
    if (place < meters_in_bulk && place % 3 == 2) device.installer = steps.third();
  }
  steps.begin();
  steps.gain(steps.gainer());
  steps.ask(steps.gainer(), steps.installer());
  steps.watch();
  return steps.trials();
}

Build asked_at(const char* moment) {
  return [now = scenario::instant(moment).value()](const std::string& fuel, generator::Random& random) {
    AskingSteps steps(fuel, random);
    steps.begin(now);
    steps.gain(steps.gainer());
    steps.ask(steps.gainer(), steps.installer());
    steps.watch();
    return steps.trials();
  };
}

std::vector<Row> rows_about_dates() {
  const std::vector<std::pair<const char*, const char*>> dates = {
      {"a_monday", "2025-06-02T09:00:00Z"},           {"a_friday_afternoon", "2025-06-06T16:30:00Z"},
      {"a_saturday", "2025-06-07T12:00:00Z"},         {"a_sunday", "2025-06-08T12:00:00Z"},
      {"before_easter", "2025-04-10T12:00:00Z"},      {"before_christmas", "2025-12-19T12:00:00Z"},
      {"boxing_day", "2024-12-26T12:00:00Z"},         {"before_the_jubilee", "2022-05-25T12:00:00Z"},
      {"a_moved_holiday", "2026-12-21T12:00:00Z"},    {"before_summer_time", "2025-03-24T12:00:00Z"},
      {"before_winter_time", "2025-10-20T12:00:00Z"}, {"a_leap_year", "2024-02-22T12:00:00Z"}};
  std::vector<Row> rows;
  for (const auto& [name, moment] : dates) {
    rows.push_back({std::string("holder_answers_within_ten_working_days.") + name,
                    "A request made at " + std::string(moment) + " is answered within ten Working Days",
                    {"mp121.answer-in-time", "mp121.correct-code"},
                    asked_at(moment)});
  }
  return rows;
}

std::vector<Row> all_rows() {
  auto rows = rows_about_dates();
  rows.insert(rows.begin(),
              {{"installer_answers_with_the_code.once",
                "The installing Supplier answers the gaining Supplier with the install code of that very device",
                {"mp121.answer-in-time", "mp121.correct-code", "mp121.only-to-gaining-supplier"},
                from_the_installer},
               {"holder_that_did_not_install_says_so.three_suppliers",
                "A losing Supplier that did not install says so, and the one who did still answers",
                {"mp121.answer-in-time", "mp121.not-installer", "mp121.correct-code"},
                from_who_did_not_install},
               {"only_the_gaining_supplier_gets_the_code.others_ask",
                "Who is not, not yet or no longer the Responsible Supplier gets no code",
                {"mp121.only-to-gaining-supplier"},
                by_others},
               {"only_the_gaining_supplier_gets_the_code.lost_again",
                "Who loses the point while the answer is awaited gets no code any more",
                {"mp121.only-to-gaining-supplier"},
                lost_again},
               {"a_commissioned_device_needs_none.asked",
                "No code is given for a device already Commissioned",
                {"mp121.uncommissioned-only"},
                of_a_commissioned_device},
               {"each_device_of_many_is_answered_for.devices_50",
                "A request for 50 devices, some installed by another, is answered for each",
                {"mp121.bulk", "mp121.answer-in-time", "mp121.correct-code", "mp121.not-installer"},
                in_bulk}});
  return rows;
}

}  // namespace

Suite install_code_answers(const Material&) {
  Suite suite;
  suite.name = "install_codes/answers";
  suite.title = "Who answers a request for install codes, with what, to whom and by when";
  for (const auto& row : all_rows()) {
    for (const std::string fuel : {"electricity", "gas"}) {
      run::Case made;
      made.id = suite.name + '/' + row.name + '.' + (fuel == "gas" ? "gsme" : "esme");
      made.title = row.title;
      made.facet = "install-codes";
      made.axes.device_type = fuel == "gas" ? "GSME" : "ESME";
      made.requirements = row.requirements;
      made.keeps_clock = row.name.starts_with("holder_answers_within_ten_working_days.");
      made.trials = [fuel, build = row.build](std::uint64_t seed) {
        generator::Random random(seed);
        return build(fuel, random);
      };
      suite.cases.push_back(std::move(made));
    }
  }
  return suite;
}

}  // namespace hallmark::suites
