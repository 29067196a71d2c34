// Sentences at their word: the holes in MP077 and MP169, and texts that have none.
#include "suites/gaps/literal_text.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>

#include "suites/gaps/theme.h"
#include "suites/suites_scene.h"

namespace hallmark::suites {
namespace {

using testing::Contains;
using testing::ElementsAre;
using testing::IsEmpty;

std::vector<std::string> situations(const std::vector<Hole>& all) {
  std::vector<std::string> names;
  for (const auto& hole : all) names.push_back(hole.situation);
  return names;
}

TEST(LiteralText, TheFourDefinitionsLeaveOutAMixedPoint) {
  const auto all = holes(service_flag_text(), 2);
  ASSERT_FALSE(all.empty());
  const auto& first = all.front();
  EXPECT_EQ(first.situation, "InstalledNotCommissioned beside Pending");
  EXPECT_EQ(first.events, (Word{letter_of(0, "InstalledNotCommissioned")}));
  EXPECT_THAT(first.permitted, IsEmpty());
  for (const auto& forbidden_by : first.forbidden_by) EXPECT_EQ(forbidden_by.size(), 1U) << "each by its definition";
  for (const char* other : {"Decommissioned", "Suspended", "Withdrawn"}) {
    const auto other_first = std::string(other) < "InstalledNotCommissioned";
    const auto beside = other_first ? other + std::string(" beside InstalledNotCommissioned")
                                    : std::string("InstalledNotCommissioned beside ") + other;
    EXPECT_THAT(situations(all), Contains(beside));
  }
}

TEST(LiteralText, SuspensionContradictsTheDefinitions) {
  EXPECT_THAT(situations(holes(service_flag_text(), 2)), Contains("Pending beside Suspended, one was live before"));
}

TEST(LiteralText, ADefinitionThatCoversTheRestLeavesNoHoleThere) {
  auto text = service_flag_text();
  // I, read as: a meter is InstalledNotCommissioned and none Commissioned.
  text.sentences[3].allows = [text](const Word& events, const std::string& before, const std::string& value) {
    const bool others = text.sentences[0].allows(events, before, "null") ||
                        text.sentences[1].allows(events, before, "A") || text.sentences[2].allows(events, before, "N");
    return value != "I" || !others;
  };
  text.sentences.pop_back();  // and nothing is said of suspension
  EXPECT_THAT(holes(text, 3), IsEmpty());
}

TEST(LiteralText, ADefinitionDroppedIsNoticed) {
  auto text = service_flag_text();
  text.values = {"null", "N", "I"};
  const auto all = holes(text, 1);
  EXPECT_THAT(situations(all), Contains("Commissioned beside Pending"));
}

TEST(LiteralText, ChangingARestrictedDeviceToPrepaymentBranches) {
  const auto all = holes(payment_mode_text(), 4);
  ASSERT_EQ(all.size(), 1U);
  EXPECT_EQ(all.front().situation, "set, then changed to prepayment");
  EXPECT_EQ(all.front().events.size(), 2U);
  EXPECT_THAT(all.front().permitted, IsEmpty());
  // To refuse the change, to clear the flag, to have both: each breaks one sentence; to do neither breaks two.
  std::vector<std::size_t> broken;
  for (const auto& each : all.front().forbidden_by) broken.push_back(each.size());
  EXPECT_THAT(broken, ElementsAre(1, 1, 1, 2));
}

TEST(LiteralText, WithoutTheSentenceOnClearingThereIsNoBranch) {
  auto text = payment_mode_text();
  text.sentences.erase(text.sentences.begin() + 3);
  EXPECT_THAT(holes(text, 4), IsEmpty());
}

TEST(LiteralText, EventsAreLettersOfTheirTheme) {
  for (const auto& text : {service_flag_text(), payment_mode_text()}) {
    const auto themes = all_themes(built().material);
    const auto theme =
        std::find_if(themes.begin(), themes.end(), [&](const auto& each) { return each.name == text.theme; });
    ASSERT_NE(theme, themes.end());
    for (const auto event : text.events) ASSERT_LT(event, theme->letters.size());
  }
  const auto control = flag_themes(built().material).front();
  const auto text = payment_mode_text();
  EXPECT_EQ(control.letters.at(text.events.at(0)), "the Responsible Supplier sets the flag");
  EXPECT_EQ(control.letters.at(text.events.at(1)), "the Responsible Supplier clears the flag");
  EXPECT_EQ(control.letters.at(text.events.at(2)),
            "the meter is changed to prepayment mode (1.6), and the flag is read");
  EXPECT_EQ(service_flag_theme().letters.at(letter_of(1, "Commissioned")), "the second meter becomes Commissioned");
}

}  // namespace
}  // namespace hallmark::suites
