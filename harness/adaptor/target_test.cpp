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
  for (const char* each : {"http://127.0.0.1:8080/", "https://[::1]:8443/rpc", "http://host"}) {
    EXPECT_EQ(target(each), (Target{Target::Kind::service, each}));
    EXPECT_EQ(target("http:" + std::string(each)), (Target{Target::Kind::service, each})) << "a URL after http:";
  }
}

TEST(Target, SaysWhatToUseInsteadOfAnythingElse) {
  EXPECT_EQ(problem_of("http:8080"),
            "the URL \"http:8080\" does not begin with http:// or https://; use " + std::string(target_forms));
  for (const char* wrong :
       {"", "reference", ":", "EXEC:a", "inproc:", "exec:", "exec:  ", "so:", "ftp:x", "http://", "https://h:0/",
        "http://h:70000/", "http://u@h/", "http://h/a b", "http://h/\r\nx", "http:https:/x"}) {
    EXPECT_THAT(problem_of(wrong), testing::EndsWith("; use " + std::string(target_forms))) << wrong;
    EXPECT_THAT(problem_of(wrong), testing::Not(testing::HasSubstr("\n"))) << wrong;
  }
}

}  // namespace
}  // namespace hallmark::adaptor
