#include "harness/scenario/instant.h"

#include <gtest/gtest.h>

namespace hallmark::scenario {
namespace {

TEST(Instant, IsWrittenAsUtc) {
  EXPECT_EQ(text(Instant{0}), "1970-01-01T00:00:00Z");
  EXPECT_EQ(text(Instant{-1}), "1969-12-31T23:59:59Z");
  EXPECT_EQ(text(Instant{951782400}), "2000-02-29T00:00:00Z");
  EXPECT_EQ(text(Instant{-62135596800}), "0001-01-01T00:00:00Z");
  EXPECT_EQ(text(Instant{253402300799}), "9999-12-31T23:59:59Z");
}

TEST(Instant, ReadsWhatItWrites) {
  for (const std::int64_t seconds : {-62135596800LL, -1LL, 0LL, 1751328000LL, 253402300799LL}) {
    EXPECT_EQ(instant(text(Instant{seconds})), Instant{seconds});
  }
}

TEST(Instant, ReadsOffsetsFractionsAndLeapSeconds) {
  EXPECT_EQ(instant("2025-07-01T01:00:00+01:00"), instant("2025-07-01T00:00:00Z"));
  EXPECT_EQ(instant("2025-06-30T19:30:00-04:30"), instant("2025-07-01T00:00:00Z"));
  EXPECT_EQ(instant("2025-07-01T00:00:00.999Z"), instant("2025-07-01T00:00:00Z"));
  EXPECT_EQ(instant("2025-07-01t00:00:00z"), instant("2025-07-01T00:00:00Z"));
  EXPECT_EQ(instant("2016-12-31T23:59:60Z"), instant("2017-01-01T00:00:00Z"));
}

TEST(Instant, RefusesWhatIsNoTime) {
  for (const char* wrong :
       {"", "2025", "2025-07-01", "2025-07-01T00:00:00", "2025-07-01 00:00:00Z", "2025-13-01T00:00:00Z",
        "2025-02-29T00:00:00Z", "2025-07-01T24:00:00Z", "2025-07-01T00:60:00Z", "2025-07-01T00:00:60Z",
        "2025-07-01T00:00:00.Z", "2025-07-01T00:00:00Zz", "2025-07-01T00:00:00+0100", "0000-01-01T00:00:00Z",
        "0001-01-01T00:00:00+00:01", "9999-12-31T23:59:59-00:01", "-025-07-01T00:00:00Z", "20250701T000000Z"}) {
    EXPECT_FALSE(instant(wrong)) << wrong;
  }
}

}  // namespace
}  // namespace hallmark::scenario
