#include "spec/facts.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <set>

namespace hallmark::spec {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;
using testing::SizeIs;

const Facts& shipped() {
  static const Facts facts = load_facts(HALLMARK_SOURCE_DIR "/spec");
  return facts;
}

template <class Records, class Predicate>
auto count(const Records& records, Predicate predicate) {
  return std::count_if(records.begin(), records.end(), predicate);
}

TEST(Facts, AreAsManyAsTheSourcesHave) {
  EXPECT_THAT(shipped().roles, SizeIs(7));
  EXPECT_THAT(shipped().device_types, SizeIs(9));
  EXPECT_THAT(shipped().service_requests, SizeIs(129));
  EXPECT_EQ(count(shipped().alerts, [](const Alert& alert) { return !alert.dcc; }), 189);
  EXPECT_EQ(count(shipped().alerts, [](const Alert& alert) { return alert.dcc; }), 66);
  EXPECT_THAT(shipped().response_codes, SizeIs(194));
  EXPECT_THAT(shipped().requirements, SizeIs(60));
  EXPECT_THAT(shipped().open_points, SizeIs(26));
  EXPECT_THAT(shipped().shipped_profile, SizeIs(260));
}

TEST(Facts, HaveTheSameDigestWhereverTheyLie) {
  EXPECT_EQ(load_facts(HALLMARK_SHARE_DIR "/spec").digest, shipped().digest);
  EXPECT_TRUE(shipped().digest.starts_with("sha256:"));
}

TEST(ServiceRequests, HaveTheNumbersOfTheSchema) {
  std::set<std::string> references;
  for (const ServiceRequest& request : shipped().service_requests) references.insert(request.reference);
  EXPECT_THAT(references, SizeIs(95));
  const auto& requests = shipped().service_requests;
  EXPECT_EQ(count(requests, [](const ServiceRequest& request) { return request.critical; }), 37);
  EXPECT_EQ(count(requests, [](const ServiceRequest& request) { return request.schedulable; }), 14);
  EXPECT_EQ(count(requests, [](const ServiceRequest& request) { return request.non_device; }), 16);
}

TEST(ServiceRequests, ReadEveryAttribute) {
  const ServiceRequest* tariff = shipped().service_request("1.1.1");
  ASSERT_NE(tariff, nullptr);
  EXPECT_EQ(tariff->reference, "1.1");
  EXPECT_EQ(tariff->name, "Update Import Tariff (Primary Element)");
  EXPECT_EQ(tariff, shipped().by_body_element("UpdateImportTariffPrimaryElement"));
  EXPECT_THAT(tariff->command_variants, ElementsAre(4, 5, 6, 7));
  EXPECT_THAT(tariff->roles, ElementsAre("IS", "GS"));
  EXPECT_THAT(tariff->device_types, ElementsAre("ESME", "GSME"));
  EXPECT_TRUE(tariff->critical);
  EXPECT_TRUE(tariff->on_demand);
  EXPECT_EQ(tariff->future_dated, FutureDated::device);
  EXPECT_FALSE(tariff->schedulable);
  EXPECT_FALSE(tariff->non_device);
  EXPECT_EQ(tariff->device_id_at, "header");
  EXPECT_THAT(tariff->message_codes, ElementsAre("0019", "006B"));
  EXPECT_THAT(tariff->sensitive_device_types, IsEmpty());
  EXPECT_FALSE(tariff->source.empty());
  EXPECT_EQ(tariff->at.file, "spec/service_requests.xml");
  EXPECT_GT(tariff->at.line, 1);
}

TEST(ServiceRequests, SpellOutAnyDeviceType) {
  EXPECT_THAT(shipped().service_request("8.2")->device_types,
              ElementsAre("ESME", "GSME", "GPF", "CHF", "HCALCS", "PPMID", "IHD", "CAD"));
  EXPECT_THAT(shipped().service_request("12.1")->device_types, IsEmpty());
}

TEST(ServiceRequests, SayWhereTheDeviceStands) {
  EXPECT_EQ(shipped().service_request("5.1")->device_id_at, "CreateSchedule/DeviceID");
  EXPECT_EQ(shipped().service_request("8.11")->device_id_at, "header UpdateHANDeviceLog/DeviceID");
}

TEST(ServiceRequests, AreSensitiveByDeviceType) {
  EXPECT_THAT(shipped().service_request("4.10")->sensitive_device_types, ElementsAre("GSME"));
  EXPECT_THAT(shipped().service_request("4.1.1")->sensitive_device_types, ElementsAre("ESME", "GSME", "GPF"));
  EXPECT_THAT(shipped().service_request("4.17")->sensitive_device_types, ElementsAre("ESME", "GPF"));
}

TEST(Alerts, MustPassWhereTheCategoryIsPublic) {
  EXPECT_EQ(count(shipped().alerts, [](const Alert& alert) { return alert.level == Level::must; }), 29);
  EXPECT_EQ(count(shipped().alerts, [](const Alert& alert) { return alert.level == Level::should; }), 80);
  const Alert* billing = shipped().alert("8F0A");
  ASSERT_NE(billing, nullptr);
  EXPECT_EQ(billing->expect, Permission::open);
  EXPECT_EQ(billing->level, Level::report);
  EXPECT_EQ(billing->message_code, "0061 008B");
  EXPECT_TRUE(shipped().alert("AD1")->dcc);
  EXPECT_EQ(shipped().alert("N32"), nullptr);
}

TEST(ResponseCodes, TellACaseThatIsWrongAndAFault) {
  std::set<std::string> case_is_wrong;
  std::set<std::string> faults;
  for (const ResponseCode& code : shipped().response_codes) {
    if (code.points_at_case) case_is_wrong.insert(code.code);
    if (code.fault) faults.insert(code.code);
  }
  EXPECT_THAT(case_is_wrong, ElementsAre("E1", "E11", "E12", "E13", "E19"));
  EXPECT_THAT(faults, ElementsAre("E20", "E21"));
  EXPECT_EQ(shipped().response_code("I99")->kind, "acknowledgement");
}

TEST(BankHolidays, AreThoseOfEnglandAndWales) {
  const auto& holidays = shipped().bank_holidays;
  EXPECT_THAT(holidays, SizeIs(107));
  EXPECT_EQ(holidays.front().date, "2018-01-01");
  EXPECT_EQ(holidays.back().date.substr(0, 4), "2030");
  const auto on = [&](std::string_view date) {
    return count(holidays, [&](const BankHoliday& holiday) { return holiday.date == date; });
  };
  EXPECT_EQ(on("2023-05-08"), 1) << "the Coronation";
  EXPECT_EQ(on("2024-04-01"), 1) << "Easter Monday";
  EXPECT_EQ(on("2024-04-02"), 0);
}

TEST(Requirements, CiteDocumentAndSection) {
  const Requirement* credit_only = shipped().requirement("mp169.credit-only");
  ASSERT_NE(credit_only, nullptr);
  EXPECT_EQ(credit_only->level, Level::must);
  EXPECT_EQ(credit_only->basis, Basis::quoted);
  EXPECT_EQ(credit_only->facet, "restricted-mode");
  ASSERT_THAT(credit_only->citations, SizeIs(2));
  EXPECT_EQ(credit_only->citations[0].document, "MP169 Modification Report 0.7");
  EXPECT_EQ(credit_only->citations[0].section, "3 Solution");
  EXPECT_EQ(credit_only->citations[0].row, "REQ-002");
  EXPECT_THAT(credit_only->gaps, ElementsAre("GAP-R-25"));
}

TEST(Requirements, AreJudgedOfEveryImplementationWithoutAFacet) {
  for (const char* id :
       {"duis.response-valid", "duis.response-matches", "duis.hostile-xml-safe", "choices.as-declared"})
    EXPECT_EQ(shipped().requirement(id)->facet, "") << id;
  EXPECT_EQ(shipped().requirement("choices.one-answer")->level, Level::should);
}

TEST(OpenPoints, PermitAnswers) {
  const OpenPoint* supplier = shipped().open_point("supplier-change-clears-flag");
  ASSERT_NE(supplier, nullptr);
  ASSERT_THAT(supplier->answers, SizeIs(2));
  EXPECT_EQ(supplier->answers[0].token, "keep");
  EXPECT_EQ(supplier->answers[0].level, Level::should);
  EXPECT_EQ(supplier->answers[1].level, Level::must);
  EXPECT_THAT(shipped().open_point("rejection-code")->answers, IsEmpty());
  EXPECT_EQ(shipped().open_point("in-flight-response")->key, "report");
}

TEST(ProfileRows, HasTheVerdictsOfItsTable) {
  const auto rows = [](Permission expect, Level level) {
    return count(shipped().shipped_profile, [&](const ProfileRow& row) {
      return row.expect == expect && row.level == level && row.invariant == Invariant::none;
    });
  };
  EXPECT_EQ(rows(Permission::reject, Level::must), 23);
  EXPECT_EQ(rows(Permission::reject, Level::should), 22);
  EXPECT_EQ(rows(Permission::permit, Level::must), 49);
  EXPECT_EQ(rows(Permission::permit, Level::should), 127);
  EXPECT_EQ(rows(Permission::open, Level::report), 27);
}

TEST(ProfileRows, HasInvariants) {
  const auto rows = [](Invariant invariant) {
    return count(shipped().shipped_profile, [&](const ProfileRow& row) { return row.invariant == invariant; });
  };
  EXPECT_EQ(rows(Invariant::no_consumption), 4);
  EXPECT_EQ(rows(Invariant::never_restricted_and_prepayment), 2);
}

TEST(ProfileRows, SaysWhyAndFromWhere) {
  for (const ProfileRow& row : shipped().shipped_profile) {
    EXPECT_FALSE(row.why.empty()) << row.srv;
    EXPECT_FALSE(row.category.empty()) << row.srv;
    EXPECT_TRUE(row.source.starts_with("MP169 ")) << row.srv;
  }
}

TEST(Names, AreTheWordsOfTheFiles) {
  EXPECT_EQ(name(Level::should), "should");
  EXPECT_EQ(name(Basis::optional), "optional");
  EXPECT_EQ(name(Permission::open), "open");
}

}  // namespace
}  // namespace hallmark::spec
