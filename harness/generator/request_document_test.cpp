#include "harness/generator/request_document.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "harness/generator/generator_scene.h"
#include "harness/generator/request.h"

namespace hallmark::generator {
namespace {

using testing::HasSubstr;
using testing::StartsWith;

const schema::Validator& validator() {
  static const schema::Validator loaded = schema::Validator::load(HALLMARK_SHARE_DIR "/schema/duis-5.1");
  return loaded;
}

Premises estate() {
  Random random(7);
  return premises(random);
}

/// A request that a sample becomes, asked by whoever may and of the first device type that the schema knows.
scenario::Submit made_of(const schema::Sample& sample, const Premises& all, int command_variant = 0) {
  RequestPlan plan;
  plan.service = facts().service_request(sample.srv);
  for (const auto& type : plan.service->device_types) {
    if (!plan.device_type.empty() || !facts().device_type(type)->in_schema) continue;
    plan.device_type = type;
    plan.device = device_of_type(all, type);
  }
  plan.user = user_in_role(all, plan.service->roles.empty() ? "IS" : plan.service->roles.front());
  plan.command_variant = command_variant != 0 ? command_variant : plan.service->command_variants.front();
  plan.counter = 77;
  plan.schema_version = "5.1";
  return request(sample, plan, all);
}

DocumentReading read(const std::string& xml) {
  return read_request_document(xml, facts(), validator(), estate().estate);
}

std::string changed(std::string document, const std::string& from, const std::string& to) {
  const auto at = document.find(from);
  EXPECT_NE(at, std::string::npos) << from;
  return at == std::string::npos ? document : document.replace(at, from.size(), to);
}

/// Two readings that nobody copied from each other: the generator's from its plan, this one from the bytes.
TEST(RequestDocument, OfEverySampleReadsAsTheGeneratorSays) {
  const auto all = estate();
  int compared = 0;
  for (const auto& sample : samples()) {
    const auto submit = made_of(sample, all);
    auto expected = submit.reading;
    const auto seen = read_request_document(submit.duis, facts(), validator(), all.estate);
    ASSERT_TRUE(seen.reading) << sample.file << ": " << seen.problem;
    // What no document tells: the type of a device that nothing in it names.
    if (expected.devices.empty()) expected.device_type.clear();
    EXPECT_EQ(*seen.reading, expected) << sample.file;
    ++compared;
  }
  EXPECT_EQ(compared, 297);
}

TEST(RequestDocument, IsNotTakenInByTheWayItIsWritten) {
  const auto all = estate();
  const auto submit = made_of(*schema::samples_of(samples(), "4.1.1").at(0), all);
  std::string lower = all.esme;
  std::transform(lower.begin(), lower.end(), lower.begin(), [](unsigned char c) { return std::tolower(c); });
  const auto seen = read(changed(submit.duis, all.esme, lower)).reading;
  ASSERT_TRUE(seen);
  EXPECT_EQ(seen->devices, submit.reading.devices);
  EXPECT_EQ(read(changed(submit.duis, ">4.1.1<", "> 4.1<!-- -->.1 <")).reading->header_srv, "4.1.1");
}

TEST(RequestDocument, WhoseBodyIsAnothersHasTheSrvOfItsBody) {
  const auto all = estate();
  const auto submit = made_of(*schema::samples_of(samples(), "4.1.1").at(0), all);
  auto dressed = changed(submit.duis, "Reference>4.1<", "Reference>6.13<");
  dressed = changed(dressed, "Variant>4.1.1<", "Variant>6.13<");
  const auto seen = read(dressed).reading;
  ASSERT_TRUE(seen);
  EXPECT_EQ(seen->header_srv, "6.13");
  EXPECT_EQ(seen->body_srv, "4.1.1");
  EXPECT_THAT(seen->deviation.value_or(""), HasSubstr("disagree"));
}

TEST(RequestDocument, ThatTheSchemaRefusesDeviates) {
  const auto all = estate();
  const auto submit = made_of(*schema::samples_of(samples(), "8.2").at(0), all);
  EXPECT_FALSE(read(submit.duis).reading->deviation);
  EXPECT_THAT(read(changed(submit.duis, "</sr:Header>", "<sr:More/></sr:Header>")).reading->deviation.value_or(""),
              StartsWith("schema: "));
  EXPECT_THAT(read(changed(submit.duis, "CommandVariant>8<", "CommandVariant>1<")).reading->deviation.value_or(""),
              HasSubstr("Command Variant"));
}

TEST(RequestDocument, ThatIsHostileOrNoneIsRefusedWithAReason) {
  EXPECT_THAT(read("").problem, HasSubstr("not well-formed"));
  EXPECT_THAT(read("<a>").problem, HasSubstr("not well-formed"));
  EXPECT_THAT(read("<a/>").problem, HasSubstr("no DUIS Request"));
  EXPECT_THAT(
      read("<!DOCTYPE a [<!ENTITY b SYSTEM 'file:///etc/passwd'>]><Request><Header/><Body><X/></Body></Request>")
          .problem,
      HasSubstr("DOCTYPE"));
  EXPECT_THAT(read(std::string(17U << 20U, ' ')).problem, HasSubstr("16 MiB"));
  std::string deep = "<Request><Header/><Body>";
  for (int i = 0; i < 200'000; ++i) deep += "<a>";
  for (int i = 0; i < 200'000; ++i) deep += "</a>";
  const auto seen = read(deep + "</Body></Request>");
  ASSERT_TRUE(seen.reading);
  EXPECT_TRUE(seen.reading->deviation);
}

}  // namespace
}  // namespace hallmark::generator
