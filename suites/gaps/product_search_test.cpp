// The shortest word that tells two machines apart, on machines small enough to see it.
#include "suites/gaps/product_search.h"

#include <gtest/gtest.h>

#include <algorithm>

namespace hallmark::suites {
namespace {

/// Two counters to a number of pushes; letter 0 pushes, letter 1 resets, letter 2 looks. They part at a look once both
/// were pushed so often.
SearchSpace counters(int one, int other, Apart apart, std::vector<Word>* tried = nullptr) {
  return {3, [=](const Word& word) {
            if (tried != nullptr) tried->push_back(word);
            int pushed = 0;
            bool differ = false;
            for (const auto letter : word) {
              if (letter == 0) ++pushed;
              if (letter == 1) pushed = 0;
              if (letter == 2) differ = differ || (pushed >= one) != (pushed >= other);
            }
            return Tried{true, differ ? apart : Apart::no, std::to_string(std::min(pushed, 9))};
          }};
}

TEST(ProductSearch, FindsTheShortestWord) {
  const auto searched = shortest_apart({counters(2, 3, Apart::judged)}, 6);
  ASSERT_TRUE(searched.found);
  EXPECT_EQ(searched.found->word, (Word{0, 0, 2}));
  EXPECT_EQ(searched.found->apart, Apart::judged);
}

TEST(ProductSearch, EqualMachinesAreNotToldApart) {
  const auto searched = shortest_apart({counters(2, 2, Apart::judged)}, 4);
  EXPECT_FALSE(searched.found);
  EXPECT_EQ(searched.longest, 4U);
  EXPECT_FALSE(searched.exhausted);
}

TEST(ProductSearch, StopsAtItsBoundAndSaysSo) {
  EXPECT_FALSE(shortest_apart({counters(5, 6, Apart::judged)}, 4).found);
  EXPECT_TRUE(shortest_apart({counters(5, 6, Apart::judged)}, 6).found);
}

TEST(ProductSearch, GoesOnFromEachStateOnce) {
  std::vector<Word> tried;
  shortest_apart({counters(8, 8, Apart::judged, &tried)}, 3);
  // Three letters from nothing, from one push and from none; then from two pushes.
  EXPECT_EQ(tried.size(), 3U + 2 * 3U + 3U);
}

TEST(ProductSearch, SaysWhereNothingNewCanBeReached) {
  const SearchSpace still = {2, [](const Word&) { return Tried{true, Apart::no, "the one state"}; }};
  const auto searched = shortest_apart({still}, 9);
  EXPECT_TRUE(searched.exhausted);
  EXPECT_EQ(searched.longest, 2U);
}

TEST(ProductSearch, TakesTheShortestOfSeveralAlphabets) {
  const auto searched = shortest_apart({counters(3, 4, Apart::judged), counters(1, 2, Apart::judged)}, 6);
  ASSERT_TRUE(searched.found);
  EXPECT_EQ(searched.found->space, 1U);
  EXPECT_EQ(searched.found->word, (Word{0, 2}));
}

TEST(ProductSearch, PrefersWhatIsJudgedWhereItTakesOneLetterMore) {
  const auto shown = counters(1, 2, Apart::shown);
  const auto both = shortest_apart({shown, counters(2, 3, Apart::judged)}, 6);
  EXPECT_EQ(both.found, (Parted{1, {0, 0, 2}, Apart::judged}));
  const auto far = shortest_apart({shown, counters(4, 5, Apart::judged)}, 6);
  EXPECT_EQ(far.found, (Parted{0, {0, 2}, Apart::shown}));
}

TEST(ProductSearch, LeavesOutWhatMakesNoSense) {
  SearchSpace space = counters(1, 2, Apart::judged);
  space.attempt = [plain = space.attempt](const Word& word) {
    auto tried = plain(word);
    tried.makes_sense = word.front() != 0;
    return tried;
  };
  const auto searched = shortest_apart({space}, 4);
  ASSERT_TRUE(searched.found);
  EXPECT_EQ(searched.found->word.size(), 3U);
  EXPECT_NE(searched.found->word.front(), 0U);
}

}  // namespace
}  // namespace hallmark::suites
