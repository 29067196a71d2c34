#include "fuzz/campaign_store.h"

#include <gtest/gtest.h>

#include <fstream>

#include "fuzz/fuzz_scene.h"

namespace hallmark::fuzz {
namespace {

StoredFinding finding(const std::string& key, int run) {
  return {key, StoredFinding::Kind::breach, "mp169.allow-list", "a reason", "a shape", "{}", 3, true, run, run, 1};
}

TEST(CampaignStore, HasWhatWasKeptWhenItIsOpenedAgain) {
  const TestFolder folder;
  CampaignRun run;
  run.target = "inproc:reference";
  run.seed = 18446744073709551615U;
  run.started = "2025-07-01T00:00:00Z";
  {
    CampaignStore store(folder.path());
    run.id = store.begin(run);
    EXPECT_EQ(run.id, 1);
    run.executions = 7;
    run.steps = 99;
    run.finished = "2025-07-01T08:00:00Z";
    store.update(run);
    EXPECT_TRUE(store.keep_entry("one", {1, 0, 2}, 1));
    EXPECT_FALSE(store.keep_entry("one", {1, 0, 2}, 1));
    EXPECT_TRUE(store.keep_entry("two", {}, 1));
    EXPECT_TRUE(store.keep_finding(finding("k", 1)));
    store.add({1, 2.5, 10, 20, 3, 4, 5, 6, 7});
  }
  CampaignStore again(folder.path());
  EXPECT_EQ(again.runs(), std::vector<CampaignRun>{run});
  EXPECT_EQ(again.corpus(), (std::vector<std::vector<std::uint8_t>>{{1, 0, 2}, {}}));
  EXPECT_EQ(again.findings(), std::vector<StoredFinding>{finding("k", 1)});
  EXPECT_EQ(again.coverage(), (std::vector<CoverageSample>{{1, 2.5, 10, 20, 3, 4, 5, 6, 7}}));
  EXPECT_EQ(again.coverage(2), std::vector<CoverageSample>{});
  EXPECT_EQ(again.begin(run), 2);
}

TEST(CampaignStore, CountsAFindingThatComesAgainAndRemembersWhenItCameFirst) {
  const TestFolder folder;
  CampaignStore store(folder.path());
  auto first = finding("k", 1);
  first.firm = false;
  EXPECT_TRUE(store.keep_finding(first));
  EXPECT_FALSE(store.keep_finding(finding("k", 3)));
  EXPECT_TRUE(store.keep_finding(finding("other", 3)));
  const auto all = store.findings();
  ASSERT_EQ(all.size(), 2U);
  EXPECT_EQ(all[0].times, 2);
  EXPECT_EQ(all[0].first_run, 1);
  EXPECT_EQ(all[0].last_run, 3);
  EXPECT_TRUE(all[0].firm);
}

TEST(CampaignStore, LetsGoOfTheOldestEntriesAndOfNoFinding) {
  const TestFolder folder;
  CampaignStore store(folder.path());
  store.keep_finding(finding("k", 1));
  for (std::uint8_t i = 0; i < 10; ++i) store.keep_entry(std::string(1, static_cast<char>('a' + i)), {i, i, i, i}, 1);
  EXPECT_EQ(store.evict_entries(1000), 0);
  EXPECT_EQ(store.evict_entries(12), 7);
  EXPECT_EQ(store.corpus(), (std::vector<std::vector<std::uint8_t>>{{7, 7, 7, 7}, {8, 8, 8, 8}, {9, 9, 9, 9}}));
  EXPECT_EQ(store.findings().size(), 1U);
}

TEST(CampaignStore, RefusesWhatIsNoneSayingWhichFile) {
  const TestFolder folder;
  std::ofstream(folder.path() / "campaign.sqlite") << std::string(5000, 'x');
  try {
    const CampaignStore store(folder.path());
    FAIL() << "it was opened";
  } catch (const std::runtime_error& wrong) {
    EXPECT_NE(std::string(wrong.what()).find("campaign.sqlite"), std::string::npos) << wrong.what();
  }
}

TEST(CampaignStore, IsForOneCampaignAtATime) {
  const TestFolder folder;
  CampaignStore store(folder.path());
  store.begin({});
  EXPECT_THROW(CampaignStore(folder.path()), std::runtime_error);
}

}  // namespace
}  // namespace hallmark::fuzz
