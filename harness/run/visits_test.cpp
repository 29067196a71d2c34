#include "harness/run/visits.h"

#include <gtest/gtest.h>

#include "harness/run/small_pair.h"
#include "harness/run/small_world.h"

namespace hallmark::run {
namespace {

const ModelGrid& grid() {
  static const ModelGrid one(*built_rules().facts);
  return one;
}

ModelCoverage met_by(const Case& test_case, const std::string& implementation) {
  Rules rules = built_rules();
  rules.model = &grid();
  Session session(shipped(implementation)(), rules);
  ModelCoverageOfRun all(grid());
  all.add(session.play(test_case).met);
  return all.result();
}

constexpr const char* clear_meter = "clear credit commissioned empty";
constexpr const char* set_meter = "set credit commissioned empty";

TEST(Visits, APairEntersTheFlagAndLeavesIt) {
  const auto met = met_by(small_pair("4.1.1"), "reference");
  EXPECT_GT(met.states.at(clear_meter), 0);
  EXPECT_GT(met.states.at(set_meter), 0);
  EXPECT_EQ((met.transitions.at({clear_meter, "ssi set-restricted", set_meter})), 1);
  EXPECT_EQ((met.transitions.at({set_meter, "ssi clear-restricted", clear_meter})), 1);
  EXPECT_EQ(met.transitions.size(), 2U);
}

TEST(Visits, ACellTellsWhatCameOfItsRequests) {
  const auto honest = met_by(small_pair("4.1.1"), "reference");
  EXPECT_EQ((honest.cells.at({"4.1.1", "ESME", "clear"})), (ModelCoverage::Outcomes{1, 0, 1}));
  EXPECT_EQ((honest.cells.at({"4.1.1", "ESME", "set"})), (ModelCoverage::Outcomes{0, 1, 0}));
  const auto liar = met_by(small_pair("4.1.1"), "miniature/accepts-all");
  EXPECT_EQ(liar.cells.at({"4.1.1", "ESME", "set"}).accepted, 1);
}

TEST(Visits, OperationsAreAskedAndAccepted) {
  const auto honest = met_by(small_pair("4.1.1"), "reference");
  EXPECT_EQ(honest.operations.at("ssi set-restricted"), (ModelCoverage::Uses{1, 1}));
  EXPECT_EQ(honest.operations.at("submit send-command"), (ModelCoverage::Uses{2, 1}));
  const auto refusing = met_by(small_pair("4.1.1"), "miniature/refuses-all");
  EXPECT_EQ(refusing.operations.at("submit send-command").accepted, 0);
  EXPECT_GT(refusing.operations.at("submit send-command").asked, 0);
}

TEST(Visits, NothingIsCountedWithoutAGrid) {
  Session session(shipped("reference")(), built_rules());
  EXPECT_TRUE(session.play(small_pair("4.1.1")).met.empty());
}

TEST(ModelGrid, EveryThingHasANumberAndAName) {
  std::vector<long long> one_each(grid().size(), 1);
  const auto named = grid().named(one_each);
  const auto& facts = *built_rules().facts;
  EXPECT_EQ(named.states.size(), MeterState::count);
  EXPECT_EQ(named.transitions.size(), MeterState::count * operation_count * MeterState::count);
  EXPECT_EQ(named.operations.size(), operation_count);
  EXPECT_EQ(named.cells.size(), facts.service_requests.size() * (facts.device_types.size() + 1) * 3);
  EXPECT_EQ(named.alerts.size(), facts.alerts.size() * 3);
  const auto number = grid().cell("4.1.1", "ESME", MeterState::Flag::set, ModelGrid::Came::refused);
  std::vector<long long> counts(grid().size(), 0);
  counts[number] = 5;
  EXPECT_EQ((grid().named(counts).cells.at({"4.1.1", "ESME", "set"})), (ModelCoverage::Outcomes{0, 5, 0}));
  EXPECT_EQ(grid().cell("9.9.9", "ESME", MeterState::Flag::set, ModelGrid::Came::refused), grid().size());
  EXPECT_EQ(grid().alert("nosuch", MeterState::Flag::set, ModelGrid::Alerted::sent), grid().size());
}

TEST(MeterState, NumberAndNameAgree) {
  const MeterState state{MeterState::Flag::set, MeterState::Mode::prepayment, MeterState::Status::suspended, true};
  EXPECT_EQ(MeterState::name(state.number()), "set prepayment suspended waiting");
  EXPECT_EQ(MeterState::name(MeterState{}.number()), clear_meter);
}

}  // namespace
}  // namespace hallmark::run
