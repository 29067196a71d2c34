#include "harness/generator/disguise.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <set>

#include "harness/generator/estate_history.h"
#include "harness/generator/estates.h"
#include "harness/generator/metamorphosis.h"
#include "harness/scenario/encoding.h"
#include "harness/scenario/stimulus_json.h"

namespace hallmark::generator {
namespace {

using scenario::Trial;

struct Built {
  spec::Facts facts = spec::load_facts(HALLMARK_SHARE_DIR "/spec");
  std::vector<schema::Sample> samples = schema::load_samples(HALLMARK_SHARE_DIR "/samples");
  TrafficMaterial material{&facts, &samples, "5.1", {}, {}};
  Disguise disguise{material};
};

const Built& built() {
  static const Built all;
  return all;
}

/// The flag set, a read asked and answered as if it had been sent, another asked for the other premises.
std::vector<Trial> small_trials() {
  Random random(3);
  const auto all = premises(random);
  const auto& sample = *schema::samples_of(built().samples, "4.1.1").front();
  Trial trial;
  trial.restricted = {scenario::Reset{all.estate}, scenario::Ssi{all.import_supplier, "set-restricted", all.esme},
                      scenario::Drain{}};
  std::uint64_t counter = 1'234'567;
  for (const auto& device : {all.esme, all.other_esme}) {
    RequestPlan plan;
    plan.service = built().facts.service_request("4.1.1");
    plan.device_type = "ESME";
    plan.device = device;
    plan.user = all.import_supplier;
    plan.counter = ++counter;
    plan.schema_version = "5.1";
    const auto submit = request(sample, plan, all);
    scenario::FromDevice from;
    from.device = device;
    from.kind = "response";
    from.request_id = submit.reading.request_id;
    from.payload = gbcs_response(device, plan.user, counter, "0027", Canary{});
    trial.restricted.insert(trial.restricted.end(), {submit, scenario::Drain{}, from, scenario::Drain{}});
  }
  trial.restricted.emplace_back(scenario::Advance{all.estate.now + 86400});
  trial.restricted.emplace_back(scenario::Drain{});
  trial.restricted_probe = std::get<scenario::Submit>(trial.restricted[3]).reading.request_id;
  return {trial};
}

/// What crosses to an implementation, GBCS messages opened.
std::string all_that_crosses(const Trial& trial) {
  std::string text;
  for (const auto& stimulus : trial.restricted) {
    text += scenario::params(stimulus).dump();
    const auto* from = std::get_if<scenario::FromDevice>(&stimulus);
    if (from != nullptr) text += scenario::from_base64(from->payload).value_or("");
  }
  return text;
}

const scenario::Estate& estate_of(const Trial& trial) {
  return std::get<scenario::Reset>(trial.restricted.front()).estate;
}

TEST(Disguise, IsTheSameForTheSameSeed) {
  const auto plain = small_trials();
  EXPECT_TRUE(built().disguise(plain, 5, Calendar::any) == built().disguise(plain, 5, Calendar::any));
  EXPECT_FALSE(built().disguise(plain, 5, Calendar::any) == built().disguise(plain, 6, Calendar::any));
}

TEST(Disguise, LeavesNothingOfTheOldIdentitiesOrTimes) {
  const auto plain = small_trials();
  const auto& before = estate_of(plain.front());
  for (std::uint64_t seed = 0; seed < 50; ++seed) {
    const auto text = all_that_crosses(built().disguise(plain, seed, Calendar::any).front());
    for (const auto& each : before.users) EXPECT_EQ(text.find(each.id), std::string::npos);
    for (const auto& each : before.devices) EXPECT_EQ(text.find(each.id), std::string::npos);
    for (const auto& each : before.metering_points) EXPECT_EQ(text.find('"' + each.id + '"'), std::string::npos);
    for (const auto* sign : {"90-B3-D5", "00-DB-12", "1234568", "hallmark", "\x11\x11\x11\x11\x11\x11"}) {
      EXPECT_EQ(text.find(sign), std::string::npos) << sign;
    }
  }
}

TEST(Disguise, KeepsTheOrderOfTheCaseAndItsProbe) {
  const auto plain = small_trials();
  for (std::uint64_t seed = 0; seed < 50; ++seed) {
    const auto made = built().disguise(plain, seed, Calendar::any).front();
    std::vector<std::size_t> kinds;
    bool probe_is_there = false;
    int incidental = 0;
    for (const auto& stimulus : made.restricted) {
      const auto* submit = std::get_if<scenario::Submit>(&stimulus);
      if (submit != nullptr && submit->reading.incidental) ++incidental;
      if (submit == nullptr || submit->reading.incidental) continue;
      probe_is_there = probe_is_there || submit->reading.request_id == made.restricted_probe;
      kinds.push_back(stimulus.index());
    }
    EXPECT_EQ(kinds.size(), 2U);
    EXPECT_TRUE(probe_is_there);
    EXPECT_LE(incidental, 12);
  }
}

TEST(Disguise, DrawsClocksEstatesAndTrafficFromEverywhere) {
  const auto plain = small_trials();
  std::set<std::string> years;
  std::set<std::string> days;
  int with_traffic = 0;
  std::size_t largest = 0;
  int restricted = 0;
  for (std::uint64_t seed = 0; seed < 300; ++seed) {
    const auto made = built().disguise(plain, seed, Calendar::any).front();
    const auto& estate = estate_of(made);
    const auto now = scenario::text(estate.now);
    EXPECT_GE(now, "2022");
    EXPECT_LT(now, "2035");
    years.insert(now.substr(0, 4));
    days.insert(now.substr(5, 5));
    EXPECT_LE(estate.devices.size(), 5000U);
    largest = std::max(largest, estate.devices.size());
    restricted += static_cast<int>(
        std::count_if(estate.devices.begin(), estate.devices.end(), [](const auto& each) { return each.restricted; }));
    with_traffic += made.restricted.size() > plain.front().restricted.size() ? 1 : 0;
    std::set<std::string> ids;
    for (const auto& each : estate.devices) EXPECT_TRUE(ids.insert(each.id).second);
    for (const auto& each : estate.metering_points) EXPECT_TRUE(ids.insert(each.id).second);
    for (const auto& each : estate.metering_points) {
      EXPECT_NE(scenario::find_user(estate, each.supplier), nullptr);
      EXPECT_NE(scenario::find_user(estate, each.network_operator), nullptr);
    }
  }
  EXPECT_EQ(years.size(), 13U);
  EXPECT_TRUE(days.contains("02-29"));
  EXPECT_GT(with_traffic, 150);
  EXPECT_LT(with_traffic, 290);
  EXPECT_GT(largest, 1000U);
  EXPECT_GT(restricted, 100);
}

TEST(Disguise, KeepsTheCalendarThatACaseNeeds) {
  const auto noon = scenario::instant("2025-06-15T12:00:00Z").value();
  for (std::uint64_t seed = 0; seed < 200; ++seed) {
    EXPECT_EQ(another_clock(noon, Calendar::fixed, 2030, seed)(noon), noon);
    EXPECT_EQ(scenario::text(another_clock(noon, Calendar::months, 2030, seed)(noon)).substr(4), "-06-15T12:00:00Z");
    const auto working = scenario::text(another_clock(noon, Calendar::working_days, 2030, seed)(noon));
    EXPECT_EQ(working.substr(10), "T12:00:00Z");
    EXPECT_LT(working, "2029");
  }
  auto trials = small_trials();
  trials.front().restricted.emplace_back(scenario::Report{"performance", noon, noon});
  EXPECT_EQ(calendar_of(trials), Calendar::months);
  const auto made = built().disguise(trials, 1, Calendar::any);
  EXPECT_EQ(made.front().restricted.size(), trials.front().restricted.size()) << "traffic would be counted";
}

TEST(Metamorphosis, EachTransformationChangesWhatItSays) {
  const auto plain = small_trials();
  for (const auto& kind : all_transformations()) {
    const scenario::Transformation transformation{std::string(kind.name), 11};
    if (kind.name == "other_batches" || kind.name == "other_order") continue;
    EXPECT_FALSE(transformed(plain, transformation, built().facts) == plain) << kind.name;
  }
  EXPECT_THROW(transformed(plain, {"no_such_name", 1}, built().facts), std::invalid_argument);
}

TEST(Metamorphosis, DividesWhatIsAboutMany) {
  Trial trial;
  scenario::Inventory event;
  for (int i = 0; i < 50; ++i) event.devices.push_back("device " + std::to_string(i));
  trial.clear = {scenario::Reset{}, event, scenario::Drain{}};
  const auto made = transformed({trial}, {"other_batches", 2}, built().facts).front().clear;
  std::vector<std::string> devices;
  for (const auto& stimulus : made) {
    const auto* piece = std::get_if<scenario::Inventory>(&stimulus);
    if (piece != nullptr) devices.insert(devices.end(), piece->devices.begin(), piece->devices.end());
  }
  EXPECT_GT(made.size(), 8U);
  EXPECT_EQ(devices, event.devices);
}

TEST(Metamorphosis, SwapsOnlyWhatIsAboutOtherMeteringPoints) {
  Random random(3);
  const auto all = premises(random);
  Trial trial;
  const scenario::Ssi one{all.import_supplier, "set-restricted", all.esme};
  const scenario::Ssi other{all.gas_supplier, "set-restricted", all.gsme};
  const scenario::Ssi again{all.import_supplier, "read", all.esme};
  trial.clear = {scenario::Reset{all.estate}, one,   scenario::Drain{}, again,
                 scenario::Drain{},           other, scenario::Drain{}};
  bool swapped = false;
  for (std::uint64_t seed = 0; seed < 20; ++seed) {
    const auto made = transformed({trial}, {"other_order", seed}, built().facts).front().clear;
    swapped = swapped || made != trial.clear;
    const auto place = [&](const scenario::Ssi& step) {
      return std::find(made.begin(), made.end(), scenario::Stimulus(step)) - made.begin();
    };
    EXPECT_LT(place(one), place(again));
    EXPECT_EQ(made.size(), trial.clear.size());
  }
  EXPECT_TRUE(swapped);
}

TEST(LongHistory, IsAsLongAsItSaysAndTheSameAgain) {
  const HistoryPlan plan{.requests = 900, .days = 420, .homes = 12};
  const auto history = long_history(built().material, plan, 4);
  const auto again = long_history(built().material, plan, 4);
  int requests = 0;
  int resets = 0;
  scenario::Instant first;
  scenario::Instant last;
  std::set<std::string> operations;
  while (const auto next = history->next()) {
    ASSERT_TRUE(again->next() == next);
    operations.insert(std::string(scenario::operation(*next)));
    requests += std::holds_alternative<scenario::Submit>(*next) ? 1 : 0;
    if (const auto* reset = std::get_if<scenario::Reset>(&*next)) first = reset->estate.now;
    resets += std::holds_alternative<scenario::Reset>(*next) ? 1 : 0;
    if (const auto* advance = std::get_if<scenario::Advance>(&*next)) last = advance->to;
  }
  EXPECT_GE(requests, 900);
  EXPECT_EQ(resets, 1);
  EXPECT_GE((last.seconds - first.seconds) / 86400, 400);
  EXPECT_EQ(operations, (std::set<std::string>{"advance", "drain", "fromDevice", "inventory", "registration", "reset",
                                               "ssi", "submit"}));
}

}  // namespace
}  // namespace hallmark::generator
