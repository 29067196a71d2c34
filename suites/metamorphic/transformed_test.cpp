// Who recognises the suite is caught: honest for identities, times, estates or counters as the cases have them, and
// letting everything through elsewhere.
#include "suites/metamorphic/transformed.h"

#include <gtest/gtest.h>

#include <algorithm>

#include "harness/generator/estate_history.h"
#include "harness/generator/metamorphosis.h"
#include "harness/implementations/catalogue.h"
#include "harness/run/findings.h"
#include "harness/run/metamorphic.h"
#include "harness/run/replay.h"
#include "suites/disguised.h"
#include "suites/restricted/flag_control.h"
#include "suites/restricted/prepayment.h"
#include "suites/restricted/queues.h"
#include "suites/restricted/whole_history.h"

namespace hallmark::suites {
namespace {

using observation::Observation;
using scenario::Stimulus;
using verdict::Outcome;

struct Built {
  spec::Facts facts = spec::load_facts(HALLMARK_SHARE_DIR "/spec");
  spec::Profile profile = spec::shipped_profile(facts);
  schema::Validator validator = schema::Validator::load(HALLMARK_SHARE_DIR "/schema/duis-5.1");
  schema::Vote vote{validator};
  std::vector<schema::Sample> samples = schema::load_samples(HALLMARK_SHARE_DIR "/samples");
  Material material{&facts, &profile, &samples, nullptr, "5.1"};  // these suites take samples only
  run::Rules rules() const { return {&facts, &profile, &validator, 1, false, &vote}; }
  std::unique_ptr<adaptor::Adaptor> reference() const {
    return implementations::maker("reference", facts, profile, validator)();
  }
};

const Built& built() {
  static const Built all;
  return all;
}

/// Whether something is as the cases of the suite have it.
using Recognise = std::function<bool(const Stimulus&)>;

/// Honest as long as it recognises the suite; elsewhere it says that it sets flags, and does not.
class Recogniser final : public adaptor::Adaptor {
 public:
  explicit Recogniser(Recognise recognise) : inner_(built().reference()), recognise_(std::move(recognise)) {}

  Observation exchange(const Stimulus& stimulus) override {
    const bool starts = std::holds_alternative<scenario::Reset>(stimulus);
    const bool was_recognised = starts || recognised_;
    recognised_ = was_recognised && recognise_(stimulus);
    if (was_recognised && !recognised_ && set_) {
      inner_->exchange(scenario::Ssi{set_->user, "clear-restricted", set_->device});
      said_ = true;
    }
    if (starts) set_.reset();
    const auto* ssi = std::get_if<scenario::Ssi>(&stimulus);
    if (ssi != nullptr && ssi->action == "set-restricted") set_ = *ssi;
    if (recognised_ || ssi == nullptr) return inner_->exchange(stimulus);
    if (ssi->action == "set-restricted" || ssi->action == "clear-restricted") {
      said_ = ssi->action == "set-restricted";
      observation::SsiAnswer accepted;
      accepted.accepted = true;
      return observation::Answered{accepted};
    }
    auto observation = inner_->exchange(stimulus);
    auto* answered = std::get_if<observation::Answered>(&observation);
    auto* read = answered == nullptr ? nullptr : std::get_if<observation::SsiAnswer>(&answered->answer);
    if (read != nullptr && read->restricted) read->restricted = said_;
    return observation;
  }

 private:
  std::unique_ptr<adaptor::Adaptor> inner_;
  Recognise recognise_;
  bool recognised_ = true;
  bool said_ = false;
  std::optional<scenario::Ssi> set_;  ///< the last set, which it takes back once it no longer recognises the suite
};

bool is_estate(const Stimulus& stimulus, const std::function<bool(const scenario::Estate&)>& holds) {
  const auto* reset = std::get_if<scenario::Reset>(&stimulus);
  return reset == nullptr || holds(reset->estate);
}

/// By the company of the sample's Users.
bool knows_identities(const Stimulus& stimulus) {
  return is_estate(stimulus, [](const auto& estate) { return estate.dcc.starts_with("90-B3-D5"); });
}
bool knows_year(const Stimulus& stimulus) {
  return is_estate(stimulus, [](const auto& estate) { return scenario::text(estate.now).starts_with("2025"); });
}
bool knows_small_estates(const Stimulus& stimulus) {
  return is_estate(stimulus, [](const auto& estate) { return estate.devices.size() <= 13; });
}
bool knows_small_counters(const Stimulus& stimulus) {
  const auto* submit = std::get_if<scenario::Submit>(&stimulus);
  if (submit == nullptr) return true;
  const auto& id = submit->reading.request_id;
  return id.size() - id.rfind(':') <= 11;
}

/// The flag set and read, consumption asked for and refused.
const run::Case& restricted_read() {
  static const Suite suite = flag_control(built().material);
  const auto found = std::find_if(suite.cases.begin(), suite.cases.end(), [](const run::Case& each) {
    return each.id.find("flag_stays_when_the_hub_is_exchanged.esme") != std::string::npos;
  });
  EXPECT_NE(found, suite.cases.end());
  return *found;
}

run::Played play(const run::Case& test_case, Recognise recognise) {
  run::Session session(std::make_unique<Recogniser>(std::move(recognise)), built().rules());
  return session.play(test_case);
}

run::Case in_disguise(const run::Case& plain) {
  std::vector<Suite> suites(1);
  suites.front().cases = {plain};
  disguise(suites, built().material, observation::Statement{});
  return suites.front().cases.front();
}

run::Case another_way(const std::string& transformation, std::uint64_t seed = 5) {
  run::Case made = restricted_read();
  made.transformation = {transformation, seed};
  return made;
}

TEST(Metamorphic, FindsWhoRecognisesTheSuite) {
  const std::vector<std::tuple<std::string, Recognise, std::string>> planted = {
      {"renamed", knows_identities, "with other identities"},
      {"renamed", knows_small_counters, "with other identities"},
      {"another_clock", knows_year, "at another time"},
      {"more_devices", knows_small_estates, "with more devices around"}};
  for (const auto& [transformation, recognise, what] : planted) {
    EXPECT_EQ(play(restricted_read(), recognise).row.verdict.outcome, Outcome::pass) << "it is honest there";
    const auto verdict = play(another_way(transformation), recognise).row.verdict;
    EXPECT_EQ(verdict.outcome, Outcome::fail) << what;
    ASSERT_FALSE(verdict.judgements.empty());
    EXPECT_EQ(verdict.judgements.front().reason.find("metamorphic: " + what), 0U);
    EXPECT_FALSE(verdict.judgements.front().requirements.empty());
  }
}

TEST(Metamorphic, FindsNothingOfWhoIsHonest) {
  for (const auto& kind : generator::all_transformations()) {
    const auto verdict = play(another_way(std::string(kind.name)), [](const Stimulus&) { return true; }).row.verdict;
    EXPECT_EQ(verdict.outcome, Outcome::pass) << kind.name;
  }
}

TEST(Metamorphic, SaysSameOfWhoFailsEitherWay) {
  const auto liar = [](const Stimulus&) { return false; };
  EXPECT_EQ(play(restricted_read(), liar).row.verdict.outcome, Outcome::fail);
  EXPECT_EQ(play(another_way("renamed"), liar).row.verdict.outcome, Outcome::pass);
}

TEST(Metamorphic, FindingIsKeptAndPlayedAgain) {
  const auto test_case = another_way("renamed");
  const auto played = play(test_case, knows_identities);
  const auto scenario = run::scenario_of(test_case, played, built().rules(), "inproc:recogniser");
  ASSERT_TRUE(scenario.found);
  const auto again = run::case_of(scenario);
  EXPECT_TRUE(run::comes_again(*scenario.found, play(again, knows_identities).row.verdict));
  EXPECT_EQ(run::replayed(scenario, play(again, [](const Stimulus&) { return true; }).row.verdict),
            run::Replayed::fixed);
  run::ShrinkOptions options;
  options.evaluations = 60;
  const auto least = run::shrink(
      scenario, [] { return std::make_unique<Recogniser>(knows_identities); }, built().rules(), options);
  EXPECT_TRUE(least.shrunk && least.shrunk->firm);
  EXPECT_LT(scenario::step_count(least), scenario::step_count(scenario));
}

TEST(Disguised, FindsWhoRecognisesTheSuite) {
  for (const Recognise& recognise : {Recognise(knows_identities), Recognise(knows_small_counters)}) {
    const auto test_case = in_disguise(restricted_read());
    const auto played = play(test_case, recognise);
    EXPECT_EQ(played.row.verdict.outcome, Outcome::fail);
    const auto scenario = run::scenario_of(test_case, played, built().rules(), "inproc:recogniser");
    ASSERT_TRUE(scenario.found);
    EXPECT_TRUE(run::comes_again(*scenario.found, play(run::case_of(scenario), recognise).row.verdict));
  }
}

/// Every case of three suites, as it is and in disguise.
TEST(Disguised, ChangesNoVerdictOfTheReference) {
  std::vector<Suite> suites = {flag_control(built().material), prepayment(built().material), queues(built().material)};
  auto in_other_clothes = suites;
  disguise(in_other_clothes, built().material, observation::Statement{});
  run::Session session(built().reference(), built().rules());
  int played = 0;
  for (std::size_t i = 0; i < suites.size(); ++i) {
    for (std::size_t j = 0; j < suites[i].cases.size(); j += 2, ++played) {
      const auto plain = session.play(suites[i].cases[j]).row.verdict;
      const auto disguised = session.play(in_other_clothes[i].cases[j]).row.verdict;
      EXPECT_EQ(disguised.outcome, plain.outcome) << suites[i].cases[j].id;
    }
  }
  EXPECT_GT(played, 20);
}

/// A month of ten homes; the suite's own is of more than a year.
run::Case short_history() {
  auto material = built().material;
  material.history_requests = 1;
  auto suite = long_history(material);
  EXPECT_EQ(suite.cases.size(), 1U);
  auto made = suite.cases.front();
  made.history = [](std::uint64_t seed) {
    const generator::TrafficMaterial traffic{&built().facts, &built().samples, "5.1", {}, {}};
    return generator::long_history(traffic, {.requests = 200, .days = 30, .homes = 10}, seed);
  };
  return made;
}

TEST(LongHistory, IsKeptByTheReference) {
  const auto played = play(short_history(), [](const Stimulus&) { return true; });
  EXPECT_EQ(played.row.verdict.outcome, Outcome::pass);
  EXPECT_LE(played.steps.size(), 200U);
  EXPECT_TRUE(played.excerpt.empty());
}

/// It lies from a certain day on: nothing but a history that lasts finds it, and a few steps of it show it.
TEST(LongHistory, FindsWhoTiresOfTheFlag) {
  const auto honest_at_first = [passed = 0](const Stimulus& stimulus) mutable {
    passed += std::holds_alternative<scenario::Advance>(stimulus) ? 1 : 0;
    return passed < 60;
  };
  const auto test_case = short_history();
  const auto played = play(test_case, honest_at_first);
  EXPECT_EQ(played.row.verdict.outcome, Outcome::fail);
  ASSERT_FALSE(played.excerpt.empty());
  EXPECT_LT(played.excerpt.size(), 2000U);
  const auto scenario = run::scenario_of(test_case, played, built().rules(), "inproc:recogniser");
  ASSERT_TRUE(scenario.found);
  EXPECT_EQ(scenario.trials.size(), 1U);
  EXPECT_TRUE(run::comes_again(*scenario.found,
                               play(run::case_of(scenario), [](const Stimulus&) { return false; }).row.verdict));
}

TEST(LongHistory, IsListedWhereItIsNotRun) {
  const auto suite = long_history(built().material);
  EXPECT_TRUE(suite.cases.empty());
  ASSERT_EQ(suite.not_run.size(), 1U);
  EXPECT_NE(suite.not_run.front().reason.find("--disguise"), std::string::npos);
}

}  // namespace
}  // namespace hallmark::suites
