// The two ways of validating, with a tree and in one pass without, say the same of every document.
#include <gtest/gtest.h>

#include <set>
#include <stdexcept>
#include <string>
#include <vector>

#include "harness/schema/samples.h"
#include "harness/schema/validator.h"

namespace hallmark::schema {
namespace {

const Validator& duis_5_1() {
  static const Validator loaded = Validator::load(HALLMARK_SHARE_DIR "/schema/duis-5.1");
  return loaded;
}

/// The same schema with another memory, so that one way does not answer what the other found.
const Validator& duis_5_1_again() {
  static const Validator loaded = Validator::load(HALLMARK_SHARE_DIR "/schema/duis-5.1");
  return loaded;
}

const std::vector<Sample>& samples() {
  static const std::vector<Sample> loaded = load_samples(HALLMARK_SHARE_DIR "/samples");
  return loaded;
}

const std::string& sample_text(std::string_view name) {
  for (const auto& sample : samples()) {
    if (sample.file.starts_with(name)) return sample.xml;
  }
  throw std::invalid_argument("no such sample");
}

std::string described(const std::optional<Problem>& problem) {
  return problem ? text(*problem) + " | " + problem->path + " | " + problem->rule : "valid";
}

std::string by_stream(const std::string& xml) { return described(duis_5_1().check(xml)); }
std::string by_tree(const std::string& xml) { return described(duis_5_1_again().parse(xml).second); }

/// A request with deviations of every kind that an element can have, at each `<sr:` of it in turn.
std::vector<std::string> broken_at_every_element(const std::string& xml) {
  std::vector<std::string> made;
  for (auto at = xml.find("<sr:"); at != std::string::npos; at = xml.find("<sr:", at + 1)) {
    const auto name_end = xml.find_first_of(" />", at);
    const auto tag_end = xml.find('>', at);
    for (const std::string_view before : {"<sr:Wrong/>", "text", "<![CDATA[ ]]>", "<!-- fine -->", "&#32;", "&lt;"}) {
      made.push_back(xml.substr(0, at) + std::string(before) + xml.substr(at));
    }
    made.push_back(xml.substr(0, name_end) + "Wrong" + xml.substr(name_end));
    made.push_back(xml.substr(0, name_end) + " wrong=\"1\"" + xml.substr(name_end));
    made.push_back(xml.substr(0, at) + "<sr:" + xml.substr(at + 4, name_end - at - 4) + "/>" + xml.substr(at));
    for (const std::string_view inside : {"x", "\xC3\xA9", " ", "<sr:Wrong/>", "99999999999999999999999999"}) {
      made.push_back(xml.substr(0, tag_end + 1) + std::string(inside) + xml.substr(tag_end + 1));
    }
    const auto close = xml.find('<', tag_end);
    if (xml[tag_end - 1] != '/') made.push_back(xml.substr(0, tag_end + 1) + xml.substr(close));
    made.push_back(xml.substr(0, at + 20));
  }
  return made;
}

TEST(StreamCheck, AgreesWithTheTreeOnEverySample) {
  ASSERT_EQ(samples().size(), 297U);
  for (const auto& sample : samples()) {
    EXPECT_EQ(by_stream(sample.xml), "valid") << sample.file;
    EXPECT_EQ(by_tree(sample.xml), "valid") << sample.file;
  }
}

/// Layer, line, message, path and rule are compared, and both verdicts must occur often.
TEST(StreamCheck, AgreesWithTheTreeOnBrokenSamples) {
  std::set<std::string> rules;
  int valid = 0;
  int invalid = 0;
  for (std::size_t i = 0; i < samples().size(); i += 24) {
    for (const auto& xml : broken_at_every_element(samples()[i].xml)) {
      const auto problem = duis_5_1().check(xml);
      ASSERT_EQ(described(problem), by_tree(xml)) << samples()[i].file << '\n' << xml;
      problem ? ++invalid : ++valid;
      if (problem) rules.insert(problem->layer == "schema" ? problem->rule : problem->layer);
    }
  }
  EXPECT_GT(valid, 1000);
  EXPECT_GT(invalid, 5000);
  EXPECT_GT(rules.size(), 8U);
  EXPECT_EQ(rules.count("schema rule"), 0U);
}

/// A request with more text in its RequestID.
std::string with_text(const std::string& text) {
  std::string xml = samples().front().xml;
  const auto at = xml.find('>', xml.find("<sr:RequestID")) + 1;
  return xml.insert(at, text);
}

std::string repeated(std::string_view piece, std::size_t times) {
  std::string text;
  for (std::size_t i = 0; i < times; ++i) text += piece;
  return text;
}

/// Texts in very many pieces, which would be joined at a cost that grows with the square of their number.
TEST(StreamCheck, AgreesWithTheTreeOnLongTexts) {
  for (const auto& text : {repeated("\xC3\xA9", 1'000'000), repeated("&amp;", 300'000), repeated("a<!-- -->", 300'000),
                           repeated("&#233;x", 300'000), std::string(9'000'000, 'a')}) {
    const auto xml = with_text(text);
    const auto problem = duis_5_1().check(xml);
    ASSERT_TRUE(problem);
    EXPECT_EQ(problem->layer, "schema");
    EXPECT_EQ(described(problem), by_tree(xml));
  }
}

/// A FirmwareImage may be as long as that.
TEST(StreamCheck, TakesLongerTextsThanATreeTakesInPieces) {
  const auto plain = with_text(std::string(10'100'000, 'a'));
  EXPECT_EQ(duis_5_1().check(plain)->layer, "schema");
  EXPECT_EQ(by_stream(plain), by_tree(plain));
  const auto in_pieces = with_text(repeated("\xC3\xA9", 5'100'000));
  EXPECT_EQ(duis_5_1().check(in_pieces)->layer, "schema");
  const auto [tree, problem] = duis_5_1_again().parse(in_pieces);
  EXPECT_EQ(tree, nullptr);
  ASSERT_TRUE(problem);
  EXPECT_EQ(problem->layer, "well-formedness");
}

TEST(StreamCheck, PrefersWhatIsNotWellFormedToWhatIsInvalid) {
  std::string xml = with_text("wrong");
  EXPECT_EQ(duis_5_1().check(xml)->layer, "schema");
  xml.resize(xml.size() - 5);
  EXPECT_EQ(duis_5_1().check(xml)->layer, "well-formedness");
}

TEST(StreamCheck, StillJudgesAfterEachKindOfRefusal) {
  for (const std::string& refused : {std::string(), std::string("<!DOCTYPE a []><a/>"), std::string("<a"),
                                     std::string("<a/>"), with_text(std::string(10'100'000, 'a')), with_text("x")}) {
    EXPECT_TRUE(duis_5_1().check(refused));
    EXPECT_EQ(by_stream(samples().back().xml), "valid");
  }
}

/// Names of elements are kept while a parser is; very many must not fill it up.
TEST(StreamCheck, StillJudgesAfterMillionsOfNames) {
  for (int round = 0; round < 4; ++round) {
    std::string names = "<ds:X509Data>";
    for (int i = 0; i < 80'000; ++i) {
      names += "<o:name" + std::to_string(round) + "of" + std::to_string(i) + " xmlns:o=\"urn:o\"/>";
    }
    std::string xml = samples().front().xml;
    EXPECT_EQ(by_stream(xml.replace(xml.find("<ds:X509Data>"), 13, names)), "valid");
    EXPECT_EQ(by_stream(samples().back().xml), "valid");
  }
}

TEST(StreamCheck, AsksTheEngineOnceAboutADocument) {
  const auto validator = Validator::load(HALLMARK_SHARE_DIR "/schema/duis-5.1");
  const auto before = validator.validated();
  const auto& one = samples()[0].xml;
  const auto other = with_text("x");
  EXPECT_FALSE(validator.check(one));
  EXPECT_FALSE(validator.check(one));
  EXPECT_FALSE(validator.parse(one).second);
  EXPECT_NE(validator.parse(one).first, nullptr);
  EXPECT_EQ(validator.validated() - before, 1U);
  const auto first = validator.parse(other).second;
  ASSERT_TRUE(first);
  EXPECT_EQ(validator.check(other), first);
  EXPECT_EQ(validator.validated() - before, 2U);
  EXPECT_FALSE(validator.check(one));
  EXPECT_EQ(validator.validated() - before, 3U);
}

/// One departure and what has to be said of it.
struct Told {
  const char* name;
  const char* from;
  const char* to;
  const char* path;
  const char* rule;
};

class Tells : public testing::TestWithParam<Told> {};

TEST_P(Tells, ElementAndRule) {
  std::string xml = sample_text("11.1_UPDATE_FIRMWARE");
  const auto at = xml.find(GetParam().from);
  ASSERT_NE(at, std::string::npos);
  xml.replace(at, std::string_view(GetParam().from).size(), GetParam().to);
  const auto problem = duis_5_1().check(xml);
  ASSERT_TRUE(problem);
  EXPECT_EQ(problem->path, GetParam().path);
  EXPECT_EQ(problem->rule, GetParam().rule);
}

INSTANTIATE_TEST_SUITE_P(
    StreamCheck, Tells,
    testing::Values(
        Told{"Pattern", ":1000</sr:RequestID>", ":x</sr:RequestID>", "Request/Header/RequestID", "pattern"},
        Told{"Enumeration", ">11.1</sr:ServiceReference>", ">11.9</sr:ServiceReference>",
             "Request/Header/ServiceReference", "enumeration"},
        Told{"Type", "schemaVersion=\"5.4\"", "schemaVersion=\"five\"", "Request/@schemaVersion", "type"},
        Told{"MissingAttribute", " schemaVersion=\"5.4\"", "", "Request", "missing attribute schemaVersion"},
        Told{"UnknownAttribute", "<sr:Header>", "<sr:Header a=\"b\">", "Request/Header/@a", "unexpected attribute"},
        Told{"MissingElement", "<sr:FirmwareVersion>00000000</sr:FirmwareVersion>", "",
             "Request/Body/UpdateFirmware/DeviceIDList", "unexpected element"},
        Told{"MissingLastElement", "<sr:DeviceIDList>00-DB-12-34-56-78-90-A0</sr:DeviceIDList>", "",
             "Request/Body/UpdateFirmware", "missing element DeviceIDList"},
        Told{"SecondOfItsName", "<sr:FirmwareVersion>",
             "<sr:FirmwareVersion>00000000</sr:FirmwareVersion><sr:FirmwareVersion>",
             "Request/Body/UpdateFirmware/FirmwareVersion[2]", "unexpected element"},
        Told{"TextAmongElements", "<sr:Header>", "<sr:Header>text", "Request/Header", "text where elements belong"}),
    [](const auto& told) { return told.param.name; });

}  // namespace
}  // namespace hallmark::schema
