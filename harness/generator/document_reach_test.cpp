#include "harness/generator/document_reach.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <set>

#include "harness/generator/two_engines.h"
#include "harness/schema/samples.h"

namespace hallmark::generator {
namespace {

constexpr std::int64_t noon = 1750000000;

const ReachGrid& grid() {
  static const ReachGrid one(duis_5_1().blueprint);
  return one;
}

bool is_path(std::uint32_t thing) { return thing >= grid().goals().goals().size(); }

std::string document(const std::optional<Choice>& choice) {
  Recipe least;
  least.now = {noon};
  least.choice = choice;
  std::string xml;
  duis_5_1().documents.write(least, xml);
  return xml;
}

/// Told from its bytes, a document reaches at least what was noted while it was written.
TEST(DocumentReach, TellsWhatTheWriterNoted) {
  DocumentReach from_bytes(grid());
  std::set<std::uint32_t> all;
  std::size_t paths = 0;
  for (const auto& choice : duis_5_1().documents.enumeration()) {
    const auto steered = grid().of_goal(choice.aspect, choice.place, choice.pick);
    from_bytes.note(document(choice));
    const auto told = from_bytes.take();
    EXPECT_TRUE(std::ranges::is_sorted(told));
    // Which branch of a choice holds nothing cannot be told from nothing.
    const bool of_nothing = choice.aspect == Aspect::branch && duis_5_1().blueprint.may_be_nothing(choice.place);
    if (grid().can_be_told(steered) && !of_nothing) {
      EXPECT_TRUE(std::ranges::binary_search(told, steered)) << text(choice, duis_5_1().blueprint);
    }
    all.insert(told.begin(), told.end());
  }
  for (const auto thing : all) paths += is_path(thing) ? 1U : 0U;
  EXPECT_EQ(paths, 1637U);
  EXPECT_EQ(grid().paths().size(), 1637U);
  for (std::size_t thing = 0; thing < grid().size(); ++thing) {
    EXPECT_EQ(all.contains(static_cast<std::uint32_t>(thing)), grid().can_be_told(thing)) << thing;
  }
}

TEST(DocumentReach, TellsWhatASmallDocumentReaches) {
  DocumentReach from_bytes(grid());
  EXPECT_TRUE(from_bytes.take().empty());
  from_bytes.note(document(std::nullopt));
  const auto told = from_bytes.take();
  std::set<std::string> paths;
  for (const auto thing : told) {
    if (is_path(thing)) paths.insert(grid().paths()[thing - grid().goals().goals().size()]);
  }
  EXPECT_TRUE(paths.contains("Request/Header/RequestID"));
  EXPECT_TRUE(paths.contains("Request/Body"));
  EXPECT_FALSE(paths.contains("Request/Header/FirstInSequence"));
  EXPECT_TRUE(from_bytes.take().empty());
}

/// The samples are known to reach 869 paths of V5.4, whose paths are those of V5.1 and one more.
TEST(DocumentReach, KnowsWhatTheSamplesReach) {
  DocumentReach from_bytes(grid());
  for (const auto& sample : schema::load_samples(HALLMARK_SHARE_DIR "/samples")) from_bytes.note(sample.xml);
  EXPECT_EQ(std::ranges::count_if(from_bytes.take(), is_path), 869);
}

TEST(DocumentReach, PassesByWhatIsNoRequest) {
  DocumentReach from_bytes(grid());
  from_bytes.note("");
  from_bytes.note("<a/>");
  from_bytes.note(document(std::nullopt) + "<second/>");
  EXPECT_TRUE(from_bytes.take().empty());
  from_bytes.note(document(std::nullopt) + "\n");
  EXPECT_FALSE(from_bytes.take().empty());
}

}  // namespace
}  // namespace hallmark::generator
