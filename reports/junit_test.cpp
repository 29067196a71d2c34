#include "reports/junit.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <pugixml.hpp>

#include "reports/sample.h"

namespace hallmark::reports {
namespace {

using ::testing::HasSubstr;
using verdict::Outcome;

/// The parsed output; fails the test where it is not well-formed.
class Junit {
 public:
  explicit Junit(const run::Record& record) : text(junit(record)) {
    EXPECT_TRUE(document.load_string(text.c_str(), pugi::parse_full)) << text;
    root = document.child("testsuites");
  }
  pugi::xml_node testcase(const char* name) const {
    return root.find_node([&](pugi::xml_node node) {
      return std::string(node.name()) == "testcase" && std::string(node.attribute("name").value()) == name;
    });
  }

  std::string text;
  pugi::xml_document document;
  pugi::xml_node root;
};

/// How many elements of that name stand below a node.
int elements(pugi::xml_node node, const char* name) {
  return static_cast<int>(node.select_nodes((std::string(".//") + name).c_str()).size());
}

void expect_counts_fit(pugi::xml_node node) {
  EXPECT_EQ(node.attribute("tests").as_int(), elements(node, "testcase"));
  EXPECT_EQ(node.attribute("failures").as_int(), elements(node, "failure"));
  EXPECT_EQ(node.attribute("errors").as_int(), elements(node, "error"));
  EXPECT_EQ(node.attribute("skipped").as_int(), elements(node, "skipped"));
}

TEST(JunitXml, CountsEqualTheElements) {
  const Junit xml(sample::golden_record());
  expect_counts_fit(xml.root);
  for (const pugi::xml_node suite : xml.root.children("testsuite")) expect_counts_fit(suite);
  EXPECT_EQ(xml.root.attribute("tests").as_int(), 14);
  EXPECT_EQ(xml.root.attribute("failures").as_int(), 3);
  EXPECT_EQ(xml.root.attribute("errors").as_int(), 1);
  EXPECT_EQ(xml.root.attribute("skipped").as_int(), 5);
}

TEST(JunitXml, EachOutcomeBecomesItsElement) {
  const Junit xml(
      sample::record_of({sample::row("a/b/fail", Outcome::fail), sample::row("a/b/error", Outcome::error),
                         sample::row("a/b/warn", Outcome::warn), sample::row("a/b/pass", Outcome::pass),
                         sample::row("a/b/inconclusive", Outcome::inconclusive), sample::row("a/b/none", Outcome::none),
                         sample::row("a/b/not_applicable", Outcome::not_applicable)},
                        1));
  EXPECT_STREQ(xml.testcase("fail").child("failure").attribute("message").value(), "fail: because");
  EXPECT_STREQ(xml.testcase("fail").child("failure").attribute("type").value(), "mp169.allow-list");
  EXPECT_TRUE(xml.testcase("error").child("error"));
  EXPECT_TRUE(xml.testcase("warn").child("system-out"));
  EXPECT_FALSE(xml.testcase("pass").first_child());
  EXPECT_STREQ(xml.testcase("inconclusive").child("skipped").attribute("message").value(), "inconclusive: because");
  EXPECT_STREQ(xml.testcase("not_applicable").child("skipped").attribute("message").value(), "not applicable: because");
  EXPECT_TRUE(xml.testcase("none").child("skipped"));
}

TEST(JunitXml, SuiteAndFileMakeTheTestsuite) {
  const Junit xml(sample::record_of({sample::row("restricted/allow_list/srv_4_1_1.esme", Outcome::pass),
                                     sample::row("alone/case", Outcome::pass), sample::row("word", Outcome::pass)},
                                    0));
  EXPECT_STREQ(xml.testcase("srv_4_1_1.esme").attribute("classname").value(), "restricted/allow_list");
  EXPECT_STREQ(xml.testcase("srv_4_1_1.esme").parent().attribute("name").value(), "restricted/allow_list");
  EXPECT_STREQ(xml.testcase("case").attribute("classname").value(), "alone");
  EXPECT_STREQ(xml.testcase("word").attribute("classname").value(), "cases");
}

TEST(JunitXml, IsNeverGreenerThanTheRun) {
  EXPECT_FALSE(Junit(sample::record_of({sample::row("a/b/c", Outcome::pass)}, 0)).testcase("has_a_verdict"));
  EXPECT_FALSE(Junit(sample::record_of({sample::row("a/b/c", Outcome::fail)}, 1)).testcase("has_a_verdict"));
  const Junit untold(sample::record_of({sample::row("a/b/c", Outcome::inconclusive)}, 2));
  EXPECT_TRUE(untold.testcase("has_a_verdict").child("error"));
  expect_counts_fit(untold.root);
  EXPECT_TRUE(Junit(run::Record{}).testcase("has_a_verdict").child("error"));
}

TEST(JunitXml, CharactersThatXmlForbidsAreWrittenOut) {
  const Junit xml(
      sample::record_of({sample::row("a/b/c", Outcome::fail, "x\x01\x1b]]>\xff\xef\xbf\xbf<failure/>")}, 1));
  EXPECT_STREQ(xml.testcase("c").child("failure").attribute("message").value(),
               "fail: x\\u{1}\\u{1b}]]>\\xff\\u{ffff}<failure/>");
  EXPECT_EQ(elements(xml.root, "failure"), 1);
}

TEST(JunitXml, IterationsHaveNamesOfTheirOwn) {
  run::CaseRow second = sample::row("a/b/c", Outcome::pass);
  second.iteration = 1;
  const Junit xml(sample::record_of({sample::row("a/b/c", Outcome::pass), second}, 0));
  EXPECT_TRUE(xml.testcase("c"));
  EXPECT_TRUE(xml.testcase("c#1"));
}

}  // namespace
}  // namespace hallmark::reports
