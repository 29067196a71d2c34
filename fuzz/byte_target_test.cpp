// Bytes as requests: they are judged by the rules, a defect is killed by what shows it, and nothing else kills.
#include "fuzz/byte_target.h"

#include <gtest/gtest.h>

#include "fuzz/fuzz_scene.h"

namespace hallmark::fuzz {
namespace {

run::Played played(std::string_view bytes, const std::string& implementation = "reference") {
  run::Session session(scene().maker(implementation)(), scene().rules);
  return session.play(case_of(bytes, scene().premises, scene().rules));
}

/// Without the flag it is taken, with it it is refused: both halves play, and the second one is Restricted.
TEST(BytesAsARequest, AreJudgedWithoutTheFlagAndWithIt) {
  const auto consumption = scene().seed_with("ReadInstantaneousImportRegisters");
  ASSERT_FALSE(consumption.empty());
  const auto made = played(consumption);
  EXPECT_TRUE(made.row.axes.clear.starts_with("accepted")) << made.row.axes.clear;
  EXPECT_TRUE(made.row.axes.restricted.starts_with("refused")) << made.row.axes.restricted;
  for (const auto& judgement : made.row.verdict.judgements)
    EXPECT_LT(judgement.outcome, verdict::Outcome::inconclusive) << judgement.reason;
}

TEST(BytesAsARequest, DoNotFailTheReferenceWhateverTheyAre) {
  std::vector<std::string> all = {"",     std::string("\0\xFF\xFE", 3), "<",
                                  "<a/>", "<!DOCTYPE a><a/>",           "\xEF\xBB\xBF<a/>"};
  for (std::size_t i = 0; i < scene().seeds.size(); i += 12) {
    const auto& seed = scene().seeds[i];
    all.push_back(seed);
    all.push_back(seed.substr(0, seed.size() / 2));
    all.push_back(seed.substr(0, seed.size() / 2) + '<' + seed.substr(seed.size() / 2));
  }
  for (const auto& bytes : all) {
    const auto made = played(bytes);
    EXPECT_LT(made.row.verdict.outcome, verdict::Outcome::fail) << bytes.substr(0, 400);
  }
}

TEST(AByteTarget, IsKilledByTheSeedThatShowsItsDefect) {
  ByteTarget target(scene().prey("flag_holds_nothing_back", "mp169.allow-list"), scene().rules);
  EXPECT_FALSE(target.play("<no request"));
  EXPECT_EQ(target.executions(), 1);
  EXPECT_TRUE(target.broken().empty());
  EXPECT_TRUE(target.play(scene().seed_with("ReadInstantaneousImportRegisters")));
  EXPECT_FALSE(target.broken().empty());
  EXPECT_EQ(target.executions(), 2);
  EXPECT_EQ(target.steps(), 1 + 6 + 6);  // with the opening
}

/// What the honest one fails too is no kill: here it has the same defect.
TEST(AByteTarget, IsNotKilledByWhatTheHonestOneFailsToo) {
  const auto defective = scene().maker("reference+flag_holds_nothing_back");
  ByteTarget target({defective, defective, "mp169.allow-list"}, scene().rules);
  EXPECT_FALSE(target.play(scene().seed_with("ReadInstantaneousImportRegisters")));
}

TEST(ThePlantedFault, IsFoundByARequestOfOnesOwnAndByNothingElse) {
  const auto known = scene().seed_with("ReadInstantaneousImportRegisters");
  const auto honest = scene().maker("reference");
  ByteTarget target({[&] { return planted(honest(), {known}); }, honest, "duis.response-valid"}, scene().rules);
  EXPECT_FALSE(target.play(known));
  EXPECT_FALSE(target.play("<no request"));
  EXPECT_FALSE(target.play(known.substr(0, known.size() / 2)));
  EXPECT_TRUE(target.play(known + "<!-- mine -->"));
}

}  // namespace
}  // namespace hallmark::fuzz
