#include "suites/selection.h"

#include <gtest/gtest.h>

namespace hallmark::suites {
namespace {

TEST(IsSelected, FollowsGoogleTestsFilterRule) {
  const std::string id = "restricted/allow_list/srv_4_1_1.esme.is.cv1";
  EXPECT_TRUE(is_selected("*", id));
  EXPECT_TRUE(is_selected("", id));
  EXPECT_TRUE(is_selected("restricted/*", id));
  EXPECT_TRUE(is_selected("nothing:*.cv?", id));
  EXPECT_TRUE(is_selected("*-*.gs.*", id));
  EXPECT_TRUE(is_selected("-*.gs.*", id));
  EXPECT_FALSE(is_selected("*-*.is.*", id));
  EXPECT_FALSE(is_selected("*.cv", id));
  EXPECT_FALSE(is_selected("RESTRICTED/*", id));
}

TEST(IsSelected, BracketsStandForThemselves) {
  EXPECT_FALSE(is_selected("a[bc]", "ab"));
  EXPECT_TRUE(is_selected("a[bc]", "a[bc]"));
}

}  // namespace
}  // namespace hallmark::suites
