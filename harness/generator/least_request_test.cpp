#include "harness/generator/least_request.h"

#include <gtest/gtest.h>

#include "harness/generator/request.h"

namespace hallmark::generator {
namespace {

/// Of the samples' requests most have a shorter document that is read the same; none is longer or invalid.
TEST(LeastRequest, AsksTheSameInFewerWords) {
  const auto facts = spec::load_facts(HALLMARK_SHARE_DIR "/spec");
  const auto validator = schema::Validator::load(HALLMARK_SHARE_DIR "/schema/duis-5.1");
  const auto samples = schema::load_samples(HALLMARK_SHARE_DIR "/samples");
  const LeastRequests least(facts, validator);
  Random random(3);
  const auto all = premises(random);
  int shorter = 0;
  for (const auto& sample : samples) {
    RequestPlan plan;
    plan.service = facts.service_request(sample.srv);
    for (const auto& type : plan.service->device_types) {
      if (!plan.device_type.empty() || !facts.device_type(type)->in_schema) continue;
      plan.device_type = type;
      plan.device = device_of_type(all, type);
    }
    plan.user = all.import_supplier;
    plan.command_variant = plan.service->command_variants.front();
    plan.counter = 4242;
    plan.schema_version = "5.1";
    const auto whole = request(sample, plan, all);
    const auto made = least.least(whole, all.estate);
    if (!made) continue;
    EXPECT_FALSE(validator.check(made->duis)) << sample.file;
    EXPECT_EQ(made->reading.devices, whole.reading.devices) << sample.file;
    EXPECT_EQ(made->reading.request_id, whole.reading.request_id) << sample.file;
    EXPECT_EQ(made->user, whole.user);
    if (made->duis.size() < whole.duis.size()) ++shorter;
  }
  EXPECT_GT(shorter, 150);
}

TEST(LeastRequest, LeavesAloneWhatItCannotSay) {
  const auto facts = spec::load_facts(HALLMARK_SHARE_DIR "/spec");
  const auto validator = schema::Validator::load(HALLMARK_SHARE_DIR "/schema/duis-5.1");
  const LeastRequests least(facts, validator);
  Random random(3);
  const auto all = premises(random);
  scenario::Submit submit;
  EXPECT_FALSE(least.least(submit, all.estate));
  submit.reading.header_srv = "4.1.1";
  submit.reading.request_id = "a:b:1";
  submit.reading.deviation = "schema: x";
  EXPECT_FALSE(least.least(submit, all.estate));
  submit.reading.deviation.reset();
  submit.schedule_of = "a:b:0";
  EXPECT_FALSE(least.least(submit, all.estate));
}

}  // namespace
}  // namespace hallmark::generator
