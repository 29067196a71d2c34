// Property sequences against the reference with one defect each that only a history brings to light, and how what they
// find is shrunk.
#include "suites/restricted/sequences.h"

#include <gtest/gtest.h>

#include <functional>
#include <map>
#include <ostream>
#include <set>

#include "harness/run/shrink.h"
#include "suites/suites_scene.h"

namespace hallmark::suites {
namespace {

using observation::Observation;
using scenario::Stimulus;
using verdict::Outcome;

/// An implementation in front of another; what it knows of the estate is what everybody is told.
class Defective : public adaptor::Adaptor {
 public:
  Observation exchange(const Stimulus& stimulus) final {
    if (const auto* reset = std::get_if<scenario::Reset>(&stimulus)) {
      estate_ = reset->estate;
      forget();
    }
    return answer(stimulus);
  }

 protected:
  virtual Observation answer(const Stimulus& stimulus) = 0;
  virtual void forget() {}

  Observation honest(const Stimulus& stimulus) { return honest_->exchange(stimulus); }
  bool is_restricted(const std::string& device) {
    const auto answer = honest(scenario::Ssi{estate_.dcc, "read", device});
    const auto* seen = observation::answer<observation::SsiAnswer>(answer);
    return seen != nullptr && seen->restricted == true;
  }
  bool is_meter(const scenario::Device& device) const { return device.type == "ESME" || device.type == "GSME"; }
  std::vector<std::string> restricted_meters() {
    std::vector<std::string> meters;
    for (const auto& device : estate_.devices) {
      if (is_meter(device) && is_restricted(device.id)) meters.push_back(device.id);
    }
    return meters;
  }
  void turn(const std::vector<std::string>& meters, const std::string& action) {
    for (const auto& meter : meters) honest(scenario::Ssi{estate_.dcc, action, meter});
  }
  /// What the honest one answers while those flags are clear.
  Observation with_clear(const std::vector<std::string>& meters, const Stimulus& stimulus) {
    turn(meters, "clear-restricted");
    auto answer = honest(stimulus);
    turn(meters, "set-restricted");
    return answer;
  }

  scenario::Estate estate_;

 private:
  std::unique_ptr<adaptor::Adaptor> honest_ = built().implementation("reference?declare=no");
};

/// After a change of supplier the flag is read as before, and nothing is filtered any more.
class ForgetsOnChangeOfSupplier final : public Defective {
  void forget() override { forgotten_.clear(); }
  Observation answer(const Stimulus& stimulus) override {
    const auto* change = std::get_if<scenario::Registration>(&stimulus);
    if (change != nullptr && change->event == "change-of-supplier") {
      for (const auto& device : estate_.devices) {
        const auto& points = device.metering_points;
        if (std::find(points.begin(), points.end(), change->metering_point) != points.end())
          forgotten_.insert(device.id);
      }
    }
    const auto* submit = std::get_if<scenario::Submit>(&stimulus);
    if (submit == nullptr) return honest(stimulus);
    std::vector<std::string> meters;
    for (const auto& meter : restricted_meters()) {
      if (forgotten_.contains(meter)) meters.push_back(meter);
    }
    return with_clear(meters, stimulus);
  }
  std::set<std::string> forgotten_;
};

/// Filters what is asked of the first device of a point and nothing of the second, the proxy.
class FiltersFirstDeviceOnly final : public Defective {
  Observation answer(const Stimulus& stimulus) override {
    const auto* submit = std::get_if<scenario::Submit>(&stimulus);
    if (submit == nullptr || submit->reading.device_type != "GPF") return honest(stimulus);
    return with_clear(restricted_meters(), stimulus);
  }
};

/// A schedule that was made before the flag goes on delivering.
class RunsSchedulesOfBefore final : public Defective {
  void forget() override { has_schedule_ = false; }
  Observation answer(const Stimulus& stimulus) override {
    if (has_schedule_ && std::holds_alternative<scenario::Advance>(stimulus))
      return with_clear(restricted_meters(), stimulus);
    auto answer = honest(stimulus);
    const auto* submit = std::get_if<scenario::Submit>(&stimulus);
    const auto* responded = observation::answer<observation::Responded>(answer);
    has_schedule_ = has_schedule_ || (submit != nullptr && submit->reading.scheduled_srv && responded != nullptr &&
                                      responded->response.xml.find("DSPScheduleID") != std::string::npos);
    return answer;
  }
  bool has_schedule_ = false;
};

/// What it refuses while Restricted it keeps, and sends when the flag is cleared.
class SendsRefusedAtClear final : public Defective {
  void forget() override { kept_.clear(); }
  Observation answer(const Stimulus& stimulus) override {
    const auto* submit = std::get_if<scenario::Submit>(&stimulus);
    const bool restricted = submit != nullptr && !restricted_meters().empty();
    auto answer = honest(stimulus);
    const auto* responded = observation::answer<observation::Responded>(answer);
    if (restricted && responded != nullptr && responded->response.xml.find(">E5<") != std::string::npos)
      kept_.push_back(*submit);
    const auto* ssi = std::get_if<scenario::Ssi>(&stimulus);
    if (ssi == nullptr || ssi->action != "clear-restricted" || is_restricted(ssi->device)) return answer;
    for (const auto& each : std::exchange(kept_, {})) honest(each);
    return answer;
  }
  std::vector<scenario::Submit> kept_;
};

/// Who supplied a point before may still control the flag.
class ObeysFormerSupplier final : public Defective {
  void forget() override { former_.clear(); }
  Observation answer(const Stimulus& stimulus) override {
    if (const auto* change = std::get_if<scenario::Registration>(&stimulus); change != nullptr && change->supplier) {
      for (auto& point : estate_.metering_points) {
        if (point.id != change->metering_point) continue;
        former_[point.id].insert(point.supplier);
        point.supplier = *change->supplier;
      }
    }
    const auto* ssi = std::get_if<scenario::Ssi>(&stimulus);
    const auto* device = ssi == nullptr ? nullptr : scenario::find_device(estate_, ssi->device);
    if (device == nullptr || !is_meter(*device) || ssi->action == "read") return honest(stimulus);
    for (const auto& point : device->metering_points) {
      if (former_[point].contains(ssi->user)) return honest(scenario::Ssi{estate_.dcc, ssi->action, ssi->device});
    }
    return honest(stimulus);
  }
  std::map<std::string, std::set<std::string>> former_;
};

/// Once a device has changed its status, none of its Alerts pass while it is Restricted.
class LosesAlertsAfterStatusChange final : public Defective {
  void forget() override { changed_.clear(); }
  Observation answer(const Stimulus& stimulus) override {
    if (const auto* event = std::get_if<scenario::Inventory>(&stimulus); event != nullptr && event->status)
      changed_.insert(event->devices.begin(), event->devices.end());
    const auto* from = std::get_if<scenario::FromDevice>(&stimulus);
    const bool loses = from != nullptr && from->kind == "alert" && changed_.contains(from->device);
    return loses && is_restricted(from->device) ? observation::Answered{observation::Done{}} : honest(stimulus);
  }
  std::set<std::string> changed_;
};

run::Played play(const run::Case& test_case, std::unique_ptr<adaptor::Adaptor> adaptor) {
  return run::Session(std::move(adaptor), built().rules).play(test_case);
}

std::unique_ptr<adaptor::Adaptor> reference() { return built().implementation("reference?declare=no"); }

/// One defect.
struct Row {
  std::string name;
  std::function<std::unique_ptr<adaptor::Adaptor>()> make;
  int steps = 6;  ///< of the least scenario at most, in all halves
};
void PrintTo(const Row& row, std::ostream* out) { *out << row.name; }
template <class Kind>
Row row(std::string name, int steps = 6) {
  return {std::move(name), [] { return std::make_unique<Kind>(); }, steps};
}

const std::vector<Row> defects = {
    row<ForgetsOnChangeOfSupplier>("ForgetsOnChangeOfSupplier"),
    row<FiltersFirstDeviceOnly>("FiltersTheFirstDeviceOnly"), row<RunsSchedulesOfBefore>("RunsSchedulesOfBefore"),
    row<SendsRefusedAtClear>("SendsWhatWasRefusedAtClear"), row<ObeysFormerSupplier>("ObeysAFormerSupplier"),
    // Alerts are judged in pairs: a Reset, an Alert and a Drain each, a set and the change.
    row<LosesAlertsAfterStatusChange>("LosesAlertsAfterAStatusChange", 8)};

class HistoryDefect : public testing::TestWithParam<Row> {};

/// Found by the default number of sequences, shrunk to at most six steps, and found again by those.
TEST_P(HistoryDefect, IsFoundAndShrunk) {
  const auto suite = sequences(built().material);
  run::Session session(GetParam().make(), built().rules);
  const run::Case* found = nullptr;
  run::Played played;
  for (const auto& each : suite.cases) {
    played = session.play(each);
    found = &each;
    if (played.row.verdict.outcome == Outcome::fail) break;
  }
  ASSERT_EQ(played.row.verdict.outcome, Outcome::fail);
  EXPECT_EQ(play(*found, reference()).row.verdict.outcome, Outcome::pass) << found->id;
  RecordProperty("sequences_played", static_cast<int>(found - suite.cases.data()) + 1);
  const auto scenario = run::scenario_of(*found, played, built().rules, "defective");
  const auto least = run::shrink(scenario, GetParam().make, built().rules, {});
  ASSERT_TRUE(least.shrunk);
  EXPECT_TRUE(least.shrunk->firm);
  EXPECT_LE(least.shrunk->steps, GetParam().steps) << least.found->reason;
  const auto replay = [&](auto adaptor) {
    return run::replayed(least, play(run::case_of(least), std::move(adaptor)).row.verdict);
  };
  EXPECT_EQ(replay(GetParam().make()), run::Replayed::still_fails);
  EXPECT_EQ(replay(reference()), run::Replayed::fixed);
}

INSTANTIATE_TEST_SUITE_P(Suites, HistoryDefect, testing::ValuesIn(defects),
                         [](const testing::TestParamInfo<Row>& each) { return each.param.name; });

}  // namespace
}  // namespace hallmark::suites
