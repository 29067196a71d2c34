// Open points: what the statement declares and what a case has shown.
#include "harness/oracle/open_point_answers.h"

#include <gtest/gtest.h>

#include "harness/oracle/oracle_scene.h"

namespace hallmark::oracle {
namespace {

using spec::Level;

TEST(Choices, LeaveEveryAnswerUntilOneIsDeclaredOrSeen) {
  Choices choices(real_facts());
  EXPECT_EQ(choices.narrowed("set-while-set", ""), std::nullopt);
  choices.saw("set-while-set", "", "refuse");
  choices.saw("set-while-set", "", "accept");
  EXPECT_EQ(choices.narrowed("set-while-set", ""), (Narrowed{"refuse", false})) << "the first one seen";
  choices.declare({{"set-while-set", "accept"}});
  EXPECT_EQ(choices.narrowed("set-while-set", ""), (Narrowed{"accept", true})) << "what is declared comes first";
}

TEST(Choices, NarrowPerKeyAndAreDeclaredForAll) {
  Choices choices(real_facts());
  choices.saw("other-alerts", "8F43", "deliver");
  EXPECT_EQ(choices.narrowed("other-alerts", "8F48"), std::nullopt);
  choices.declare({{"other-alerts", "withhold"}});
  EXPECT_EQ(choices.narrowed("other-alerts", "8F48"), (Narrowed{"withhold", true}));
}

TEST(Choices, OfWhichOnlyAReportIsMadeNeedNotBeAlike) {
  Choices choices(real_facts());
  choices.saw("in-flight-response", "", "deliver");
  EXPECT_EQ(choices.narrowed("in-flight-response", ""), std::nullopt);
  choices.declare({{"in-flight-response", "withhold"}});
  EXPECT_TRUE(choices.narrowed("in-flight-response", ""));
}

TEST(Choices, SayWhichDeclarationIsOfNoUse) {
  Choices choices(real_facts());
  choices.declare(
      {{"set-while-set", "perhaps"}, {"colour", "red"}, {"rejection-code", "E5"}, {"hub-exchange", "keep"}});
  EXPECT_EQ(choices.unusable(), (Ids{"the statement declares perhaps for set-while-set, which is none of its answers",
                                     "the statement declares red for colour, which is no open point"}));
  EXPECT_EQ(choices.narrowed("set-while-set", ""), std::nullopt);
}

TEST(Choices, KeepEveryAnswerSeenOnce) {
  Choices choices(real_facts());
  for (const auto* token : {"accept", "refuse", "accept"}) choices.saw("set-while-set", "", token);
  EXPECT_EQ(choices.seen(),
            (std::vector<Choices::Seen>{{"set-while-set", "", "accept"}, {"set-while-set", "", "refuse"}}));
}

TEST(Choice, DeclaredIsAMustAndSeenIsAShould) {
  for (const bool declared : {true, false}) {
    auto statement = full_statement();
    if (declared) statement.choices = {{"set-while-set", "refuse"}};
    Scene scene(statement);
    scene.set(scene.all.esme);
    const auto first = one<SsiAccepts>(scene.ssi(scene.all.import_supplier, "set-restricted", scene.all.esme, false));
    EXPECT_EQ(first.has_value(), declared);
    const auto again = one<SsiAccepts>(scene.set(scene.all.esme));
    ASSERT_TRUE(again);
    EXPECT_FALSE(again->condition.accepts);
    EXPECT_EQ(again->level, declared ? Level::must : Level::should);
    EXPECT_EQ(again->ids, Ids{declared ? "choices.as-declared" : "choices.one-answer"});
  }
}

TEST(Choice, SeenInOneHalfHoldsInTheNext) {
  Scene scene;
  scene.ssi(scene.all.import_supplier, "clear-restricted", scene.all.esme, false);
  scene.reset();
  const auto again = one<SsiAccepts>(scene.clear(scene.all.esme));
  ASSERT_TRUE(again);
  EXPECT_EQ(again->ids, Ids{"choices.one-answer"});
}

TEST(Choice, OfWhenASetHoldsIsPerAction) {
  auto statement = full_statement();
  statement.choices = {{"effective-when", "announced"}};
  statement.effective_within = "PT1H";
  Scene declared(statement);
  const auto announced = one<EffectiveAnnounced>(declared.set(declared.all.esme));
  ASSERT_TRUE(announced);
  EXPECT_TRUE(announced->condition.announced);
  EXPECT_EQ(announced->level, Level::must);
  Scene seen;
  EXPECT_FALSE(demands<EffectiveAnnounced>(seen.set(seen.all.esme)));
  EXPECT_FALSE(demands<EffectiveAnnounced>(seen.clear(seen.all.esme))) << "a clear is another action";
  EXPECT_FALSE(one<EffectiveAnnounced>(seen.set(seen.all.esme))->condition.announced);
}

TEST(Choice, IsRemarkedWithItsKey) {
  Scene scene;
  scene.set(scene.all.esme);
  scene.set(scene.all.esme);
  const auto remarks = scene.world.remarks();
  EXPECT_NE(std::find(remarks.begin(), remarks.end(), Remark{"open-point", "effective-when", "immediate (set)"}),
            remarks.end());
  EXPECT_NE(std::find(remarks.begin(), remarks.end(), Remark{"open-point", "set-while-set", "accept"}), remarks.end());
}

}  // namespace
}  // namespace hallmark::oracle
