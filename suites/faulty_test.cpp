// Cases under faults: an honest implementation is never failed for what the boundary did, and a wrong one is.
#include "suites/faulty.h"

#include <gtest/gtest.h>

#include <map>

#include "harness/generator/faults.h"
#include "suites/restricted/restarts.h"
#include "suites/suites_scene.h"

namespace hallmark::suites {
namespace {

using verdict::Outcome;

/// Cases of all suites under a fault, a part of them: every so many, and none of thousands of devices.
std::vector<run::Case> cases_under(const std::vector<std::string>& faults, std::size_t every) {
  auto material = built().material;
  material.sequences = 60;
  auto suites = all_suites(material);
  add_faults(suites, faults);
  std::vector<run::Case> some;
  std::size_t at = 0;
  for (auto& suite : suites) {
    for (auto& each : suite.cases) {
      if (!each.is_large && at++ % every == 0) some.push_back(std::move(each));
    }
  }
  return some;
}

/// How many cases ended how, and what was said of those that failed.
struct Ended {
  std::map<Outcome, int> counts;
  std::string complaints;
};

Ended play_all(const std::vector<run::Case>& cases, std::unique_ptr<adaptor::Adaptor> adaptor) {
  run::Session session(std::move(adaptor), built().rules);
  Ended ended;
  for (const auto& each : cases) {
    const auto played = session.play(each);
    ++ended.counts[played.row.verdict.outcome];
    if (played.row.verdict.outcome < Outcome::fail) continue;
    for (const auto& judgement : played.row.verdict.judgements)
      if (judgement.outcome >= Outcome::fail) ended.complaints += each.id + ": " + judgement.reason + '\n';
  }
  return ended;
}

class UnderFaults : public testing::TestWithParam<std::string> {};

TEST_P(UnderFaults, AnHonestImplementationIsNotFailed) {
  const auto cases = cases_under({GetParam()}, 17);
  ASSERT_GT(cases.size(), 200U);
  for (const std::string name : {"reference", "reference?survives-restart=yes"}) {
    const auto ended = play_all(cases, built().implementation(name));
    EXPECT_EQ(ended.complaints, "") << name;
    EXPECT_GT(ended.counts.contains(Outcome::pass) ? ended.counts.at(Outcome::pass) : 0, 150) << name;
  }
}

INSTANTIATE_TEST_SUITE_P(Faults, UnderFaults, testing::ValuesIn(generator::fault_names()), [](const auto& each) {
  std::string name = each.param;
  std::erase(name, '-');
  return name;
});

/// Keeps what it knows where it is asked to end, and loses it where it is killed, whatever its statement says.
class ForgetsWhenKilled final : public adaptor::Adaptor {
 public:
  observation::Observation exchange(const scenario::Stimulus& stimulus) override {
    const auto* shutdown = std::get_if<scenario::Shutdown>(&stimulus);
    if (shutdown != nullptr && shutdown->killed) {
      inner_ = built().implementation("reference?survives-restart=yes");
      inner_->exchange(run::opening(built().rules));
      inner_->exchange(as_it_began_);
      return observation::Answered{observation::Done{}};
    }
    if (std::holds_alternative<scenario::Reset>(stimulus)) as_it_began_ = stimulus;
    return inner_->exchange(stimulus);
  }

 private:
  std::unique_ptr<adaptor::Adaptor> inner_ = built().implementation("reference?survives-restart=yes");
  scenario::Stimulus as_it_began_;
};

TEST(Faults, AFlagThatIsLostWithItsProcessIsFoundByKillingIt) {
  std::vector<Suite> plain = {restarts(built().material)};
  EXPECT_EQ(play_all(plain.front().cases, std::make_unique<ForgetsWhenKilled>()).complaints, "");
  const auto ended = play_all(cases_under({"kill"}, 17), std::make_unique<ForgetsWhenKilled>());
  EXPECT_GT(ended.counts.contains(Outcome::fail) ? ended.counts.at(Outcome::fail) : 0, 5);
}

/// Takes the second of two settings in a row for the opposite.
class TogglesTheFlag final : public adaptor::Adaptor {
 public:
  observation::Observation exchange(const scenario::Stimulus& stimulus) override {
    auto observation = inner_->exchange(stimulus);
    const auto* ssi = std::get_if<scenario::Ssi>(&stimulus);
    if (ssi != nullptr && ssi->action == "set-restricted" && before_ == stimulus)
      inner_->exchange(scenario::Ssi{ssi->user, "clear-restricted", ssi->device});
    before_ = stimulus;
    return observation;
  }

 private:
  std::unique_ptr<adaptor::Adaptor> inner_ = built().implementation();
  scenario::Stimulus before_;
};

TEST(Faults, ASettingThatIsTakenTwiceIsFoundByDuplicates) {
  const auto ended = play_all(cases_under({"duplicate"}, 17), std::make_unique<TogglesTheFlag>());
  EXPECT_GT(ended.counts.contains(Outcome::fail) ? ended.counts.at(Outcome::fail) : 0, 5);
}

TEST(Faults, HistoriesAreNotPlayedAndSaidSo) {
  auto material = built().material;
  material.history_requests = 1000;
  auto suites = all_suites(material);
  const auto histories_of = [&] {
    std::size_t count = 0;
    for (const auto& suite : suites)
      for (const auto& each : suite.cases) count += each.history ? 1 : 0;
    return count;
  };
  const auto before = histories_of();
  ASSERT_GT(before, 0U);
  add_faults(suites, {"kill"});
  EXPECT_EQ(histories_of(), 0U);
  std::size_t told = 0;
  for (const auto& suite : suites)
    for (const auto& row : suite.not_run) told += row.reason == "a history is played without faults only" ? 1 : 0;
  EXPECT_EQ(told, before);
}

}  // namespace
}  // namespace hallmark::suites
