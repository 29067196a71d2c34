#include "harness/schema/disagreements.h"

#include <gtest/gtest.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <set>
#include <string>

#include "harness/schema/second_opinion.h"
#include "harness/schema/validator.h"

namespace hallmark::schema {
namespace {

namespace fs = std::filesystem;

/// The types that the table is tried on: the schema language's own, bounded ones and those with a length.
const std::vector<std::string>& types() {
  static const std::vector<std::string> names = {"byte",
                                                 "short",
                                                 "int",
                                                 "long",
                                                 "unsignedByte",
                                                 "unsignedShort",
                                                 "unsignedInt",
                                                 "unsignedLong",
                                                 "integer",
                                                 "decimal",
                                                 "positiveInteger",
                                                 "nonNegativeInteger",
                                                 "base64Binary",
                                                 "hexBinary",
                                                 "dateTime",
                                                 "date",
                                                 "time",
                                                 "boolean",
                                                 "anyURI",
                                                 "string",
                                                 "token"};
  return names;
}

std::string type_element(const std::string& type) {
  const bool length = type == "string" || type == "token";
  const std::string facet = length ? R"(<xs:maxLength value="1"/>)" : "";
  return "<xs:element name=\"" + type + "\"><xs:simpleType><xs:restriction base=\"xs:" + type + "\">" + facet +
         "</xs:restriction></xs:simpleType></xs:element>";
}

/// A schema with one element of each type, loaded by both engines; its folder goes with it.
struct TwoEngines {
  fs::path folder = fs::temp_directory_path() / ("hallmark-disagreements-" + std::to_string(::getpid()));
  std::optional<Validator> libxml2;
  std::optional<SecondOpinion> xerces;
  SchemaModel model;

  TwoEngines() {
    fs::create_directories(folder);
    std::ofstream xsd(folder / "Types V0.1.xsd");
    xsd << R"(<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema" elementFormDefault="qualified")"
        << R"( targetNamespace="http://www.dccinterface.co.uk/ServiceUserGateway">)"
        << R"(<xs:element name="Request"><xs:complexType><xs:choice>)";
    for (const auto& type : types()) xsd << type_element(type);
    xsd << "</xs:choice></xs:complexType></xs:element></xs:schema>";
    xsd.close();
    libxml2.emplace(Validator::load(folder));
    xerces.emplace(SecondOpinion::load(folder));
    model = SchemaModel::load(folder);
  }
  ~TwoEngines() { fs::remove_all(folder); }

  static std::string document(const std::string& type, std::string_view literal) {
    return R"(<sr:Request xmlns:sr="http://www.dccinterface.co.uk/ServiceUserGateway"><sr:)" + type + ">" +
           std::string(literal) + "</sr:" + type + "></sr:Request>";
  }
  bool accepts(EngineName engine, const std::string& type, std::string_view literal) const {
    const auto xml = document(type, literal);
    return engine == EngineName::libxml2 ? !libxml2->check(xml) : !xerces->check(xml);
  }
  const SimpleType& type(const std::string& name) const {
    for (const auto& element : model.elements) {
      if (element.name == name) return model.simple_types[element.simple_type];
    }
    throw std::logic_error("no type " + name);
  }
};

const TwoEngines& engines() {
  static const TwoEngines both;
  return both;
}

TEST(Disagreements, EachStillIsOne) {
  for (const auto& row : disagreements()) {
    const std::string type(row.builtin);
    const auto other = row.accepts == EngineName::libxml2 ? EngineName::xerces : EngineName::libxml2;
    EXPECT_TRUE(engines().accepts(row.accepts, type, row.literal)) << row.name;
    EXPECT_FALSE(engines().accepts(other, type, row.literal)) << row.name;
    const auto* found = find_disagreement(engines().type(type), row.literal);
    ASSERT_NE(found, nullptr) << row.name;
    EXPECT_EQ(found->name, row.name);
  }
}

TEST(Disagreements, AreNamedOnceAndSayWhatTheyAre) {
  std::set<std::string_view> names;
  for (const auto& row : disagreements()) {
    EXPECT_TRUE(names.insert(row.name).second) << row.name;
    EXPECT_EQ(row.name.find_first_not_of("abcdefghijklmnopqrstuvwxyz0123456789-"), std::string_view::npos);
    EXPECT_FALSE(row.what.empty());
    EXPECT_FALSE(row.who_is_right.empty());
  }
  EXPECT_GE(names.size(), 5U);
}

/// What no row explains is news; what a row claims and both engines see alike, it claims too much of.
TEST(Disagreements, ExplainEveryDifferenceOfTheEngines) {
  const std::vector<std::string> literals = {"",
                                             " 5 ",
                                             "5",
                                             "5\t",
                                             "\n5",
                                             "+1",
                                             "-0",
                                             "+0",
                                             "-1",
                                             "01",
                                             "1.",
                                             "1.0",
                                             ".5",
                                             "1e3",
                                             "AB-CD",
                                             "ABCD",
                                             "AB CD",
                                             "AB==",
                                             "AB=",
                                             "A===",
                                             "=ABC",
                                             "0aF",
                                             "0aFF",
                                             "2020-12-31T23:59:60Z",
                                             "2020-02-30",
                                             "2020-12-31T24:00:00Z",
                                             "23:59:60",
                                             "24:00:00",
                                             "23:60:00",
                                             "0000-01-01",
                                             "-0001-01-01",
                                             "http:",
                                             "http://",
                                             "1:",
                                             "%",
                                             "a b",
                                             " true ",
                                             "TRUE",
                                             "é",
                                             "\xF0\x9F\x98\x80",
                                             "1234567890123456789012345",
                                             "999999999999999999999999",
                                             "256",
                                             "65536",
                                             "-32769"};
  int differences = 0;
  for (const auto& type : types()) {
    for (const auto& literal : literals) {
      const bool one = engines().accepts(EngineName::libxml2, type, literal);
      const bool other = engines().accepts(EngineName::xerces, type, literal);
      if (one == other) continue;
      ++differences;
      const auto* row = find_disagreement(engines().type(type), literal);
      ASSERT_NE(row, nullptr) << type << " '" << literal << "': " << (one ? "libxml2" : "Xerces-C") << " accepts";
      EXPECT_EQ(row->accepts == EngineName::libxml2, one) << type << " '" << literal << "' " << row->name;
    }
  }
  EXPECT_GT(differences, 40);
}

TEST(Disagreements, OrdinaryValuesAreNone) {
  EXPECT_EQ(find_disagreement(engines().type("unsignedShort"), "5"), nullptr);
  EXPECT_EQ(find_disagreement(engines().type("unsignedShort"), "-5"), nullptr);
  EXPECT_EQ(find_disagreement(engines().type("decimal"), " 5 "), nullptr);
  EXPECT_EQ(find_disagreement(engines().type("base64Binary"), "QUJD"), nullptr);
  EXPECT_EQ(find_disagreement(engines().type("time"), "23:59:59"), nullptr);
  EXPECT_EQ(find_disagreement(engines().type("string"), "http:"), nullptr);
}

TEST(Disagreements, NamesTheEngines) {
  EXPECT_EQ(name(EngineName::libxml2), "libxml2");
  EXPECT_EQ(name(EngineName::xerces), "Xerces-C");
}

}  // namespace
}  // namespace hallmark::schema
