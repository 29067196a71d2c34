#include "harness/implementations/own_clock.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <utility>
#include <vector>

namespace hallmark::implementations {
namespace {

using observation::Observation;
using std::chrono::milliseconds;

/// Puts out a notice to the CSP for each Ssi, and remembers what it was asked.
class Telling final : public adaptor::Adaptor {
 public:
  explicit Telling(std::vector<scenario::Stimulus>& asked) : asked_(asked) {}
  Observation exchange(const scenario::Stimulus& stimulus) override {
    asked_.push_back(stimulus);
    if (std::holds_alternative<scenario::Initialize>(stimulus))
      return observation::Answered{observation::Initialized{}};
    if (const auto* ssi = std::get_if<scenario::Ssi>(&stimulus)) effects_.to_csp.push_back({ssi->device, true});
    if (!std::holds_alternative<scenario::Drain>(stimulus)) return observation::Answered{observation::Done{}};
    return observation::Answered{observation::Drained{std::exchange(effects_, {})}};
  }

 private:
  std::vector<scenario::Stimulus>& asked_;
  observation::Effects effects_;
};

struct ClockScene {
  milliseconds passed{0};
  std::vector<scenario::Stimulus> asked;
  OwnClock implementation{std::make_unique<Telling>(asked),
                          {[this] { return scenario::Instant{1000 + passed.count() / 1000}; },
                           [this] { return passed; }, [this](milliseconds time) { passed += time; }},
                          milliseconds(50)};

  std::size_t rows() {
    const auto seen = implementation.exchange(scenario::Drain{});
    return observation::answer<observation::Drained>(seen)->effects.to_csp.size();
  }
};

TEST(OwnClock, SaysSoAndOffersNoAdvance) {
  ClockScene scene;
  const auto opening = scene.implementation.exchange(scenario::Initialize{"5.1"});
  EXPECT_EQ(observation::answer<observation::Initialized>(opening)->statement.clock, "real");
  const auto declined = scene.implementation.exchange(scenario::Advance{{2000}});
  EXPECT_EQ(std::get<observation::Declined>(declined).code, -32601);
}

TEST(OwnClock, BeginsNowWhateverTheEstateSaysAndGoesOnByItself) {
  ClockScene scene;
  scenario::Reset reset;
  reset.estate.now = {77};
  scene.implementation.exchange(reset);
  EXPECT_EQ(std::get<scenario::Reset>(scene.asked.back()).estate.now, scenario::Instant{1000});
  scene.passed = std::chrono::seconds(9);
  scene.rows();
  const auto last = std::find_if(scene.asked.rbegin(), scene.asked.rend(),
                                 [](const auto& each) { return std::holds_alternative<scenario::Advance>(each); });
  EXPECT_EQ(std::get<scenario::Advance>(*last).to, scenario::Instant{1009});
}

TEST(OwnClock, ShowsWhatHappenedAfterItsDelayOnceAndInOrder) {
  ClockScene scene;
  scene.implementation.exchange(scenario::Ssi{"u", "set-restricted", "d1"});
  scene.passed += milliseconds(30);
  scene.implementation.exchange(scenario::Ssi{"u", "set-restricted", "d2"});
  EXPECT_EQ(scene.rows(), 0U);
  scene.passed += milliseconds(20);
  EXPECT_EQ(scene.rows(), 1U);
  scene.passed += milliseconds(30);
  EXPECT_EQ(scene.rows(), 1U);
  EXPECT_EQ(scene.rows(), 0U);
}

}  // namespace
}  // namespace hallmark::implementations
