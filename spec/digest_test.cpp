#include "spec/digest.h"

#include <gtest/gtest.h>

namespace hallmark::spec {
namespace {

TEST(Digest, OfNothingIsTheKnownOne) {
  EXPECT_EQ(sha256(""), "sha256:e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
}

TEST(Digest, OfThreeLettersIsTheKnownOne) {
  EXPECT_EQ(sha256("abc"), "sha256:ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
}

TEST(Digest, ReadsPastZeroBytes) { EXPECT_NE(sha256({"a\0b", 3}), sha256({"a\0c", 3})); }

}  // namespace
}  // namespace hallmark::spec
