#include <gtest/gtest.h>

#include "harness/generator/estates.h"
#include "harness/oracle/inventory.h"

namespace hallmark::oracle {
namespace {

using scenario::InventoryChange;
using scenario::RequestReading;
using Ids = std::vector<std::string>;

constexpr std::int64_t day = 86400;

class InventoryTest : public testing::Test {
 protected:
  InventoryTest() : all(estate()) { inventory.reset(all.estate); }

  static generator::Premises estate() {
    generator::Random random(11);
    return generator::premises(random);
  }
  RequestReading request(const std::string& srv, const std::string& device, int command_variant = 1) {
    RequestReading reading;
    reading.request_id = "request " + std::to_string(++counter);
    reading.body_srv = reading.header_srv = srv;
    reading.devices = {device};
    reading.command_variant = command_variant;
    return reading;
  }
  RequestReading mode(const std::string& to) {
    auto reading = request("1.6", all.esme);
    reading.payment_mode = to;
    return reading;
  }
  RequestReading change(const std::string& srv, InventoryChange said) {
    auto reading = request(srv, said.device, 8);
    reading.inventory_change = std::move(said);
    return reading;
  }
  void event(const std::string& device, const std::string& status) {
    scenario::Inventory stimulus;
    stimulus.devices = {device};
    stimulus.status = status;
    inventory.learn(stimulus);
  }
  const std::string& status(const std::string& device) { return inventory.device(device)->status; }
  std::optional<std::string> payment_mode() { return inventory.payment_mode(all.esme); }
  /// Sent, carried out.
  void carry_out(const RequestReading& reading, ResponseClass response = ResponseClass::acknowledged) {
    inventory.submitted(reading, response);
    inventory.sent(reading.request_id);
    inventory.confirmed(reading.request_id, true);
  }

  generator::Premises all;
  Inventory inventory;
  int counter = 0;
};

TEST_F(InventoryTest, EventsChangeStatusModePointsAndHub) {
  scenario::Inventory stimulus;
  stimulus.devices = {all.esme, all.gsme};
  stimulus.status = "Suspended";
  inventory.learn(stimulus);
  EXPECT_EQ(status(all.esme), "Suspended");
  EXPECT_EQ(status(all.gsme), "Suspended");
  EXPECT_EQ(inventory.changes().size(), 2U);
  EXPECT_EQ(inventory.changes()[0].event, inventory.changes()[1].event);
  EXPECT_EQ(inventory.changes()[0].before->status, "Commissioned");
  EXPECT_EQ(inventory.changes()[0].at, all.estate.now);

  scenario::Inventory moved;
  moved.devices = {all.esme};
  moved.metering_points = Ids{all.export_mpan};
  moved.hub = all.other_chf;
  moved.payment_mode = "prepayment";
  inventory.learn(moved);
  EXPECT_EQ(inventory.devices_at(all.import_mpan), Ids{});
  EXPECT_EQ(inventory.devices_at(all.export_mpan), Ids{all.esme});
  EXPECT_EQ(inventory.meters_of_hub(all.other_chf), (Ids{all.esme, all.other_esme, all.other_gsme}));
  EXPECT_EQ(payment_mode(), "prepayment");
  EXPECT_EQ(inventory.changes().back().event, inventory.changes().front().event + 1);
}

TEST_F(InventoryTest, AnEventAddsADeviceOrAddsItAgain) {
  scenario::Inventory stimulus;
  stimulus.add = *inventory.device(all.esme);
  stimulus.add->id = "new";
  inventory.learn(stimulus);
  EXPECT_EQ(inventory.devices_at(all.import_mpan), (Ids{all.esme, "new"}));
  stimulus.add->metering_points = {all.mprn};
  inventory.learn(stimulus);
  EXPECT_EQ(inventory.devices_at(all.import_mpan), Ids{all.esme});
  EXPECT_EQ(inventory.changes().back().before->metering_points.size(), 2U);
}

TEST_F(InventoryTest, TheResponsibleSupplierIsThatOfTheImportPoint) {
  EXPECT_EQ(inventory.responsible_suppliers(all.esme), Ids{all.import_supplier});
  EXPECT_EQ(inventory.responsible_suppliers(all.gpf), Ids{all.gas_supplier});
  EXPECT_EQ(inventory.responsible_suppliers(all.ppmid), (Ids{all.import_supplier, all.gas_supplier}));
  EXPECT_EQ(inventory.responsible_suppliers(all.chf), (Ids{all.import_supplier, all.gas_supplier}));
  EXPECT_EQ(inventory.responsible_suppliers(all.pending_esme), Ids{});
  EXPECT_EQ(inventory.responsible_suppliers("unheard of"), Ids{});
  EXPECT_EQ(inventory.network_operators(all.gsme), Ids{all.gas_transporter});
  EXPECT_FALSE(inventory.is_responsible(all.export_supplier, all.esme));
}

TEST_F(InventoryTest, AChangeOfSupplierLeavesAFormerOne) {
  EXPECT_EQ(inventory.incoming_suppliers(all.esme), Ids{});
  inventory.advance(all.estate.now + day);
  inventory.learn(scenario::Registration{all.import_mpan, "change-of-supplier", "next"});
  EXPECT_EQ(inventory.responsible_suppliers(all.esme), Ids{"next"});
  EXPECT_EQ(inventory.former_suppliers(all.esme), Ids{all.import_supplier});
  EXPECT_EQ(inventory.incoming_suppliers(all.esme), Ids{"next"});
  EXPECT_EQ(inventory.suppliers(all.import_mpan).back().since, all.estate.now + day);
  inventory.learn(scenario::Registration{all.import_mpan, "change-of-tenancy", std::nullopt});
  EXPECT_EQ(inventory.responsible_suppliers(all.esme), Ids{"next"});
  inventory.learn(scenario::Registration{all.import_mpan, "change-of-supplier", all.import_supplier});
  EXPECT_EQ(inventory.former_suppliers(all.esme), Ids{"next"});
}

TEST_F(InventoryTest, RequestsThatActAtOnce) {
  inventory.submitted(change("8.3", {.device = all.esme, .status = "Decommissioned"}), ResponseClass::completed);
  EXPECT_EQ(status(all.esme), "Decommissioned");
  inventory.submitted(change("8.4", {.device = all.gsme, .status = "Pending"}), ResponseClass::refused);
  EXPECT_EQ(status(all.gsme), "Commissioned");
  inventory.submitted(change("8.4", {.device = all.gsme, .status = "Pending"}), ResponseClass::completed);
  EXPECT_EQ(status(all.gsme), "Pending");
  inventory.submitted(change("8.4", {.device = all.ihd, .removed = true}), ResponseClass::completed);
  EXPECT_FALSE(inventory.holds(all.ihd));
  EXPECT_EQ(inventory.device(all.ihd)->type, "IHD") << "what it was is still known";
  scenario::Device announced;
  announced.id = all.unknown_device;
  announced.status = "Pending";
  inventory.submitted(change("12.2", {.device = announced.id, .added = announced}), ResponseClass::completed);
  EXPECT_TRUE(inventory.holds(all.unknown_device));
}

TEST_F(InventoryTest, AnUpdateOfAPointTakesItsPlace) {
  const auto& points = inventory.device(all.esme)->metering_points;
  const auto say = [&](const std::string& point, const std::string& place) {
    inventory.submitted(change("8.4", {.device = all.esme, .metering_point = point, .place = place}),
                        ResponseClass::completed);
  };
  say("other import", "import");
  EXPECT_EQ(points, (Ids{"other import", all.export_mpan}));
  say(all.import_mpan, "import");
  EXPECT_EQ(points, (Ids{"other import", all.export_mpan, all.import_mpan})) << "a point that nobody knows stays";
  say("other export", "export");
  EXPECT_EQ(points, (Ids{"other import", "other export", all.import_mpan}));
}

TEST_F(InventoryTest, WhatIsOnlyAcknowledgedIsInDoubtUntilAnswered) {
  const auto reading = change("8.4", {.device = all.esme, .status = "Pending"});
  inventory.submitted(reading, ResponseClass::acknowledged);
  EXPECT_TRUE(inventory.doubt(all.esme).status);
  EXPECT_FALSE(inventory.doubt(all.gsme).status);
  EXPECT_EQ(inventory.responsible_suppliers(all.esme), Ids{}) << "nobody can tell";
  inventory.answered(reading.request_id, ResponseClass::completed);
  EXPECT_EQ(inventory.doubt(all.esme), Doubt{});
  EXPECT_EQ(status(all.esme), "Pending");

  const auto refused = change("8.3", {.device = all.gsme, .status = "Decommissioned"});
  inventory.submitted(refused, ResponseClass::acknowledged);
  inventory.answered(refused.request_id, ResponseClass::refused);
  EXPECT_EQ(inventory.doubt(all.gsme), Doubt{});
  EXPECT_EQ(status(all.gsme), "Commissioned");
}

TEST_F(InventoryTest, WhatIsReportedAndNotJudgedLeavesADoubtUntilAnEventTells) {
  inventory.submitted(change("8.11", {.device = all.pending_esme}), ResponseClass::acknowledged);
  EXPECT_TRUE(inventory.doubt(all.pending_esme).status);
  EXPECT_TRUE(inventory.doubt(all.pending_esme).metering_points);
  inventory.submitted(change("8.14.1", {.device = all.chf}), ResponseClass::completed);
  EXPECT_TRUE(inventory.doubt(all.chf).status);
  event(all.chf, "Commissioned");
  EXPECT_FALSE(inventory.doubt(all.chf).status);
}

TEST_F(InventoryTest, CommissioningAndModeTakeEffectWhenTheDeviceConfirms) {
  event(all.esme, "InstalledNotCommissioned");
  auto commission = request("8.1.1", all.esme, 4);
  carry_out(commission);
  EXPECT_EQ(status(all.esme), "InstalledNotCommissioned") << "Command Variant 4 sends nothing";
  commission.command_variant = 5;
  carry_out(commission);
  EXPECT_EQ(status(all.esme), "Commissioned");

  const auto failing = mode("prepayment");
  inventory.submitted(failing, ResponseClass::acknowledged);
  inventory.sent(failing.request_id);
  inventory.confirmed(failing.request_id, false);
  EXPECT_EQ(payment_mode(), "credit");
  const auto refused = mode("prepayment");
  carry_out(refused, ResponseClass::refused);
  EXPECT_EQ(payment_mode(), "credit");
  carry_out(mode("prepayment"));
  EXPECT_EQ(payment_mode(), "prepayment");
}

TEST_F(InventoryTest, AnAnswerToACommandNobodySawLeavesADoubt) {
  const auto reading = mode("prepayment");
  inventory.submitted(reading, ResponseClass::acknowledged);
  inventory.confirmed(reading.request_id, true);
  EXPECT_EQ(payment_mode(), std::nullopt);
}

TEST_F(InventoryTest, AFutureDatedModeWaitsForItsTimeAndForTheDevice) {
  auto confirmed = mode("prepayment");
  confirmed.execution_time = all.estate.now + day;
  carry_out(confirmed);
  EXPECT_EQ(payment_mode(), "credit");
  inventory.advance(all.estate.now + 2 * day);
  EXPECT_EQ(payment_mode(), "prepayment");
  EXPECT_EQ(inventory.changes().back().at, all.estate.now + day);
  EXPECT_EQ(inventory.now(), all.estate.now + 2 * day);

  auto unconfirmed = mode("credit");
  unconfirmed.execution_time = all.estate.now + 3 * day;
  inventory.submitted(unconfirmed, ResponseClass::acknowledged);
  inventory.sent(unconfirmed.request_id);
  EXPECT_EQ(payment_mode(), "prepayment");
  inventory.advance(all.estate.now + 4 * day);
  EXPECT_EQ(payment_mode(), std::nullopt);
  inventory.confirmed(unconfirmed.request_id, true);
  EXPECT_EQ(payment_mode(), "credit");
}

TEST_F(InventoryTest, AnEventEndsTheDoubtOfAnUnconfirmedMode) {
  auto unconfirmed = mode("prepayment");
  unconfirmed.execution_time = all.estate.now + day;
  inventory.submitted(unconfirmed, ResponseClass::acknowledged);
  inventory.advance(all.estate.now + 2 * day);
  ASSERT_EQ(payment_mode(), std::nullopt);
  scenario::Inventory told;
  told.devices = {all.esme};
  told.payment_mode = "credit";
  inventory.learn(told);
  EXPECT_EQ(payment_mode(), "credit");
}

TEST_F(InventoryTest, ACommandHandedToTheUserLeavesADoubtWhenItsAnswerIsBroughtBack) {
  auto local = mode("prepayment");
  local.command_variant = 2;
  inventory.submitted(local, ResponseClass::completed);
  EXPECT_EQ(payment_mode(), "credit");
  inventory.submitted(request("8.13", all.gsme, 8), ResponseClass::completed);
  EXPECT_EQ(payment_mode(), "credit");
  inventory.submitted(request("8.13", all.esme, 8), ResponseClass::completed);
  EXPECT_EQ(payment_mode(), std::nullopt);
}

TEST_F(InventoryTest, ARequestWithADeviationChangesNothing) {
  auto reading = change("8.3", {.device = all.esme, .status = "Decommissioned"});
  reading.deviation = "wrong";
  inventory.submitted(reading, ResponseClass::completed);
  EXPECT_EQ(status(all.esme), "Commissioned");
  EXPECT_EQ(inventory.doubt(all.esme), Doubt{});
}

}  // namespace
}  // namespace hallmark::oracle
