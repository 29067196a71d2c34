// A schema of our own, with what DUIS does not use: departures from it are no less true.
#include <gtest/gtest.h>
#include <unistd.h>

#include <fstream>

#include "harness/generator/departure_proof.h"

namespace hallmark::generator {
namespace {

namespace fs = std::filesystem;

std::string restricted(const std::string& name, const std::string& base, const std::string& facets) {
  return "<xs:element name=\"" + name + "\"><xs:simpleType><xs:restriction base=\"xs:" + base + "\">" + facets +
         "</xs:restriction></xs:simpleType></xs:element>";
}

std::string element(const std::string& name, const std::string& content) {
  return "<xs:element name=\"" + name + "\"><xs:complexType>" + content + "</xs:complexType></xs:element>";
}

constexpr const char* a = R"(<xs:element name="A" type="xs:string" )";
constexpr const char* b = R"(<xs:element name="B" type="xs:boolean" )";

/// Values whose facets no Request has.
std::string values() {
  return element(
      "Values",
      "<xs:sequence>" + restricted("Four", "string", R"(<xs:length value="4"/>)") +
          restricted("Code", "string", R"(<xs:length value="4"/><xs:pattern value="[0-9]{4}"/>)") +
          restricted("Key", "hexBinary", R"(<xs:length value="16"/>)") +
          restricted("Blob", "base64Binary", R"(<xs:minLength value="2"/><xs:maxLength value="5"/>)") +
          restricted("Money", "decimal", R"(<xs:totalDigits value="5"/><xs:fractionDigits value="2"/>)") +
          restricted("Negative", "integer", R"(<xs:maxInclusive value="-3"/><xs:totalDigits value="3"/>)") +
          restricted("Open", "decimal", R"(<xs:minExclusive value="-0.5"/><xs:maxExclusive value="0.5"/>)") +
          restricted("Some", "decimal", R"(<xs:enumeration value="1"/><xs:enumeration value="2.5"/>)") +
          R"(<xs:element name="Uri" type="xs:anyURI"/><xs:element name="Maybe" type="xs:date" nillable="true"/>)" +
          "</xs:sequence>" + R"(<xs:attribute name="always" type="xs:string" fixed="yes" use="required"/>)" +
          R"(<xs:attribute name="now" type="xs:dateTime"/>)");
}

/// Contents in which a careless departure is none: what is taken away may be absent, what is added may repeat.
std::string contents() {
  const std::string A = a;
  const std::string B = b;
  return element("Twice",
                 "<xs:sequence>" + A + R"(minOccurs="0"/>)" + B + "/>" + A + R"(minOccurs="0"/></xs:sequence>)") +
         element("Again", R"(<xs:sequence maxOccurs="3">)" + A + "/>" + B + R"(minOccurs="0"/></xs:sequence>)") +
         element("Either", R"(<xs:choice minOccurs="0">)" + A + "/>" + B + "/></xs:choice>") +
         element("Nothing", "<xs:choice>" + A + R"(minOccurs="0"/>)" + B + "/></xs:choice>") +
         element("Any", R"(<xs:choice minOccurs="2" maxOccurs="unbounded">)" + A + "/>" + B + "/></xs:choice>") +
         element("Nested", "<xs:sequence>" + A + R"(/><xs:choice>)" + B + R"(/><xs:sequence minOccurs="0">)" +
                               R"(<xs:element name="C" type="xs:int" minOccurs="2" maxOccurs="4"/></xs:sequence>)" +
                               "</xs:choice></xs:sequence>") +
         element("Empty", "");
}

/// The schema in a folder that goes with it.
struct OwnSchema {
  fs::path folder = fs::temp_directory_path() / ("hallmark-own-schema-" + std::to_string(::getpid()));

  OwnSchema() {
    fs::create_directories(folder);
    std::ofstream(folder / "Own V0.1.xsd")
        << R"(<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema" elementFormDefault="qualified")"
        << R"( targetNamespace="http://www.dccinterface.co.uk/ServiceUserGateway">)"
        << element("Request", "<xs:sequence>" +
                                  element("Body", "<xs:choice>" + values() + contents() + "</xs:choice>") +
                                  "</xs:sequence>")
        << "</xs:schema>";
  }
  ~OwnSchema() { fs::remove_all(folder); }
};

Recipe recipe(std::uint64_t number) {
  Recipe made;
  made.body = static_cast<std::uint32_t>(number % 8);
  made.size = number % 24 < 8 ? Size::rich : Size::random;
  made.seed = number;
  made.now = {1750000000};
  return made;
}

TEST(DeviationsOfOwnSchema, AreRefusedForOneReasonAndRepaired) {
  const OwnSchema own;
  const TwoEngines engines(own.folder);
  ASSERT_EQ(engines.documents.bodies().size(), 8U);
  const Deviator deviator(engines.documents);
  Random random(3);
  Count count;
  Decoded decoded;
  Departure departure;
  std::string xml;
  for (std::uint64_t number = 0; number < 240; ++number) {
    engines.documents.write(recipe(number), xml);
    ASSERT_EQ(engines.fault(xml), "") << xml;
    const auto fault = decode(xml, engines.blueprint, decoded);
    ASSERT_FALSE(fault) << text(*fault) << xml;
    for (const auto& family : deviator.families()) {
      if (deviator.deviate(family, xml, decoded, random, departure)) {
        note(count, engines, deviator, family, decoded, departure, xml);
      }
    }
  }
  EXPECT_EQ(all_of(count.objections), "");
  for (const std::string_view name :
       {"wrong_length", "one_digit_too_many", "one_fraction_digit_too_many", "at_min_exclusive", "at_max_exclusive",
        "one_too_few", "empty_choice", "second_branch_of_choice", "nil_where_not_nillable"}) {
    EXPECT_TRUE(count.made.contains(name)) << name;
  }
}

/// Where nothing can be wrong, no departure is made up.
TEST(DeviationsOfOwnSchema, AreNotMadeWhereTheSchemaAllowsThem) {
  const OwnSchema own;
  const TwoEngines engines(own.folder);
  const Deviator deviator(engines.documents);
  Random random(3);
  Decoded decoded;
  Departure departure;
  const std::string head = "<sr:Request xmlns:sr=\"http://www.dccinterface.co.uk/ServiceUserGateway\"><sr:Body>";
  const auto cannot = [&](std::string_view name, const std::string& body) {
    const auto xml = head + body + "</sr:Body></sr:Request>";
    EXPECT_EQ(engines.fault(xml), "") << xml;
    EXPECT_FALSE(decode(xml, engines.blueprint, decoded)) << xml;
    for (int i = 0; i < 20; ++i) {
      if (!deviator.deviate(*deviator.family(name), xml, decoded, random, departure)) continue;
      // Somewhere else it may be possible, or of the group as a whole: that is a departure then.
      EXPECT_FALSE(deviator.path(decoded, departure).ends_with("/A")) << name << xml;
      EXPECT_EQ(objection(engines, *deviator.family(name), departure, xml), "") << xml;
    }
  };
  const std::string A = "<sr:A>a</sr:A>";
  const std::string B = "<sr:B>1</sr:B>";
  cannot("wrong_order", "<sr:Twice>" + A + B + "</sr:Twice>");
  cannot("wrong_order", "<sr:Again>" + A + B + "</sr:Again>");
  cannot("missing_required_element", "<sr:Again>" + A + A + "</sr:Again>");
  cannot("one_too_many", "<sr:Again>" + A + "</sr:Again>");
  cannot("empty_choice", "<sr:Either>" + A + "</sr:Either>");
  cannot("empty_choice", "<sr:Nothing>" + A + "</sr:Nothing>");
  cannot("second_branch_of_choice", "<sr:Any>" + A + B + "</sr:Any>");
}

}  // namespace
}  // namespace hallmark::generator
