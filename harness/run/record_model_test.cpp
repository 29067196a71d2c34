#include "harness/run/record_model.h"

#include <gtest/gtest.h>

namespace hallmark::run {
namespace {

ModelCoverage sample() {
  ModelCoverage made;
  made.states = {{"set credit commissioned empty", 3}};
  made.transitions = {{{"clear credit commissioned empty", "ssi set-restricted", "set credit commissioned empty"}, 2}};
  made.cells = {{{"4.1.1", "ESME", "set"}, {0, 5, 0}}, {{"4.1.1", "ESME", "clear"}, {4, 0, 4}}};
  made.alerts = {{{"8F0A", "set"}, {2, 1}}};
  made.operations = {{"drain", {7, 7}}};
  return made;
}

TEST(ModelCoverage, ComesBackAsItWasWritten) {
  EXPECT_EQ(model_coverage_from_json(to_json(sample())), sample());
  EXPECT_EQ(model_coverage_from_json(to_json(ModelCoverage{})), ModelCoverage{});
}

TEST(ModelCoverage, ThoseOfShardsAddUp) {
  auto twice = sample();
  twice.add(sample());
  EXPECT_EQ(twice.states.at("set credit commissioned empty"), 6);
  EXPECT_EQ(twice.transitions.begin()->second, 4);
  EXPECT_EQ((twice.cells.at({"4.1.1", "ESME", "clear"})), (ModelCoverage::Outcomes{8, 0, 8}));
  EXPECT_EQ((twice.alerts.at({"8F0A", "set"})), (ModelCoverage::Deliveries{4, 2}));
  EXPECT_EQ(twice.operations.at("drain"), (ModelCoverage::Uses{14, 14}));
}

TEST(ModelCoverage, AForgedOneIsRefused) {
  const auto refused = [](const char* path, const nlohmann::ordered_json& value) {
    auto json = to_json(sample());
    json[nlohmann::ordered_json::json_pointer(path)] = value;
    EXPECT_THROW(model_coverage_from_json(json), std::runtime_error) << path << ' ' << value;
  };
  refused("/states", nlohmann::ordered_json::array());
  refused("/states/set credit commissioned empty", -1);
  refused("/cells/4.1.1/ESME/set", {1, 2});
  refused("/alerts/8F0A", 3);
  refused("/operations/drain", {1, "2"});
  EXPECT_THROW(model_coverage_from_json(3), std::runtime_error);
}

}  // namespace
}  // namespace hallmark::run
