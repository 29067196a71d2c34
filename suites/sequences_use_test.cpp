// Property sequences as a user meets them: how many there are, and that a seed says which.
#include <gtest/gtest.h>

#include <algorithm>

#include "suites/program.h"

namespace hallmark::suites {
namespace {

/// A record without its header and footer, which alone hold the time.
std::vector<std::string> rows(const Workplace& place, const std::string& out) {
  auto lines = place.lines(out + "/record.jsonl");
  return lines.size() < 2 ? lines : std::vector<std::string>(lines.begin() + 1, lines.end() - 1);
}

TEST(SequencesUse, ASeedSaysWhichAndTheRecordIsTheSame) {
  const Workplace place;
  const std::string run = "run inproc:reference --suite restricted/sequences --sequences 8 --shrink-steps 0";
  EXPECT_EQ(place.hallmark(run + " --seed 5 --out one").exit_code, 0);
  EXPECT_EQ(place.hallmark(run + " --seed 5 --out same --jobs 2").exit_code, 0);
  EXPECT_EQ(place.hallmark(run + " --seed 6 --out other").exit_code, 0);
  EXPECT_EQ(rows(place, "one"), rows(place, "same"));
  EXPECT_NE(rows(place, "one"), rows(place, "other"));
  const auto lines = rows(place, "one");
  EXPECT_EQ(std::count_if(lines.begin(), lines.end(),
                          [](const auto& line) { return line.find(R"("record":"case")") != std::string::npos; }),
            8);
}

/// What lies beyond the usual number is replayed and judged again all the same.
TEST(SequencesUse, MoreThanUsualAreJudgedAgain) {
  const Workplace place;
  const auto run = place.hallmark("run inproc:miniature/accepts-all --sequences 602 --case '*sequences*n060?'");
  EXPECT_EQ(run.exit_code, 1) << run.err;
  EXPECT_NE(run.out.find("--sequences 602"), std::string::npos) << run.out;
  const auto judged = place.hallmark("judge hallmark-report/record.jsonl");
  EXPECT_EQ(judged.exit_code, 1) << judged.err;
  EXPECT_EQ(judged.out.find("not judged"), std::string::npos) << judged.out;
  const auto replayed =
      place.hallmark("replay hallmark-report/findings/restricted-sequences-no_history_breaks_a_rule.n0600.json");
  EXPECT_NE(replayed.out.find("STILL FAILS"), std::string::npos) << replayed.out << replayed.err;
  const auto fixed = place.hallmark(
      "replay hallmark-report/findings/restricted-sequences-no_history_breaks_a_rule.n0600.json inproc:reference");
  EXPECT_NE(fixed.out.find("FIXED"), std::string::npos) << fixed.out << fixed.err;
}

TEST(SequencesUse, NoneAreABadNumber) {
  const Workplace place;
  EXPECT_EQ(place.hallmark("run inproc:reference --sequences 0").exit_code, 3);
}

}  // namespace
}  // namespace hallmark::suites
