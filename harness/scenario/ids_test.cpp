#include "harness/scenario/ids.h"

#include <gtest/gtest.h>

namespace hallmark::scenario {
namespace {

TEST(CanonicalId, IsUpperCaseWithoutWhiteSpaceAroundIt) {
  EXPECT_EQ(canonical_id("00-db-12-34-56-78-90-a0"), "00-DB-12-34-56-78-90-A0");
  EXPECT_EQ(canonical_id(" 00-Db-12-34-56-78-90-A0\n"), "00-DB-12-34-56-78-90-A0");
  EXPECT_EQ(canonical_id("\t90-b3-d5-1f-30-01-00-00:00-DB-12-34-56-78-90-a0:007 "),
            "90-B3-D5-1F-30-01-00-00:00-DB-12-34-56-78-90-A0:007");
}

TEST(CanonicalId, LeavesWhatIsNoIdAsItIs) {
  for (const auto* other : {"", " ", "schedule-1a", " schedule-1a ", "00-db-12-34-56-78-90", "00-db-12-34-56-78-90-ag",
                            "00-db-12-34-56-78-90-a0:", "00-db-12-34-56-78-90-a0:00-db-12-34-56-78-90-a0",
                            "00-db-12-34-56-78-90-a0:00-db-12-34-56-78-90-a0:x1"}) {
    EXPECT_EQ(canonical_id(other), other);
  }
}

}  // namespace
}  // namespace hallmark::scenario
