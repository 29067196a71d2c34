#include "harness/implementations/miniature/miniatures.h"

#include <gtest/gtest.h>

#include "harness/adaptor/in_process.h"
#include "harness/implementations/reference_scene.h"

namespace hallmark::implementations {
namespace {

TEST(Catalogue, MakesEveryNameItGives) {
  ASSERT_FALSE(names().empty());
  for (const auto& name : names()) {
    const auto make = maker(name, real_facts(), real_profile(), real_validator());
    ASSERT_TRUE(make) << name;
    const auto observation = make()->exchange(scenario::Initialize{"5.1"});
    const auto* answer = observation::answer<observation::Initialized>(observation);
    ASSERT_NE(answer, nullptr) << name;
    EXPECT_TRUE(observation::claims(answer->statement, "restricted-mode"));
  }
}

TEST(Catalogue, MakesNothingOfAnotherName) {
  for (const char* name : {"", "miniature", "Reference", "miniature/accepts-all "})
    EXPECT_FALSE(maker(name, real_facts(), real_profile(), real_validator())) << name;
}

TEST(AcceptsAll, PassesOnWhatTheFlagForbids) {
  Scene scene("miniature/accepts-all");
  EXPECT_TRUE(scene.set(scene.all.esme).accepted);
  EXPECT_TRUE(scene.is_restricted(scene.all.esme));
  const auto asked = scene.request("4.1.1", scene.all.esme);
  EXPECT_EQ(scene.code_of(asked), "I99");
  EXPECT_EQ(scene.drain().to_devices.size(), 1U);
  scene.answer(asked, scene.all.esme);
  const auto effects = scene.drain();
  ASSERT_EQ(effects.to_users.size(), 1U);
  EXPECT_EQ(effects.to_users[0].user, asked.user);
  EXPECT_EQ(effects.to_users[0].document.reading.payload, Scene::payload(scene.all.esme, asked.user));
}

TEST(AcceptsAll, HandsOverWhatEachCommandVariantAsksFor) {
  Scene scene("miniature/accepts-all");
  scene.set(scene.all.esme);
  EXPECT_EQ(scene.submit(scene.request("4.1.1", scene.all.esme, 2)).content, "LocalCommand");
  EXPECT_EQ(scene.submit(scene.request("4.1.1", scene.all.esme, 3)).content, "LocalCommand");
  EXPECT_EQ(scene.submit(scene.request("2.1", scene.all.esme, 4)).content, "PreCommand");
  EXPECT_EQ(scene.submit(scene.request("5.1", scene.all.esme, 8)).content, "DSPScheduleID");
  EXPECT_EQ(scene.submit(scene.request("8.4", scene.all.esme, 8)).code, "I0");
}

TEST(AcceptsAll, TakesASetFromAnybody) {
  Scene scene("miniature/accepts-all");
  EXPECT_TRUE(scene.ssi(scene.all.other_user, "set-restricted", scene.all.esme).accepted);
  EXPECT_TRUE(scene.ssi(scene.all.other_user, "read", scene.all.esme).restricted.value_or(false));
  EXPECT_TRUE(scene.ssi(scene.all.other_user, "clear-restricted", scene.all.esme).accepted);
  EXPECT_FALSE(scene.ssi(scene.all.other_user, "read", scene.all.esme).restricted.value_or(true));
}

TEST(AcceptsAll, KeepsNothingPastAReset) {
  Scene scene("miniature/accepts-all");
  scene.set(scene.all.esme);
  const auto asked = scene.request("4.1.1", scene.all.esme);
  scene.submit(asked);
  scene.reset();
  EXPECT_FALSE(scene.is_restricted(scene.all.esme));
  scene.answer(asked, scene.all.esme);
  EXPECT_EQ(scene.drain(), observation::Effects{});
}

TEST(RefusesAll, RefusesEveryRequestAndSideCall) {
  Scene scene("miniature/refuses-all");
  EXPECT_TRUE(std::holds_alternative<observation::Refused>(scene.ask(scene.request("4.1.1", scene.all.esme))));
  for (const char* action : {"set-restricted", "clear-restricted", "read"})
    EXPECT_FALSE(scene.ssi(scene.all.import_supplier, action, scene.all.esme).accepted);
  EXPECT_EQ(scene.drain(), observation::Effects{});
}

TEST(Crashes, ThrowsAtTheFirstRequestAndNotBefore) {
  Scene scene("miniature/crashes");
  EXPECT_NO_THROW(scene.drain());
  EXPECT_THROW(scene.ask(scene.request("4.1.1", scene.all.esme)), std::runtime_error);
  EXPECT_THROW(scene.set(scene.all.esme), std::runtime_error);
}

TEST(Crashes, IsACrashToWhoGuardsIt) {
  Scene scene("miniature/crashes");
  adaptor::InProcess guarded(crashes);
  guarded.exchange(scenario::Initialize{"5.1"});
  const auto observation = guarded.exchange(scene.request("4.1.1", scene.all.esme));
  EXPECT_TRUE(std::holds_alternative<observation::Crashed>(observation));
}

}  // namespace
}  // namespace hallmark::implementations
