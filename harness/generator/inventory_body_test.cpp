#include "harness/generator/inventory_body.h"

#include <gtest/gtest.h>

#include <stdexcept>

#include "harness/generator/generator_scene.h"
#include "harness/generator/request_document.h"
#include "harness/scenario/scenario_json.h"
#include "harness/schema/validator.h"

namespace hallmark::generator {
namespace {

using scenario::InventoryChange;

/// The request of a device type, with what its body is to say; it has to be valid.
scenario::Submit made(const std::string& srv, const std::string& type, std::optional<InventoryChange> change = {},
                      std::size_t sample = 0) {
  static const schema::Validator validator = schema::Validator::load(HALLMARK_SHARE_DIR "/schema/duis-5.1");
  RequestPlan plan;
  plan.service = facts().service_request(srv);
  plan.device_type = type;
  plan.device = device_of_type(estate(), type);
  plan.user = estate().import_supplier;
  plan.command_variant = 8;
  plan.schema_version = "5.1";
  plan.inventory_change = std::move(change);
  auto submit = request(*schema::samples_of(samples(), srv).at(sample), plan, estate());
  const auto problem = validator.check(submit.duis);
  EXPECT_FALSE(problem) << schema::text(*problem);
  const auto reread = read_request_document(submit.duis, facts(), validator, estate().estate);
  EXPECT_EQ(reread.reading.value().inventory_change, submit.reading.inventory_change) << "read from the bytes";
  return submit;
}

TEST(InventoryBody, AnUpdateSaysWhatItIsAskedToSay) {
  const InventoryChange status{.device = estate().esme, .status = "InstalledNotCommissioned"};
  EXPECT_EQ(made("8.4", "ESME", status).reading.inventory_change, status);
  const InventoryChange hub{.device = estate().chf, .status = "Withdrawn"};
  EXPECT_EQ(made("8.4", "CHF", hub).reading.inventory_change, hub);
  for (const auto* place : {"import", "secondary-import", "export"}) {
    const InventoryChange point{.device = estate().esme, .metering_point = estate().export_mpan, .place = place};
    EXPECT_EQ(made("8.4", "ESME", point).reading.inventory_change, point);
  }
  const InventoryChange removal{.device = estate().esme, .removed = true};
  EXPECT_EQ(made("8.4", "ESME", removal).reading.inventory_change, removal);
  EXPECT_EQ(made("8.4", "ESME").reading.inventory_change, removal) << "the sample";
}

TEST(InventoryBody, WhatAnUpdateCannotSayIsRefused) {
  EXPECT_THROW(made("8.4", "ESME", InventoryChange{.device = estate().esme}), std::invalid_argument);
  const InventoryChange nowhere{.device = estate().esme, .metering_point = "1", .place = "somewhere"};
  EXPECT_THROW(made("8.4", "ESME", nowhere), std::invalid_argument);
}

TEST(InventoryBody, WhatTheOthersSayIsRead) {
  EXPECT_EQ(made("8.3", "ESME").reading.inventory_change,
            (InventoryChange{.device = estate().esme, .status = "Decommissioned"}));
  const auto announced = made("12.2", "GSME").reading.inventory_change;
  ASSERT_TRUE(announced && announced->added);
  EXPECT_EQ(announced->device, estate().unknown_device);
  EXPECT_EQ(announced->added->id, estate().unknown_device);
  EXPECT_EQ(announced->added->type, "GSME");
  EXPECT_EQ(announced->added->status, "Pending");
  EXPECT_EQ(made("8.11", "CHF").reading.inventory_change, (InventoryChange{.device = estate().pending_esme}));
  EXPECT_EQ(made("8.11", "CHF", {}, 1).reading.inventory_change,
            (InventoryChange{.device = estate().ppmid, .removed = true}));
  EXPECT_EQ(made("8.14.1", "CHF").reading.inventory_change, (InventoryChange{.device = estate().chf}));
  EXPECT_EQ(made("8.2", "ESME").reading.inventory_change, std::nullopt);
}

TEST(InventoryBody, ItsJsonNamesWhatIsThere) {
  const auto json = scenario::to_json(made("12.2", "ESME").reading).at("inventoryChange");
  EXPECT_EQ(json.at("added").at("status"), "Pending");
  EXPECT_FALSE(json.contains("status"));
  const InventoryChange point{.device = "d", .metering_point = "p", .place = "export"};
  scenario::RequestReading reading;
  reading.inventory_change = point;
  EXPECT_EQ(scenario::to_json(reading).at("inventoryChange"),
            scenario::Json({{"device", "d"}, {"meteringPoint", "p"}, {"place", "export"}}));
  reading.inventory_change = InventoryChange{.device = "d", .status = "Pending", .removed = true};
  EXPECT_EQ(scenario::to_json(reading).at("inventoryChange"),
            scenario::Json({{"device", "d"}, {"status", "Pending"}, {"removed", true}}));
}

}  // namespace
}  // namespace hallmark::generator
