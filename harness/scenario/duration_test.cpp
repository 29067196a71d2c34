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

TEST(Duration, IsReadInMilliseconds) {
  using std::chrono::milliseconds;
  EXPECT_EQ(duration_milliseconds("PT0.2S"), milliseconds(200));
  EXPECT_EQ(duration_milliseconds("PT1M0.025S"), milliseconds(60025));
  EXPECT_EQ(duration_milliseconds("PT10S"), milliseconds(10000));
  for (const char* wrong : {"PT.2S", "PT0.S", "PT0.2", "PT0.2H", "PT0.0002S", "PT0.2.2S", "PT0.-2S"}) {
    EXPECT_FALSE(duration_milliseconds(wrong)) << wrong;
  }
}

TEST(Duration, IsWrittenInSeconds) {
  using std::chrono::milliseconds;
  for (const auto time : {milliseconds(0), milliseconds(200), milliseconds(25), milliseconds(10000)}) {
    EXPECT_EQ(duration_milliseconds(duration_text(time)), time);
  }
  EXPECT_EQ(duration_text(milliseconds(200)), "PT0.2S");
  EXPECT_EQ(duration_text(milliseconds(90000)), "PT90S");
}

}  // namespace
}  // namespace hallmark::scenario
