#include "harness/tidy/source_tree.h"

#include <gtest/gtest.h>
#include <unistd.h>

#include <fstream>

namespace hallmark::tidy {
namespace {

namespace fs = std::filesystem;

/// A folder for one test, gone with it.
class Folder {
 public:
  Folder() : root_(fs::temp_directory_path() / ("hallmark_tidy_" + std::to_string(::getpid()))) {
    fs::remove_all(root_);
    fs::create_directories(root_);
  }
  Folder(const Folder&) = delete;
  Folder& operator=(const Folder&) = delete;
  ~Folder() { fs::remove_all(root_); }

  void write(const std::string& path, std::string_view text) const {
    fs::create_directories((root_ / path).parent_path());
    std::ofstream(root_ / path, std::ios::binary) << text;
  }
  const fs::path& root() const { return root_; }

 private:
  fs::path root_;
};

TEST(SourceTree, IsReadInNameOrderWithoutWhatGitIgnores) {
  const Folder folder;
  folder.write(".gitignore", "# comment\nbuild/\n/node_modules\n");
  folder.write(".git/config", "x");
  folder.write("build/made.h", "x");
  folder.write("node_modules/a/b.js", "x");
  folder.write("spec/b.h", "b");
  folder.write("spec/a.h", "a");
  folder.write("spec/picture.bin", std::string_view("\0", 1));
  std::vector<std::string> paths;
  for (const SourceFile& file : read_tree(folder.root())) paths.push_back(file.path);
  EXPECT_EQ(paths, (std::vector<std::string>{".gitignore", "spec/a.h", "spec/b.h"}));
}

TEST(SourceTree, ThatIsMissingThrows) {
  const Folder folder;
  EXPECT_THROW(read_tree(folder.root() / "nothing"), std::runtime_error);
}

TEST(SourceTree, ProblemReadsAsEditorsUnderstandIt) {
  EXPECT_EQ(text({"spec/a.h", 7, "is wrong"}), "spec/a.h:7: is wrong");
  EXPECT_EQ(text({"spec/a.h", 0, "is wrong"}), "spec/a.h: is wrong");
}

TEST(SourceTree, LinesNeedNoLastEnd) {
  EXPECT_EQ(lines("a\n\nb"), (std::vector<std::string_view>{"a", "", "b"}));
  EXPECT_EQ(lines("a\n"), (std::vector<std::string_view>{"a"}));
  EXPECT_TRUE(lines("").empty());
}

TEST(CodeOnly, BlanksCommentsAndKeepsLines) {
  EXPECT_EQ(code_only("a // b {\nc /* d\n{ */ e"), "a       \nc     \n     e");
}

TEST(CodeOnly, BlanksTheInsideOfLiterals) {
  EXPECT_EQ(code_only(R"(f("{\"}", '{', '\'');)"), R"(f("    ", ' ', '  ');)");
}

TEST(CodeOnly, BlanksRawStringsToTheirOwnEnd) { EXPECT_EQ(code_only("R\"x({ )\" )x\" }"), "R\"         \" }"); }

TEST(CodeOnly, TakesTheMarkBetweenDigitsForNoLiteral) { EXPECT_EQ(code_only("1'000 {'{'}"), "1'000 {' '}"); }

}  // namespace
}  // namespace hallmark::tidy
