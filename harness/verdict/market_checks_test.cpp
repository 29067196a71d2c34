#include "harness/verdict/market_checks.h"

#include <gtest/gtest.h>

#include <set>

namespace hallmark::verdict {
namespace {

using namespace oracle;
using observation::Answered;
using observation::Observation;

constexpr const char* code = "00112233445566778899AABBCCDDEEFF";

Observation read(std::optional<std::string> flag, bool accepted = true) {
  observation::SsiAnswer answer;
  answer.accepted = accepted;
  answer.service_flag = std::move(flag);
  return Answered{answer};
}

/// One file of the feed: rows of point and flag.
Observation feed(std::vector<observation::FeedUpdate> rows, std::string fuel = "electricity",
                 std::optional<std::string> network_operator = {}) {
  observation::Drained answer;
  answer.effects.to_registration.push_back({std::move(fuel), std::move(network_operator), std::move(rows)});
  return Answered{answer};
}

Observation answered(std::vector<observation::InstallCodeAnswer> rows) {
  observation::Drained answer;
  answer.effects.install_codes = std::move(rows);
  return Answered{answer};
}
observation::InstallCodeAnswer gives(const std::string& from, const std::string& to, const std::string& what = code) {
  return {"r1", "meter", from, to, what, false, {}};
}
const observation::InstallCodeAnswer says_not = {"r1", "meter", "holder", "gainer", {}, true, {}};
const observation::InstallCodeAnswer refuses = {"r1", "meter", "holder", "gainer", {}, false, "no"};

Observation told(std::vector<observation::ToCsp> rows) {
  observation::Drained answer;
  answer.effects.to_csp = std::move(rows);
  return Answered{answer};
}

Observation reported(std::vector<std::string> included, std::vector<std::string> excluded) {
  observation::Reported answer;
  answer.included = std::move(included);
  answer.excluded = std::move(excluded);
  return Answered{answer};
}
Observation counted(long long attempted, long long failed) {
  observation::Reported answer;
  answer.attempted = attempted;
  answer.failed = failed;
  return Answered{answer};
}

FeedOfPoint point(std::vector<std::string> flags, std::vector<std::string> before = {"A"}) {
  return {"p", std::move(flags), std::move(before), "meter Commissioned"};
}
InstallCodeOfDevice known(std::vector<std::string> parties = {"gainer"}) {
  return {"meter", "holder", code, std::move(parties)};
}

/// The points p, as given, and q, of which nothing is judged.
class TwoPoints final : public PointBook {
 public:
  explicit TwoPoints(KnownPoint p) : p_(std::move(p)) {}
  std::optional<KnownPoint> find(const std::string& id) const override {
    if (id == "p") return p_;
    KnownPoint q{{"q", {"A"}, {"A"}, ""}, {"A"}, "gas", "ours", std::vector<std::string>{}};
    q.is_judged = false;
    q.may_be_old = true;
    return id == "q" ? std::optional(q) : std::nullopt;
  }

 private:
  KnownPoint p_;
};
SharedPointBook book(std::vector<std::string> had, std::vector<std::string> before = {"A"},
                     std::optional<std::vector<std::string>> changes = std::nullopt) {
  KnownPoint p{point({"N"}, std::move(before)), std::move(had), "electricity", "ours", std::move(changes)};
  p.settled_in = 2;
  return std::make_shared<const TwoPoints>(std::move(p));
}

struct Row {
  const char* title;
  MarketCondition condition;
  std::vector<Observation> met;
  std::vector<Observation> broken;
};

std::vector<Row> rows_on_flags() {
  const Observation nothing = feed({});
  return {
      {"ReadsServiceFlag",
       ReadsServiceFlag{{"A", "I"}, ""},
       {read("A"), read("I"), read("N", false)},
       {read("N"), read({})}},
      {"ReadsNull", ReadsServiceFlag{{""}, ""}, {read({})}, {read("A")}},
      {"ReadsNoOldFlag", ReadsNoOldFlag{}, {read("A"), read({}), read("W", false)}, {read("W"), read("S")}},
      {"FeedEndsWith",
       FeedEndsWith{{point({"N"})}},
       {feed({{"p", "N"}}), feed({{"p", "A"}, {"p", "N"}}), feed({{"q", "A"}, {"p", "N"}})},
       {nothing, feed({{"p", "A"}}), feed({{"p", "N"}, {"p", "A"}}), feed({{"q", "N"}})}},
      {"FeedEndsWithWhatItSaid", FeedEndsWith{{point({"A"})}}, {nothing, feed({{"p", "A"}})}, {feed({{"p", "N"}})}},
      {"FeedEndsWithOneOfSeveral", FeedEndsWith{{point({"N"}, {"A", "N"})}}, {nothing}, {feed({{"p", "A"}})}},
      {"FeedEndsWithInASettledGroup",
       FeedEndsWith{{}, book({}), 2},
       {nothing, feed({{"p", "N"}}), feed({{"q", "I"}, {"r", "I"}})},
       {feed({{"p", "A"}}), feed({{"p", "N"}, {"p", "I"}})}},
      {"FeedEndsWithInAnotherGroup", FeedEndsWith{{point({"A"})}, book({}), 1}, {nothing}, {feed({{"p", "I"}})}},
      {"FeedCarriesOnly",
       FeedCarriesOnly{book({"A", "N"})},
       {nothing, feed({{"p", "A"}, {"q", "I"}}), feed({{"p", {}}})},
       {feed({{"p", "I"}}), feed({{"r", "A"}}), feed({{"p", "X"}})}},
      {"FeedHasNoNull", FeedHasNoNull{}, {nothing, feed({{"p", "A"}})}, {feed({{"p", "A"}, {"q", {}}})}},
      {"FeedHasNoOldFlag",
       FeedHasNoOldFlag{book({})},
       {nothing, feed({{"p", "A"}}), feed({{"q", "W"}})},
       {feed({{"p", "W"}}), feed({{"p", "S"}})}},
      {"FeedRepeatsNothing",
       FeedRepeatsNothing{book({})},
       {nothing, feed({{"p", "N"}}), feed({{"p", "N"}, {"p", "A"}}), feed({{"q", "A"}, {"q", "A"}})},
       {feed({{"p", "A"}}), feed({{"p", "N"}, {"p", "N"}})}},
      {"FeedRepeatsNothingOfAnOpenPast",
       FeedRepeatsNothing{book({}, {"A", "N"})},
       {feed({{"p", "A"}})},
       {feed({{"p", "A"}, {"p", "A"}})}},
      {"FeedCarriesEachChange",
       FeedCarriesEachChange{book({}, {}, {{"N", "A"}}), {"p", "q"}},
       {feed({{"p", "N"}, {"p", "A"}}), feed({{"p", "N"}, {"p", "A"}, {"q", "A"}, {"r", "A"}})},
       {nothing, feed({{"p", "A"}})}},
      {"FeedCarriesNoRowWithoutAChange",
       FeedCarriesEachChange{book({}, {}, std::vector<std::string>{}), {}},
       {nothing},
       {feed({{"p", "A"}})}},
      {"FeedOfOwnPoints",
       FeedOfOwnPoints{book({})},
       {nothing, feed({{"p", "A"}}), feed({{"p", "A"}}, "electricity", "ours"), feed({{"r", "A"}}, "gas")},
       {feed({{"p", "A"}}, "gas"), feed({{"p", "A"}}, "electricity", "theirs")}},
  };
}

std::vector<Row> rows_on_install_codes() {
  const std::vector<InstallCodeAsk> asks = {{"r1", "meter", "holder"}};
  const Observation nothing = answered({});
  const Observation lower_case = answered({gives("holder", "gainer", "00112233445566778899aabbccddeeff")});
  const Observation from_another = answered({gives("another", "gainer")});
  return {
      {"InstallCodesAnswered",
       InstallCodesAnswered{asks},
       {answered({gives("holder", "gainer")}), answered({says_not}), answered({refuses})},
       {nothing, from_another}},
      {"AnswersWithInstallCode",
       AnswersWithInstallCode{asks},
       {nothing, answered({gives("holder", "gainer")}), from_another},
       {answered({says_not}), answered({refuses})}},
      {"AnswersNotInstaller",
       AnswersNotInstaller{asks},
       {nothing, answered({says_not})},
       {answered({gives("holder", "gainer")}), answered({refuses})}},
      {"InstallCodesCorrect",
       InstallCodesCorrect{{known()}},
       {nothing, answered({gives("holder", "gainer")}), lower_case, answered({says_not})},
       {answered({gives("holder", "gainer", "FF")})}},
      {"InstallCodesFromInstaller",
       InstallCodesFromInstaller{{known()}},
       {nothing, answered({gives("holder", "anyone")})},
       {from_another}},
      {"InstallCodesOnlyToParties",
       InstallCodesOnlyToParties{{known()}},
       {nothing, answered({gives("holder", "gainer")}), answered({refuses})},
       {answered({gives("holder", "anyone")})}},
      {"NoInstallCodeOf",
       NoInstallCodeOf{{"meter"}},
       {nothing, answered({refuses})},
       {answered({gives("holder", "gainer")})}},
  };
}

std::vector<Row> rows_on_reports() {
  return {
      {"ReportIncludes",
       ReportCounts{"m", true},
       {reported({"m"}, {})},
       {reported({}, {"m"}), reported({}, {}), reported({"m"}, {"m"})}},
      {"ReportExcludes",
       ReportCounts{"m", false},
       {reported({"n"}, {"m"}), reported({}, {})},
       {reported({"m"}, {}), reported({"m"}, {"m"})}},
      {"ReportSays", ReportSays{3, 1}, {counted(3, 1)}, {counted(4, 1), counted(3, 2), reported({}, {})}},
      {"CspTold",
       CspTold{{{"m", true, true}, {"m", false, true}}},
       {told({{"m", true}, {"m", false}})},
       {told({}), told({{"m", true}}), told({{"m", false}, {"m", true}}),
        told({{"m", true}, {"m", true}, {"m", false}}), told({{"m", true}, {"m", false}, {"n", true}})}},
      {"CspMayBeTold",
       CspTold{{{"m", true, false}, {"m", true, true}, {"m", false, false}}},
       {told({{"m", true}}), told({{"m", true}, {"m", true}}), told({{"m", true}, {"m", false}})},
       {told({}), told({{"m", false}})}},
  };
}

std::vector<Row> all_rows() {
  std::vector<Row> all;
  for (const auto& rows : {rows_on_flags(), rows_on_install_codes(), rows_on_reports()})
    all.insert(all.end(), rows.begin(), rows.end());
  return all;
}

TEST(MarketCondition, MetIsNotBroken) {
  for (const auto& row : all_rows()) {
    for (std::size_t i = 0; i < row.met.size(); ++i)
      EXPECT_EQ(market_breakage(row.condition, row.met[i]), "") << row.title << ", met " << i;
  }
}

TEST(MarketCondition, BrokenSaysWhat) {
  for (const auto& row : all_rows()) {
    for (std::size_t i = 0; i < row.broken.size(); ++i)
      EXPECT_NE(market_breakage(row.condition, row.broken[i]), "") << row.title << ", broken " << i;
  }
}

TEST(MarketCondition, IsNotBrokenByAnAnswerItDoesNotConcern) {
  for (const auto& row : all_rows()) {
    EXPECT_EQ(market_breakage(row.condition, Answered{observation::Done{}}), "") << row.title;
    EXPECT_EQ(market_breakage(row.condition, observation::Refused{"no"}), "") << row.title;
  }
}

TEST(MarketCondition, EveryOneHasARow) {
  std::set<std::size_t> seen;
  for (const auto& row : all_rows()) {
    EXPECT_FALSE(row.met.empty() || row.broken.empty()) << row.title;
    seen.insert(row.condition.index());
  }
  EXPECT_EQ(seen.size(), std::variant_size_v<MarketCondition>);
}

TEST(MarketCondition, NamesPointValueAndMeters) {
  EXPECT_EQ(market_breakage(FeedEndsWith{{point({"N"})}}, feed({})),
            "of p it still says A, permitted is N (meters: meter Commissioned)");
  EXPECT_EQ(market_breakage(ReadsServiceFlag{{"", "I"}, "x"}, read("A")),
            "it reads A, permitted is null or I (meters: x)");
  EXPECT_EQ(market_breakage(CspTold{{{"m", true, true}}}, told({})), "of m it is told nothing, and should be told set");
}

}  // namespace
}  // namespace hallmark::verdict
