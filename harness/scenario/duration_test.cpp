#include "harness/scenario/duration.h"

#include <gtest/gtest.h>

namespace hallmark::scenario {
namespace {

TEST(Duration, IsReadInSeconds) {
  EXPECT_EQ(duration_seconds("PT0S"), 0);
  EXPECT_EQ(duration_seconds("PT24H"), 86400);
  EXPECT_EQ(duration_seconds("P1D"), 86400);
  EXPECT_EQ(duration_seconds("PT1H30M"), 5400);
  EXPECT_EQ(duration_seconds("P1DT1H1M1S"), 90061);
}

TEST(Duration, RefusesWhatIsNoFixedLength) {
  for (const char* wrong : {"", "P", "PT", "P1DT", "1D", "P1Y", "P1M", "P1W", "PT1D", "P1H", "PT1S1M", "PT1M1M", "PT1",
                            "PT1.5S", "-PT1S", "PT1S ", "PT1ST1M", "pt1s", "P99999999999999999999D"}) {
    EXPECT_FALSE(duration_seconds(wrong)) << wrong;
  }
}

}  // namespace
}  // namespace hallmark::scenario
