#include "harness/generator/contradictory_request.h"

#include <gtest/gtest.h>

#include "harness/generator/request.h"
#include "harness/generator/request_document.h"
#include "harness/generator/request_pre_command.h"
#include "harness/schema/validator.h"

namespace hallmark::generator {
namespace {

using scenario::Submit;

struct Scene {
  spec::Facts facts = spec::load_facts(HALLMARK_SHARE_DIR "/spec");
  schema::Validator validator = schema::Validator::load(HALLMARK_SHARE_DIR "/schema/duis-5.1");
  std::vector<schema::Sample> samples = schema::load_samples(HALLMARK_SHARE_DIR "/samples");
  Random random{1};
  Premises all = premises(random);

  Submit request_for(const std::string& srv, int command_variant = 1) {
    RequestPlan plan;
    plan.service = facts.service_request(srv);
    plan.device_type = "ESME";
    plan.device = all.esme;
    plan.user = all.import_supplier;
    plan.command_variant = plan.service->non_device ? 8 : command_variant;
    plan.counter = 7;
    plan.schema_version = "5.1";
    return request(*schema::samples_of(samples, srv).front(), plan, all);
  }
  bool is_valid(const Submit& submit) const { return !validator.check(submit.duis); }
};

bool holds(const Submit& submit, const std::string& text) { return submit.duis.find(text) != std::string::npos; }

/// Valid in the schema, and yet no request: only who compares its parts can tell.
TEST(ContradictoryRequest, IsValidInTheSchemaWhereOnlyItsPartsDisagree) {
  Scene scene;
  const auto& read = *scene.facts.service_request("4.1.1");
  const auto& harmless = *scene.facts.service_request("11.2");
  const auto header = with_header_of(scene.request_for("4.1.1"), harmless);
  EXPECT_EQ(header.reading.header_srv, "11.2");
  EXPECT_EQ(header.reading.reference, "11.2");
  EXPECT_EQ(header.reading.body_srv, "4.1.1");
  const auto reference = with_reference(scene.request_for("4.1.1"), "11.2");
  EXPECT_TRUE(holds(reference, "<sr:ServiceReference>11.2<") && holds(reference, "Variant>4.1.1<"));
  const auto variant = with_variant(scene.request_for("4.1.1"), "11.2");
  EXPECT_TRUE(holds(variant, "<sr:ServiceReference>4.1<") && holds(variant, "Variant>11.2<"));
  const auto target = with_header_target(scene.request_for("5.1"), scene.all.other_esme);
  EXPECT_EQ(target.reading.devices, (std::vector{scene.all.esme, scene.all.other_esme}));
  EXPECT_TRUE(holds(target, scene.all.import_supplier + ':' + scene.all.other_esme + ":7<"));
  const auto schedule = with_schedule_named(scene.request_for("5.1"), *scene.facts.service_request("4.15"));
  EXPECT_EQ(schedule.reading.scheduled_srv, "4.6.1") << "the element decides";
  EXPECT_TRUE(holds(schedule, "DSPScheduledServiceReferenceVariant>4.15<"));
  const auto pre_command = with_pre_command_of(scene.request_for("1.1.1", 5), read, "0027", scene.all.other_esme, 9);
  EXPECT_EQ(pre_command.reading.body_srv, "4.1.1");
  EXPECT_NE(pre_command_payload(pre_command.duis), pre_command_payload(scene.request_for("1.1.1", 5).duis));
  for (const auto& each : {header, reference, variant, target, schedule, pre_command}) {
    ASSERT_TRUE(each.reading.deviation);
    EXPECT_TRUE(scene.is_valid(each)) << *each.reading.deviation;
  }
}

TEST(ContradictoryRequest, IsInvalidWhereAPartStandsTwice) {
  Scene scene;
  for (const bool before : {true, false}) {
    const auto elements = with_second_element(scene.request_for("4.1.1"), scene.request_for("11.2"), before);
    const bool first = elements.duis.find("<sr:ReadFirmware") < elements.duis.find("<sr:ReadInstantaneous");
    EXPECT_EQ(first, before);
    EXPECT_FALSE(scene.is_valid(elements));
    EXPECT_FALSE(scene.is_valid(with_second_variant(scene.request_for("4.1.1"), "11.2", before)));
  }
}

TEST(ContradictoryRequest, ThatIsOnlySentOrWrittenAnotherWaySaysTheSame) {
  Scene scene;
  const auto plain = scene.request_for("4.1.1");
  const auto moved = through_service(plain, "transform");
  EXPECT_EQ(moved.duis, plain.duis);
  EXPECT_EQ(moved.service, "transform");
  const auto wide = in_utf16(plain);
  EXPECT_EQ(wide.duis.size(), 2 * (plain.duis.size() + 1) + 2);
  EXPECT_TRUE(scene.is_valid(wide));
}

TEST(ValidRequest, InASequenceAgainOrForManyDevices) {
  Scene scene;
  const auto first = scene.request_for("11.2");
  const auto second = following(scene.request_for("4.1.1"), first.reading.request_id);
  EXPECT_TRUE(holds(second, "<sr:PrecedingServiceRequestID>" + first.reading.request_id + '<'));
  const auto again = replaying(scene.request_for("4.1.1"), first.reading.request_id);
  EXPECT_EQ(again.reading.request_id, first.reading.request_id);
  const auto many = for_devices(scene.request_for("11.1"), {scene.all.esme, scene.all.other_esme});
  EXPECT_EQ(many.reading.devices, (std::vector{scene.all.esme, scene.all.other_esme}));
  EXPECT_TRUE(holds(many, scene.all.esme + ',' + scene.all.other_esme));
  for (const auto& each : {second, again, many}) EXPECT_TRUE(scene.is_valid(each));
  EXPECT_FALSE(second.reading.deviation || many.reading.deviation);
}

}  // namespace
}  // namespace hallmark::generator
