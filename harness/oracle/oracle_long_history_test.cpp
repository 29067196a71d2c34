// What the observer lets go of in a long history, and what it still holds an implementation to.
#include <gtest/gtest.h>

#include "harness/oracle/oracle_scene.h"

namespace hallmark::oracle {
namespace {

constexpr const char* canary = "00112233445566778899aabbccddeeff";
constexpr int many = 200;

/// A request that is carried out: acknowledged, sent, answered, delivered.
scenario::Submit carried_out(Scene& scene, const std::string& srv = "6.2.4") {
  const auto asked = scene.request(srv, scene.all.esme);
  scene.submit(asked, "I99");
  scene.drain(commands(asked, {scene.all.esme}));
  scene.answer_from_device(asked, canary);
  scene.drain(later(asked, "I0", canary));
  return asked;
}

TEST(PastRequests, AreKnownByTheirIds) {
  PastRequests past;
  EXPECT_EQ(past.find("0"), nullptr);
  for (int i = 0; i < 100'000; ++i) past.add(std::to_string(i), {i % 2 == 0 ? "u1" : "u2", "4.1.1", i % 3 == 0});
  EXPECT_EQ(past.size(), 100'000U);
  for (int i = 0; i < 100'000; ++i) {
    const auto* found = past.find(std::to_string(i));
    ASSERT_NE(found, nullptr) << i;
    ASSERT_EQ(*found, (PastRequest{i % 2 == 0 ? "u1" : "u2", "4.1.1", i % 3 == 0})) << i;
    ASSERT_EQ(past.find("x" + std::to_string(i)), nullptr) << i;
  }
  past.add("7", {"u3", "6.11", false});
  EXPECT_EQ(past.size(), 100'000U);
  EXPECT_EQ(past.find("7")->user, "u3");
}

TEST(LongHistory, LetsGoOfWhatIsSettled) {
  Scene scene;
  const auto first = carried_out(scene);
  const auto silent = scene.request("6.2.4", scene.all.esme);
  scene.submit(silent, "I99");
  auto schedule = scene.request("5.1", scene.all.esme);
  schedule.reading.scheduled_srv = "4.6.1";
  scene.submit(schedule, "I0", "DSPScheduleID");
  for (int i = 0; i < many; ++i) carried_out(scene);
  EXPECT_LT(scene.world.transactions().size(), many / 2U);
  EXPECT_FALSE(scene.world.transactions().contains(first.reading.request_id));
  ASSERT_NE(scene.world.past().find(first.reading.request_id), nullptr);
  EXPECT_EQ(scene.world.past().find(first.reading.request_id)->user, first.user);
  EXPECT_TRUE(scene.world.transactions().contains(silent.reading.request_id)) << "its device may yet answer";
  EXPECT_TRUE(scene.world.transactions().contains(schedule.reading.request_id)) << "it will run";
  EXPECT_FALSE(demands<NothingForPast>(scene.drain())) << "nothing was refused";
}

/// What is looked for in documents goes with what is watched, and not before.
TEST(LongHistory, StillKnowsThePayloadOfWhatIsWatched) {
  Scene scene;
  auto schedule = scene.request("5.1", scene.all.esme);
  schedule.reading.scheduled_srv = "4.6.1";
  scene.submit(schedule, "I0", "DSPScheduleID");
  scene.answer_from_device(schedule, canary);
  const auto watched = [&]() -> const Transaction& {
    return scene.world.transactions().at(schedule.reading.request_id);
  };
  for (int i = 0; i < many; ++i) {
    const auto other = scene.request("6.2.4", scene.all.esme);
    scene.submit(other, "I99");
    scene.drain(commands(other, {scene.all.esme}));
    const auto number = std::to_string(100000 + i);
    scene.answer_from_device(other, "00112233445566778899aabbcc" + number);
    scene.drain();
  }
  EXPECT_EQ(watched().deliveries, 0);
  scene.drain(later(schedule, "I0", canary));
  EXPECT_EQ(watched().deliveries, 1);
}

TEST(LongHistory, IsOfBoundedSizeEvenWhereNothingIsEverAnswered) {
  Scene scene;
  for (int i = 0; i < 5000; ++i) {
    scene.submit(scene.request("6.2.4", scene.all.esme), "I99");
    if (i % 1000 == 999) scene.drain();
  }
  EXPECT_LE(scene.world.transactions().size(), 4096U);
  EXPECT_EQ(scene.world.transactions().size() + scene.world.past().size(), 5000U);
}

TEST(LongHistory, HoldsWhatWasRefusedForGood) {
  Scene scene;
  scene.set(scene.all.esme);
  const auto refused = scene.request("4.1.1", scene.all.esme);
  scene.submit(refused, "E5");
  for (int i = 0; i < many; ++i) carried_out(scene);
  ASSERT_FALSE(scene.world.transactions().contains(refused.reading.request_id));
  const auto later_on = one<NothingForPast>(scene.drain());
  ASSERT_TRUE(later_on);
  EXPECT_EQ(later_on->level, spec::Level::must);
  EXPECT_TRUE(later_on->condition.past->find(refused.reading.request_id)->refused_by_flag);
  scene.clear(scene.all.esme);
  EXPECT_TRUE(demands<NothingForPast>(scene.drain())) << "nor after the flag is cleared";
  scene.submit(refused, "I99");
  EXPECT_TRUE(one<NothingForPast>(scene.drain())->condition.but.hold(refused.reading.request_id))
      << "but where that RequestID was asked again";
}

TEST(LongHistory, KeepsTheQuestionsOfAClearHalf) {
  Scene scene;
  carried_out(scene, "4.1.1");
  for (int i = 0; i < many; ++i) carried_out(scene);
  scene.reset();
  scene.set(scene.all.esme);
  const auto asked = scene.request("4.1.1", scene.all.esme);
  EXPECT_TRUE(demands<ToldFromFault>(scene.submit(asked, "E5"))) << "which was accepted without the flag";
}

}  // namespace
}  // namespace hallmark::oracle
