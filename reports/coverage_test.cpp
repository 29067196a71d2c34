#include "reports/coverage.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "reports/coverage_json.h"
#include "reports/html.h"
#include "reports/sample.h"
#include "reports/text_summary.h"

namespace hallmark::reports {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;
using verdict::Outcome;

constexpr const char* evil = "<b>\x1b[31m";

run::Record record() {
  auto row = sample::row("a/b/c", Outcome::pass);
  row.verdict.notes = {{"open-point", "set-while-set", "accept"}};
  auto made = sample::record_of({row}, 2);
  made.footer->not_judged = {{"mp077.no-old-values", "no case judges it"}};
  made.footer->alarms = {{"state-never-entered", "set credit suspended empty", "no case took a meter to it"},
                         {"operation-never-accepted", evil, evil}};
  made.footer->model.emplace();
  made.footer->model->states["clear credit commissioned empty"] = 3;
  made.footer->model->transitions[{"clear a", "ssi set-restricted", evil}] = 1;
  made.footer->model->cells[{"4.10", "ESME", "set"}] = {1, 2, 3};
  made.footer->model->cells[{"4.3", "ESME", "set"}] = {4, 5, 6};
  made.footer->model->alerts[{"8F0A", "set"}] = {2, 1};
  made.footer->model->operations["drain"] = {7, 6};
  return made;
}

TEST(Coverage, StandsInTheSummaryForPrograms) {
  const auto json = coverage_json(record(), sample::facts());
  const auto& requirements = json.at("requirements");
  EXPECT_EQ(requirements.size(), sample::facts().requirements.size());
  EXPECT_EQ(requirements[0].at("cases"), run::Json({"a/b/c"}));
  EXPECT_TRUE(requirements[0].at("why_not").is_null());
  EXPECT_EQ(requirements[6].at("why_not"), "no case judges it");
  EXPECT_EQ(json.at(run::Json::json_pointer("/states/entered/0/times")), 3);
  EXPECT_EQ(json.at(run::Json::json_pointer("/states/never_entered")), run::Json({"set credit suspended empty"}));
  EXPECT_EQ(json.at(run::Json::json_pointer("/states/transitions/0/by")), "ssi set-restricted");
  EXPECT_EQ(json.at(run::Json::json_pointer("/cells/0/srv")), "4.3");
  EXPECT_EQ(json.at(run::Json::json_pointer("/cells/1/passed_on")), 3);
  EXPECT_EQ(json.at(run::Json::json_pointer("/alerts/0/delivered")), 1);
  EXPECT_EQ(json.at(run::Json::json_pointer("/operations/0/accepted")), 6);
  EXPECT_EQ(json.at(run::Json::json_pointer("/open_points/0/answers/0/answer")), "accept");
}

TEST(Coverage, OfARecordThatDoesNotTellIsNull) {
  const auto json = coverage_json(sample::record_of({}, 0), sample::facts());
  for (const auto* part : {"states", "cells", "alerts", "operations"}) EXPECT_TRUE(json.at(part).is_null()) << part;
  EXPECT_EQ(json.at(run::Json::json_pointer("/open_points/0/met")), false);
}

TEST(Coverage, StandsInTheTerminal) {
  const auto text = text_summary(record(), sample::facts());
  EXPECT_THAT(text, HasSubstr("! 2 vacuity alarms"));
  EXPECT_THAT(text, HasSubstr("state never entered: set credit suspended empty: no case took a meter to it"));
  EXPECT_THAT(text, HasSubstr("open points     1 of 1 met"));
  EXPECT_THAT(text, HasSubstr("states          1 entered, 1 transition"));
  EXPECT_THAT(text, Not(HasSubstr("\x1b")));
}

TEST(Coverage, StandsInThePageAndStaysText) {
  const auto page = html_page(record(), sample::facts());
  for (const auto* part : {"set credit suspended empty", "ssi set-restricted", "no case judges it", "Operations (1)"})
    EXPECT_THAT(page, HasSubstr(part));
  EXPECT_THAT(page, Not(HasSubstr("<b>\x1b")));
  EXPECT_THAT(page, HasSubstr("&lt;b&gt;"));
}

}  // namespace
}  // namespace hallmark::reports
