#include <gtest/gtest.h>

#include "harness/oracle/flag_of_point.h"

namespace hallmark::oracle {
namespace {

using Words = std::vector<std::string>;

const MeterOfPoint commissioned{"Commissioned", "Commissioned"};
const MeterOfPoint installed{"InstalledNotCommissioned", "InstalledNotCommissioned"};
const MeterOfPoint pending{"Pending", "Pending"};
const MeterOfPoint whitelisted{"Whitelisted", "Whitelisted"};
const MeterOfPoint decommissioned{"Decommissioned", "Decommissioned"};
const MeterOfPoint withdrawn{"Withdrawn", "Withdrawn"};
const MeterOfPoint suspended_active{"Suspended", "Commissioned"};
const MeterOfPoint recovered_active{"Recovered", "Commissioned"};
const MeterOfPoint suspended_installed{"Recovery", "InstalledNotCommissioned"};
const MeterOfPoint suspended_pending{"Suspended", "Pending"};

constexpr bool silent = true;

struct Row {
  const char* title;
  std::string before;
  std::vector<MeterOfPoint> meters;
  Words permitted;
  Words tolerated = {};
  bool is_silent = false;
  bool never_live = false;
};

Words flags(const FlagsPermitted& permitted, bool preferred) {
  Words found;
  for (const auto& each : permitted.flags) {
    if (each.preferred == preferred) found.push_back(each.flag);
  }
  return found;
}

const std::vector<Row> rows = {
    {"nothing was ever there", "", {}, {""}, {}, false, true},
    {"Pending alone", "", {pending}, {""}, {}, false, true},
    {"Whitelisted alone is not I", "", {whitelisted}, {""}, {}, false, true},
    {"Pending, then Suspended", "", {suspended_pending}, {""}, {}, silent, true},
    {"Decommissioned, and never was live", "", {decommissioned}, {""}, {"N"}, false, true},
    {"Withdrawn, and never was live", "", {withdrawn}, {""}, {"N"}, false, true},
    {"who answered N to that does not return to null", "N", {pending}, {"N"}, {}, false, true},
    {"installed", "", {installed}, {"I"}},
    {"two installed", "A", {installed, installed}, {"I"}},
    {"commissioned", "I", {commissioned}, {"A"}},
    {"commissioned beside anything", "N", {pending, withdrawn, suspended_active, installed, commissioned}, {"A"}},
    {"commissioned, though only a suspension happened", "A", {commissioned, suspended_active}, {"A"}, {}, silent},
    {"suspended while Commissioned", "A", {suspended_active}, {"A"}, {}, silent},
    {"suspended while installed", "I", {suspended_installed}, {"I"}, {}, silent},
    {"suspended after the end", "N", {suspended_pending}, {"N"}, {}, silent},
    {"suspended beside a withdrawn one", "A", {suspended_active, withdrawn}, {"A"}, {}, silent},
    {"removed", "A", {decommissioned}, {"N"}},
    {"gone", "A", {}, {"N"}},
    {"back to Pending", "I", {pending}, {"N"}},
    {"removed after suspension", "A", {decommissioned, decommissioned}, {"N"}},
    {"an exchange: the old meter does not count", "A", {decommissioned, installed}, {"I"}, {"A"}},
    {"an exchange after N", "N", {decommissioned, installed}, {"I"}},
    {"mixed from null", "", {installed, pending}, {"I", ""}},
    {"mixed from A", "A", {installed, suspended_active}, {"I", "A"}},
    {"mixed from A by a suspension", "A", {installed, suspended_active}, {"A", "I"}, {}, silent},
    {"mixed from N is I", "N", {installed, whitelisted}, {"I"}},
    {"mixed from I stays", "I", {installed, withdrawn}, {"I"}},
    {"the last Commissioned leaves a suspended one", "A", {decommissioned, recovered_active}, {"N", "A"}},
    {"it leaves one that was suspended while installed", "A", {decommissioned, suspended_installed}, {"N"}, {"A"}},
    {"it leaves one that was never live", "A", {decommissioned, suspended_pending}, {"N"}, {"A"}},
    {"an installed one leaves one that was never live", "I", {decommissioned, suspended_pending}, {"N"}, {"I"}},
    {"who answered null to a mixed point may stay there", "", {pending, suspended_installed}, {"N", ""}},
    {"withdrawn beside one suspended while installed", "I", {withdrawn, suspended_installed}, {"N", "I"}},
    {"once N it stays N beside a suspended one", "N", {decommissioned, suspended_active}, {"N"}},
    {"withdrawn from A", "A", {withdrawn}, {"N"}},
    {"withdrawn from I", "I", {withdrawn}, {"N", "I"}},
    {"withdrawn from N", "N", {withdrawn}, {"N"}},
    {"withdrawn beside one suspended while Commissioned", "A", {withdrawn, suspended_active}, {"N", "A"}},
    {"an installed one leaves another that was suspended", "I", {decommissioned, suspended_installed}, {"N", "I"}},
};

TEST(FlagOfPoint, IsWhatThePolicySays) {
  for (const auto& row : rows) {
    const auto permitted = flags_after(row.before, {!row.never_live, row.meters}, {row.is_silent, true, true});
    EXPECT_EQ(flags(permitted, true), row.permitted) << row.title;
    EXPECT_EQ(flags(permitted, false), row.tolerated) << row.title;
    EXPECT_FALSE(permitted.requirements.empty()) << row.title;
  }
}

/// Whatever the history: never W or S, A only with a reason, and null only where it was.
TEST(FlagOfPoint, KeepsItsInvariants) {
  const std::vector<MeterOfPoint> kinds = {commissioned,     installed,           pending,           decommissioned,
                                           suspended_active, suspended_installed, suspended_pending, withdrawn};
  for (const auto& one : kinds) {
    for (const auto& other : kinds) {
      for (const std::string before : {"", "A", "N", "I"}) {
        for (const bool quiet : {false, true}) {
          const bool any_active = one == commissioned || other == commissioned;
          for (const auto& flag : flags_after(before, {true, {one, other}}, {quiet, true, true}).flags) {
            EXPECT_TRUE(flag.flag == "A" || flag.flag == "N" || flag.flag == "I" || flag.flag == before);
            EXPECT_TRUE(flag.flag != "A" || any_active || before == "A") << one.status << ' ' << other.status;
            EXPECT_TRUE(flag.flag == "A" || !any_active);
          }
        }
      }
    }
  }
}

TEST(FlagOfPoint, NamesTheOpenPointAndTheAnswer) {
  const auto mixed = flags_after("A", {true, {installed, suspended_active}}).flags;
  EXPECT_EQ(mixed[0], (PossibleFlag{"I", true, "service-flag-of-a-mixed-point", "installed"}));
  EXPECT_EQ(mixed[1], (PossibleFlag{"A", true, "service-flag-of-a-mixed-point", "unchanged"}));
  const auto left = flags_after("A", {true, {suspended_active}}, {false, true, false}).flags;
  EXPECT_EQ(left[0].answer, "non-active");
  EXPECT_EQ(left[1].answer, "active");
  EXPECT_EQ(left[1].open_point, "last-commissioned-leaves-a-suspended-meter");
  const auto withdrawn_one = flags_after("I", {true, {withdrawn}}, {false, false, true}).flags;
  EXPECT_EQ(withdrawn_one[1], (PossibleFlag{"I", true, "withdrawn-status", "unchanged"}));
}

/// An event that the open point does not speak of is no answer to it.
TEST(FlagOfPoint, NamesNoOpenPointForAnotherChange) {
  for (const auto& flag : flags_after("A", {true, {suspended_active, whitelisted}}).flags)
    EXPECT_EQ(flag.open_point, "");
  for (const auto& flag : flags_after("I", {true, {withdrawn, pending}}).flags) EXPECT_EQ(flag.open_point, "");
}

TEST(FlagOfPoint, SaysWhichRequirementSpeaks) {
  EXPECT_EQ(flags_after("", {true, {commissioned}}).requirements, Words{"mp077.active"});
  EXPECT_EQ(flags_after("", {true, {installed}}).requirements, Words{"mp077.installed"});
  EXPECT_EQ(flags_after("A", {true, {decommissioned}}).requirements, Words{"mp077.non-active"});
  EXPECT_EQ(flags_after("A", {true, {suspended_active}}, {.silent = true}).requirements,
            Words{"mp077.suspension-is-silent"});
  EXPECT_EQ(flags_after("", {false, {pending}}).requirements, Words{"mp077.null-at-start"});
}

}  // namespace
}  // namespace hallmark::oracle
