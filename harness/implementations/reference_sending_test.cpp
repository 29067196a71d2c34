// What the reference does with what it has let through: answers, alerts, future-dated requests, schedules.
#include <gtest/gtest.h>

#include "harness/implementations/reference_scene.h"

namespace hallmark::implementations {
namespace {

TEST(ReferenceAnswer, GoesToTheUserWhoAskedWithTheRequestId) {
  Scene scene;
  const auto asked = scene.request("4.1.1", scene.all.esme, 1, scene.all.electricity_distributor);
  scene.submit(asked);
  scene.drain();
  scene.answer(asked, scene.all.esme);
  const auto effects = scene.drain();
  ASSERT_EQ(effects.to_users.size(), 1U);
  const auto& [user, document] = effects.to_users[0];
  EXPECT_EQ(user, scene.all.electricity_distributor);
  EXPECT_EQ(document.reading.request_id, asked.reading.request_id);
  EXPECT_EQ(document.reading.code, "I0");
  EXPECT_EQ(document.reading.variant, "4.1.1");
  EXPECT_EQ(document.reading.content, "GBCSPayload");
  EXPECT_EQ(document.reading.payload, Scene::payload(scene.all.esme, asked.user));
}

TEST(ReferenceAnswer, IsDeliveredOnce) {
  Scene scene;
  const auto asked = scene.request("4.1.1", scene.all.esme);
  scene.submit(asked);
  scene.answer(asked, scene.all.esme);
  scene.answer(asked, scene.all.esme);
  EXPECT_EQ(scene.drain().to_users.size(), 1U);
}

TEST(ReferenceAnswer, ToARefusedRequestIsDroppedEvenAfterClearing) {
  Scene scene;
  scene.set(scene.all.esme);
  const auto asked = scene.request("4.1.1", scene.all.esme);
  scene.submit(asked);
  scene.answer(asked, scene.all.esme);
  scene.clear(scene.all.esme);
  scene.answer(asked, scene.all.esme);
  EXPECT_TRUE(is_quiet(scene.drain()));
}

TEST(ReferenceAnswer, FromAnotherDeviceThanTheOneAskedIsDropped) {
  Scene scene;
  const auto asked = scene.request("4.1.1", scene.all.esme);
  scene.submit(asked);
  scene.drain();
  scene.answer(asked, scene.all.other_esme);
  EXPECT_TRUE(scene.drain().to_users.empty());
}

TEST(ReferenceAnswer, ThatComesWhileRestrictedIsWithheldUnlessItsRequestIsPermitted) {
  Scene scene;
  const auto read = scene.request("4.1.1", scene.all.esme);
  const auto network = scene.request("4.10", scene.all.esme);
  scene.submit(read);
  scene.submit(network);
  scene.set(scene.all.esme);
  scene.answer(read, scene.all.esme);
  scene.answer(network, scene.all.esme);
  scene.clear(scene.all.esme);
  const auto effects = scene.drain();
  ASSERT_EQ(effects.to_users.size(), 1U);
  EXPECT_EQ(effects.to_users[0].document.reading.variant, "4.10");
}

scenario::Submit future_dated(Scene& scene) {
  const auto asked = scene.request("4.1.1", scene.all.esme, 1, {}, "FUTURE_DATED");
  EXPECT_EQ(asked.reading.execution_time, scene.all.estate.now + hour);
  return asked;
}

TEST(ReferenceFutureDated, IsSentAtItsTimeOnce) {
  Scene scene;
  const auto asked = future_dated(scene);
  EXPECT_EQ(scene.code_of(asked), "I99");
  EXPECT_TRUE(scene.drain().to_devices.empty());
  scene.advance(hour - 1);
  EXPECT_TRUE(scene.drain().to_devices.empty());
  scene.advance(1);
  const auto effects = scene.drain();
  ASSERT_EQ(effects.to_devices.size(), 1U);
  EXPECT_EQ(effects.to_devices[0].request_id, asked.reading.request_id);
  scene.advance(2 * day);
  EXPECT_TRUE(scene.drain().to_devices.empty());
}

TEST(ReferenceFutureDated, IsRefusedWhereTheMeterIsRestrictedThen) {
  Scene scene;
  scene.submit(future_dated(scene));
  scene.set(scene.all.esme);
  scene.advance(2 * hour);
  scene.clear(scene.all.esme);
  scene.advance(2 * day);
  const auto effects = scene.drain();
  EXPECT_TRUE(effects.to_devices.empty());
  ASSERT_EQ(effects.to_users.size(), 1U);
  EXPECT_EQ(effects.to_users[0].document.reading.code, "E5");
  EXPECT_EQ(effects.to_users[0].document.reading.content, "");
}

TEST(ReferenceFutureDated, IsSentWhereTheFlagWasClearedInTime) {
  Scene scene;
  scene.submit(future_dated(scene));
  scene.set(scene.all.esme);
  scene.clear(scene.all.esme);
  scene.advance(2 * hour);
  EXPECT_EQ(scene.drain().to_devices.size(), 1U);
}

TEST(ReferenceSchedule, RunsDailyFromItsFirstDay) {
  Scene scene;
  const auto answer = scene.submit(scene.request("5.1", scene.all.esme, 8));
  EXPECT_EQ(answer.code, "I0");
  EXPECT_EQ(answer.content, "DSPScheduleID");
  EXPECT_TRUE(scene.drain().to_devices.empty());
  scene.advance(3 * day);
  const auto runs = scene.drain().to_devices;
  ASSERT_EQ(runs.size(), 3U);
  for (const auto& run : runs) {
    EXPECT_EQ(run.device, scene.all.esme);
    EXPECT_EQ(run.srv, "4.6.1");
    EXPECT_EQ(run.schedule, answer.schedule_id);
  }
}

TEST(ReferenceSchedule, AnswerIsDeliveredAsAScheduledMessage) {
  Scene scene;
  const auto asked = scene.request("5.1", scene.all.esme, 8);
  scene.submit(asked);
  scene.advance(day);
  scene.drain();
  scene.answer(asked, scene.all.esme);
  const auto effects = scene.drain();
  ASSERT_EQ(effects.to_users.size(), 1U);
  EXPECT_EQ(effects.to_users[0].document.reading.content, "DSPScheduledMessage");
}

TEST(ReferenceSchedule, DoesNotRunWhileRestrictedAndResumesAfter) {
  Scene scene;
  scene.submit(scene.request("5.1", scene.all.esme, 8));
  scene.set(scene.all.esme);
  scene.advance(3 * day);
  const auto meanwhile = scene.drain();
  EXPECT_TRUE(meanwhile.to_devices.empty());
  ASSERT_EQ(meanwhile.to_users.size(), 3U) << "each run is told to be refused";
  for (const auto& row : meanwhile.to_users) EXPECT_EQ(row.document.reading.code, "E5");
  scene.clear(scene.all.esme);
  EXPECT_TRUE(is_quiet(scene.drain()));
  scene.advance(day);
  EXPECT_EQ(scene.drain().to_devices.size(), 1U) << "the runs that were missed are not made up for";
}

TEST(ReferenceSchedule, OfAReadThatIsRejectedIsRefusedWhileRestricted) {
  Scene scene;
  scene.set(scene.all.esme);
  EXPECT_EQ(scene.code_of(scene.request("5.1", scene.all.esme, 8)), "E5");
  scene.clear(scene.all.esme);
  scene.advance(3 * day);
  EXPECT_TRUE(is_quiet(scene.drain()));
}

TEST(ReferenceSchedule, EndsWhenItIsDeleted) {
  Scene scene;
  const auto made = scene.submit(scene.request("5.1", scene.all.esme, 8));
  const auto remove = generator::with_schedule_id(scene.request("5.3", scene.all.esme, 8), made.schedule_id);
  EXPECT_EQ(scene.code_of(remove), "I0");
  scene.advance(3 * day);
  EXPECT_TRUE(scene.drain().to_devices.empty());
  EXPECT_EQ(scene.code_of(remove), "E050301") << "it is there no longer";
}

TEST(ReferenceSchedule, RunsInOrderOfTimeWithFutureDatedRequests) {
  Scene scene;
  scene.submit(scene.request("5.1", scene.all.esme, 8));
  scene.advance(day);
  scene.drain();
  scene.all.estate.now = scene.all.estate.now + 2 * day;  // so the request is due after one more run
  const auto asked = future_dated(scene);
  scene.submit(asked);
  scene.advance(3 * day);
  const auto sent = scene.drain().to_devices;
  ASSERT_EQ(sent.size(), 4U);
  EXPECT_EQ(sent[0].srv, "4.6.1");
  EXPECT_EQ(sent[1].srv, "4.1.1");
  EXPECT_EQ(sent[2].srv, "4.6.1");
}

TEST(ReferenceFirmware, GoesToEveryDeviceThatIsNamed) {
  Scene scene;
  scene.set(scene.all.esme);
  auto asked = scene.request("11.1", scene.all.esme, 8);
  const auto at = asked.duis.find("DeviceIDList>") + std::string("DeviceIDList>").size();
  asked.duis.insert(at, scene.all.other_esme + ",");
  EXPECT_EQ(scene.code_of(asked), "I0");
  EXPECT_EQ(scene.drain().to_devices.size(), 2U);
}

TEST(ReferenceLocalAnswer, NeedsALocalCommand) {
  Scene scene;
  const auto local = scene.request("11.2", scene.all.esme, 2);
  const auto returning = [&] {
    generator::RequestPlan plan;
    plan.service = real_facts().service_request("8.13");
    plan.device_type = "ESME";
    plan.device = scene.all.esme;
    plan.user = scene.all.import_supplier;
    plan.command_variant = 8;
    plan.counter = 77;
    plan.schema_version = "5.1";
    plan.original_request_id = local.reading.request_id;
    plan.gbcs_response = Scene::payload(scene.all.esme, plan.user);
    return generator::request(*schema::samples_of(real_samples(), "8.13").at(0), plan, scene.all);
  };
  EXPECT_EQ(scene.code_of(returning()), "E081301");
  scene.submit(local);
  EXPECT_EQ(scene.code_of(returning()), "I0");
}

}  // namespace
}  // namespace hallmark::implementations
