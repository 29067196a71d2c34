#include "suites/service_flags/histories.h"

#include <algorithm>
#include <array>
#include <map>

#include "harness/generator/metering_estates.h"

namespace hallmark::suites {

using generator::MeteringEstate;
using scenario::Stimulus;

namespace {

constexpr std::int64_t day = 86400;

constexpr std::array<const char*, 9> statuses = {"Pending",      "Whitelisted", "InstalledNotCommissioned",
                                                 "Commissioned", "Suspended",   "Recovery",
                                                 "Recovered",    "Withdrawn",   "Decommissioned"};

std::size_t meters_in(const History& history) {
  std::size_t used = 0;
  for (const auto& change : history) used = std::max(used, change.meter + 1);
  return used;
}

void extend(std::size_t meters, std::size_t length, History& history, std::vector<History>& all) {
  if (history.size() == length) {
    all.push_back(history);
    return;
  }
  const std::size_t used = meters_in(history);
  for (std::size_t meter = 0; meter < std::min(used + 1, meters); ++meter) {
    const auto last = std::find_if(history.rbegin(), history.rend(),
                                   [&](const StatusChange& change) { return change.meter == meter; });
    const std::string now = last == history.rend() ? statuses.front() : last->status;
    for (const auto* status : statuses) {
      if (now == status) continue;
      history.push_back({meter, status});
      extend(meters, length, history, all);
      history.pop_back();
    }
  }
}

/// How many histories so many changes make, where so many meters have changed before them.
std::size_t count(std::size_t meters, std::size_t changes, std::size_t used) {
  if (changes == 0) return 1;
  std::size_t all = 0;
  for (std::size_t meter = 0; meter < std::min(used + 1, meters); ++meter)
    all += (statuses.size() - 1) * count(meters, changes - 1, std::max(used, meter + 1));
  return all;
}

std::string lower(std::string text) {
  std::transform(text.begin(), text.end(), text.begin(), [](unsigned char c) { return std::tolower(c); });
  return text;
}

/// The histories of one case begin alike: "whitelisted", "whitelisted.other_commissioned".
std::string beginning(const History& history, std::size_t changes) {
  std::string name = lower(history.front().status);
  for (std::size_t i = 1; i < changes; ++i)
    name += (history[i].meter == history[i - 1].meter ? ".same_" : ".other_") + lower(history[i].status);
  return name;
}

/// A point for each history, with all its meters Pending and never live.
MeteringEstate estate_of(const std::vector<History>& histories, std::size_t meters, generator::Random& random) {
  generator::MeteringPlan plan;
  plan.points = static_cast<int>(histories.size());
  plan.meters_a_point = static_cast<int>(meters);
  return generator::metering_estate(plan, random);
}

/// The events of one round, one a status for all the meters that get it.
std::vector<scenario::Inventory> events_of_round(const std::vector<History>& histories, const MeteringEstate& all,
                                                 std::size_t round) {
  std::map<std::string, scenario::Inventory> by_status;
  for (std::size_t i = 0; i < histories.size(); ++i) {
    const auto& change = histories[i][round];
    auto& event = by_status[change.status];
    event.status = change.status;
    event.devices.push_back(all.points[i].meters[change.meter]);
  }
  std::vector<scenario::Inventory> events;
  for (auto& [status, event] : by_status) events.push_back(std::move(event));
  return events;
}

/// A day for each round, so that the feed's period is over whatever it is.
std::vector<run::Trial> fed(const std::vector<History>& histories, std::size_t meters, std::uint64_t seed) {
  generator::Random random(seed);
  const auto all = estate_of(histories, meters, random);
  run::Trial trial;
  auto& steps = trial.clear;
  steps.emplace_back(scenario::Reset{all.estate});
  for (std::size_t round = 0; round < histories.front().size(); ++round) {
    for (auto& event : events_of_round(histories, all, round)) steps.emplace_back(std::move(event));
    steps.emplace_back(scenario::Advance{all.estate.now + static_cast<std::int64_t>(round + 1) * day});
    steps.emplace_back(scenario::Drain{});
  }
  return {trial};
}

/// One event a meter, and a read after each.
std::vector<run::Trial> read(const std::vector<History>& histories, std::size_t meters, std::uint64_t seed) {
  generator::Random random(seed);
  const auto all = estate_of(histories, meters, random);
  run::Trial trial;
  auto& steps = trial.clear;
  steps.emplace_back(scenario::Reset{all.estate});
  for (std::size_t round = 0; round < histories.front().size(); ++round) {
    for (std::size_t i = 0; i < histories.size(); ++i) {
      const auto& change = histories[i][round];
      const auto& point = all.points[i];
      scenario::Inventory event;
      event.devices = {point.meters[change.meter]};
      event.status = change.status;
      steps.emplace_back(std::move(event));
      steps.emplace_back(scenario::Ssi{all.supplier(point), "read", point.meters.front()});
    }
    steps.emplace_back(scenario::Advance{all.estate.now + static_cast<std::int64_t>(round + 1) * day});
    steps.emplace_back(scenario::Drain{});
  }
  return {trial};
}

using Play = std::vector<run::Trial> (*)(const std::vector<History>&, std::size_t, std::uint64_t);

/// How many meters, how many changes, and how many of them name a case.
struct Family {
  const char* words;
  std::size_t meters;
  std::size_t length;
  std::size_t told_by;
};

/// The same beginnings name more and smaller cases where histories are longer.
std::vector<Family> families_fed(bool exhaustive) {
  if (exhaustive) return {{"one_meter", 1, 5, 2}, {"two_meters", 2, 5, 3}, {"three_meters", 3, 4, 2}};
  return {{"one_meter", 1, 4, 1}, {"two_meters", 2, 4, 2}, {"three_meters", 3, 3, 1}};
}
std::vector<Family> families_read(bool exhaustive) {
  if (exhaustive) return {{"one_meter", 1, 4, 2}, {"two_meters", 2, 4, 3}};
  return {{"one_meter", 1, 3, 1}, {"two_meters", 2, 2, 1}};
}

std::vector<std::string> judged() {
  return {"mp077.null-at-start",        "mp077.active",         "mp077.installed",          "mp077.non-active",
          "mp077.suspension-is-silent", "mp077.no-old-values",  "mp077.null-is-never-sent", "choices.one-answer",
          "choices.as-declared",        "mp077.own-points-only"};
}

/// The histories of a family that begin so, made when they are played: all of them at once would take much room.
std::vector<History> histories_from(const Family& family, const std::vector<History>& beginnings) {
  std::vector<History> all;
  for (History history : beginnings) extend(family.meters, family.length, history, all);
  return all;
}

void add_cases(Suite& suite, const Family& family, const char* verb, Play play) {
  std::map<std::string, std::vector<History>> by_beginning;
  for (auto& history : status_histories(family.meters, family.told_by)) {
    by_beginning[beginning(history, family.told_by)].push_back(std::move(history));
  }
  for (auto& [name, beginnings] : by_beginning) {
    std::size_t size = 0;
    for (const auto& each : beginnings) size += count(family.meters, family.length - each.size(), meters_in(each));
    run::Case made;
    made.id = suite.name + '/' + verb + "_follows_" + family.words + '.' + name;
    made.title = "After each of " + std::to_string(family.length) + " changes of " + family.words +
                 " the service flag follows: " + std::to_string(size) + " histories, a point each";
    made.facet = "service-flags";
    made.requirements = judged();
    made.trials = [begun = beginnings, family, play](std::uint64_t seed) {
      return play(histories_from(family, begun), family.meters, seed);
    };
    suite.cases.push_back(std::move(made));
  }
}

}  // namespace

std::vector<History> status_histories(std::size_t meters, std::size_t length) {
  std::vector<History> all;
  History history;
  extend(meters, length, history, all);
  return all;
}

std::size_t history_count(std::size_t meters, std::size_t length) { return count(meters, length, 0); }

std::size_t history_count(bool exhaustive) {
  std::size_t all = 0;
  for (const auto& family : families_fed(exhaustive)) all += count(family.meters, family.length, 0);
  for (const auto& family : families_read(exhaustive)) all += count(family.meters, family.length, 0);
  return all;
}

Suite service_flag_histories(const Material& material) {
  Suite suite;
  suite.name = "service_flags/histories";
  suite.title = "The registration feed follows every history of statuses, up to exchange of meters";
  for (const auto& family : families_fed(material.exhaustive)) add_cases(suite, family, "feed", fed);
  for (auto& each : suite.cases) {
    each.requirements.insert(each.requirements.end(), {"mp077.updates-are-changes", "mp077.bulk"});
  }
  return suite;
}

Suite service_flag_reads(const Material& material) {
  Suite suite;
  suite.name = "service_flags/reads";
  suite.title = "The flag that the Responsible Supplier reads follows every short history of statuses";
  for (const auto& family : families_read(material.exhaustive)) add_cases(suite, family, "read", read);
  for (auto& each : suite.cases) {
    each.also_facet = "restricted-mode";
    each.requirements.emplace_back("mp077.updates-are-changes");
  }
  return suite;
}

}  // namespace hallmark::suites
