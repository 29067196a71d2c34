#include "harness/schema/model.h"

#include <gtest/gtest.h>
#include <unistd.h>

#include <algorithm>
#include <fstream>
#include <functional>
#include <regex>
#include <set>
#include <thread>

#include "harness/schema/validator.h"

namespace hallmark::schema {
namespace {

namespace fs = std::filesystem;

const fs::path folder_of_5_1 = HALLMARK_SHARE_DIR "/schema/duis-5.1";
const fs::path folder_of_5_4 = HALLMARK_SOURCE_DIR "/../shared/duis/5.4";

const SchemaModel& duis_5_1() {
  static const SchemaModel loaded = SchemaModel::load(folder_of_5_1);
  return loaded;
}

/// What a root unfolds to, counted by a walk of its own.
struct Counted {
  int occurrences = 0;
  int choices = 0;
  int sequences = 0;
  int wildcards = 0;
  std::set<std::string> paths;  ///< without the signature
  std::set<std::string> bodies;
};

Counted count(const SchemaModel& model, std::string_view root) {
  Counted counted;
  std::function<void(const Element&, std::string)> element;
  std::function<void(const Particle&, const std::string&)> particle = [&](const Particle& one,
                                                                          const std::string& path) {
    if (one.term == Term::wildcard) ++counted.wildcards;
    if (one.term == Term::element) element(model.elements[one.index], path);
    if (one.term != Term::group) return;
    const auto& group = model.groups[one.index];
    ++(group.compositor == Compositor::choice ? counted.choices : counted.sequences);
    for (Index i = 0; i < group.count; ++i) particle(model.particles[group.first + i], path);
  };
  element = [&](const Element& one, std::string path) {
    path += "/" + one.name;
    ++counted.occurrences;
    if (path.find("/Signature") == std::string::npos) counted.paths.insert(path);
    if (path == "/Request/Body/" + one.name) counted.bodies.insert(one.name);
    if (one.complex_type == no_index) return;
    const auto& type = model.complex_types[one.complex_type];
    if (type.content == Content::elements || type.content == Content::mixed) particle(type.particle, path);
  };
  element(*model.root(root), "");
  return counted;
}

const SimpleType& type_of(const SchemaModel& model, std::string_view element) {
  for (const auto& one : model.elements) {
    if (one.name == element && one.simple_type != no_index) return model.simple_types[one.simple_type];
  }
  throw std::logic_error("no such element");
}

TEST(SchemaModel, HoldsWhatARequestUnfoldsToIn51) {
  const auto counted = count(duis_5_1(), "Request");
  EXPECT_EQ(duis_5_1().version, "5.1");
  EXPECT_EQ(counted.occurrences, 1683);
  EXPECT_EQ(counted.paths.size(), 1637U);
  EXPECT_EQ(counted.bodies.size(), 130U);
  EXPECT_EQ(counted.wildcards, 12);
}

TEST(SchemaModel, HoldsWhatARequestUnfoldsToIn54) {
  if (!fs::exists(folder_of_5_4)) GTEST_SKIP() << folder_of_5_4 << " is not part of a clone";
  const auto model = SchemaModel::load(folder_of_5_4);
  const auto counted = count(model, "Request");
  EXPECT_EQ(model.version, "5.4");
  EXPECT_EQ(counted.occurrences, 1684);
  EXPECT_EQ(counted.paths.size(), 1638U);
  EXPECT_EQ(counted.bodies.size(), 130U);
  EXPECT_EQ(counted.bodies, count(duis_5_1(), "Request").bodies);
  EXPECT_EQ(count(model, "Response").occurrences, 2563);
  EXPECT_EQ(count(model, "S1SPAlert").occurrences, 53);
}

TEST(SchemaModel, FitsInTenMegabytes) {
  EXPECT_GT(duis_5_1().bytes(), 100'000U);
  EXPECT_LT(duis_5_1().bytes(), 10'000'000U);
}

TEST(SchemaModel, JoinsThePiecesOfAPattern) {
  const auto& facets = type_of(duis_5_1(), "RequestID").facets;
  ASSERT_EQ(facets.patterns.size(), 1U);
  const std::regex pattern(facets.patterns.front());
  const std::string ids = "90-B3-D5-1F-30-01-00-00:00-DB-12-34-56-78-90-A0:";
  for (const auto* counter : {"0", "1", "999", "18446744073709551615"}) {
    EXPECT_TRUE(std::regex_match(ids + counter, pattern)) << counter;
  }
  for (const auto* counter : {"", "01", "18446744073709551616", "1|2"}) {
    EXPECT_FALSE(std::regex_match(ids + counter, pattern)) << counter;
  }
}

TEST(SchemaModel, KeepsTheFacetsOfBases) {
  const auto& facets = type_of(duis_5_1(), "CommandVariant").facets;
  EXPECT_EQ(facets.min_inclusive, "1");  // of positiveInteger
  EXPECT_EQ(facets.fraction_digits, 0U);
  EXPECT_EQ(facets.enumeration.size(), 9U);
  EXPECT_EQ(type_of(duis_5_1(), "CommandVariant").builtin, "positiveInteger");
  EXPECT_EQ(type_of(duis_5_1(), "RequestID").whitespace, Whitespace::collapse);
  EXPECT_EQ(type_of(duis_5_1(), "ServiceReferenceVariant").whitespace, Whitespace::preserve);
}

TEST(SchemaModel, LoadsInFourThreadsAtOnce) {
  std::vector<std::size_t> elements(4);
  std::vector<std::thread> threads;
  for (auto& count : elements) {
    threads.emplace_back([&count] { count = SchemaModel::load(folder_of_5_1).elements.size(); });
  }
  for (auto& thread : threads) thread.join();
  for (const auto count : elements) EXPECT_EQ(count, duis_5_1().elements.size());
}

constexpr const char* head =
    R"(<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns:sr="http://www.dccinterface.co.uk/ServiceUserGateway" )"
    R"(targetNamespace="http://www.dccinterface.co.uk/ServiceUserGateway" elementFormDefault="qualified">)";

/// A folder with one schema of ours, gone at the end.
class OwnSchema : public testing::Test {
 protected:
  OwnSchema() { fs::create_directories(folder_); }
  ~OwnSchema() override { fs::remove_all(folder_); }

  void write(const std::string& inside, const std::string& name = "Own V1.0.xsd") {
    std::ofstream(folder_ / name) << head << inside << "</xs:schema>";
  }
  void write_raw(const std::string& text, const std::string& name = "Own V1.0.xsd") {
    std::ofstream(folder_ / name) << text;
  }
  /// What loading says; empty where it loads.
  std::string fault() const {
    try {
      SchemaModel::load(folder_);
      return {};
    } catch (const SchemaError& error) {
      return error.what();
    }
  }
  /// One line that names the file, tells that and says what to do.
  void expect_fault(std::string_view tells) const {
    const auto line = fault();
    EXPECT_NE(line.find(tells), std::string::npos) << line;
    EXPECT_EQ(line.find('\n'), std::string::npos) << line;
    EXPECT_EQ(line.find(folder_.string()), 0U) << line;
    EXPECT_TRUE(line.find("--schema") != std::string::npos || line.find("keep one version") != std::string::npos)
        << line;
  }

  fs::path folder_ = fs::temp_directory_path() / ("hallmark-model-" + std::to_string(getpid()) + "-" +
                                                  testing::UnitTest::GetInstance()->current_test_info()->name());
};

constexpr const char* small = R"(<xs:element name="Request" type="xs:string"/>)";

TEST_F(OwnSchema, LoadsWhereItIsSmallAndWhole) {
  write(small);
  EXPECT_EQ(fault(), "");
}

TEST_F(OwnSchema, MissingIsSaid) { expect_fault("holds no XSD"); }

TEST_F(OwnSchema, MissingFolderIsSaid) {
  fs::remove_all(folder_);
  expect_fault("No such file");
}

TEST_F(OwnSchema, BrokenXmlIsSaid) {
  write_raw(std::string(head) + "<xs:element");
  expect_fault("(line 1)");
}

TEST_F(OwnSchema, UnknownTypeIsSaid) {
  write(R"(<xs:element name="Request" type="sr:Nowhere"/>)");
  expect_fault("Nowhere");
}

TEST_F(OwnSchema, UnknownFacetValueIsSaid) {
  write(R"(<xs:element name="Request"><xs:simpleType><xs:restriction base="xs:string">)"
        R"(<xs:maxLength value="many"/></xs:restriction></xs:simpleType></xs:element>)");
  expect_fault("many");
}

TEST_F(OwnSchema, WrongXsdIsSaid) {
  write(R"(<xs:element name="Invoice" type="xs:string"/>)");
  expect_fault("no element Request");
}

TEST_F(OwnSchema, AnotherNamespaceIsSaid) {
  write_raw(R"(<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema" targetNamespace="urn:other"/>)");
  expect_fault("holds no XSD of the ServiceUserGateway namespace");
}

TEST_F(OwnSchema, TwoAtOnceAreSaid) {
  write(small);
  write(small, "Own V1.1.xsd");
  expect_fault("two DUIS schemas");
}

TEST_F(OwnSchema, ImportBeyondTheFolderIsSaid) {
  for (const auto* location : {"http://127.0.0.1:9/other.xsd", "../other.xsd", "file:///etc/passwd"}) {
    write(R"(<xs:import namespace="urn:other" schemaLocation=")" + std::string(location) + "\"/>" + small);
    expect_fault(location);
  }
}

TEST_F(OwnSchema, TypeDerivedFromItselfIsSaid) {
  write(
      R"(<xs:element name="Request" type="sr:A"/>)"
      R"(<xs:complexType name="A"><xs:complexContent><xs:extension base="sr:B"/></xs:complexContent></xs:complexType>)"
      R"(<xs:complexType name="B"><xs:complexContent><xs:extension base="sr:A"/></xs:complexContent></xs:complexType>)");
  EXPECT_NE(fault(), "");
}

TEST_F(OwnSchema, ContentWithoutEndIsSaid) {
  write(R"(<xs:element name="Request" type="sr:A"/><xs:complexType name="A"><xs:sequence>)"
        R"(<xs:element name="Inner" type="sr:A" minOccurs="0"/></xs:sequence></xs:complexType>)");
  expect_fault("contains itself");
}

TEST_F(OwnSchema, ImportInACircleEnds) {
  write(R"(<xs:import namespace="urn:other" schemaLocation="Other.xsd"/>)" + std::string(small));
  write_raw(
      R"(<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema" targetNamespace="urn:other"><xs:import )"
      R"(namespace="http://www.dccinterface.co.uk/ServiceUserGateway" schemaLocation="Own V1.0.xsd"/></xs:schema>)",
      "Other.xsd");
  EXPECT_EQ(fault(), "");
}

TEST_F(OwnSchema, EnormousFileIsSaid) {
  write(std::string(17U << 20U, ' ') + small);
  expect_fault("larger than 16 MiB");
}

TEST_F(OwnSchema, EnormousCountOfElementsIsSaid) {
  std::string inside = R"(<xs:element name="Request"><xs:complexType><xs:sequence>)";
  for (int i = 0; i < 16'000; ++i) inside += "<xs:element name=\"E" + std::to_string(i) + "\" type=\"xs:int\"/>";
  write(inside + "</xs:sequence></xs:complexType></xs:element>");
  expect_fault("30,000 components");
}

TEST_F(OwnSchema, EnormousOccurrenceIsSaid) {
  write(R"(<xs:element name="Request"><xs:complexType><xs:sequence><xs:element name="E" type="xs:int" )"
        R"(maxOccurs="2000000000"/></xs:sequence></xs:complexType></xs:element>)");
  expect_fault("maxOccurs");
}

TEST_F(OwnSchema, EnormousDepthIsSaid) {
  std::string inside = R"(<xs:element name="Request"><xs:complexType>)";
  for (int i = 0; i < 10'000; ++i) inside += "<xs:sequence>";
  for (int i = 0; i < 10'000; ++i) inside += "</xs:sequence>";
  write(inside + "</xs:complexType></xs:element>");
  expect_fault("depth");
}

TEST_F(OwnSchema, EntitiesThatGrowAreSaid) {
  std::string subset = "<!ENTITY e0 \"bomb\">";
  for (int i = 1; i < 10; ++i) {
    std::string ten;
    for (int j = 0; j < 10; ++j) ten += "&e" + std::to_string(i - 1) + ";";
    subset += "<!ENTITY e" + std::to_string(i) + " \"" + ten + "\">";
  }
  write_raw("<!DOCTYPE schema [" + subset + "]>" + head + "<xs:annotation><xs:documentation>&e9;" +
            "</xs:documentation></xs:annotation>" + small + "</xs:schema>");
  expect_fault("entity");
}

}  // namespace
}  // namespace hallmark::schema
