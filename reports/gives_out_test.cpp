#include "reports/gives_out.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "reports/sample.h"

namespace hallmark::reports {
namespace {

using ::testing::ElementsAre;
using verdict::Outcome;

run::CaseRow noting(std::vector<verdict::Note> notes) {
  run::CaseRow row = sample::row("a/b/c", Outcome::pass);
  row.verdict.notes = std::move(notes);
  return row;
}

run::Record record_with(std::vector<verdict::Note> notes, run::ModelCoverage model) {
  auto record = sample::record_of({noting(std::move(notes))}, 0);
  record.footer->model = std::move(model);
  return record;
}

spec::Facts facts() {
  auto made = sample::facts();
  for (auto& service : made.service_requests) {
    if (service.variant == "4.17" || service.variant == "4.10") service.sensitive_device_types = {"GSME", "ESME"};
  }
  return made;
}

std::vector<std::string> requests(const StillGivesOut& all) {
  std::vector<std::string> words;
  for (const auto& row : all.requests) words.push_back(row.profile + ' ' + row.srv + (row.consumption ? " !" : ""));
  return words;
}

TEST(StillGivesOut, WhatIsRejectedStandsFirstAndConsumptionBeforeTheRest) {
  run::ModelCoverage model;
  model.cells = {{{"1.1.1", "ESME", "set"}, {3, 0, 3}},
                 {{"4.10", "GSME", "set"}, {1, 0, 1}},
                 {{"6.23", "ESME", "set"}, {0, 2, 0}},
                 {{"8.11", "ESME", "clear"}, {9, 0, 9}},
                 {{"4.17", "ESME", "set"}, {1, 0, 1}}};
  const auto all = still_gives_out(record_with({{"gives-out", "4.3 ESME", "should: answered I99"},
                                                {"gives-out", "4.17 ESME", "must: answered I99"},
                                                {"open-row", "4.10 GSME", "answered I99"},
                                                {"flag-lost", "change-of-tenancy", "ESME"}},
                                               model),
                                   facts());
  EXPECT_THAT(requests(all), ElementsAre("reject 4.17 !", "reject 4.3", "open 4.10 !", "permit 1.1.1"));
  EXPECT_EQ(all.requests[0].level, spec::Level::must);
  EXPECT_EQ(all.requests[1].level, spec::Level::should);
  EXPECT_THAT(all.requests[0].device_types, ElementsAre("ESME"));
  ASSERT_EQ(all.flag_lost.size(), 1U);
  EXPECT_EQ(all.flag_lost[0].subject, "change-of-tenancy");
  ASSERT_EQ(all.open_rows.size(), 1U);
}

TEST(StillGivesOut, OfTheAlertsTheBillingAlertStandsFirst) {
  run::ModelCoverage model;
  model.alerts = {
      {{"8154", "set"}, {2, 2}}, {{"8F0A", "set"}, {2, 1}}, {{"8F1E", "set"}, {2, 0}}, {{"8F2B", "clear"}, {1, 1}}};
  const auto all = still_gives_out(record_with({}, model), facts());
  ASSERT_EQ(all.alerts.size(), 2U);
  EXPECT_EQ(all.alerts[0].code, "8F0A");
  EXPECT_EQ(all.alerts[1].code, "8154");
  EXPECT_THAT(also_gives_out(all, 10),
              ElementsAre("The billing alert 8F0A, which carries consumption.", "Alerts: 8154."));
}

TEST(StillGivesOut, SentencesAreCutAndNameWhatIsLost) {
  run::ModelCoverage model;
  for (const auto* srv : {"1.1.1", "6.23", "8.11"}) model.cells[{srv, "ESME", "set"}] = {1, 0, 1};
  model.cells[{"4.17", "ESME", "set"}] = {1, 0, 1};
  const auto record = record_with({{"flag-lost", "change-of-tenancy", "ESME"}}, model);
  EXPECT_THAT(also_gives_out(still_gives_out(record, facts()), 2),
              ElementsAre("Consumption, which the profile in force permits: 4.17.",
                          "Permitted by the profile, and answered: 1.1.1, 6.23 and 1 more.",
                          "The flag was lost without a clear: change-of-tenancy: ESME (1 case)."));
}

TEST(StillGivesOut, ARecordWithoutNotesAndCountsGivesNothing) {
  const auto all = still_gives_out(sample::record_of({}, 0), facts());
  EXPECT_TRUE(all.requests.empty() && all.alerts.empty() && all.flag_lost.empty() && all.open_rows.empty());
  EXPECT_TRUE(also_gives_out(all, 5).empty());
}

}  // namespace
}  // namespace hallmark::reports
