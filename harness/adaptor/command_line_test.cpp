#include "harness/adaptor/command_line.h"

#include <gtest/gtest.h>

#include <stdexcept>

namespace hallmark::adaptor {
namespace {

using Words = std::vector<std::string>;

TEST(CommandLine, IsSplitAsAShellWouldQuote) {
  const std::vector<std::pair<std::string, Words>> table = {
      {"a", {"a"}},
      {"  a \t b\nc  ", {"a", "b", "c"}},
      {"a 'b c' d", {"a", "b c", "d"}},
      {R"(a "b c" d)", {"a", "b c", "d"}},
      {R"(a b\ c d)", {"a", "b c", "d"}},
      {R"(a'b'"c"d)", {"abcd"}},
      {R"(a '' "")", {"a", "", ""}},
      {R"(a '\n"$x`')", {"a", R"(\n"$x`)"}},
      {R"(a "\n\"\\\$\`'")", {"a", R"(\n"\$`')"}},
      {R"(a \n\"\\\')", {"a", R"(n"\')"}},
      {"a b\\\nc", {"a", "bc"}},
      {"a \"b\\\nc\"", {"a", "bc"}},
      {"a \\\n b", {"a", "b"}},
      {"a $HOME *.xml ~ | b > c; d & #e", {"a", "$HOME", "*.xml", "~", "|", "b", ">", "c;", "d", "&", "#e"}},
      {"a --name='x y' --empty=''", {"a", "--name=x y", "--empty="}},
      {"\xC2\xA3 '\xE2\x82\xAC'", {"\xC2\xA3", "\xE2\x82\xAC"}},
  };
  for (const auto& [command, words] : table) EXPECT_EQ(split_command(command), words) << command;
}

TEST(CommandLine, RefusesWhatIsNotWhole) {
  for (const std::string& wrong : {std::string(""), std::string(" \t\n"), std::string("a 'b"), std::string("a \"b"),
                                   std::string("a \"b\\\""), std::string("a b\\"), std::string("a\0b", 3)}) {
    EXPECT_THROW(split_command(wrong), std::invalid_argument) << wrong;
  }
}

TEST(CommandLine, FindsAProgramInThePath) {
  EXPECT_EQ(find_executable("sh", "/nowhere:/bin:/usr/bin"), "/bin/sh");
  EXPECT_EQ(find_executable("/bin/sh", ""), "/bin/sh");
}

TEST(CommandLine, FindsNoProgramWhereThereIsNone) {
  EXPECT_THROW(find_executable("sh", "/nowhere"), std::invalid_argument);
  EXPECT_THROW(find_executable("sh", ""), std::invalid_argument);
  EXPECT_THROW(find_executable("", "/bin"), std::invalid_argument);
  EXPECT_THROW(find_executable("/etc/passwd", "/bin"), std::invalid_argument);
  EXPECT_THROW(find_executable("/bin", "/bin"), std::invalid_argument);
}

}  // namespace
}  // namespace hallmark::adaptor
