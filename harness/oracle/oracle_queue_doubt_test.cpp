// Where a history leaves nothing to say of what waits: moments that coincide, drains not taken, devices that are gone.
#include <gtest/gtest.h>

#include "harness/oracle/oracle_queue_scene.h"

namespace hallmark::oracle {
namespace {

/// A command that was handed to its User, or is only transformed, is never sent at its time.
TEST(QueueDoubt, WhatIsNotSentAtAllIsNotWaitedFor) {
  for (const int command_variant : {2, 4}) {
    Scene scene(declaring("queued-request-when-set", "hold-until-cleared"));
    auto asked = scene.request("4.1.1", scene.all.esme, {}, command_variant);
    asked.reading.execution_time = scene.world.now() + hour;
    scene.submit(asked, "I0");
    scene.drain();
    scene.set(scene.all.esme);
    wait(scene, 2 * hour);
    scene.drain();
    scene.clear(scene.all.esme);
    scene.drain();
    wait(scene, hour);
    EXPECT_FALSE(demands<CommandSent>(scene.drain())) << command_variant;
  }
}

/// Where its meters are taken out of the inventory nobody has gained what the Supplier lost.
TEST(QueueDoubt, ADeviceOfNobodyWasLostToNobody) {
  Scene scene;
  auto asked = scene.request("11.2", scene.all.ppmid, scene.all.import_supplier);
  scene.submit(asked, "I99");
  const auto lost = [&] { return scene.world.lost_supplier(scene.world.transactions().at(asked.reading.request_id)); };
  ASSERT_TRUE(scene.world.transactions().at(asked.reading.request_id).by_responsible);
  for (const auto& meter : {scene.all.esme, scene.all.gsme}) {
    auto removal = scene.request("8.4", meter);
    removal.reading.inventory_change = scenario::InventoryChange{.device = meter, .removed = true};
    scene.submit(removal, "I0");
    // Without the electricity meter the gas supplier is the only one that is left, and then nobody.
    EXPECT_EQ(lost(), meter == scene.all.esme);
  }
}

/// A schedule of a meter, with what it made answered; then the flag.
scenario::Submit scheduled_read(Scene& scene, const std::string& made) {
  auto asked = scene.request("5.1", scene.all.esme);
  asked.reading.scheduled_srv = "4.6.1";
  auto answer = responded(made.empty() ? "E050101" : "I0", made.empty() ? "" : "DSPScheduleID");
  std::get<observation::Responded>(std::get<observation::Answered>(answer).answer).response.reading.schedule_id = made;
  scene.take(asked, answer);
  return asked;
}

/// Whether a drain is asked to show that runs go on.
bool expects_a_run(const Expectation& expectation) {
  for (const auto& demand : expectation.demands) {
    const auto* runs = std::get_if<RunsOf>(&demand.condition);
    if (runs != nullptr && runs->at_least > 0) return true;
  }
  return false;
}

/// A run is expected of what was made, of a meter that is as it was, and where more than two days were not drained yet.
TEST(QueueDoubt, GoesOnOnlyWhereItCould) {
  struct Row {
    std::string made;
    bool drained_while_set, changed, drained_since;
    bool expected;
  };
  const std::vector<Row> rows = {{"1", true, false, false, true},
                                 {"", true, false, false, false},
                                 {"1", false, false, false, false},
                                 {"1", true, true, false, false},
                                 {"1", true, false, true, false}};
  for (const auto& row : rows) {
    Scene scene(declaring("schedule-after-clear", "resume"));
    scheduled_read(scene, row.made);
    scene.set(scene.all.esme);
    if (row.drained_while_set) scene.drain();
    scene.clear(scene.all.esme);
    scenario::Inventory event;
    event.devices = {scene.all.esme};
    event.status = "Suspended";
    if (row.changed) scene.take(event, done);
    wait(scene, 5 * day);
    if (row.drained_since) scene.drain();
    EXPECT_EQ(expects_a_run(scene.drain()), row.expected) << row.made << row.changed << row.drained_since;
  }
}

/// What falls due at the very moment of a set or a clear may have gone before or after it.
TEST(QueueDoubt, DueAtTheMomentOfASetOrClearIsOpen) {
  for (const bool clears_then : {true, false}) {
    Scene scene(declaring("queued-request-when-set", "cancel-now"));
    const auto asked = future_dated(scene, scene.all.esme);
    scene.submit(asked, "I99");
    scene.drain();
    if (clears_then) scene.set(scene.all.esme);
    wait(scene, hour);
    if (!clears_then) scene.set(scene.all.esme);
    scene.clear(scene.all.esme);
    EXPECT_FALSE(demands<CommandSent>(scene.drain())) << clears_then;
  }
}

/// A refusal that is drained when the request was due already may have been told at the set; one more drain tells.
TEST(QueueDoubt, ARefusalDrainedLateIsOfEitherKind) {
  for (const bool drained : {false, true}) {
    Scene scene(declaring("queued-request-when-set", "cancel-now"));
    const auto asked = future_dated(scene, scene.all.esme);
    scene.submit(asked, "I99");
    scene.drain();
    scene.set(scene.all.esme);
    if (drained) scene.drain();
    wait(scene, 2 * hour);
    EXPECT_EQ(demands<NoRefusalOf>(scene.drain()), drained);
  }
}

}  // namespace
}  // namespace hallmark::oracle
