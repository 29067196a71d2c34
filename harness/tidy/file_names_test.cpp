#include "harness/tidy/file_names.h"

#include <gtest/gtest.h>

namespace hallmark::tidy {
namespace {

TEST(TopLevel, RoomsAndRootFilesAreLetPass) {
  const Findings findings = check_top_level({{"README.md", ""}, {".ci/run", ""}, {"spec/a.h", ""}});
  EXPECT_EQ(findings.scanned, 3);
  EXPECT_TRUE(findings.problems.empty());
}

TEST(TopLevel, AnotherFolderIsCaughtOnce) {
  const Findings findings = check_top_level({{"src/a.h", ""}, {"src/b.h", ""}, {"notes.txt", ""}});
  ASSERT_EQ(findings.problems.size(), 2U);
  EXPECT_EQ(findings.problems[0].path, "src");
  EXPECT_EQ(findings.problems[1].path, "notes.txt");
}

TEST(BaseNames, TwoOfAKindAreCaught) {
  const Findings findings = check_base_names({{"spec/a.h", ""}, {"suites/a.h", ""}});
  ASSERT_EQ(findings.problems.size(), 1U);
  EXPECT_EQ(text(findings.problems[0]), "suites/a.h: has the name of spec/a.h");
}

TEST(BaseNames, WhatToolsLookForMayRepeat) {
  EXPECT_TRUE(check_base_names({{"CMakeLists.txt", ""},
                                {"spec/CMakeLists.txt", ""},
                                {"README.md", ""},
                                {"spec/README.md", ""},
                                {"suites/main.cpp", ""},
                                {"fuzz/main.cpp", ""},
                                {"corpus/a/input.xml", ""},
                                {"corpus/b/input.xml", ""}})
                  .problems.empty());
}

}  // namespace
}  // namespace hallmark::tidy
