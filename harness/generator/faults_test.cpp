#include "harness/generator/faults.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <functional>
#include <map>
#include <set>

namespace hallmark::generator {
namespace {

using scenario::Stimulus;
using scenario::Trial;

constexpr const char* meter = "00-DB-12-34-56-78-90-A0";
constexpr const char* supplier = "90-B3-D5-1F-30-01-00-00";
constexpr scenario::Instant noon_of_the_half{1'760'000'000};

Stimulus message(const std::string& kind, const std::string& payload) {
  scenario::FromDevice from;
  from.device = meter;
  from.kind = kind;
  from.payload = payload;
  return from;
}

Stimulus read_of_a_meter() {
  scenario::Submit submit{supplier, "send-command", "<a/>", {}};
  submit.reading.body_srv = "4.1.1";
  return submit;
}

std::vector<Trial> trials_with_messages() {
  scenario::Reset reset;
  reset.estate.now = noon_of_the_half;
  Trial trial;
  trial.clear = {reset,
                 read_of_a_meter(),
                 scenario::Drain{},
                 message("response", "QQ=="),
                 message("alert", "Qg=="),
                 scenario::Drain{},
                 scenario::Ssi{supplier, "set-restricted", meter},
                 scenario::Advance{noon_of_the_half + 60},
                 message("alert", "Qw=="),
                 scenario::Ssi{supplier, "read", meter},
                 scenario::Drain{}};
  trial.restricted = trial.clear;
  trial.clear_probe = "one";
  trial.restricted_probe = "two";
  return {trial};
}

std::vector<Stimulus> half_with(const Faults& faults, std::uint64_t seed, bool keeps_clock = false) {
  return with_faults(trials_with_messages(), faults, keeps_clock, seed).front().restricted;
}

using Is = std::function<bool(const Stimulus&)>;

const Is is_killed = [](const Stimulus& each) {
  const auto* shutdown = std::get_if<scenario::Shutdown>(&each);
  return shutdown != nullptr && shutdown->killed;
};
const Is is_lost_message = [](const Stimulus& each) {
  const auto* from = std::get_if<scenario::FromDevice>(&each);
  return from != nullptr && from->kind == "alert";
};

/// What is left of a half without stimuli of a kind.
std::vector<Stimulus> without(std::vector<Stimulus> half, const Is& is) {
  std::erase_if(half, is);
  return half;
}

constexpr std::uint64_t seeds = 200;

TEST(Faults, NoneChangeNothing) {
  EXPECT_EQ(with_faults(trials_with_messages(), {}, false, 7), trials_with_messages());
  EXPECT_EQ(with_faults(trials_with_messages(), faults_named({"slow"}), false, 7), trials_with_messages());
}

TEST(Faults, AreTheSameForTheSameSeedAndOthersForOthers) {
  const auto all = faults_named(fault_names());
  std::vector<std::vector<Trial>> made;
  std::map<std::string, int> probes;  ///< that of either half
  for (std::uint64_t seed = 0; seed < seeds; ++seed) {
    made.push_back(with_faults(trials_with_messages(), all, false, seed));
    EXPECT_EQ(made.back(), with_faults(trials_with_messages(), all, false, seed));
    ASSERT_EQ(made.back().size(), 1U);
    const auto& trial = made.back().front();
    EXPECT_TRUE(trial.clear.empty());
    EXPECT_TRUE(std::holds_alternative<scenario::Reset>(trial.restricted.front()));
    ++probes[trial.restricted_probe];
  }
  EXPECT_GT(probes["one"], 25);
  EXPECT_GT(probes["two"], 100);
  EXPECT_GT(std::count_if(made.begin(), made.end(), [&](const auto& each) { return each != made.front(); }), 150);
}

TEST(Faults, KillOnceAnywhereAfterTheResetAndDrainFirst) {
  std::set<std::size_t> places;
  for (std::uint64_t seed = 0; seed < seeds; ++seed) {
    const auto half = half_with(faults_named({"kill"}), seed);
    ASSERT_EQ(std::count_if(half.begin(), half.end(), is_killed), 1);
    const auto at = std::find_if(half.begin(), half.end(), is_killed);
    ASSERT_TRUE(std::holds_alternative<scenario::Drain>(*std::prev(at)));
    auto plain = half;
    plain.erase(plain.begin() + (at - half.begin()) - 1, plain.begin() + (at - half.begin()) + 1);
    EXPECT_EQ(plain, trials_with_messages().front().clear);
    places.insert(static_cast<std::size_t>(at - half.begin()));
  }
  EXPECT_EQ(places.size(), trials_with_messages().front().clear.size());
  EXPECT_EQ(*places.begin(), 2U);
}

TEST(Faults, DuplicatesStandBesideWhatTheyDouble) {
  std::set<std::string> doubled;
  const auto twice = [](const Stimulus& one, const Stimulus& other) {
    const auto* again = std::get_if<scenario::Submit>(&other);
    return one == other || (again != nullptr && again->reading.deviation == "replayed_request_id");
  };
  for (std::uint64_t seed = 0; seed < seeds; ++seed) {
    auto half = half_with(faults_named({"duplicate"}), seed);
    for (auto at = std::adjacent_find(half.begin(), half.end(), twice); at != half.end();
         at = std::adjacent_find(half.begin(), half.end(), twice)) {
      doubled.insert(std::string(scenario::operation(*at)));
      half.erase(std::next(at));
    }
    EXPECT_EQ(half, trials_with_messages().front().clear);
  }
  EXPECT_EQ(doubled, (std::set<std::string>{"fromDevice", "ssi", "submit"}));
}

TEST(Faults, ARequestThatWaitsOrChangesSomethingComesOnce) {
  auto trials = trials_with_messages();
  auto& dated = std::get<scenario::Submit>(trials.front().restricted[1]);
  dated.reading.execution_time = noon_of_the_half;
  auto& change = std::get<scenario::Submit>(trials.front().clear[1]);
  change.reading.body_srv = "8.3";
  for (std::uint64_t seed = 0; seed < seeds; ++seed) {
    const auto half = with_faults(trials, faults_named({"duplicate"}), false, seed).front().restricted;
    EXPECT_EQ(std::count_if(half.begin(), half.end(),
                            [](const Stimulus& each) { return std::holds_alternative<scenario::Submit>(each); }),
              1);
  }
}

TEST(Faults, ReorderedMessagesAreLateAndNotLost) {
  const auto is_message = [](const Stimulus& each) { return std::holds_alternative<scenario::FromDevice>(each); };
  const auto plain = trials_with_messages().front().clear;
  int late = 0;
  for (std::uint64_t seed = 0; seed < seeds; ++seed) {
    const auto half = half_with(faults_named({"reorder"}), seed);
    EXPECT_TRUE(std::is_permutation(half.begin(), half.end(), plain.begin(), plain.end()));
    EXPECT_EQ(without(half, is_message), without(plain, is_message));
    late += half == plain ? 0 : 1;
  }
  EXPECT_GT(late, 100);
}

TEST(Faults, OnlyAlertsAreLost) {
  const auto plain = trials_with_messages().front().clear;
  std::set<std::ptrdiff_t> left;
  for (std::uint64_t seed = 0; seed < seeds; ++seed) {
    const auto half = half_with(faults_named({"drop-alert"}), seed);
    EXPECT_EQ(without(half, is_lost_message), without(plain, is_lost_message));
    left.insert(std::count_if(half.begin(), half.end(), is_lost_message));
  }
  EXPECT_EQ(left, (std::set<std::ptrdiff_t>{0, 1, 2}));
}

TEST(Faults, TheClockJumpsForwardUnlessTheDatesAreWhatACaseIsAbout) {
  for (std::uint64_t seed = 0; seed < seeds; ++seed) {
    const auto half = half_with(faults_named({"clock-jump"}), seed);
    const auto jumps = std::count_if(half.begin(), half.end(), [](const Stimulus& each) {
      const auto* advance = std::get_if<scenario::Advance>(&each);
      return advance != nullptr && advance->to >= noon_of_the_half + 3600;
    });
    EXPECT_EQ(jumps, 1) << seed;
    EXPECT_EQ(half_with(faults_named({"clock-jump"}), seed, true), trials_with_messages().front().clear);
  }
}

TEST(Faults, AnUnknownOneIsNamed) { EXPECT_THROW(faults_named({"kill", "flood"}), std::invalid_argument); }

}  // namespace
}  // namespace hallmark::generator
