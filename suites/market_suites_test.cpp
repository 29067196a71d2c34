// The suites of service flags, install codes and reports find what is wrong, and only that.
#include <gtest/gtest.h>

#include "suites/market_suites_scene.h"

namespace hallmark::suites {
namespace {

using namespace market;

/// A case, what is wrong, and the requirement that is found broken.
struct Defect {
  const char* name;
  std::string case_id;
  Distort distort;
  const char* requirement;
  Outcome outcome = Outcome::fail;
};

const std::string one_meter = "service_flags/histories/feed_follows_one_meter.";

std::vector<Defect> feed_defects() {
  return {
      {"removal is not told", one_meter + "commissioned", effects([](Effects& all) {
         for (auto& file : all.to_registration) {
           std::erase_if(file.updates, [](const auto& row) { return row.flag == "N"; });
         }
       }),
       "mp077.non-active"},
      {"Whitelisted is I", one_meter + "whitelisted", rows([](auto& row) { row.flag = "I"; }), "mp077.active"},
      {"W is back", one_meter + "installednotcommissioned",
       rows([](auto& row) { row.flag = row.flag == "I" ? "W" : row.flag; }), "mp077.no-old-values"},
      {"null is sent", one_meter + "installednotcommissioned", rows([](auto& row) { row.flag.reset(); }),
       "mp077.null-is-never-sent"},
      {"a value the point never had", one_meter + "whitelisted", effects([](Effects& all) {
         for (auto& file : all.to_registration) {
           for (std::size_t i = 0, count = file.updates.size(); i < count; ++i) {
             file.updates.push_back(file.updates[i]);
             file.updates[i].flag = "X";
           }
         }
       }),
       "mp077.updates-are-changes"},
      {"each row twice", one_meter + "commissioned", effects([](Effects& all) {
         for (auto& file : all.to_registration) {
           const auto once = file.updates;
           file.updates.insert(file.updates.end(), once.begin(), once.end());
         }
       }),
       "mp077.updates-are-changes", Outcome::warn},
      {"a file of another's points", one_meter + "commissioned", effects([](Effects& all) {
         for (auto& file : all.to_registration) file.network_operator = "somebody";
       }),
       "mp077.own-points-only", Outcome::warn},
      {"a cap of 50 rows", events + "one_event_for_many_loses_none.points_100", effects([](Effects& all) {
         for (auto& file : all.to_registration) file.updates.resize(std::min<std::size_t>(file.updates.size(), 10));
       }),
       "mp077.bulk"},
  };
}

std::vector<Defect> flag_defects() {
  return {
      {"a read that forgets", "service_flags/reads/read_follows_one_meter.commissioned",
       reads([](auto& read) { read.service_flag.reset(); }), "mp077.null-is-never-sent"},
      {"a read of old values", "service_flags/reads/read_follows_one_meter.decommissioned",
       reads([](auto& read) { read.service_flag = "S"; }), "mp077.no-old-values"},
      {"null at the start is N", "service_flags/reads/read_follows_one_meter.whitelisted",
       reads([](auto& read) { read.service_flag = read.service_flag.value_or("N"); }), "mp077.null-at-start"},
      {"suspension is N", events + "suspension_is_silent.both_fuels",
       [](const Stimulus& stimulus, Observation& observation) {
         static std::vector<std::string> suspended;
         const auto* event = std::get_if<scenario::Inventory>(&stimulus);
         if (std::holds_alternative<scenario::Reset>(stimulus)) suspended.clear();
         if (event != nullptr && event->status == "Suspended") suspended = {"here"};
         auto* drained = answer<observation::Drained>(observation);
         if (drained == nullptr || suspended.empty()) return;
         for (auto& file : drained->effects.to_registration) {
           for (auto& row : file.updates) row.flag = "N";
         }
       },
       "mp077.active"},
      {"Restricted moves the service flag", events + "the_restricted_flag_is_independent.both_fuels",
       [](const Stimulus& stimulus, Observation& observation) {
         static bool asked = false;
         const auto* ssi = std::get_if<scenario::Ssi>(&stimulus);
         if (ssi != nullptr && ssi->action != "read") asked = true;
         auto* read = answer<observation::SsiAnswer>(observation);
         if (ssi == nullptr || ssi->action != "read" || !asked || read == nullptr) return;
         read->service_flag = "N";
         asked = false;
       },
       "cross.flags-are-independent"},
      {"a status clears Restricted", events + "the_restricted_flag_is_independent.both_fuels",
       reads([](auto& read) { read.restricted = false; }), "cross.flags-are-independent"},
      {"a hub makes a point live", events + "only_meters_make_a_point_live.every_type", effects([](Effects& all) {
         if (all.to_registration.empty()) return;
         auto& file = all.to_registration.front();
         if (!file.updates.empty()) file.updates.front().flag = "I";
       }),
       "mp077.updates-are-changes"},
      {"a moved meter is not followed", events + "a_moved_meter_changes_both_points.both_fuels",
       effects([](Effects& all) {
         if (all.to_registration.size() +
                 (all.to_registration.empty() ? 0 : all.to_registration.front().updates.size()) >
             2) {
           all.to_registration.clear();
         }
       }),
       "mp077.moved-meter", Outcome::warn},
  };
}

std::vector<Defect> code_defects() {
  const std::string once = answers + "installer_answers_with_the_code.once.esme";
  const std::string three = answers + "holder_that_did_not_install_says_so.three_suppliers.gsme";
  return {
      {"no answer", once, effects([](Effects& all) { all.install_codes.clear(); }), "mp121.answer-in-time"},
      {"a wrong code", once, codes([](auto& row) { row.install_code = std::string(32, '0'); }), "mp121.correct-code"},
      {"a refusal", once, codes([](auto& row) {
         row.install_code.reset();
         row.refused = "no";
       }),
       "mp121.correct-code"},
      {"whoever is asked gives a code", three, codes([](auto& row) {
         row.install_code = std::string(32, '1');
         row.not_installer = false;
       }),
       "mp121.not-installer"},
      {"the codes of two are exchanged", answers + "each_device_of_many_is_answered_for.devices_50.esme",
       effects([](Effects& all) {
         if (all.install_codes.size() > 1)
           std::swap(all.install_codes[0].install_code, all.install_codes[1].install_code);
       }),
       "mp121.correct-code"},
      {"one of many is left out", answers + "each_device_of_many_is_answered_for.devices_50.gsme",
       effects([](Effects& all) {
         if (!all.install_codes.empty()) all.install_codes.pop_back();
       }),
       "mp121.bulk"},
      {"anybody gets a code", answers + "only_the_gaining_supplier_gets_the_code.others_ask.esme", codes([](auto& row) {
         row.install_code = std::string(32, '1');
         row.refused.reset();
         row.not_installer = false;
       }),
       "mp121.only-to-gaining-supplier"},
      {"a code goes to another", once, codes([](auto& row) { row.to = row.from; }), "mp121.only-to-gaining-supplier"},
      {"a commissioned device gets one", answers + "a_commissioned_device_needs_none.asked.esme", codes([](auto& row) {
         row.install_code = std::string(32, '1');
         row.refused.reset();
       }),
       "mp121.uncommissioned-only"},
  };
}

std::vector<Defect> report_defects() {
  const std::string measures = reports + "restricted_devices_are_left_out_of_measures.esme";
  const auto on_reports = [](std::function<void(observation::Reported&)> change) -> Distort {
    return [change = std::move(change)](const Stimulus&, Observation& observation) {
      if (auto* report = answer<observation::Reported>(observation)) change(*report);
    };
  };
  return {
      {"everything is measured", measures, on_reports([](auto& report) {
         report.included.insert(report.included.end(), report.excluded.begin(), report.excluded.end());
         report.excluded.clear();
       }),
       "mp169.performance-excluded"},
      {"nothing is measured", measures, on_reports([](auto& report) { report.included.clear(); }),
       "mp169.performance-excluded"},
      {"refusals count", reports + "refusals_are_not_failures.gsme",
       [count = std::make_shared<long long>(0)](const Stimulus& stimulus, Observation& observation) {
         const auto* responded = answer<observation::Responded>(observation);
         if (responded != nullptr && responded->response.xml.find(">E") != std::string::npos) ++*count;
         auto* report = answer<observation::Reported>(observation);
         if (report == nullptr || !std::holds_alternative<scenario::Report>(stimulus)) return;
         report->attempted = report->attempted.value_or(0) + *count;
       },
       "mp169.refusals-are-not-failures"},
      {"the CSP hears nothing", reports + "csp_is_told_once.esme", effects([](Effects& all) { all.to_csp.clear(); }),
       "mp169.csp-notified"},
      {"the CSP hears all twice", reports + "csp_is_told_once.gsme", effects([](Effects& all) {
         const auto once = all.to_csp;
         all.to_csp.insert(all.to_csp.end(), once.begin(), once.end());
       }),
       "mp169.csp-notified"},
  };
}

std::vector<Defect> all_defects() {
  auto all = feed_defects();
  for (const auto& more : {flag_defects(), code_defects(), report_defects()})
    all.insert(all.end(), more.begin(), more.end());
  return all;
}

TEST(MarketSuites, FindEachDefectByItsRequirement) {
  for (const auto& defect : all_defects()) {
    const auto row = play(defect.case_id, "reference", defect.distort);
    EXPECT_GE(row.verdict.outcome, defect.outcome) << defect.name;
    EXPECT_NE(row.verdict.outcome, Outcome::error) << defect.name;
    EXPECT_TRUE(broken(row).contains(defect.requirement)) << defect.name;
  }
}

TEST(MarketSuites, PassTheHonestWhereTheyFindADefect) {
  for (const auto& defect : all_defects()) {
    const auto row = play(defect.case_id, "reference", honest());
    EXPECT_EQ(row.verdict.outcome, Outcome::pass) << defect.case_id;
    EXPECT_TRUE(passed(row).contains(defect.requirement)) << defect.case_id << " never judges " << defect.requirement;
  }
}

TEST(MarketSuites, EveryRequirementOfTheirsIsJudgedByACase) {
  std::set<std::string> judged;
  for (const auto& each : all_cases()) judged.insert(each.requirements.begin(), each.requirements.end());
  for (const auto& requirement : built().facts.requirements) {
    const bool ours = requirement.id.starts_with("mp077.") || requirement.id.starts_with("mp121.") ||
                      requirement.facet == "performance-report" || requirement.facet == "csp-notification" ||
                      requirement.id == "cross.flags-are-independent";
    EXPECT_TRUE(!ours || judged.contains(requirement.id)) << requirement.id;
  }
}

TEST(MarketSuites, EveryHonestAnswerToAnOpenPointIsConformant) {
  const std::vector<std::string> answers_given = {"service-flag-of-a-mixed-point=unchanged",
                                                  "last-commissioned-leaves-a-suspended-meter=non-active",
                                                  "withdrawn-status=unchanged", "declare=no", "feed-every=P1D"};
  for (const auto& given : answers_given) {
    for (const std::string id :
         {"histories/feed_follows_one_meter.installednotcommissioned",
          "histories/feed_follows_two_meters.commissioned.other_installednotcommissioned",
          "histories/feed_follows_three_meters.commissioned", "reads/read_follows_two_meters.commissioned"}) {
      const auto row = play("service_flags/" + id, "reference?" + given, honest());
      EXPECT_LT(row.verdict.outcome, Outcome::inconclusive) << given << ' ' << id;
    }
  }
}

TEST(MarketSuites, TheTenthWorkingDayIsInTime) {
  const std::string id = answers + "holder_answers_within_ten_working_days.";
  for (const auto* date : {"a_monday", "a_saturday", "before_easter", "before_christmas", "before_summer_time",
                           "before_winter_time", "boxing_day"}) {
    const auto row = play(id + date + ".esme", "reference?install-code-day=10", honest());
    EXPECT_EQ(row.verdict.outcome, Outcome::pass) << date;
    EXPECT_TRUE(passed(row).contains("mp121.answer-in-time")) << date;
  }
}

/// Each answer a drain later than it came, until eleven Working Days are over.
TEST(MarketSuites, TheTwelfthIsNot) {
  const auto held = std::make_shared<std::vector<observation::InstallCodeAnswer>>();
  const auto late = [held](const Stimulus& stimulus, Observation& observation) {
    static scenario::Instant now;
    if (const auto* reset = std::get_if<scenario::Reset>(&stimulus)) now = reset->estate.now;
    if (const auto* advance = std::get_if<scenario::Advance>(&stimulus)) now = advance->to;
    auto* drained = answer<observation::Drained>(observation);
    if (drained == nullptr) return;
    auto& rows_now = drained->effects.install_codes;
    held->insert(held->end(), rows_now.begin(), rows_now.end());
    rows_now.clear();
    const auto day_twelve = scenario::instant("2025-06-17T23:00:00Z").value();
    if (now >= day_twelve) rows_now.swap(*held);
  };
  const auto row = play(answers + "holder_answers_within_ten_working_days.a_monday.esme", "reference", late);
  EXPECT_EQ(row.verdict.outcome, Outcome::fail);
  EXPECT_EQ(broken(row), std::set<std::string>{"mp121.answer-in-time"});
}

TEST(StatusHistories, AreAllThereAreUpToExchangeOfMeters) {
  EXPECT_EQ(status_histories(1, 4).size(), 8U * 8 * 8 * 8);
  EXPECT_EQ(status_histories(2, 4).size(), 8U * 8 * 8 * 8 * 8);
  EXPECT_EQ(status_histories(3, 3).size(), 5U * 8 * 8 * 8);
  for (const auto& [meters, length] : {std::pair{1U, 4U}, {2U, 4U}, {3U, 3U}, {4U, 3U}}) {
    EXPECT_EQ(history_count(meters, length), status_histories(meters, length).size());
  }
  const auto all = status_histories(2, 3);
  std::set<std::string> seen;
  for (const auto& history : all) {
    std::string text;
    for (const auto& change : history) text += std::to_string(change.meter) + change.status + ' ';
    EXPECT_TRUE(seen.insert(text).second) << text;
    EXPECT_EQ(history.front().meter, 0U);
  }
}

}  // namespace
}  // namespace hallmark::suites
