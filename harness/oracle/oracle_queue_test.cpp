// What was asked before the flag and comes after: in flight, future-dated, scheduled; and what a clear brings back.
#include <gtest/gtest.h>

#include "harness/oracle/oracle_queue_scene.h"

namespace hallmark::oracle {
namespace {

using spec::Level;

constexpr const char* canary = "00112233445566778899aabbccddeeff";
bool is_remarked(const Scene& scene, const std::string& point, const std::string& text) {
  const auto all = scene.world.remarks();
  return std::find(all.begin(), all.end(), Remark{"open-point", point, text}) != all.end();
}

TEST(InFlight, AnswerMayComeOnceOrNot) {
  for (const bool delivered : {true, false}) {
    Scene scene;
    const auto asked = scene.request("4.1.1", scene.all.esme);
    scene.submit(asked, "I99");
    scene.drain(commands(asked, {scene.all.esme}));
    scene.set(scene.all.esme);
    scene.drain();
    scene.answer_from_device(asked, canary);
    const auto first = scene.drain(delivered ? later(asked, "I0", canary) : observation::Effects{});
    EXPECT_FALSE(demands<PayloadWithheld>(first));
    ASSERT_TRUE(one<DeliveredAtMost>(first));
    EXPECT_EQ(one<DeliveredAtMost>(first)->condition.times, 1);
    EXPECT_EQ(one<DeliveredAtMost>(first)->level, Level::must);
    EXPECT_EQ(one<DeliveredAtMost>(scene.drain())->condition.times, delivered ? 0 : 1);
    EXPECT_TRUE(is_remarked(scene, "in-flight-response", delivered ? "deliver" : "withhold"));
  }
}

/// Nobody is held to anything about a top-up, and what the profile permits is answered as ever.
TEST(InFlight, AnswerToWhatIsNotForbiddenIsNotAskedAbout) {
  for (const std::string srv : {"2.2", "11.2"}) {
    Scene scene(declaring("in-flight-response", "withhold"));
    const auto asked = scene.request(srv, scene.all.esme);
    scene.submit(asked, "I99");
    scene.drain(commands(asked, {scene.all.esme}));
    scene.set(scene.all.esme);
    scene.drain();
    scene.answer_from_device(asked, canary);
    const auto expectation = scene.drain(later(asked, "I0", canary));
    EXPECT_FALSE(demands<PayloadWithheld>(expectation)) << srv;
    EXPECT_FALSE(demands<DeliveredAtMost>(expectation)) << srv;
    EXPECT_FALSE(is_remarked(scene, "in-flight-response", "deliver")) << srv;
  }
}

TEST(InFlight, DeclaredAnswerIsAShould) {
  Scene scene(declaring("in-flight-response", "withhold"));
  const auto asked = scene.request("4.1.1", scene.all.esme);
  scene.submit(asked, "I99");
  scene.drain(commands(asked, {scene.all.esme}));
  scene.set(scene.all.esme);
  scene.answer_from_device(asked, canary);
  const auto withheld = one<PayloadWithheld>(scene.drain());
  ASSERT_TRUE(withheld);
  EXPECT_EQ(withheld->level, Level::should);
  EXPECT_EQ(withheld->ids, Ids{"choices.as-declared"});
}

TEST(FutureDated, DueWhileRestrictedIsNeverSent) {
  for (const bool gas : {false, true}) {
    Scene scene;
    const auto& device = gas ? scene.all.gpf : scene.all.esme;
    const auto asked = future_dated(scene, device);
    scene.submit(asked, "I99");
    scene.drain();
    scene.set(gas ? scene.all.gsme : scene.all.esme);
    EXPECT_FALSE(demands<NoCommandFor>(scene.drain())) << "it may have been sent before the set";
    wait(scene, 2 * hour);
    const auto none = one<NoCommandFor>(scene.drain());
    ASSERT_TRUE(none);
    EXPECT_EQ(none->condition.request_id, asked.reading.request_id);
    EXPECT_EQ(none->level, Level::must);
    EXPECT_EQ(none->ids, (Ids{"mp169.allow-list", "mp169.consumption-never-leaves"}));
  }
}

TEST(FutureDated, HiddenAnswerIsDropped) {
  Scene scene;
  const auto asked = future_dated(scene, scene.all.esme);
  scene.submit(asked, "I99");
  scene.drain();
  scene.set(scene.all.esme);
  scene.drain();
  scene.answer_from_device(asked, canary);
  const auto withheld = one<PayloadWithheld>(scene.drain());
  ASSERT_TRUE(withheld);
  EXPECT_EQ(withheld->level, Level::must);
  EXPECT_EQ(withheld->ids, Ids{"mp169.nothing-comes-back"});
}

/// Future-dated, overtaken, due, and cleared: the demands of the drain before due, after due, and after the clear.
struct Overtaken {
  explicit Overtaken(const std::string& token)
      : scene(declaring("queued-request-when-set", token)), asked(future_dated(scene, scene.all.esme)) {
    scene.submit(asked, "I99");
    scene.drain();
    scene.set(scene.all.esme);
    before_due = scene.drain();
    wait(scene, 2 * hour);
    after_due = scene.drain();
    scene.clear(scene.all.esme);
    at_clear = scene.drain();
    wait(scene, hour);
    after_clear = scene.drain();
  }
  Scene scene;
  scenario::Submit asked;
  Expectation before_due, after_due, at_clear, after_clear;
};

TEST(FutureDated, IsHeldToTheDeclaredAnswer) {
  Overtaken cancelled("cancel-now");
  EXPECT_FALSE(demands<NoRefusalOf>(cancelled.before_due));
  EXPECT_TRUE(demands<NoRefusalOf>(cancelled.after_due));
  EXPECT_FALSE(one<CommandSent>(cancelled.at_clear)->condition.sent);
  Overtaken rejected("reject-when-due");
  EXPECT_TRUE(demands<NoRefusalOf>(rejected.before_due));
  EXPECT_FALSE(demands<NoRefusalOf>(rejected.after_due));
  EXPECT_FALSE(one<CommandSent>(rejected.after_clear)->condition.sent);
  Overtaken held("hold-until-cleared");
  EXPECT_TRUE(demands<NoRefusalOf>(held.before_due));
  EXPECT_TRUE(demands<NoRefusalOf>(held.after_due));
  EXPECT_FALSE(demands<CommandSent>(held.at_clear)) << "it need not come in the same breath";
  ASSERT_TRUE(one<CommandSent>(held.after_clear));
  EXPECT_TRUE(one<CommandSent>(held.after_clear)->condition.sent);
  EXPECT_EQ(one<CommandSent>(held.after_clear)->level, Level::must);
}

TEST(FutureDated, AnswerSeenIsRemarked) {
  for (const int when : {0, 1, 2}) {
    Scene scene;
    const auto asked = future_dated(scene, scene.all.esme);
    scene.submit(asked, "I99");
    scene.drain();
    scene.set(scene.all.esme);
    scene.drain(when == 0 ? later(asked, "E5", "") : observation::Effects{});
    wait(scene, 2 * hour);
    scene.drain(when == 1 ? later(asked, "E5", "") : observation::Effects{});
    scene.clear(scene.all.esme);
    scene.drain(when == 2 ? commands(asked, {scene.all.esme}) : observation::Effects{});
    const Ids answers = {"cancel-now", "reject-when-due", "hold-until-cleared"};
    for (int token = 0; token < 3; ++token) {
      EXPECT_EQ(
          is_remarked(scene, "queued-request-when-set", answers[static_cast<std::size_t>(token)] + " (future-dated)"),
          token == when);
    }
  }
}

TEST(FutureDated, ThatNeverWasSentWithoutTheFlagIsUndecided) {
  Scene scene;
  scene.submit(future_dated(scene, scene.all.esme), "E5");
  EXPECT_TRUE(demands<Undecided>(scene.world.close()));
}

TEST(FutureDated, OfALostSupplierIsOnlyShown) {
  for (const bool runs : {true, false}) {
    Scene scene;
    const auto asked = future_dated(scene, scene.all.esme);
    scene.submit(asked, "I99");
    scene.drain();
    scene.take(scenario::Registration{scene.all.import_mpan, "change-of-supplier", scene.all.other_user}, done);
    wait(scene, 2 * hour);
    const auto expectation = scene.drain(runs ? commands(asked, {scene.all.esme}) : observation::Effects{});
    EXPECT_FALSE(demands<CommandsLike>(expectation));
    EXPECT_TRUE(is_remarked(scene, "queued-request-of-a-lost-supplier", runs ? "run" : "drop"));
  }
}

/// A daily schedule of consumption made before the flag.
struct Scheduled {
  explicit Scheduled(observation::Statement statement = full_statement()) : scene(std::move(statement)) {
    made = scene.request("5.1", scene.all.esme);
    made.reading.scheduled_srv = "4.6.1";
    auto answer = responded("I0", "DSPScheduleID");
    std::get<observation::Responded>(std::get<observation::Answered>(answer).answer).response.reading.schedule_id =
        "17";
    scene.take(made, answer);
    scene.drain();
    scene.set(scene.all.esme);
    scene.drain();
  }
  observation::Effects runs(int count) const {
    observation::Effects effects;
    for (int i = 0; i < count; ++i)
      effects.to_devices.push_back({scene.all.esme, "run" + std::to_string(i), "4.6.1", "17", {}});
    return effects;
  }
  Scene scene;
  scenario::Submit made;
};

TEST(Schedule, RunsNothingWhileRestricted) {
  Scheduled scheduled;
  wait(scheduled.scene, 3 * day);
  const auto none = one<RunsOf>(scheduled.scene.drain());
  ASSERT_TRUE(none);
  EXPECT_EQ(none->condition.at_most, 0);
  EXPECT_EQ(none->condition.schedule_id, "17");
  EXPECT_EQ(none->level, Level::must);
  EXPECT_EQ(none->ids, (Ids{"mp169.allow-list", "mp169.consumption-never-leaves"}));
}

TEST(Schedule, AfterTheClearSendsNoRunTwice) {
  Scheduled scheduled;
  auto& scene = scheduled.scene;
  wait(scene, 2 * day);
  scene.drain();
  scene.clear(scene.all.esme);
  scene.drain();
  wait(scene, 3 * day);
  const auto runs = one<RunsOf>(scene.drain(scheduled.runs(3)));
  ASSERT_TRUE(runs);
  EXPECT_EQ(runs->condition.at_most, 6);
  EXPECT_EQ(runs->level, Level::must);
  EXPECT_EQ(runs->ids, Ids{"mp169.clear-restores"});
  EXPECT_EQ(all_of<RunsOf>(scene.drain()).front().condition.at_most, 3) << "those seen are spent";
  EXPECT_TRUE(is_remarked(scene, "schedule-after-clear", "resume"));
}

TEST(Schedule, AfterTheClearIsHeldToTheDeclaredAnswer) {
  for (const std::string token : {"resume", "gone"}) {
    Scheduled scheduled(declaring("schedule-after-clear", token));
    auto& scene = scheduled.scene;
    scene.clear(scene.all.esme);
    scene.drain();
    wait(scene, 4 * day);
    const auto runs = all_of<RunsOf>(scene.drain());
    ASSERT_EQ(runs.size(), 2U);
    EXPECT_EQ(runs[1].condition.at_least, token == "resume" ? 1 : 0);
    EXPECT_EQ(runs[1].condition.at_most > 0, token == "resume");
    EXPECT_EQ(runs[1].ids, Ids{"choices.as-declared"});
  }
}

TEST(AnyRoute, NamesNoRejectedServiceRequestToARestrictedMeterOrItsProxy) {
  Scene scene;
  scene.set(scene.all.gsme);
  EXPECT_FALSE(demands<NoCommandNaming>(scene.drain())) << "what came before the set may still be on its way";
  const auto demanded = all_of<NoCommandNaming>(scene.drain());
  ASSERT_EQ(demanded.size(), 2U);
  for (const auto& each : demanded) EXPECT_EQ(each.level, each.condition.bound.judged);
  EXPECT_EQ(demanded.front().condition.bound, (Bound{Level::must, Level::must}));
  EXPECT_EQ(demanded.back().condition.bound, (Bound{Level::should, Level::should}));
  const auto& routes = *demanded.front().condition.routes;
  for (const auto& device : {scene.all.gsme, scene.all.gpf}) {
    EXPECT_EQ(routes.find(device, "4.1.1"), (Bound{Level::must, Level::must}));
    EXPECT_FALSE(routes.find(device, "11.2"));
  }
  EXPECT_FALSE(routes.find(scene.all.esme, "4.1.1")) << "whose flag is not set";
  EXPECT_FALSE(routes.find("no device", "4.1.1"));
  scene.clear(scene.all.gsme);
  EXPECT_FALSE(demands<NoCommandNaming>(scene.drain()));
}

TEST(AnyRoute, IsClosedToWhatIsRestrictedFromTheStart) {
  Scene scene;
  for (auto& device : scene.all.estate.devices) device.restricted = device.id == scene.all.esme;
  scene.reset();
  const auto demanded = all_of<NoCommandNaming>(scene.drain());
  ASSERT_EQ(demanded.size(), 2U);
  EXPECT_EQ(demanded.front().condition.routes->find(scene.all.esme, "4.1.1"), (Bound{Level::must, Level::must}));
}

TEST(AfterTheClear, RequestsBehaveAsIfTheFlagHadNeverBeenSet) {
  Scene scene;
  const auto before = scene.request("4.1.1", scene.all.esme);
  scene.submit(before, "I99");
  scene.drain(commands(before, {scene.all.esme}));
  scene.reset();
  scene.set(scene.all.esme);
  scene.clear(scene.all.esme);
  const auto asked = scene.request("4.1.1", scene.all.esme);
  const auto like = one<AnsweredLike>(scene.submit(asked, "I99"));
  ASSERT_TRUE(like);
  EXPECT_EQ(like->level, Level::must);
  EXPECT_EQ(like->ids, Ids{"mp169.clear-restores"});
  const auto sent = one<CommandsLike>(scene.drain());
  ASSERT_TRUE(sent);
  EXPECT_EQ(sent->condition.devices, Ids{scene.all.esme});
}

TEST(AfterTheClear, DataOfTheRestrictedTimeIsOnlyShown) {
  for (const bool inside : {true, false}) {
    Scene scene;
    auto before = scene.request("4.8.1", scene.all.esme);
    scene.submit(before, "I99");
    scene.drain(commands(before, {scene.all.esme}));
    scene.reset();
    scene.set(scene.all.esme);
    wait(scene, day);
    scene.clear(scene.all.esme);
    auto asked = scene.request("4.8.1", scene.all.esme);
    const auto start = scene.all.estate.now;
    asked.reading.log_period =
        inside ? std::pair(start + hour, start + 2 * hour) : std::pair(start + -day, start + -hour);
    EXPECT_EQ(demands<AnsweredLike>(scene.submit(asked, "E5")), !inside);
    scene.drain();
    EXPECT_EQ(is_remarked(scene, "data-of-the-restricted-time", "refused"), inside);
  }
}

}  // namespace
}  // namespace hallmark::oracle
