// What waits at the DCC: future-dated requests, schedules, sequences, answers in flight; and the choices about them.
#include <gtest/gtest.h>

#include "harness/implementations/reference_scene.h"

namespace hallmark::implementations {
namespace {

std::string with(std::string text, const std::string& from, const std::string& to) {
  const auto at = text.find(from);
  if (at == std::string::npos) throw std::invalid_argument(from + " is not there");
  return text.replace(at, from.size(), to);
}

scenario::Submit future_dated(Scene& scene, const std::string& user = {}) {
  return scene.request("4.1.1", scene.all.esme, 1, user, "FUTURE_DATED");
}

/// A future-dated read is queued; the meter is Restricted from before to after its time.
observation::Effects through_restriction(Scene& scene, std::size_t& told_when_set) {
  scene.submit(future_dated(scene));
  scene.set(scene.all.esme);
  told_when_set = scene.drain().to_users.size();
  scene.advance(2 * hour);
  const auto meanwhile = scene.drain();
  EXPECT_TRUE(meanwhile.to_devices.empty()) << "never sent while Restricted";
  scene.clear(scene.all.esme);
  scene.advance(day);
  auto after = scene.drain();
  after.to_users.insert(after.to_users.begin(), meanwhile.to_users.begin(), meanwhile.to_users.end());
  return after;
}

TEST(ReferenceQueueChoice, FutureDatedRequestThatFallsDueWhileRestricted) {
  std::size_t told_when_set = 0;
  Scene cancels("reference?queued-request-when-set=cancel-now");
  auto effects = through_restriction(cancels, told_when_set);
  EXPECT_EQ(told_when_set, 1U);
  EXPECT_TRUE(is_quiet(effects));
  Scene rejects("reference?queued-request-when-set=reject-when-due");
  effects = through_restriction(rejects, told_when_set);
  EXPECT_EQ(told_when_set, 0U);
  ASSERT_EQ(effects.to_users.size(), 1U);
  EXPECT_EQ(effects.to_users[0].document.reading.code, "E5");
  EXPECT_TRUE(effects.to_devices.empty());
  Scene holds("reference?queued-request-when-set=hold-until-cleared");
  effects = through_restriction(holds, told_when_set);
  EXPECT_EQ(told_when_set, 0U);
  EXPECT_EQ(effects.to_devices.size(), 1U);
  EXPECT_TRUE(effects.to_users.empty());
}

TEST(ReferenceQueue, KeepsWhatTheProfilePermits) {
  Scene scene("reference?queued-request-when-set=cancel-now");
  auto asked = scene.request("3.4", scene.all.esme);
  asked.duis = with(asked.duis, "<sr:UpdateSupplierName>",
                    "<sr:UpdateSupplierName><sr:ExecutionDateTime>" + scenario::text(scene.all.estate.now + hour) +
                        "</sr:ExecutionDateTime>");
  scene.submit(asked);
  scene.set(scene.all.esme);
  scene.advance(2 * hour);
  EXPECT_EQ(scene.drain().to_devices.size(), 1U);
}

TEST(ReferenceQueue, IsEmptiedByACancellation) {
  Scene scene;
  scene.submit(future_dated(scene));
  auto cancel = future_dated(scene);
  cancel.duis = with(cancel.duis, scenario::text(scene.all.estate.now + hour), "3000-12-31T00:00:00Z");
  EXPECT_EQ(scene.code_of(cancel), "I99");
  scene.advance(2 * hour);
  EXPECT_TRUE(is_quiet(scene.drain()));
}

TEST(ReferenceQueueChoice, RequestOfALostSupplier) {
  for (const bool runs : {true, false}) {
    Scene scene(std::string("reference?queued-request-of-a-lost-supplier=") + (runs ? "run" : "drop"));
    const auto& all = scene.all;
    scene.submit(future_dated(scene));
    scene.submit(future_dated(scene, all.electricity_distributor));
    scene.submit(scene.request("5.1", all.esme, 8));
    scene.ask(scenario::Registration{all.import_mpan, "change-of-supplier", all.export_supplier});
    scene.advance(day);
    EXPECT_EQ(scene.drain().to_devices.size(), runs ? 3U : 1U) << "a distributor loses nothing";
  }
}

TEST(ReferenceScheduleChoice, RunThatFallsDueWhileRestricted) {
  const std::vector<std::tuple<std::string, std::size_t, std::size_t>> choices = {
      {"cancel-now", 0, 0}, {"reject-when-due", 2, 0}, {"hold-until-cleared", 0, 2}};
  for (const auto& [choice, told, sent_later] : choices) {
    Scene scene("reference?queued-request-when-set:scheduled=" + choice);
    scene.submit(scene.request("5.1", scene.all.esme, 8));
    scene.set(scene.all.esme);
    scene.advance(2 * day);
    const auto meanwhile = scene.drain();
    EXPECT_TRUE(meanwhile.to_devices.empty()) << choice;
    EXPECT_EQ(meanwhile.to_users.size(), told) << choice;
    scene.clear(scene.all.esme);
    EXPECT_EQ(scene.drain().to_devices.size(), sent_later) << choice;
    scene.advance(day);
    EXPECT_EQ(scene.drain().to_devices.size(), 1U) << choice << ": no run is sent twice";
  }
}

TEST(ReferenceScheduleChoice, GoneAfterAClear) {
  Scene scene("reference?schedule-after-clear=gone");
  const auto made = scene.submit(scene.request("5.1", scene.all.esme, 8));
  scene.set(scene.all.esme);
  scene.clear(scene.all.esme);
  scene.advance(3 * day);
  EXPECT_TRUE(is_quiet(scene.drain()));
  EXPECT_EQ(scene.code_of(generator::with_schedule_id(scene.request("5.2", scene.all.esme, 8), made.schedule_id)),
            "E050201");
}

TEST(ReferenceSchedule, OfTheProxyStopsWithItsGasMeter) {
  Scene scene;
  scene.submit(scene.request("5.1", scene.all.gpf, 8));
  scene.set(scene.all.gsme);
  scene.advance(2 * day);
  EXPECT_TRUE(scene.drain().to_devices.empty());
}

TEST(ReferenceSchedule, IsReadAsItWasMade) {
  Scene scene;
  const auto asked = scene.request("5.1", scene.all.esme, 8);
  const auto made = scene.submit(asked);
  const auto read =
      scene.submit(generator::with_schedule_id(scene.request("5.2", scene.all.esme, 8), made.schedule_id));
  EXPECT_EQ(read.code, "I0");
  EXPECT_EQ(read.content, "DSPSchedulesRead");
  EXPECT_EQ(read.schedule_id, made.schedule_id);
  auto by_device = scene.request("5.2", scene.all.esme, 8);
  by_device.duis = with(by_device.duis, "<sr:DSPScheduleID>123</sr:DSPScheduleID>",
                        "<sr:DeviceID>" + scene.all.esme + "</sr:DeviceID>");
  EXPECT_EQ(scene.submit(by_device).schedule_id, made.schedule_id);
  auto of_another = generator::with_schedule_id(
      scene.request("5.2", scene.all.esme, 8, scene.all.electricity_distributor), made.schedule_id);
  EXPECT_EQ(scene.code_of(of_another), "E050201") << "it is another User's";
}

TEST(ReferenceSchedule, EndsAtItsEndDateAndRunsByItsFrequency) {
  Scene scene;
  auto asked = scene.request("5.1", scene.all.esme, 8);
  const auto start = asked.duis.find("<sr:ScheduleFrequency>");
  const auto end = asked.duis.find("<sr:DSPScheduledServiceReference>");
  const std::string last = scenario::text(scene.all.estate.now + 20 * day).substr(0, 10);
  const std::string first = scenario::text(scene.all.estate.now + day).substr(0, 10);
  asked.duis.replace(start, end - start,
                     "<sr:ScheduleFrequency>Weekly</sr:ScheduleFrequency><sr:ScheduleStartDate>" + first +
                         "</sr:ScheduleStartDate><sr:ScheduleEndDate>" + last +
                         "</sr:ScheduleEndDate><sr:ScheduleExecutionStartTime>06:00:00Z"
                         "</sr:ScheduleExecutionStartTime>");
  EXPECT_EQ(scene.code_of(asked), "I0");
  scene.advance_to(first + "T05:59:59Z");
  EXPECT_TRUE(scene.drain().to_devices.empty());
  scene.advance_to(first + "T06:00:00Z");
  EXPECT_EQ(scene.drain().to_devices.size(), 1U);
  scene.advance(100 * day);
  EXPECT_EQ(scene.drain().to_devices.size(), 2U) << "after one and two weeks";
}

TEST(ReferenceSchedule, IsRefusedWhereItsElementIsOfAnotherServiceRequest) {
  Scene scene;
  auto asked = scene.request("5.1", scene.all.esme, 8);
  asked.duis = with(asked.duis, "Variant>4.6.1<", "Variant>4.10<");
  asked.duis = with(asked.duis, "Reference>4.6<", "Reference>4.10<");
  EXPECT_EQ(scene.code_of(asked), "E050101");
}

/// mp169.nothing-comes-back.
TEST(ReferenceInFlight, AnswerThatComesWhileRestricted) {
  for (const bool delivers : {true, false}) {
    Scene scene(std::string("reference?in-flight-response=") + (delivers ? "deliver" : "withhold"));
    const auto read = scene.request("4.1.1", scene.all.esme);
    const auto permitted = scene.request("11.2", scene.all.esme);
    scene.submit(read);
    scene.submit(permitted);
    scene.set(scene.all.esme);
    scene.drain();
    scene.answer(read, scene.all.esme);
    scene.answer(read, scene.all.esme);
    EXPECT_EQ(scene.drain().to_users.size(), delivers ? 1U : 0U) << "at most once";
    scene.answer(permitted, scene.all.esme, true, "0027");
    EXPECT_TRUE(scene.drain().to_users.empty()) << "a reading in the name of a permitted request";
  }
}

TEST(ReferenceDataChoice, OfTheRestrictedTime) {
  for (const bool refused : {true, false}) {
    Scene scene(std::string("reference?data-of-the-restricted-time=") + (refused ? "refused" : "readable"));
    const auto read_of = [&](std::int64_t since, std::int64_t until) {
      auto asked = scene.request("4.8.1", scene.all.esme);
      for (const auto& [element, at] : {std::pair("StartDateTime>", since), std::pair("EndDateTime>", until)}) {
        const auto start = asked.duis.find(element) + std::string(element).size();
        const auto end = asked.duis.find('<', start);
        asked.duis.replace(start, end - start, scenario::text(scene.all.estate.now + at));
      }
      return scene.code_of(asked);
    };
    scene.advance(day);
    scene.set(scene.all.esme);
    scene.advance(day);
    scene.clear(scene.all.esme);
    EXPECT_EQ(read_of(day, 2 * day), refused ? "E5" : "I99");
    EXPECT_EQ(read_of(0, 3 * day), refused ? "E5" : "I99");
    EXPECT_EQ(read_of(-5 * day, 0), "I99") << "mp169.clear-restores";
    EXPECT_EQ(scene.code_of(scene.request("4.1.1", scene.all.esme)), "I99");
  }
}

scenario::Submit following(Scene& scene, const scenario::Submit& before) {
  auto asked = scene.request("4.1.1", scene.all.esme);
  asked.duis = with(
      asked.duis, "</sr:RequestID>",
      "</sr:RequestID><sr:PrecedingServiceRequestID>" + before.reading.request_id + "</sr:PrecedingServiceRequestID>");
  return asked;
}

TEST(ReferenceSequence, GoesOnWhenTheRequestBeforeIsAnswered) {
  Scene scene;
  const auto first = scene.request("11.2", scene.all.esme);
  const auto second = following(scene, first);
  scene.submit(first);
  EXPECT_EQ(scene.code_of(second), "I99");
  EXPECT_EQ(scene.drain().to_devices.size(), 1U);
  scene.answer(first, scene.all.esme);
  EXPECT_EQ(scene.drain().to_devices.at(0).request_id, second.reading.request_id);
}

TEST(ReferenceSequence, StopsAtTheFlagAndAtAFailure) {
  for (const bool restricted : {true, false}) {
    Scene scene;
    const auto first = scene.request("11.2", scene.all.esme);
    const auto second = following(scene, first);
    scene.submit(first);
    scene.submit(second);
    scene.drain();
    if (restricted) scene.set(scene.all.esme);
    scene.answer(first, scene.all.esme, restricted);
    const auto effects = scene.drain();
    EXPECT_TRUE(effects.to_devices.empty());
    ASSERT_EQ(effects.to_users.size(), 2U);
    EXPECT_EQ(effects.to_users[1].document.reading.request_id, second.reading.request_id);
    EXPECT_EQ(effects.to_users[1].document.reading.code, restricted ? "E5" : "E30");
  }
}

TEST(ReferenceReplayChoice, OfARequestIdUsedBefore) {
  for (const bool refuses : {true, false}) {
    Scene scene(std::string("reference?replayed-request-id=") + (refuses ? "refuse" : "accept"));
    const auto asked = scene.request("4.1.1", scene.all.esme);
    EXPECT_EQ(scene.code_of(asked), "I99");
    EXPECT_EQ(scene.code_of(asked), refuses ? "E64" : "I99");
    scene.set(scene.all.esme);
    EXPECT_EQ(scene.code_of(asked), "E5") << "a replay never gets more than the original would get now";
    const auto refused = scene.request("4.6.1", scene.all.esme);
    EXPECT_EQ(scene.code_of(refused), "E5");
    scene.clear(scene.all.esme);
    EXPECT_EQ(scene.code_of(refused), "I99") << "what was refused was not used";
  }
}

}  // namespace
}  // namespace hallmark::implementations
