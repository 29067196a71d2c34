#include <gtest/gtest.h>

#include "harness/generator/deviation.h"
#include "harness/oracle/deviation_rules.h"
#include "harness/oracle/oracle_scene.h"

namespace hallmark::oracle {
namespace {

using spec::Level;

/// The request with that deviation, as if it had been made.
scenario::Submit deviant(Scene& scene, const std::string& name, const std::string& srv = "4.1.1") {
  auto submit = scene.request(srv, scene.all.esme);
  submit.reading.deviation = name;
  return submit;
}

/// Who makes deviations and who judges them say the same of each, from their own lists.
TEST(DeviationRules, AgreeWithWhoMakesDeviations) {
  for (const auto& deviation : generator::all_deviations()) {
    const auto rule = rule_of_deviation(deviation.name);
    const bool alike = rule.treatment == Treatment::alike;
    EXPECT_EQ(alike, deviation.fate == generator::Fate::equivalent) << deviation.name;
    EXPECT_EQ(rule.treatment == Treatment::refused, deviation.fate == generator::Fate::refused) << deviation.name;
    EXPECT_EQ(rule.hostile, deviation.layer == "hostile") << deviation.name;
    const bool of_meaning = deviation.layer == "semantics" || deviation.layer == "identity";
    EXPECT_EQ(rule.header_holds, alike || of_meaning) << deviation.name;
  }
}

TEST(DeviationRules, RefuseWhatNobodyKnows) {
  const auto rule = rule_of_deviation("no_such");
  EXPECT_EQ(rule.treatment, Treatment::refused);
  EXPECT_EQ(rule.level, Level::must);
  EXPECT_EQ(rule.requirement, "duis.invalid-refused");
}

TEST(DeviationRules, WantARefusalAndNothingDone) {
  Scene scene;
  const auto submit = deviant(scene, "truncated");
  const auto asked = scene.submit(submit, "E65");
  const auto refusal = one<NotCarriedOut>(asked);
  ASSERT_TRUE(refusal);
  EXPECT_EQ(refusal->level, Level::must);
  EXPECT_EQ(refusal->ids, Ids{"duis.invalid-refused"});
  EXPECT_FALSE(demands<ResponseMatches>(asked));
  EXPECT_FALSE(demands<NotRefusedAsMalformed>(asked));
  EXPECT_FALSE(demands<SafeFromHostileXml>(asked));
  scene.answer_from_device(submit, "0011");
  const auto drained = scene.drain();
  EXPECT_TRUE(demands<NoCommands>(drained));
  ASSERT_TRUE(one<NothingDelivered>(drained));
  EXPECT_EQ(one<NothingDelivered>(drained)->condition.canary, "0011");
}

TEST(DeviationRules, OnlyReportWhereTheSchemaIsNotClaimed) {
  observation::Statement statement;
  statement.facets = {"restricted-mode"};
  Scene scene(statement);
  EXPECT_EQ(one<NotCarriedOut>(scene.submit(deviant(scene, "truncated"), "I0"))->level, Level::report);
  EXPECT_EQ(one<NoCommands>(scene.drain())->level, Level::report);
  const auto hostile = scene.submit(deviant(scene, "external_entity"), "I0");
  EXPECT_EQ(one<SafeFromHostileXml>(hostile)->level, Level::must);
  EXPECT_EQ(one<NotCarriedOut>(hostile)->level, Level::report);
}

TEST(DeviationRules, NameTheRoleThatIsNotEligible) {
  Scene scene;
  const auto asked = scene.submit(deviant(scene, "role_not_eligible"), "I0");
  EXPECT_EQ(one<NotCarriedOut>(asked)->ids, Ids{"duis.role-eligible"});
  EXPECT_TRUE(demands<ResponseMatches>(asked));
}

/// Over the DUIS HTTP binding nothing but the request says who sends it.
TEST(DeviationRules, OnlyARequestForAnotherUserMayBeDeclined) {
  Scene scene;
  EXPECT_TRUE(scene.submit(deviant(scene, "originator_is_another_user"), "E2").may_be_declined);
  EXPECT_FALSE(scene.submit(deviant(scene, "truncated"), "E65").may_be_declined);
  EXPECT_FALSE(scene.submit(scene.request("4.1.1", scene.all.esme), "I99").may_be_declined);
}

TEST(DeviationRules, TreatAnotherSpellingLikeThePlainOne) {
  Scene scene;
  const auto plain = scene.request("4.1.1", scene.all.esme);
  scene.submit(plain, "I99");
  scene.drain(commands(plain, {scene.all.esme}));
  scene.reset();
  const auto asked = scene.submit(deviant(scene, "comment_in_variant"), "I99");
  const auto like = one<AnsweredLike>(asked);
  ASSERT_TRUE(like);
  EXPECT_EQ(like->level, Level::must);
  EXPECT_EQ(like->ids, Ids{"duis.valid-accepted"});
  const auto drained = scene.drain();
  ASSERT_TRUE(one<CommandsLike>(drained));
  EXPECT_EQ(one<CommandsLike>(drained)->condition.devices, Ids{scene.all.esme});
  EXPECT_FALSE(demands<NoCommands>(drained));
}

TEST(DeviationRules, AreUndecidedWhereThePlainOneIsRefused) {
  Scene scene;
  scene.submit(scene.request("4.1.1", scene.all.esme), "E5");
  scene.drain();
  scene.reset();
  const auto asked = scene.submit(deviant(scene, "comment_in_variant"), "E5");
  EXPECT_FALSE(demands<AnsweredLike>(asked));
  ASSERT_TRUE(one<Undecided>(asked));
  EXPECT_EQ(one<Undecided>(asked)->ids, Ids{"duis.valid-accepted"});
}

TEST(DeviationRules, DemandNothingOfWhatIsLeftOpen) {
  Scene scene;
  scene.submit(scene.request("4.1.1", scene.all.esme), "I99");
  const auto asked = scene.submit(deviant(scene, "replayed_request_id"), "I99");
  EXPECT_EQ(asked.demands.size(), 2U);
  EXPECT_TRUE(demands<DocumentsValid>(asked));
  EXPECT_TRUE(demands<ResponseMatches>(asked));
  EXPECT_FALSE(demands<NoCommands>(scene.drain()));
  const auto told = scene.world.remarks();
  ASSERT_EQ(told.size(), 1U);
  EXPECT_EQ(told[0].kind, "open-point");
  EXPECT_EQ(told[0].subject, "replayed-request-id");
  EXPECT_EQ(told[0].text, "accept");
}

/// No spelling takes a request past the flag.
TEST(DeviationRules, KeepTheProfileInForce) {
  Scene scene;
  scene.set(scene.all.esme);
  scene.drain();
  const auto same = deviant(scene, "lower_case_target");
  const auto asked = scene.submit(same, "I99");
  ASSERT_TRUE(one<NothingHandedOver>(asked));
  EXPECT_EQ(one<NothingHandedOver>(asked)->ids, (Ids{"mp169.allow-list", "mp169.consumption-never-leaves"}));
  EXPECT_TRUE(demands<RefusedByErrorCode>(asked));
  const auto drained = scene.drain();
  ASSERT_TRUE(one<NoCommandFor>(drained));
  EXPECT_EQ(one<NoCommandFor>(drained)->condition.devices, Ids{scene.all.esme});
  // What has no Response that could carry its refusal need not have one.
  const auto broken = scene.submit(deviant(scene, "truncated"), "E65");
  EXPECT_TRUE(demands<NothingHandedOver>(broken));
  EXPECT_FALSE(demands<RefusedByErrorCode>(broken));
  EXPECT_EQ(all_of<NoCommandFor>(scene.drain()).size(), 2U);
}

}  // namespace
}  // namespace hallmark::oracle
