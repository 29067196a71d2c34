#include "harness/adaptor/target.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <stdexcept>

namespace hallmark::adaptor {
namespace {

std::string problem_of(std::string_view text) {
  try {
    target(text);
  } catch (const std::invalid_argument& problem) {
    return problem.what();
  }
  return "";
}

TEST(Target, IsTakenApart) {
  EXPECT_EQ(target("inproc:reference"), (Target{Target::Kind::in_process, "reference"}));
  EXPECT_EQ(target("exec:./adaptor --port 1:2"), (Target{Target::Kind::command, "./adaptor --port 1:2"}));
  EXPECT_EQ(target("so:./libdsp.so"), (Target{Target::Kind::plugin, "./libdsp.so"}));
}

TEST(Target, SaysWhatToUseInsteadOfAnythingElse) {
  EXPECT_EQ(problem_of("http://localhost/"),
            "a target of kind http: is not available in this version; use inproc:NAME, exec:COMMAND or so:FILE");
  for (const char* wrong : {"", "reference", ":", "EXEC:a", "inproc:", "exec:", "exec:  ", "so:", "ftp:x"}) {
    EXPECT_THAT(problem_of(wrong), testing::EndsWith("; use inproc:NAME, exec:COMMAND or so:FILE")) << wrong;
    EXPECT_THAT(problem_of(wrong), testing::Not(testing::HasSubstr("\n"))) << wrong;
  }
}

}  // namespace
}  // namespace hallmark::adaptor
