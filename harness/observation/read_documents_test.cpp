// What read_documents fills in, and what it leaves alone.
#include <gtest/gtest.h>

#include "harness/observation/observation.h"
#include "harness/schema/validator.h"

namespace hallmark::observation {
namespace {

const schema::Validator& duis_5_1() {
  static const auto loaded = schema::Validator::load(HALLMARK_SHARE_DIR "/schema/duis-5.1");
  return loaded;
}

/// A Response to a 4.1.1 with that code.
std::string response(const std::string& code) {
  return R"(<sr:Response xmlns:sr="http://www.dccinterface.co.uk/ServiceUserGateway" schemaVersion="5.1"><sr:Header>)"
         "<sr:RequestID>90-B3-D5-AA-00-00-00-01:00-DB-12-BB-00-00-00-02:7</sr:RequestID><sr:ResponseCode>" +
         code +
         "</sr:ResponseCode><sr:ResponseDateTime>2025-03-04T05:06:07Z</sr:ResponseDateTime></sr:Header>"
         "<sr:Body><sr:ResponseMessage><sr:ServiceReference>4.1</sr:ServiceReference>"
         "<sr:ServiceReferenceVariant>4.1.1</sr:ServiceReferenceVariant></sr:ResponseMessage></sr:Body></sr:Response>";
}

TEST(ReadDocuments, ReadsTheResponseToARequest) {
  Observation observation = Answered{Responded{{response("E5"), {}}}};
  ASSERT_EQ(answer<Responded>(observation)->response.reading, schema::ResponseReading{});
  read_documents(observation, duis_5_1());
  const auto& document = answer<Responded>(observation)->response;
  EXPECT_EQ(document.xml, response("E5"));
  EXPECT_TRUE(document.reading.valid) << document.reading.problem;
  EXPECT_EQ(document.reading.code, "E5");
  EXPECT_EQ(document.reading, schema::read_response(response("E5"), duis_5_1()));
}

TEST(ReadDocuments, TellsWhatIsWrongWithAResponse) {
  Observation observation = Answered{Responded{{response("E4711"), {}}}};
  read_documents(observation, duis_5_1());
  const auto& reading = answer<Responded>(observation)->response.reading;
  EXPECT_FALSE(reading.valid);
  EXPECT_NE(reading.problem.find("E4711"), std::string::npos) << reading.problem;
}

TEST(ReadDocuments, ReadsEveryDocumentToAUser) {
  Drained drained;
  drained.effects.to_users = {{"one", {response("I0"), {}}}, {"two", {"no XML", {}}}, {"three", {response("I99"), {}}}};
  drained.effects.to_devices = {{"device", "request", "4.1.1", {}, "3wkC"}};
  Observation observation = Answered{drained};
  read_documents(observation, duis_5_1());
  const auto& seen = answer<Drained>(observation)->effects;
  ASSERT_EQ(seen.to_users.size(), 3U);
  EXPECT_EQ(seen.to_users[0].document.reading.code, "I0");
  EXPECT_FALSE(seen.to_users[1].document.reading.valid);
  EXPECT_NE(seen.to_users[1].document.reading.problem, "");
  EXPECT_EQ(seen.to_users[2].document.reading.code, "I99");
  EXPECT_EQ(seen.to_devices, drained.effects.to_devices);
}

/// A leap second, which libxml2 alone refuses: nothing to hold against who wrote it.
TEST(ReadDocuments, PutsARefusalToASecondEngine) {
  auto leap = response("I0");
  leap.replace(leap.find("05:06:07Z"), 9, "23:59:60Z");
  Drained drained;
  drained.effects.to_users = {{"one", {leap, {}}}, {"two", {response("E4711"), {}}}};
  Observation observation = Answered{drained};
  read_documents(observation, duis_5_1());
  const auto& seen = answer<Drained>(observation)->effects.to_users;
  EXPECT_FALSE(seen[0].document.reading.valid);
  EXPECT_EQ(seen[0].document.reading.dispute, "second-60");
  EXPECT_EQ(seen[0].document.reading.code, "I0");
  EXPECT_FALSE(seen[1].document.reading.valid);
  EXPECT_EQ(seen[1].document.reading.dispute, "");
}

TEST(ReadDocuments, SpellsIdsAsEstatesDo) {
  const std::string device = "00-db-12-bb-00-00-00-02";
  const std::string request = "90-b3-d5-aa-00-00-00-01:" + device + ":7";
  auto xml = response("E5");
  xml.replace(xml.find("00-DB-12-BB-00-00-00-02"), device.size(), device);
  Drained drained;
  drained.effects.to_users = {{"90-b3-d5-aa-00-00-00-01", {xml, {}}}};
  drained.effects.to_devices = {{device, request, "4.1.1", "run-1a", {}}, {device, "run-1a", "4.1.1", {}, {}}};
  Observation observation = Answered{drained};
  read_documents(observation, duis_5_1());
  const auto& seen = answer<Drained>(observation)->effects;
  EXPECT_EQ(seen.to_users[0].user, "90-B3-D5-AA-00-00-00-01");
  EXPECT_EQ(seen.to_users[0].document.reading.request_id, "90-B3-D5-AA-00-00-00-01:00-DB-12-BB-00-00-00-02:7");
  EXPECT_EQ(seen.to_devices[0].device, "00-DB-12-BB-00-00-00-02");
  EXPECT_EQ(seen.to_devices[0].request_id, "90-B3-D5-AA-00-00-00-01:00-DB-12-BB-00-00-00-02:7");
  EXPECT_EQ(seen.to_devices[0].schedule, "run-1a");
  EXPECT_EQ(seen.to_devices[1].request_id, "run-1a");
}

TEST(ReadDocuments, ReplacesAReadingThatDoesNotBelong) {
  Document document{response("I0"), {}};
  document.reading.code = "E1";
  document.reading.alert_code = "8F1D";
  Observation observation = Answered{Responded{document}};
  read_documents(observation, duis_5_1());
  EXPECT_EQ(answer<Responded>(observation)->response.reading.code, "I0");
  EXPECT_EQ(answer<Responded>(observation)->response.reading.alert_code, "");
}

TEST(ReadDocuments, LeavesAloneWhatHoldsNoDocument) {
  const std::vector<Observation> without = {Answered{Done{}},
                                            Answered{SsiAnswer{true, response("I0"), {}, {}, {}}},
                                            Answered{Drained{}},
                                            Refused{response("I0")},
                                            Declined{-32601, response("I0")},
                                            Malformed{"why", response("I0"), ""},
                                            TimedOut{1, response("I0"), ""},
                                            Crashed{"how", response("I0"), ""}};
  for (const auto& before : without) {
    Observation after = before;
    read_documents(after, duis_5_1());
    EXPECT_TRUE(after == before) << before.index();
  }
  Observation changed = Answered{Responded{{response("I0"), {}}}};
  const Observation before = changed;
  read_documents(changed, duis_5_1());
  EXPECT_FALSE(changed == before);
}

}  // namespace
}  // namespace hallmark::observation
