#include "harness/generator/decoded.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "harness/generator/two_engines.h"
#include "harness/schema/samples.h"

namespace hallmark::generator {
namespace {

const TwoEngines* duis_5_4() {
  static const auto loaded = engines_if_there(HALLMARK_SOURCE_DIR "/../shared/duis/5.4");
  return loaded.get();
}

using testing::HasSubstr;

std::string written(const TwoEngines& engines, std::uint32_t body, Size size, std::uint64_t seed) {
  Recipe recipe;
  recipe.body = body;
  recipe.size = size;
  recipe.seed = seed;
  recipe.now = {1750000000};
  std::string text;
  engines.documents.write(recipe, text);
  return text;
}

/// Decodes, encodes and decodes again: one value, valid in both engines, each element where it is said to be.
void judge_round(const TwoEngines& engines, const std::string& xml) {
  Decoded once;
  const auto fault = decode(xml, engines.blueprint, once);
  ASSERT_FALSE(fault) << text(*fault) << "\n" << xml;
  std::string again;
  encode(once, engines.blueprint, again);
  EXPECT_EQ(engines.fault(again), "") << again;
  Decoded twice;
  const auto second = decode(again, engines.blueprint, twice);
  ASSERT_FALSE(second) << text(*second) << "\n" << again;
  EXPECT_TRUE(once == twice) << xml << "\n" << again;
  for (const auto& part : once.parts) {
    const auto& node = engines.blueprint.nodes[part.node];
    if (node.kind != Node::Kind::element) continue;
    const auto whole = std::string(part.whole.of(xml));
    ASSERT_TRUE(whole.starts_with('<') && whole.ends_with('>')) << whole;
    EXPECT_THAT(std::string(part.tag.of(xml)), HasSubstr(node.name));
    EXPECT_EQ(part.self_closed, whole == part.tag.of(xml));
    if (!part.self_closed) {
      EXPECT_EQ(part.tag.length + part.inside.length + part.tag.of(xml).substr(1).find_first_of(" \n>") + 3,
                whole.size());
    }
  }
}

void judge_samples(const TwoEngines& engines) {
  const auto samples = schema::load_samples(HALLMARK_SHARE_DIR "/samples");
  ASSERT_EQ(samples.size(), 297U);
  for (const auto& sample : samples) {
    SCOPED_TRACE(sample.file);
    judge_round(engines, sample.xml);
    Decoded decoded;
    decode(sample.xml, engines.blueprint, decoded);
    EXPECT_TRUE(decoded.signature.starts_with("<ds:Signature") && decoded.signature.ends_with("</ds:Signature>"));
  }
}

void judge_generated(const TwoEngines& engines) {
  ASSERT_EQ(engines.documents.bodies().size(), 130U);
  for (std::uint32_t body = 0; body < 130; ++body) {
    judge_round(engines, written(engines, body, Size::least, 0));
    judge_round(engines, written(engines, body, Size::rich, body));
    for (std::uint64_t seed = 0; seed < 5; ++seed) judge_round(engines, written(engines, body, Size::random, seed));
  }
}

TEST(Decoded, SamplesComeBackTheSame) { judge_samples(duis_5_1()); }
TEST(Decoded, GeneratedComeBackTheSame) { judge_generated(duis_5_1()); }

TEST(Decoded, SamplesComeBackTheSameIn54) {
  if (duis_5_4() == nullptr) GTEST_SKIP() << "V5.4 is not part of a clone";
  judge_samples(*duis_5_4());
}

TEST(Decoded, GeneratedComeBackTheSameIn54) {
  if (duis_5_4() == nullptr) GTEST_SKIP() << "V5.4 is not part of a clone";
  judge_generated(*duis_5_4());
}

/// Generated documents are in the form in which values are written, so they come back byte for byte.
TEST(Decoded, GeneratedAreWrittenAsTheyWere) {
  const auto& engines = duis_5_1();
  Decoded decoded;
  std::string again;
  for (std::uint32_t body = 0; body < 130; ++body) {
    const auto xml = written(engines, body, Size::rich, body);
    ASSERT_FALSE(decode(xml, engines.blueprint, decoded));
    encode(decoded, engines.blueprint, again);
    EXPECT_EQ(again, xml);
  }
}

std::string request(const std::string& inside, const std::string& version = "schemaVersion=\"5.1\"") {
  return "<sr:Request xmlns:sr=\"http://www.dccinterface.co.uk/ServiceUserGateway\" " + version + ">" + inside +
         "</sr:Request>";
}

const std::string header =
    "<sr:Header><sr:RequestID>a &amp; b</sr:RequestID><sr:CommandVariant>8</sr:CommandVariant>"
    "<sr:ServiceReference>8.2</sr:ServiceReference><sr:ServiceReferenceVariant>8.2</sr:ServiceReferenceVariant>"
    "</sr:Header>";
const std::string body = "<sr:Body><sr:ReadInventory><sr:DeviceID>x</sr:DeviceID></sr:ReadInventory></sr:Body>";

Decoded decoded(const std::string& xml) {
  Decoded made;
  const auto fault = decode(xml, duis_5_1().blueprint, made);
  EXPECT_FALSE(fault) << text(*fault) << xml;
  return made;
}

std::string fault_of(const std::string& xml) {
  Decoded made;
  const auto fault = decode(xml, duis_5_1().blueprint, made);
  return fault ? text(*fault) : "";
}

TEST(Decoded, DoesNotDependOnHowAValueIsWritten) {
  const auto plain = decoded(request(header + body));
  auto other = header;
  other.replace(other.find("a &amp; b"), 9, "a<!-- c --> &#38;<![CDATA[ b]]>");
  EXPECT_TRUE(decoded(request("\n  " + other + "\n" + body + "<!-- end -->")) == plain);
  auto different = header;
  different.replace(different.find(">8<"), 3, ">7<");
  EXPECT_FALSE(decoded(request(different + body)) == plain);
  EXPECT_FALSE(decoded(request(header + body, "schemaVersion=\"5.2\"")) == plain);
}

TEST(Decoded, KeepsTheSignatureAsItIsWritten) {
  const std::string signature =
      "<q:Signature xmlns:q=\"http://www.w3.org/2000/09/xmldsig#\">\n <q:Any a='1'/> &#13;</q:Signature>";
  const auto made = decoded(request(header + body + "\n" + signature + "\n"));
  EXPECT_EQ(made.signature, signature);
  std::string again;
  encode(made, duis_5_1().blueprint, again);
  EXPECT_THAT(again, HasSubstr(signature + "</sr:Request>"));
  EXPECT_FALSE(decoded(request(header + body)) == made);
  // A prefix that only the root declares goes with it.
  auto by_root = signature;
  by_root.erase(by_root.find(" xmlns"), std::string(" xmlns:q=\"http://www.w3.org/2000/09/xmldsig#\"").size());
  const auto above =
      decoded(request(header + body + by_root, "xmlns:q='http://www.w3.org/2000/09/xmldsig#' schemaVersion=\"5.1\""));
  encode(above, duis_5_1().blueprint, again);
  EXPECT_TRUE(decoded(again) == above);
}

TEST(Decoded, SaysWhatIsNotKnownAndWhere) {
  EXPECT_THAT(fault_of(request(header + "<sr:Body><sr:Nothing/></sr:Body>")), HasSubstr("Request/Body/Nothing (byte"));
  EXPECT_THAT(fault_of(request(header + body + "<sr:More/>")), HasSubstr("Request/More"));
  EXPECT_THAT(fault_of(request(body + header)), HasSubstr("Request/Body (byte"));
  EXPECT_THAT(fault_of(request(header)), HasSubstr("ends where Body is wanted"));
  EXPECT_THAT(fault_of(request(header + body, "")), HasSubstr("has no attribute schemaVersion"));
  EXPECT_THAT(fault_of(request(header + body, "schemaVersion='5.1' more=''")), HasSubstr("attribute more"));
  EXPECT_THAT(fault_of(request("text" + header + body)), HasSubstr("text where only elements"));
  EXPECT_THAT(fault_of(request(header + "<sr:Body><ReadInventory/></sr:Body>")), HasSubstr("Body/ReadInventory"));
  EXPECT_THAT(fault_of(request(header + "<sr:Body><sr:ReadInventory><sr:DeviceID><sr:x/></sr:DeviceID>"
                                        "</sr:ReadInventory></sr:Body>")),
              HasSubstr("only a value may stand"));
}

TEST(Decoded, BoundsWhatItReads) {
  EXPECT_THAT(fault_of(std::string(33U * 1024 * 1024, ' ')), HasSubstr("larger than 32 MiB"));
  EXPECT_THAT(fault_of("<!DOCTYPE a>" + request(header + body)), HasSubstr("DOCTYPE"));
  EXPECT_THAT(fault_of("<?xml version='1.0' encoding='UTF-16'?>" + request(header + body)), HasSubstr("UTF-8"));
  EXPECT_THAT(fault_of(request(header + body) + "<b/>"), HasSubstr("second root"));
  EXPECT_THAT(fault_of(request(header) + std::string(1, '\0')), HasSubstr("byte of zero"));
  EXPECT_NE(fault_of(""), "");
  EXPECT_NE(fault_of("text"), "");
  EXPECT_NE(fault_of("<a"), "");
  std::string deep;
  for (int i = 0; i < 100'000; ++i) deep += "<sr:Body>";
  for (int i = 0; i < 100'000; ++i) deep += "</sr:Body>";
  EXPECT_THAT(fault_of(request(header + deep)), HasSubstr("Request/Body/Body"));
}

/// Whatever is cut off or out, nothing is read beyond the text.
TEST(Decoded, SurvivesDamage) {
  const auto xml = request(header + body + "<!-- c --><?p q?>");
  Decoded made;
  std::size_t faults = 0;
  for (std::size_t at = 0; at < xml.size(); ++at) {
    auto cut = xml;
    cut.erase(at, 1);
    faults += decode(cut, duis_5_1().blueprint, made) ? 1U : 0U;
    faults += decode(xml.substr(0, at), duis_5_1().blueprint, made) ? 1U : 0U;
  }
  EXPECT_GT(faults, xml.size());
}

}  // namespace
}  // namespace hallmark::generator
