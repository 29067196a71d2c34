#include "harness/generator/request.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <set>
#include <stdexcept>

#include "harness/generator/gbcs.h"
#include "harness/generator/generator_scene.h"
#include "harness/generator/request_reread.h"
#include "harness/schema/validator.h"

namespace hallmark::generator {
namespace {

namespace fs = std::filesystem;

const fs::path folder_of_5_1 = HALLMARK_SHARE_DIR "/schema/duis-5.1";
const fs::path folder_of_5_4 = HALLMARK_SOURCE_DIR "/../shared/duis/5.4";

RequestPlan plan_of(const std::string& variant, const std::string& type, const std::string& role, int command_variant) {
  RequestPlan plan;
  plan.service = facts().service_request(variant);
  plan.device_type = type;
  if (!type.empty()) plan.device = device_of_type(estate(), type);
  plan.user = user_in_role(estate(), role);
  plan.role = role;
  plan.command_variant = command_variant;
  plan.counter = 4711;
  plan.schema_version = "5.1";
  return plan;
}

const schema::Sample& sample_of(const std::string& variant) { return *schema::samples_of(samples(), variant).at(0); }

/// Every plan that the facts allow for one Service Request; one without a role is asked by an Import Supplier.
std::vector<RequestPlan> plans_of(const spec::ServiceRequest& service) {
  std::vector<std::string> types;
  for (const auto& type : service.device_types) {
    if (facts().device_type(type)->in_schema) types.push_back(type);
  }
  if (service.device_types.empty()) types.emplace_back();
  const auto roles = service.roles.empty() ? std::vector<std::string>{"IS"} : service.roles;
  std::vector<RequestPlan> plans;
  for (const auto& type : types) {
    for (const auto& role : roles) {
      for (const int command_variant : service.command_variants) {
        plans.push_back(plan_of(service.variant, type, role, command_variant));
      }
    }
  }
  return plans;
}

/// What came of building every document that the facts and the samples allow.
struct Sweep {
  std::size_t documents = 0;
  std::set<std::string> variants;   ///< Service Request Variants with at least one document
  std::set<std::string> samples;    ///< files used
  std::vector<std::string> faults;  ///< at most twenty
};

void build_one(const schema::Sample& sample, const RequestPlan& plan, const schema::Validator& validator,
               Sweep& sweep) {
  const auto submit = request(sample, plan, estate());
  auto faults = disagreements(submit, plan, estate());
  if (const auto problem = validator.check(submit.duis)) faults.push_back(schema::text(*problem));
  ++sweep.documents;
  sweep.variants.insert(plan.service->variant);
  sweep.samples.insert(sample.file);
  for (const auto& fault : faults) {
    if (sweep.faults.size() < 20) {
      sweep.faults.push_back(sample.file + " for " + plan.device_type + " by " + plan.user + ", Command Variant " +
                             std::to_string(plan.command_variant) + ": " + fault);
    }
  }
}

/// Cancellations too: without their year 3000 they are requests like any other.
Sweep build_everything(const schema::Validator& validator) {
  Sweep sweep;
  for (const auto& service : facts().service_requests) {
    for (auto& plan : plans_of(service)) {
      plan.schema_version = validator.version();
      for (const auto& sample : samples()) {
        if (sample.srv == service.variant) build_one(sample, plan, validator, sweep);
      }
    }
  }
  return sweep;
}

void expect_everything(const fs::path& folder) {
  const auto sweep = build_everything(schema::Validator::load(folder));
  EXPECT_EQ(sweep.faults, std::vector<std::string>{});
  EXPECT_EQ(sweep.variants.size(), facts().service_requests.size());
  EXPECT_EQ(sweep.samples.size(), samples().size());
  EXPECT_GT(sweep.documents, 3000U);
}

TEST(Request, IsValidAndAgreesWithItsReadingWhateverIsAsked) { expect_everything(folder_of_5_1); }

TEST(Request, IsValidAndAgreesWithItsReadingIn54WhateverIsAsked) {
  if (!fs::exists(folder_of_5_4)) GTEST_SKIP() << folder_of_5_4 << " is not part of a clone";
  expect_everything(folder_of_5_4);
}

std::string with(std::string document, const std::string& from, const std::string& to) {
  const auto place = document.find(from);
  EXPECT_NE(place, std::string::npos) << "no " << from;
  return place == std::string::npos ? document : document.replace(place, from.size(), to);
}

/// Each thing the sweep looks at, wrong once: were it blind there, this would pass unseen.
TEST(Request, ThatDisagreesWithItsReadingIsToldSo) {
  const auto plan = plan_of("8.11", "CHF", "IS", 1);
  const auto good = request(sample_of("8.11"), plan, estate());
  ASSERT_EQ(disagreements(good, plan, estate()), std::vector<std::string>{});
  const auto told = [&](const std::string& from, const std::string& to) {
    auto submit = good;
    submit.duis = with(submit.duis, from, to);
    return !disagreements(submit, plan, estate()).empty();
  };
  EXPECT_TRUE(told(":4711<", ":4712<"));
  EXPECT_TRUE(told(plan.device, estate().other_chf));
  EXPECT_TRUE(told(estate().pending_esme, estate().esme));
  EXPECT_TRUE(told("CommandVariant>1<", "CommandVariant>2<"));
  EXPECT_TRUE(told("ServiceReference>8.11<", "ServiceReference>8.1<"));
  EXPECT_TRUE(told("ServiceReferenceVariant>8.11<", "ServiceReferenceVariant>8.12<"));
  EXPECT_TRUE(told("schemaVersion=\"5.1\"", "schemaVersion=\"5.4\""));
  EXPECT_TRUE(told("<sr:UpdateHANDeviceLog>",
                   "<sr:UpdateHANDeviceLog><sr:ExecutionDateTime>2024-01-01T00:00:00Z"
                   "</sr:ExecutionDateTime>"));
  EXPECT_TRUE(told(estate().import_mpan, "1312345678111"));
  EXPECT_TRUE(told("</sr:UpdateHANDeviceLog>",
                   "<sr:ExecutionDateTime>3000-12-31T00:00:00Z</sr:ExecutionDateTime></sr:UpdateHANDeviceLog>"));
  EXPECT_TRUE(told("</sr:UpdateHANDeviceLog>", "<sr:X>00-DB-12-34-56-78-90-A7</sr:X></sr:UpdateHANDeviceLog>"));
  EXPECT_TRUE(told("</sr:Header>", ""));
  auto submit = good;
  submit.duis = sample_of("8.11").xml;
  EXPECT_GT(disagreements(submit, plan, estate()).size(), 5U);
  EXPECT_FALSE(disagreements(good, plan_of("8.11", "CHF", "GS", 1), estate()).empty());
}

TEST(Request, IsTheSameForTheSamePlan) {
  auto plan = plan_of("4.1.1", "ESME", "IS", 1);
  const auto one = request(sample_of("4.1.1"), plan, estate());
  EXPECT_TRUE(one == request(sample_of("4.1.1"), plan, estate()));
  ++plan.counter;
  EXPECT_FALSE(one == request(sample_of("4.1.1"), plan, estate()));
}

TEST(Request, ThatIsFutureDatedIsDueAnHourLater) {
  const auto found = schema::samples_of(samples(), "4.1.1");
  ASSERT_TRUE(found.back()->future_dated);
  ASSERT_FALSE(found.front()->future_dated);
  const auto plan = plan_of("4.1.1", "ESME", "IS", 1);
  EXPECT_EQ(request(*found.back(), plan, estate()).reading.execution_time, estate().estate.now + 3600);
  EXPECT_FALSE(request(*found.front(), plan, estate()).reading.execution_time);
}

TEST(Request, ThatCreatesAScheduleTellsWhatIsScheduled) {
  const auto reading = request(sample_of("5.1"), plan_of("5.1", "GPF", "GS", 8), estate()).reading;
  EXPECT_EQ(reading.scheduled_srv, "4.6.1");
  EXPECT_EQ(reading.devices, std::vector<std::string>{estate().gpf});
  EXPECT_FALSE(request(sample_of("8.2"), plan_of("8.2", "GPF", "GS", 8), estate()).reading.scheduled_srv);
}

TEST(Request, AboutAScheduleIsAboutItsDeviceAndTakesItsIdLater) {
  auto plan = plan_of("5.2", "", "IS", 8);
  plan.schedule_of = "some:request:1";
  const auto submit = request(sample_of("5.2"), plan, estate());
  EXPECT_EQ(submit.schedule_of, "some:request:1");
  EXPECT_EQ(submit.reading.devices, std::vector<std::string>{estate().other_esme});
  EXPECT_EQ(disagreements(submit, plan, estate()), std::vector<std::string>{});

  const auto filled = with_schedule_id(submit, "90210");
  EXPECT_EQ(filled.duis, with(submit.duis, "<sr:DSPScheduleID>123<", "<sr:DSPScheduleID>90210<"));
  EXPECT_TRUE(filled.reading == submit.reading);
  EXPECT_EQ(schema::Validator::load(folder_of_5_1).check(filled.duis).has_value(), false);
}

TEST(Request, ReturnsTheLocalAnswerItIsGiven) {
  auto plan = plan_of("8.13", "ESME", "IS", 8);
  plan.original_request_id = plan.user + ':' + plan.device + ":99";
  plan.gbcs_response = gbcs_response(plan.device, plan.user, 99, "0027", Canary{7});
  const auto submit = request(sample_of("8.13"), plan, estate());
  EXPECT_NE(submit.duis.find('>' + *plan.original_request_id + '<'), std::string::npos);
  EXPECT_NE(submit.duis.find('>' + *plan.gbcs_response + '<'), std::string::npos);
  EXPECT_EQ(submit.reading.devices, std::vector<std::string>{plan.device});
  EXPECT_EQ(disagreements(submit, plan, estate()), std::vector<std::string>{});
  plan.device = estate().gsme;
  EXPECT_FALSE(disagreements(submit, plan, estate()).empty());
}

TEST(Request, TellsThePaymentModeItChangesTo) {
  std::set<std::string> modes;
  for (const auto* sample : schema::samples_of(samples(), "1.6"))
    modes.insert(request(*sample, plan_of("1.6", "ESME", "IS", 4), estate()).reading.payment_mode.value_or("none"));
  EXPECT_EQ(modes, (std::set<std::string>{"credit", "prepayment"}));
  const auto other = request(sample_of("1.5"), plan_of("1.5", "ESME", "IS", 4), estate());
  EXPECT_FALSE(other.reading.payment_mode);
}

TEST(Request, GoesToTheServiceOfItsCommandVariant) {
  const std::vector<std::string> services = {"send-command", "non-device", "send-command", "transform",
                                             "send-command", "non-device", "send-command", "non-device"};
  for (int variant = 1; variant <= 8; ++variant)
    EXPECT_EQ(service_of(variant), services[static_cast<std::size_t>(variant) - 1]) << variant;
  EXPECT_THROW(service_of(0), std::invalid_argument);
  EXPECT_THROW(service_of(9), std::invalid_argument);
}

TEST(Request, OfASampleThatIsNoXmlIsAnError) {
  schema::Sample broken = sample_of("8.2");
  broken.xml = "text";
  EXPECT_THROW(request(broken, plan_of("8.2", "ESME", "IS", 8), estate()), std::logic_error);
}

}  // namespace
}  // namespace hallmark::generator
