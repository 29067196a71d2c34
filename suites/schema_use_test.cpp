// `--schema DIR` as a user meets it where the folder is none: one clear line, exit 3, nothing left behind, and soon.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <functional>

#include "suites/program.h"

namespace hallmark::suites {
namespace {

namespace fs = std::filesystem;
using testing::HasSubstr;

constexpr const char* main_name = "schema/DUIS Schema V5.1.xsd";

std::string xsd(const std::string& inside) {
  return R"(<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema" )"
         R"(xmlns:sr="http://www.dccinterface.co.uk/ServiceUserGateway" )"
         R"(targetNamespace="http://www.dccinterface.co.uk/ServiceUserGateway" elementFormDefault="qualified">)" +
         inside + "</xs:schema>";
}

/// A Request whose Body holds that many kinds of element, each so often.
std::string request_of(int kinds, const std::string& most) {
  std::string inside = R"(<xs:element name="Request"><xs:complexType><xs:sequence><xs:element name="Body">)"
                       R"(<xs:complexType><xs:choice>)";
  for (int i = 0; i < kinds; ++i)
    inside += "<xs:element name=\"E" + std::to_string(i) + "\" type=\"xs:int\" maxOccurs=\"" + most + "\"/>";
  return inside + "</xs:choice></xs:complexType></xs:element></xs:sequence></xs:complexType></xs:element>";
}

struct Folder {
  const char* name;
  std::function<void(const Workplace&)> spoil;  ///< of a folder `schema` with the DUIS schema that was built
  const char* said;
};

/// The main schema becomes another text.
std::function<void(const Workplace&)> main_becomes(const std::string& text) {
  return [text](const Workplace& place) { place.write(main_name, text); };
}

std::function<void(const Workplace&)> edited(const std::string& from, const std::string& to) {
  return [=](const Workplace& place) {
    auto text = place.text(main_name);
    const auto at = text.find(from);
    ASSERT_NE(at, std::string::npos) << from;
    place.write(main_name, text.replace(at, from.size(), to));
  };
}

void empty_out(const Workplace& place) {
  for (const auto& entry : fs::directory_iterator(place.path("schema"))) fs::remove_all(entry.path());
}

std::string with_entities() {
  std::string subset = "<!ENTITY a \"bomb\">";
  for (char name = 'b'; name < 'k'; ++name) {
    std::string ten;
    for (int i = 0; i < 10; ++i) ten += std::string("&") + static_cast<char>(name - 1) + ';';
    subset += std::string("<!ENTITY ") + name + " \"" + ten + "\">";
  }
  return "<!DOCTYPE schema [" + subset + "]>" +
         xsd("<xs:annotation><xs:documentation>&j;</xs:documentation></xs:annotation>");
}

void PrintTo(const Folder& folder, std::ostream* out) { *out << folder.name; }

class SchemaFolder : public testing::TestWithParam<Folder> {};

TEST_P(SchemaFolder, IsOneLineAndExitThreeForEveryCommand) {
  const Workplace place;
  fs::copy(HALLMARK_SHARE_DIR "/schema/duis-5.1", place.path("schema"));
  place.write("request.xml", "<x/>");
  GetParam().spoil(place);
  for (const std::string command :
       {"generate --all --out made", "generate --coverage", "validate request.xml", "run inproc:reference"}) {
    const auto run = place.hallmark(command + " --schema schema");
    EXPECT_EQ(run.exit_code, 3) << command << '\n' << run.out << run.err;
    EXPECT_EQ(run.out, "") << command;
    EXPECT_EQ(std::count(run.err.begin(), run.err.end(), '\n'), 1) << command << '\n' << run.err;
    EXPECT_THAT(run.err, HasSubstr(GetParam().said)) << command;
    EXPECT_THAT(run.err, testing::StartsWith("hallmark: schema"));
    EXPECT_LT(run.err.size(), 600U);
  }
  EXPECT_FALSE(fs::exists(place.path("made")));
  EXPECT_FALSE(fs::exists(place.path("hallmark-report")));
}

/// Derived from each other, through a file that imports the one that imports it.
void derived_in_a_circle(const Workplace& place) {
  place.write(main_name,
              xsd(R"(<xs:include schemaLocation="Other.xsd"/><xs:element name="Request" type="sr:A"/>)"
                  R"(<xs:complexType name="A"><xs:complexContent><xs:extension base="sr:B"/></xs:complexContent>)"
                  R"(</xs:complexType>)"));
  place.write("schema/Other.xsd",
              R"(<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema" )"
              R"(xmlns:sr="http://www.dccinterface.co.uk/ServiceUserGateway">)"
              R"(<xs:include schemaLocation="DUIS%20Schema%20V5.1.xsd"/>)"
              R"(<xs:complexType name="B"><xs:complexContent><xs:extension base="sr:A"/></xs:complexContent>)"
              R"(</xs:complexType></xs:schema>)");
}

INSTANTIATE_TEST_SUITE_P(
    Program, SchemaFolder,
    testing::Values(
        Folder{"missing", [](const Workplace& place) { fs::remove_all(place.path("schema")); }, "No such file"},
        Folder{"a_file",
               [](const Workplace& place) {
                 fs::remove_all(place.path("schema"));
                 place.write("schema", "text");
               },
               "Not a directory"},
        Folder{"empty", empty_out, "holds no XSD of the ServiceUserGateway namespace"},
        Folder{"unreadable_file",
               [](const Workplace& place) { fs::create_symlink("nowhere", place.path("schema/other.xsd")); },
               "cannot be read"},
        Folder{"broken_xml", main_becomes(xsd("<xs:element")), "(line 1)"},
        Folder{"broken_reference", edited("type=\"sr:Request\"", "type=\"sr:NoSuchType\""), "NoSuchType"},
        Folder{"broken_import",
               [](const Workplace& place) { fs::remove(place.path("schema/xmldsig-core-schema.xsd")); },
               "xmldsig-core-schema.xsd"},
        Folder{"import_from_the_network", edited("xmldsig-core-schema.xsd", "http://127.0.0.1:9/other.xsd"),
               "http://127.0.0.1:9/other.xsd"},
        Folder{"cyclic_derivation", derived_in_a_circle, "circular definition"},
        Folder{
            "cyclic_content",
            main_becomes(xsd(R"(<xs:element name="Request" type="sr:A"/><xs:complexType name="A"><xs:sequence>)"
                             R"(<xs:element name="Inner" type="sr:A" minOccurs="0"/></xs:sequence></xs:complexType>)")),
            "contains itself"},
        Folder{"enormous_file", main_becomes(xsd(std::string(17U << 20U, ' '))), "larger than 16 MiB"},
        Folder{"enormous_count", main_becomes(xsd(request_of(16'000, "1"))), "30,000 components"},
        Folder{"enormous_occurrence", main_becomes(xsd(request_of(1, "2000000000"))), "maxOccurs"},
        Folder{"enormous_by_entities", main_becomes(with_entities()), "entity"},
        Folder{"wrong_root", main_becomes(xsd(R"(<xs:element name="Invoice" type="xs:string"/>)")),
               "no element Request"},
        Folder{"wrong_request", main_becomes(xsd(R"(<xs:element name="Request" type="xs:string"/>)")),
               "no choice below Body"},
        Folder{"wrong_header", main_becomes(xsd(request_of(3, "1"))), "the schema has no Request/"},
        Folder{"wrong_namespace",
               main_becomes(R"(<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema" targetNamespace="urn:other"/>)"),
               "holds no XSD of the ServiceUserGateway namespace"},
        Folder{"two_versions",
               [](const Workplace& place) {
                 fs::copy_file(place.path(main_name), place.path("schema/DUIS Schema V5.2.xsd"));
               },
               "two DUIS schemas"}),
    [](const auto& row) { return std::string(row.param.name); });

/// Files that import each other are a lawful schema: it loads, and loading ends.
TEST(OneSchema, MayImportInACircle) {
  const Workplace place;
  fs::copy(HALLMARK_SHARE_DIR "/schema/duis-5.1", place.path("schema"));
  edited("<xs:import", R"(<xs:import namespace="urn:other" schemaLocation="Other.xsd"/><xs:import)")(place);
  place.write("schema/Other.xsd",
              R"(<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema" targetNamespace="urn:other"><xs:import )"
              R"(namespace="http://www.dccinterface.co.uk/ServiceUserGateway" schemaLocation="DUIS Schema V5.1.xsd"/>)"
              "</xs:schema>");
  const auto run = place.hallmark("generate --srv 8.2 --schema schema");
  EXPECT_EQ(run.exit_code, 0) << run.err;
  place.write("request.xml", run.out);
  const auto judged = place.hallmark("validate request.xml --schema schema");
  EXPECT_EQ(judged.exit_code, 0) << judged.err;
}

}  // namespace
}  // namespace hallmark::suites
