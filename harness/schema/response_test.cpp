#include "harness/schema/response.h"

#include <gtest/gtest.h>

#include "harness/schema/validator.h"

namespace hallmark::schema {
namespace {

const Validator& duis_5_1() {
  static const Validator loaded = Validator::load(HALLMARK_SHARE_DIR "/schema/duis-5.1");
  return loaded;
}

constexpr const char* user = "90-B3-D5-AA-00-00-00-01";
constexpr const char* device = "00-DB-12-BB-00-00-00-02";
const std::string request_id = std::string(user) + ':' + device + ":7";
const std::string response_id = std::string(device) + ':' + user + ":7";
const std::string ids =
    "<sr:RequestID>" + request_id + "</sr:RequestID><sr:ResponseID>" + response_id + "</sr:ResponseID>";

/// A Response around header ids and what stands below Body.
std::string response(const std::string& header_ids, const std::string& code, const std::string& body) {
  return R"(<?xml version="1.0" encoding="UTF-8"?>
<sr:Response xmlns:sr="http://www.dccinterface.co.uk/ServiceUserGateway" schemaVersion="5.1">
  <sr:Header>)" +
         header_ids + "<sr:ResponseCode>" + code + "</sr:ResponseCode>" +
         "<sr:ResponseDateTime>2025-03-04T05:06:07Z</sr:ResponseDateTime></sr:Header>\n  <sr:Body>" + body +
         "</sr:Body>\n</sr:Response>\n";
}

/// A ResponseMessage of 4.1.1 with that content.
std::string message(const std::string& content) {
  return "<sr:ResponseMessage><sr:ServiceReference>4.1</sr:ServiceReference>"
         "<sr:ServiceReferenceVariant>4.1.1</sr:ServiceReferenceVariant>" +
         content + "</sr:ResponseMessage>";
}

/// What every ResponseMessage made here reads as, before its content.
ResponseReading read_as(const std::string& code, const std::string& content, const std::string& payload) {
  ResponseReading reading;
  reading.valid = true;
  reading.kind = "ResponseMessage";
  reading.request_id = request_id;
  reading.response_id = response_id;
  reading.code = code;
  reading.date_time = "2025-03-04T05:06:07Z";
  reading.reference = "4.1";
  reading.variant = "4.1.1";
  reading.content = content;
  reading.payload = payload;
  return reading;
}

ResponseReading reading_of(const std::string& xml) {
  static const Vote vote(duis_5_1());
  return read_response(xml, vote);
}

/// EXPECT_EQ that tells the problem, which a difference in `valid` comes from.
void expect_read(const std::string& xml, const ResponseReading& expected) {
  const auto seen = reading_of(xml);
  EXPECT_EQ(seen.problem, expected.problem);
  EXPECT_TRUE(seen == expected) << seen.kind << ' ' << seen.code << ' ' << seen.content << ' ' << seen.payload;
}

TEST(Response, OfADeviceIsReadWithItsPayload) {
  const std::string xml = response(ids, "I0", message("<sr:GBCSPayload>3wkC</sr:GBCSPayload>"));
  expect_read(xml, read_as("I0", "GBCSPayload", "3wkC"));
  EXPECT_FALSE(reading_of(xml) == read_as("I0", "GBCSPayload", "3wkD"));
}

TEST(Response, ThatAcknowledgesHasNoContent) { expect_read(response(ids, "I99", message("")), read_as("I99", "", "")); }

TEST(Response, ThatRefusesHasItsErrorCodeAndNoResponseId) {
  auto expected = read_as("E65", "", "");
  expected.response_id.clear();
  expect_read(response("<sr:RequestID>" + request_id + "</sr:RequestID>", "E65", message("")), expected);
}

TEST(Response, WithAPreCommandIsReadToThePayloadInIt) {
  const std::string content =
      "<sr:PreCommand><sr:GBCSVersion>4.1</sr:GBCSVersion><sr:GBCSPayload>AQID</sr:GBCSPayload></sr:PreCommand>";
  expect_read(response(ids, "I0", message(content)), read_as("I0", "PreCommand", "AQID"));
}

TEST(Response, WithALocalCommandIsReadToThePayloadInIt) {
  const std::string content = "<sr:LocalCommand><sr:GBCSPayload>BAUG</sr:GBCSPayload></sr:LocalCommand>";
  expect_read(response(ids, "I0", message(content)), read_as("I0", "LocalCommand", "BAUG"));
}

TEST(Response, ThatMadeAScheduleTellsItsId) {
  auto expected = read_as("I0", "DSPScheduleID", "");
  expected.schedule_id = "815";
  expect_read(response(ids, "I0", message("<sr:DSPScheduleID>815</sr:DSPScheduleID>")), expected);
}

TEST(Response, OfAScheduleTellsItsIdAndItsPayload) {
  auto expected = read_as("I0", "DSPScheduledMessage", "BwgJ");
  expected.schedule_id = "42";
  expect_read(response(ids, "I0",
                       message("<sr:DSPScheduledMessage><sr:GBCSPayload>BwgJ</sr:GBCSPayload>"
                               "<sr:DSPScheduleID>42</sr:DSPScheduleID></sr:DSPScheduledMessage>")),
              expected);
}

TEST(Response, WithADeviceAlertTellsItsAlertCode) {
  ResponseReading expected;
  expected.valid = true;
  expected.kind = "DeviceAlertMessage";
  expected.response_id = response_id;
  expected.code = "I0";
  expected.date_time = "2025-03-04T05:06:07Z";
  expected.content = "GBCSPayload";
  expected.payload = "CgsM";
  expected.alert_code = "8F1D";
  expect_read(response("<sr:ResponseID>" + response_id + "</sr:ResponseID>", "I0",
                       "<sr:DeviceAlertMessage><sr:AlertCode>8F1D</sr:AlertCode>"
                       "<sr:GBCSPayload>CgsM</sr:GBCSPayload></sr:DeviceAlertMessage>"),
              expected);
}

TEST(Response, WithADccAlertTellsItsAlertCode) {
  const auto seen = reading_of(response(ids, "I0",
                                        "<sr:DCCAlertMessage><sr:DCCAlertCode>AD1</sr:DCCAlertCode><sr:DCCAlert>"
                                        "<sr:NoSuch/></sr:DCCAlert></sr:DCCAlertMessage>"));
  EXPECT_EQ(seen.kind, "DCCAlertMessage");
  EXPECT_EQ(seen.alert_code, "AD1");
  EXPECT_EQ(seen.content, "DCCAlert");
  EXPECT_FALSE(seen.valid);
}

TEST(Response, LosesWhiteSpaceAroundItsTexts) {
  const std::string wide =
      "<sr:RequestID>\n    " + request_id + "\t</sr:RequestID><sr:ResponseID> " + response_id + "\r\n</sr:ResponseID>";
  expect_read(response(wide, "I0", message("<!-- a comment --><sr:GBCSPayload>\n  3wkC\n  </sr:GBCSPayload>\n")),
              read_as("I0", "GBCSPayload", "3wkC"));
  // White space within is the writer's, and a code is compared as it stands: the schema's strings collapse nothing.
  EXPECT_EQ(reading_of(response(ids, "I0", message("<sr:GBCSPayload>3w\nkC</sr:GBCSPayload>"))).payload, "3w\nkC");
  EXPECT_FALSE(reading_of(response(ids, " I0 ", message(""))).valid);
}

TEST(Response, ThatIsNotValidIsReadAllTheSameAndTellsTheProblem) {
  const auto seen = reading_of(response(ids, "E4711", message("<sr:GBCSPayload>3wkC</sr:GBCSPayload>")));
  EXPECT_FALSE(seen.valid);
  EXPECT_TRUE(seen.problem.starts_with("line 3: schema: ")) << seen.problem;
  EXPECT_NE(seen.problem.find("E4711"), std::string::npos) << seen.problem;
  EXPECT_EQ(seen.code, "E4711");
  EXPECT_EQ(seen.payload, "3wkC");
  EXPECT_TRUE(reading_of(response(ids, "E4", message(""))).valid);
}

TEST(Response, WithAnotherRootIsNotValidAndReadAsNothing) {
  // A valid document of the schema, which is no Response.
  const std::string xml = R"(<ds:DigestValue xmlns:ds="http://www.w3.org/2000/09/xmldsig#">3wkC</ds:DigestValue>)";
  ASSERT_FALSE(duis_5_1().check(xml));
  ResponseReading expected;
  expected.problem = "line 1: schema: the root element is DigestValue, not Response";
  expect_read(xml, expected);
  EXPECT_FALSE(reading_of("<Response/>").valid);
}

TEST(Response, WithoutABodyIsNotValidAndHasNoKind) {
  std::string xml = response(ids, "I0", "");
  EXPECT_FALSE(reading_of(xml).valid);
  EXPECT_EQ(reading_of(xml).kind, "");
  EXPECT_EQ(reading_of(xml).request_id, request_id);
}

TEST(Response, WithADoctypeIsRefusedUnread) {
  std::string xml = response(ids, "I0", message("<sr:GBCSPayload>&leak;</sr:GBCSPayload>"));
  xml.insert(xml.find("<sr:Response"), "<!DOCTYPE r [<!ENTITY leak SYSTEM \"file:///etc/passwd\">]>");
  ResponseReading expected;
  expected.problem = "line 1: hostile: a DOCTYPE is not accepted";
  expect_read(xml, expected);
}

TEST(Response, NestedWithoutEndIsRefusedUnread) {
  std::string open;
  for (int i = 0; i < 200'000; ++i) open += "<sr:A>";
  const auto seen = reading_of(response(ids, "I0", open));
  EXPECT_FALSE(seen.valid);
  EXPECT_NE(seen.problem.find("well-formedness"), std::string::npos) << seen.problem;
  EXPECT_EQ(seen.request_id, "");
}

TEST(Response, NestedAsDeepAsIsParsedIsReadToItsPayload) {
  std::string open;
  std::string close;
  for (int i = 0; i < 240; ++i) {
    open += "<sr:A/><sr:A>";
    close += "</sr:A><sr:A/>";
  }
  const auto seen = reading_of(response(ids, "I0", message(open + close + "<sr:GBCSPayload>3wkC</sr:GBCSPayload>")));
  EXPECT_FALSE(seen.valid);
  EXPECT_EQ(seen.payload, "3wkC");
  EXPECT_EQ(seen.content, "GBCSPayload");
}

TEST(Response, ThatIsNoXmlIsReadAsNothing) {
  for (const std::string& xml : {std::string(), std::string("I0"), std::string("<sr:Response"), std::string(3, '\0')}) {
    const auto seen = reading_of(xml);
    EXPECT_FALSE(seen.valid) << xml;
    EXPECT_NE(seen.problem.find("well-formedness"), std::string::npos) << seen.problem;
    EXPECT_EQ(seen.code, "") << xml;
  }
}

}  // namespace
}  // namespace hallmark::schema
