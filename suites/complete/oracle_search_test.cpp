// The oracle checked: whatever is answered of what it permits, its world keeps the invariants of the policy; every rule
// can be kept and broken, and one that is turned round is noticed.
#include <gtest/gtest.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>

#include "harness/generator/covering_array.h"
#include "harness/implementations/catalogue.h"
#include "suites/complete/oracle_search_scene.h"

namespace hallmark::suites {
namespace {

using verdict::Outcome;

bool is_heavy() { return std::getenv("HALLMARK_HEAVY") != nullptr; }

observation::Statement statement_with(std::vector<std::pair<std::string, std::string>> choices = {}) {
  observation::Statement statement;
  statement.facets = {"restricted-mode", "duis-schema"};
  statement.choices = std::move(choices);
  return statement;
}

const std::vector<Abstraction>& all_abstractions() {
  static const auto all = abstractions();
  return all;
}

const Abstraction& abstraction(const std::string& name) {
  const auto& all = all_abstractions();
  return *std::find_if(all.begin(), all.end(), [&](const Abstraction& each) { return each.name == name; });
}

TEST(OracleSearch, WhateverIsLawfulTheInvariantsHold) {
  for (const auto& each : all_abstractions()) {
    OracleSearch search(built().profile, statement_with(), each);
    EXPECT_EQ(search.search(), "") << each.name;
    EXPECT_GE(search.reached().size(), 12U) << each.name;
  }
}

using Declared = std::vector<std::pair<std::string, std::string>>;

/// Rows of declared answers: each answer by itself, and all pairs of answers of two points. When a set holds is left
/// out: the stimuli of an abstraction lie at one time, and nothing later can be announced.
std::vector<Declared> all_declared() {
  std::vector<Declared> rows;
  std::vector<std::pair<std::string, std::vector<std::string>>> points;
  for (const auto& each : implementations::reference_alternatives(built().facts)) {
    if (each.point == "effective-when") continue;
    if (points.empty() || points.back().first != each.point)
      points.emplace_back(each.point, std::vector<std::string>{});
    points.back().second.push_back(each.token);
    rows.push_back({{each.point, each.token}});
  }
  std::vector<std::size_t> sizes;
  for (const auto& [point, tokens] : points) sizes.push_back(tokens.size());
  for (const auto& row : generator::covering_array(sizes)) {
    rows.emplace_back();
    for (std::size_t place = 0; place < row.size(); ++place)
      rows.back().emplace_back(points[place].first, points[place].second[row[place]]);
  }
  return rows;
}

/// What is declared leaves a way to go on in every state too.
TEST(OracleSearch, WhateverIsDeclaredTheInvariantsHold) {
  const std::vector<Declared> some = {
      {{"set-while-set", "refuse"}, {"clear-while-clear", "refuse"}, {"supplier-change-clears-flag", "clear"}},
      {{"queued-request-when-set", "cancel-now"}, {"in-flight-response", "deliver"}},
      {{"queued-request-when-set", "hold-until-cleared"}, {"billing-data-log-alert", "deliver"}},
      {{"queued-request-of-a-lost-supplier", "drop"}, {"rejection-code", "E1"}}};
  for (const auto& choices : is_heavy() ? all_declared() : some) {
    for (const auto& each : all_abstractions()) {
      if (!is_heavy() && each.target.meter != "ESME") continue;
      OracleSearch search(built().profile, statement_with(choices), each);
      EXPECT_EQ(search.search(), "") << each.name << ", " << choices.front().first << " " << choices.front().second;
    }
  }
}

/// A flag that is clear again holds nothing back: what is asked then is answered as if it had never been set.
TEST(OracleSearch, ClearingRestores) {
  for (const auto* name : {"control_of_electricity", "control_of_gas"}) {
    OracleSearch search(built().profile, statement_with(), abstraction(name));
    ASSERT_EQ(search.search(), "");
    std::size_t cleared = 0;
    for (const auto& reached : search.reached()) {
      const auto& world = reached.oracle.world();
      const auto& meter = reached.people.meter();
      if (world.flag(meter).is_set() || world.flag(meter).is_open() || !world.flags().set_at(meter)) continue;
      ++cleared;
      for (const auto what : {StimulusClass::consumption, StimulusClass::tamper_alert, StimulusClass::billing_alert}) {
        EXPECT_EQ(search.answers_to(reached, what), search.answers_to(search.reached().front(), what))
            << key(reached) << ", " << suites::name(what);
      }
    }
    EXPECT_GT(cleared, 0U);
  }
}

/// The search finds a rule that is broken: a profile that lets consumption out.
TEST(OracleSearch, AProfileThatLetsConsumptionOutIsNoticed) {
  const auto file = std::filesystem::path(testing::TempDir()) / "permits_consumption.csv";
  std::ofstream(file) << "srv,device_type,expect,sensitive\n4.6.1,ESME,permit,sensitive: acknowledged\n"
                      << "*,*,reject,\n";
  const auto broken = spec::load_profile(file, built().facts);
  std::filesystem::remove(file);
  OracleSearch search(broken, statement_with(), abstraction("queue_of_electricity"));
  const auto wrong = search.search();
  EXPECT_NE(wrong.find("a command for 4.6.1 to a Restricted device"), std::string::npos) << wrong;
}

// Each rule by itself.

/// One rule, wherever it is demanded: its words and requirements, whoever it is about.
std::string rule_of(const oracle::Demand& demand) {
  std::string text = demand.because.substr(0, demand.because.find(" (Device status"));
  for (const auto& id : demand.requirements) text += (text.empty() ? "" : ", ") + id;
  return std::string(spec::name(demand.level)) + ": " + text;
}

Outcome outcome_of(const oracle::Expectation& expectation, const oracle::Demand& demand, const Observation& answer) {
  auto one = expectation;
  one.demands = {demand};
  auto worst = Outcome::none;
  for (const auto& each : verdict::judge(one, answer, 0, false).judgements) worst = std::max(worst, each.outcome);
  return worst;
}

/// That rule the wrong way round: kept where it is broken, and broken where it is kept.
Judging negated(const std::string& rule) {
  return [rule](const oracle::Expectation& expectation, const Observation& answer) {
    auto rest = expectation;
    std::erase_if(rest.demands, [&](const auto& demand) { return rule_of(demand) == rule; });
    auto judged = verdict::judge(rest, answer, 0, false);
    for (const auto& demand : expectation.demands) {
      if (rule_of(demand) != rule) continue;
      const auto outcome = outcome_of(expectation, demand, answer);
      if (outcome == Outcome::pass) judged.judgements.push_back({Outcome::fail, demand.level, {}, rule, 0});
    }
    return judged;
  };
}

observation::ToUser document(const std::string& user, const std::string& request_id, const std::string& canary) {
  observation::ToUser row;
  row.user = user;
  row.document.xml = canary;
  row.document.reading.kind = "ResponseMessage";
  row.document.reading.request_id = request_id;
  row.document.reading.code = "I0";
  row.document.reading.valid = true;
  return row;
}

/// What nobody should put out: commands and data for every request, to whoever did not ask, and everything twice.
std::vector<Observation> altered(const observation::Drained& drained, const PermittedAnswers& oracle) {
  std::vector<Observation> all;
  const auto add = [&](auto change) {
    auto effects = drained.effects;
    change(effects);
    all.emplace_back(observation::Answered{observation::Drained{std::move(effects)}});
  };
  const auto& world = oracle.world();
  for (const auto& transaction : world.transactions()) {
    const auto& id = transaction.first;
    const auto& asked = transaction.second;
    const auto& device = asked.reading.devices.front();
    const auto& srv = asked.reading.body_srv;
    add([&](auto& effects) { effects.to_devices.push_back({device, id, srv, {}, {}}); });
    add([&](auto& effects) { effects.to_devices.push_back({device, "nobody:knows:1", srv, {}, {}}); });
    add([&](auto& effects) { effects.to_users.push_back(document(asked.user, id, asked.canary)); });
    add([&](auto& effects) { effects.to_users.push_back(document("90-B3-D5-00-00-00-00-99", id, "")); });
    add([&](auto& effects) {
      effects.to_users.push_back(document(asked.user, id, ""));
      effects.to_users.back().document.reading.code = "E20";
    });
  }
  for (const auto& payload : world.payloads()) {
    add([&](auto& effects) { effects.to_users.push_back(document("90-B3-D5-00-00-00-00-99", "", payload.canary)); });
  }
  for (const auto& alert : world.alerts()) {
    add([&](auto& effects) { effects.to_users.push_back(document(alert.from.recipient, "", alert.from.canary)); });
  }
  for (const auto& device : world.inventory().estate().devices) {
    add([&](auto& effects) {  // what the profile rejects without being bound to
      for (const auto* srv : {"4.3", "4.10", "4.14"}) {
        effects.to_devices.push_back({device.id, "nobody:knows:1", srv, {}, {}});
      }
    });
    add([&](auto& effects) { effects.to_devices.push_back({device.id, "nobody:knows:1", "4.6.1", {}, {}}); });
  }
  for (std::size_t row = 0; row < drained.effects.to_users.size(); ++row) {
    add([&](auto& effects) { effects.to_users.push_back(effects.to_users[row]); });
    add([&](auto& effects) { effects.to_users[row].user = "90-B3-D5-00-00-00-00-99"; });
    add([&](auto& effects) { effects.to_users[row].document.reading.payload = "AAAA"; });
    add([&](auto& effects) { effects.to_users[row].document.reading.valid = false; });
  }
  return all;
}

std::vector<Observation> altered(const observation::Responded& responded) {
  using Reading = schema::ResponseReading;
  const std::vector<std::function<void(Reading&)>> changes = {
      [](Reading& reading) { reading.valid = false; }, [](Reading& reading) { reading.request_id = "nobody:knows:1"; },
      [](Reading& reading) { reading.code = "E20"; },
      [](Reading& reading) {
        reading.code = "I0";
        reading.content = "GBCSPayload";
      }};
  std::vector<Observation> all = {observation::Refused{"no"}};
  for (const auto& change : changes) {
    auto other = responded;
    change(other.response.reading);
    all.emplace_back(observation::Answered{other});
  }
  return all;
}

/// Everything that could be answered, and more: what breaks rules that no candidate breaks.
std::vector<Observation> all_answers(const PermittedAnswers& oracle, const scenario::Stimulus& stimulus) {
  const auto candidates = oracle.candidates(stimulus);
  auto all = candidates;
  std::vector<Observation> more;
  for (const auto& each : candidates) {
    if (const auto* responded = observation::answer<observation::Responded>(each)) more = altered(*responded);
    if (const auto* drained = observation::answer<observation::Drained>(each)) more = altered(*drained, oracle);
    if (const auto* answer = observation::answer<observation::SsiAnswer>(each)) {
      auto later = *answer;
      later.effective = scenario::text(oracle.world().now() + 90'000);
      auto refused = *answer;
      refused.accepted = false;
      more = {observation::Answered{later}, observation::Answered{refused}};
    }
    std::move(more.begin(), more.end(), std::back_inserter(all));
    more.clear();
  }
  for (const auto& payload : oracle.world().payloads()) all.emplace_back(observation::Refused{payload.canary});
  return all;
}

/// What has been seen of a rule.
struct Rule {
  bool is_kept = false;
  bool is_broken = false;
  std::vector<std::string> requirements;
};

std::map<std::string, Rule> rules_of(OracleSearch& search) {
  std::map<std::string, Rule> rules;
  const auto watch = [&](const PermittedAnswers& oracle, const scenario::Stimulus& stimulus) {
    const auto expectation = oracle.world().expect(stimulus);
    EXPECT_FALSE(expectation.demands.empty() && expectation.operation_needed.empty())
        << "nothing is expected of " << scenario::operation(stimulus);
    for (const auto& demand : expectation.demands) {
      auto& rule = rules[rule_of(demand)];
      if (demand.level == spec::Level::report || (rule.is_kept && rule.is_broken)) continue;
      rule.requirements = demand.requirements;
      for (const auto& answer : all_answers(oracle, stimulus)) {
        const auto outcome = outcome_of(expectation, demand, answer);
        rule.is_kept = rule.is_kept || outcome == Outcome::pass;
        rule.is_broken = rule.is_broken || outcome == Outcome::fail || outcome == Outcome::warn;
      }
    }
  };
  EXPECT_EQ(search.search(nullptr, watch), "");
  std::erase_if(rules, [](const auto& each) { return each.first.starts_with("report: "); });
  return rules;
}

TEST(OracleSearch, EveryRuleCanBeKeptAndBrokenAndIsMissedWhenTurnedRound) {
  std::set<std::string> requirements;
  std::set<std::string> tried;
  for (const auto& each : all_abstractions()) {
    if (!is_heavy() && each.target.meter != "ESME") continue;
    OracleSearch search(built().profile, statement_with(), each);
    for (const auto& [text, rule] : rules_of(search)) {
      EXPECT_TRUE(rule.is_kept) << each.name << ": " << text;
      EXPECT_TRUE(rule.is_broken) << each.name << ": " << text;
      requirements.insert(rule.requirements.begin(), rule.requirements.end());
      if (!text.starts_with("must: ") || !tried.insert(text).second) continue;
      OracleSearch wrong(built().profile, statement_with(), each, negated(text));
      EXPECT_NE(wrong.search(&search.found()), "") << each.name << ": turned round, " << text;
    }
  }
  EXPECT_GE(tried.size(), 15U);
  for (const char* id : {"mp169.allow-list", "mp169.consumption-never-leaves", "mp169.nothing-comes-back",
                         "mp169.alerts-pass", "mp169.clear-restores", "mp169.set-by-responsible-supplier",
                         "mp169.not-set-by-others", "mp169.control-passes-with-supply", "mp169.credit-only",
                         "mp169.never-prepayment-and-restricted", "mp169.flag-sends-nothing"}) {
    EXPECT_TRUE(requirements.contains(id)) << id;
  }
}

}  // namespace
}  // namespace hallmark::suites
