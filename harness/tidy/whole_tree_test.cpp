// Every check of this room, over the tree that it stands in.
#include <gtest/gtest.h>

#include "harness/tidy/file_names.h"
#include "harness/tidy/house_style.h"
#include "harness/tidy/include_arrows.h"
#include "harness/tidy/lengths.h"

namespace hallmark::tidy {
namespace {

class WholeTree : public testing::Test {
 protected:
  static void SetUpTestSuite() { files_ = read_tree(HALLMARK_SOURCE_DIR); }
  static void TearDownTestSuite() { files_.clear(); }

  /// Fails for every problem, and where a check had nothing to look at.
  static void expect_clean(const Findings& findings) {
    EXPECT_GT(findings.scanned, 0) << "no file was looked at in " << HALLMARK_SOURCE_DIR;
    for (const Problem& problem : findings.problems) ADD_FAILURE() << text(problem);
  }

  static inline std::vector<SourceFile> files_;
};

TEST_F(WholeTree, KeepsTheArrows) { expect_clean(check_include_arrows(files_)); }
TEST_F(WholeTree, MakesItsExpectationBlind) { expect_clean(check_expectation_is_blind(files_)); }
TEST_F(WholeTree, KeepsLibrariesInTheirRooms) { expect_clean(check_libraries(files_)); }
TEST_F(WholeTree, HasNothingElseAtTheTop) { expect_clean(check_top_level(files_)); }
TEST_F(WholeTree, HasNoNameTwice) { expect_clean(check_base_names(files_)); }
TEST_F(WholeTree, HasNoLongFile) { expect_clean(check_file_lengths(files_)); }
TEST_F(WholeTree, HasNoLongFunction) { expect_clean(check_function_lengths(files_)); }
TEST_F(WholeTree, OpensEveryHeaderWithWhatItIsFor) { expect_clean(check_headers(files_)); }
TEST_F(WholeTree, HasNoForbiddenWord) { expect_clean(check_words(files_)); }

}  // namespace
}  // namespace hallmark::tidy
