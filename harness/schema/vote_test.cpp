#include "harness/schema/vote.h"

#include <gtest/gtest.h>
#include <unistd.h>

#include <filesystem>
#include <stdexcept>
#include <string>
#include <vector>

#include "harness/schema/disagreements.h"
#include "harness/schema/samples.h"

namespace hallmark::schema {
namespace {

const Validator& duis_5_1() {
  static const Validator loaded = Validator::load(HALLMARK_SHARE_DIR "/schema/duis-5.1");
  return loaded;
}

const Vote& vote() {
  static const Vote both(duis_5_1());
  return both;
}

std::string with(std::string document, std::string_view from, std::string_view to) {
  const auto place = document.find(from);
  EXPECT_NE(place, std::string::npos) << from;
  return place == std::string::npos ? document : document.replace(place, from.size(), to);
}

const std::string& sample(std::string_view name) {
  static const auto all = load_samples(HALLMARK_SHARE_DIR "/samples");
  for (const auto& one : all) {
    if (one.file.starts_with(name)) return one.xml;
  }
  throw std::invalid_argument("no such sample");
}

/// A valid request with that text in an unsignedShort.
std::string with_flow_rate(std::string_view text) {
  return with(sample("GCS24_6.7_SUCCESS"), "FlowRate>61680<", "FlowRate>" + std::string(text) + "<");
}
constexpr const char* flow_rate_path = "Request/Body/UpdateDeviceConfigurationGasFlow/UncontrolledGasFlowRate";

const std::string& firmware() { return sample("11.1_UPDATE_FIRMWARE"); }

/// A document on which the engines differ, and the row that says why.
struct Differing {
  const char* name;
  std::string document;
  EngineName accepts;
  const char* row;
  const char* path;
};

std::vector<Differing> differing() {
  const auto& image = firmware();
  const auto after = image.find("<sr:FirmwareImage>") + 18;
  return {
      {"Value", with_flow_rate(" 5 "), EngineName::xerces, "space-around-number", flow_rate_path},
      {"Sign", with_flow_rate("+5"), EngineName::xerces, "sign-of-unsigned", flow_rate_path},
      {"OtherWayRound", std::string(image).insert(after, "----"), EngineName::libxml2, "base64-junk",
       "Request/Body/UpdateFirmware/FirmwareImage"},
  };
}

TEST(Vote, NamesTheRowWhereTheEnginesDiffer) {
  for (const auto& one : differing()) {
    const auto said = vote().on(one.document);
    EXPECT_TRUE(said.is_disputed()) << one.name;
    EXPECT_FALSE(said.is_valid()) << one.name;
    EXPECT_EQ(said.difference, one.row) << one.name;
    const bool by_libxml2 = one.accepts == EngineName::xerces;
    ASSERT_EQ(said.libxml2.has_value(), by_libxml2) << one.name;
    ASSERT_EQ(said.xerces.has_value(), !by_libxml2) << one.name;
    EXPECT_EQ((by_libxml2 ? said.libxml2 : said.xerces)->path, one.path) << one.name;
  }
}

TEST(Vote, AgreesOnWhatIsValidAndOnWhatIsNot) {
  const auto valid = vote().on(firmware());
  EXPECT_TRUE(valid.is_valid());
  EXPECT_FALSE(valid.is_disputed());
  for (const auto& broken : {with(firmware(), "<sr:Body>", "<sr:Body><sr:Wrong/>"), std::string("<a"),
                             with(firmware(), ">11.1<", ">11.9<")}) {
    const auto said = vote().on(broken);
    EXPECT_FALSE(said.is_valid());
    EXPECT_FALSE(said.is_disputed());
    EXPECT_TRUE(said.xerces_asked);
    EXPECT_EQ(vote().doubt(broken, *said.libxml2), "");
  }
}

/// Two faults, of which one is a known disagreement: the engines agree that the document is invalid.
TEST(Vote, IsNoDisputeWhereBothRefuseForDifferentReasons) {
  const auto broken = with(with_flow_rate(" 5 "), "<sr:Body>", "<sr:Body><sr:Wrong/>");
  EXPECT_FALSE(vote().on(broken).is_disputed());
  EXPECT_EQ(vote().doubt(broken, *duis_5_1().check(broken)), "");
}

/// Each engine refuses what the other is known to accept, so nothing is refused by both.
TEST(Vote, IsADisputeWhereEachRefusesForAReasonOfItsOwn) {
  const auto document = with(with_flow_rate(" 5 "), "<ds:DigestValue>", "<ds:DigestValue>----");
  const auto said = vote().on(document);
  ASSERT_TRUE(said.libxml2);
  ASSERT_TRUE(said.xerces);
  EXPECT_EQ(said.difference, "space-around-number and base64-junk");
  EXPECT_EQ(vote().doubt(document, *said.libxml2), said.difference);
}

TEST(Vote, DoubtsARefusalThatOnlyLibxml2Makes) {
  const auto document = with_flow_rate(" 5 ");
  const auto refusal = duis_5_1().check(document);
  ASSERT_TRUE(refusal);
  EXPECT_EQ(vote().doubt(document, *refusal), "space-around-number");
}

/// No row knows of it: libxml2 ends at 256 levels, which a wildcard may hold.
TEST(Vote, CallsADifferenceUnknownWhereNoRowExplainsIt) {
  std::string deep = "<ds:X509Data>";
  for (int i = 0; i < 300; ++i) deep += "<o:a xmlns:o=\"urn:o\">";
  for (int i = 0; i < 300; ++i) deep += "</o:a>";
  const auto document = with(firmware(), "<ds:X509Data>", deep);
  const auto said = vote().on(document);
  ASSERT_TRUE(said.libxml2);
  EXPECT_FALSE(said.xerces);
  EXPECT_EQ(said.difference, "unknown");
  EXPECT_EQ(vote().doubt(document, *said.libxml2), "unknown");
}

TEST(Vote, ShowsNothingHostileToTheSecondEngine) {
  const auto said = vote().on("<!DOCTYPE a [<!ENTITY b \"c\">]><a>&b;</a>");
  ASSERT_TRUE(said.libxml2);
  EXPECT_EQ(said.libxml2->layer, "hostile");
  EXPECT_FALSE(said.xerces_asked);
  EXPECT_FALSE(said.is_valid());
  EXPECT_FALSE(said.is_disputed());
}

/// The second engine is loaded from the folder when it is first asked, and not before.
TEST(Vote, LoadsTheSecondEngineWhenItIsNeeded) {
  namespace fs = std::filesystem;
  const fs::path folder = fs::temp_directory_path() / ("hallmark-vote-" + std::to_string(::getpid()));
  fs::copy(HALLMARK_SHARE_DIR "/schema/duis-5.1", folder, fs::copy_options::recursive);
  const auto validator = Validator::load(folder);
  fs::remove_all(folder);
  const Vote gone(validator);
  EXPECT_FALSE(gone.libxml2().check(firmware()));
  EXPECT_THROW(gone.on(firmware()), SchemaError);
  EXPECT_THROW(gone.doubt("<a/>", *validator.check("<a/>")), SchemaError);
}

TEST(Vote, AsksEachEngineOnce) {
  const auto validator = Validator::load(HALLMARK_SHARE_DIR "/schema/duis-5.1");
  const Vote both(validator);
  const auto before = validator.validated();
  EXPECT_TRUE(both.on(firmware()).is_valid());
  EXPECT_TRUE(both.on("<a/>").libxml2);
  EXPECT_EQ(validator.validated() - before, 2U);
}

}  // namespace
}  // namespace hallmark::schema
