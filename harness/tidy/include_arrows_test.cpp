#include "harness/tidy/include_arrows.h"

#include <gtest/gtest.h>

namespace hallmark::tidy {
namespace {

std::string include(std::string_view header) { return "#include \"" + std::string(header) + "\"\n"; }

/// What the arrows say of one file with one #include on its second line.
std::vector<Problem> of(const std::string& path, std::string_view header) {
  return check_include_arrows({{path, "\n" + include(header)}}).problems;
}

struct Arrow {
  std::string from;
  std::string_view header;
};

class AllowedArrow : public testing::TestWithParam<Arrow> {};
TEST_P(AllowedArrow, IsLetPass) { EXPECT_TRUE(of(GetParam().from, GetParam().header).empty()); }

INSTANTIATE_TEST_SUITE_P(
    Tidy, AllowedArrow,
    testing::Values(Arrow{"spec/a.cpp", "spec/a.h"}, Arrow{"harness/schema/a.h", "spec/a.h"},
                    Arrow{"harness/implementations/reference/a.h", "harness/implementations/reference/b.h"},
                    Arrow{"harness/oracle/world.h", "harness/observation/a.h"},
                    Arrow{"harness/verdict/judge.h", "harness/oracle/expectation.h"},
                    Arrow{"harness/run/loop.cpp", "harness/adaptor/adaptor.h"},
                    Arrow{"suites/commands/run.cpp", "reports/html.h"},
                    Arrow{"suites/commands/run.cpp", "suites/cases.h"}, Arrow{"suites/main.cpp", "reports/html.h"},
                    Arrow{"reports/text.cpp", "harness/run/record.h"},
                    Arrow{"reports/text.cpp", "harness/verdict/verdict.h"}, Arrow{"fuzz/a.cpp", "harness/run/loop.h"}));

class ForbiddenArrow : public testing::TestWithParam<Arrow> {};
TEST_P(ForbiddenArrow, IsCaughtWithItsLine) {
  const auto problems = of(GetParam().from, GetParam().header);
  ASSERT_EQ(problems.size(), 1U);
  EXPECT_EQ(problems[0].path, GetParam().from);
  EXPECT_EQ(problems[0].line, 2);
}

INSTANTIATE_TEST_SUITE_P(
    Tidy, ForbiddenArrow,
    testing::Values(
        Arrow{"spec/a.cpp", "harness/schema/a.h"}, Arrow{"harness/schema/a.cpp", "harness/scenario/a.h"},
        Arrow{"harness/scenario/a.cpp", "harness/observation/a.h"},
        Arrow{"harness/generator/a.cpp", "harness/oracle/a.h"},
        Arrow{"harness/observation/a.cpp", "harness/oracle/a.h"}, Arrow{"harness/adaptor/a.cpp", "harness/oracle/a.h"},
        Arrow{"harness/adaptor/a.cpp", "harness/verdict/a.h"},
        Arrow{"harness/adaptor/a_test.cpp", "harness/implementations/a.h"},
        Arrow{"harness/implementations/reference/a.cpp", "harness/oracle/a.h"},
        Arrow{"harness/oracle/a.cpp", "harness/adaptor/a.h"}, Arrow{"harness/oracle/a.cpp", "harness/verdict/a.h"},
        Arrow{"harness/verdict/a.cpp", "harness/run/a.h"}, Arrow{"harness/run/a.cpp", "reports/a.h"},
        Arrow{"harness/run/a.cpp", "harness/tidy/source_tree.h"}, Arrow{"suites/a.cpp", "harness/tidy/source_tree.h"},
        Arrow{"suites/a.cpp", "reports/a.h"}, Arrow{"reports/text.cpp", "harness/verdict/judge.h"},
        Arrow{"reports/text.cpp", "harness/oracle/a.h"}, Arrow{"spec/a.cpp", "a.h"},
        Arrow{"spec/a.cpp", "../harness/a.h"}, Arrow{"harness/run/a.cpp", "nlohmann/json.hpp"}));

TEST(IncludeArrows, CodeInNoRoomIsCaught) {
  EXPECT_EQ(check_include_arrows({{"harness/misc/a.h", ""}}).problems.size(), 1U);
}

TEST(IncludeArrows, SeeThroughSpacesAndNotIntoComments) {
  EXPECT_EQ(check_include_arrows({{"spec/a.h", "  #  include \"suites/a.h\"\n"}}).problems.size(), 1U);
  EXPECT_TRUE(check_include_arrows({{"spec/a.h", "// " + include("suites/a.h")}}).problems.empty());
  EXPECT_TRUE(check_include_arrows({{"spec/a.h", "/*\n" + include("suites/a.h") + "*/"}}).problems.empty());
}

TEST(IncludeArrows, OfNoCodeScanNothing) { EXPECT_EQ(check_include_arrows({{"README.md", ""}}).scanned, 0); }

TEST(ExpectationIsBlind, ALongWayToAnObservationIsCaught) {
  const std::vector<SourceFile> files{{"harness/oracle/expectation.h", include("harness/oracle/world.h")},
                                      {"harness/oracle/world.h", include("harness/oracle/learning.h")},
                                      {"harness/oracle/learning.h", include("harness/observation/observation.h")}};
  const Findings findings = check_expectation_is_blind(files);
  ASSERT_EQ(findings.problems.size(), 1U);
  EXPECT_EQ(text(findings.problems[0]),
            "harness/oracle/expectation.h:1: leads to an observation through \"harness/oracle/world.h\"");
}

TEST(ExpectationIsBlind, HeadersThatIncludeEachOtherEnd) {
  const std::vector<SourceFile> files{{"harness/oracle/expectation.h", include("harness/oracle/world.h")},
                                      {"harness/oracle/world.h", include("harness/oracle/expectation.h")}};
  EXPECT_TRUE(check_expectation_is_blind(files).problems.empty());
}

TEST(ExpectationIsBlind, WithoutAnExpectationNothingIsScanned) { EXPECT_EQ(check_expectation_is_blind({}).scanned, 0); }

TEST(Libraries, OfAFrugalRoomAreCaught) {
  const auto of_spec = [](const std::string& path, const std::string& header) {
    return check_libraries({{path, "#include <" + header + ">\n"}}).problems.size();
  };
  EXPECT_EQ(of_spec("spec/a.cpp", "vector"), 0U);
  EXPECT_EQ(of_spec("spec/a.cpp", "pugixml.hpp"), 0U);
  EXPECT_EQ(of_spec("spec/a.cpp", "openssl/evp.h"), 0U);
  EXPECT_EQ(of_spec("spec/a_test.cpp", "gtest/gtest.h"), 0U);
  EXPECT_EQ(of_spec("spec/a.cpp", "gtest/gtest.h"), 1U);
  EXPECT_EQ(of_spec("spec/a.cpp", "nlohmann/json.hpp"), 1U);
}

TEST(Libraries, OutsideTheirRoomsAreCaught) {
  EXPECT_EQ(check_libraries({{"harness/run/a.cpp", "#include <CLI/CLI.hpp>\n"}}).problems.size(), 1U);
  EXPECT_EQ(check_libraries({{"harness/oracle/a.cpp", "#include <libxml/parser.h>\n"}}).problems.size(), 1U);
  EXPECT_TRUE(check_libraries({{"suites/main.cpp", "#include <CLI/CLI.hpp>\n"}}).problems.empty());
}

}  // namespace
}  // namespace hallmark::tidy
