// duis/deviations and restricted/bypass: what they are made of, and whom they catch.
#include <gtest/gtest.h>

#include <map>
#include <memory>
#include <set>

#include "suites/duis/deviant.h"
#include "suites/duis/deviations.h"
#include "suites/restricted/bypass.h"
#include "suites/suites_scene.h"

namespace hallmark::suites {
namespace {

using observation::Observation;

std::string deviation_of(const run::Case& each) {
  const auto since = each.id.rfind('/') + 1;
  return each.id.substr(since, each.id.find('.') - since);
}

/// The deviant request in a half.
const scenario::Submit* deviant_in(const std::vector<scenario::Stimulus>& half) {
  for (const auto& stimulus : half) {
    const auto* submit = std::get_if<scenario::Submit>(&stimulus);
    if (submit != nullptr && submit->reading.deviation) return submit;
  }
  return nullptr;
}

/// A type of one fixed length stands in no sample, so nothing there can have the wrong one.
TEST(DeviationCases, CoverEveryDeviation) {
  const auto suite = deviations(built().material);
  std::map<std::string, int> cases;
  for (const auto& each : suite.cases) ++cases[deviation_of(each)];
  ASSERT_EQ(suite.not_run.size(), 1U);
  EXPECT_EQ(suite.not_run[0].case_id, "duis/deviations/wrong_length.no_request");
  const auto all = generator::all_deviations();
  EXPECT_EQ(cases.size() + suite.not_run.size(), all.size());
  for (const auto& deviation : all) {
    const bool of_any = deviation.layer == "well-formedness" || deviation.layer == "hostile";
    if (deviation.name == "wrong_length") continue;
    EXPECT_GE(cases[deviation.name], of_any ? 5 : 1) << deviation.name;
  }
}

/// What is to be refused for its form is so in the eyes of the validator, whatever the seed.
TEST(DeviationCases, OfTheSchemaAreInvalid) {
  std::set<std::string> refused;
  for (const auto& deviation : generator::schema_deviations()) {
    if (deviation.fate == generator::Fate::refused) refused.insert(deviation.name);
  }
  for (const auto& each : deviations(built().material).cases) {
    if (!refused.contains(deviation_of(each))) continue;
    const auto trials = each.trials(3);
    const auto* deviant = deviant_in(trials.front().restricted);
    EXPECT_TRUE(built().validator.check(deviant->duis)) << each.id;
  }
}

TEST(DeviationCases, ReplayAfterTheRequestThatIsReplayed) {
  for (const auto& each : deviations(built().material).cases) {
    if (deviation_of(each) != "replayed_request_id") continue;
    const auto trials = each.trials(3);
    const auto* deviant = deviant_in(trials.front().restricted);
    const auto* first = probe_of(trials.front().restricted, deviant->reading.request_id);
    ASSERT_NE(first, nullptr) << each.id;
    EXPECT_FALSE(first->reading.deviation) << each.id;
    EXPECT_NE(first, deviant) << each.id;
  }
}

TEST(DeviationCases, SubmitTheDeviantRequestAndThePlainOneWhereBothMeanTheSame) {
  std::map<std::string, generator::Fate> fates;
  for (const auto& deviation : generator::all_deviations()) fates[deviation.name] = deviation.fate;
  for (const auto& each : deviations(built().material).cases) {
    const auto trials = each.trials(11);
    ASSERT_FALSE(trials.empty()) << each.id;
    const auto& trial = trials.front();
    const auto* deviant = deviant_in(trial.restricted);
    ASSERT_NE(deviant, nullptr) << each.id;
    EXPECT_EQ(deviant->reading.deviation, deviation_of(each));
    EXPECT_EQ(deviant->reading.request_id, trial.restricted_probe);
    const bool equivalent = fates.at(deviation_of(each)) == generator::Fate::equivalent;
    EXPECT_EQ(!trial.clear.empty(), equivalent) << each.id;
    if (!equivalent) continue;
    const auto* plain = probe_of(trial.clear, trial.clear_probe);
    ASSERT_NE(plain, nullptr) << each.id;
    EXPECT_EQ(plain->reading.devices, deviant->reading.devices) << each.id;
    EXPECT_FALSE(plain->reading.deviation) << each.id;
  }
}

TEST(DeviationCases, AreAFunctionOfTheSeed) {
  for (const auto& each : deviations(built().material).cases) {
    if (deviation_of(each).starts_with("huge")) continue;
    EXPECT_EQ(each.trials(5).front().restricted, each.trials(5).front().restricted) << each.id;
  }
}

TEST(Bypass, TriesEverySpellingOfEveryRequestForConsumption) {
  const auto suite = bypass(built().material);
  std::map<std::string, std::set<std::string>> spelt;
  for (const auto& each : suite.cases) spelt[deviation_of(each)].insert(each.axes.srv + ' ' + each.axes.device_type);
  std::set<std::string> rejected;
  for (const auto& service : built().facts.service_requests) {
    for (const auto& type : service.sensitive_device_types) {
      const auto* row = built().profile.find(service.variant, type);
      if (row->expect == spec::Permission::reject) rejected.insert(service.variant + ' ' + type);
    }
  }
  EXPECT_GE(rejected.size(), 20U);
  for (const auto& deviation : generator::all_deviations()) {
    if (deviation.fate == generator::Fate::equivalent) {
      EXPECT_EQ(spelt[deviation.name], rejected) << deviation.name;
    }
  }
  EXPECT_EQ(spelt.at("external_entity").size(), 1U);
  EXPECT_EQ(spelt.at("wrong_service").size(), 1U);
  EXPECT_FALSE(spelt.contains("role_not_eligible"));
}

/// A filter before a DSP that looks for rejected requests in the bytes, as they are usually spelt, and hands whatever
/// it does not find to a DSP that knows of no flag.
class LooksAtBytes : public adaptor::Adaptor {
 public:
  Observation exchange(const scenario::Stimulus& stimulus) override {
    if (std::holds_alternative<scenario::Ssi>(stimulus)) return filtered_->exchange(stimulus);
    if (const auto* submit = std::get_if<scenario::Submit>(&stimulus)) {
      const bool found = submit->duis.find("<sr:ServiceReferenceVariant>4.1.1<") != std::string::npos &&
                         submit->duis.find(submit->reading.request_id + "</sr:RequestID>") != std::string::npos;
      return (found ? filtered_ : open_)->exchange(stimulus);
    }
    auto observation = open_->exchange(stimulus);
    const auto other = filtered_->exchange(stimulus);
    auto* answered = std::get_if<observation::Answered>(&observation);
    const auto* more = observation::answer<observation::Drained>(other);
    if (more == nullptr) return observation;
    auto& effects = std::get<observation::Drained>(answered->answer).effects;
    const auto append = [](auto& to, const auto& from) { to.insert(to.end(), from.begin(), from.end()); };
    append(effects.to_devices, more->effects.to_devices);
    append(effects.to_users, more->effects.to_users);
    append(effects.to_csp, more->effects.to_csp);
    return observation;
  }

 private:
  std::unique_ptr<adaptor::Adaptor> filtered_ = built().implementation();
  std::unique_ptr<adaptor::Adaptor> open_ = built().implementation();
};

/// Outcomes by deviation, of the cases about a 4.1.1 of an ESME.
std::map<std::string, verdict::Outcome> outcomes(std::unique_ptr<adaptor::Adaptor> adaptor) {
  run::Session session(std::move(adaptor), built().rules);
  std::map<std::string, verdict::Outcome> found;
  for (const auto& each : bypass(built().material).cases) {
    if (each.id.ends_with(".srv_4_1_1.esme")) found[deviation_of(each)] = session.play(each).row.verdict.outcome;
  }
  return found;
}

TEST(Bypass, CatchesAFilterThatLooksAtBytes) {
  const auto careless = outcomes(std::make_unique<LooksAtBytes>());
  for (const auto* spelling :
       {"comment_in_variant", "cdata_in_variant", "character_reference_in_variant", "other_prefix", "default_namespace",
        "lower_case_target", "mixed_case_target", "white_space_around_request_id"}) {
    EXPECT_EQ(careless.at(spelling), verdict::Outcome::fail) << spelling;
  }
  EXPECT_EQ(careless.at("processing_instruction"), verdict::Outcome::pass);
  for (const auto& [spelling, outcome] : outcomes(built().implementation())) {
    EXPECT_EQ(outcome, verdict::Outcome::pass) << spelling;
  }
}

}  // namespace
}  // namespace hallmark::suites
