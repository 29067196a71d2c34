// Compares the facts with the tables they were drawn from, where those lie beside the repository.
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <map>
#include <sstream>

#include "spec/facts.h"

namespace hallmark::spec {
namespace {

namespace fs = std::filesystem;
using Row = std::map<std::string, std::string>;

const fs::path tables_folder = fs::path(HALLMARK_SOURCE_DIR) / ".." / "shared" / "facts";

/// The fields of a CSV text, quotes honoured; line feeds end records.
std::vector<std::vector<std::string>> records_of(std::istream& stream) {
  std::vector<std::vector<std::string>> records{{""}};
  bool quoted = false;
  for (char c = 0; stream.get(c);) {
    if (c == '"') {
      if (!quoted && !records.back().back().empty()) records.back().back() += c;
      quoted = !quoted;
    } else if (!quoted && c == ',') {
      records.back().emplace_back();
    } else if (!quoted && c == '\n') {
      records.push_back({""});
    } else if (c != '\r') {
      records.back().back() += c;
    }
  }
  if (records.back().size() == 1) records.pop_back();
  return records;
}

std::vector<Row> table(const char* name) {
  std::ifstream stream(tables_folder / name);
  const auto records = records_of(stream);
  std::vector<Row> rows;
  for (std::size_t i = 1; i < records.size(); ++i) {
    rows.emplace_back();
    for (std::size_t field = 0; field < records[i].size(); ++field)
      rows.back()[records.front()[field]] = records[i][field];
  }
  return rows;
}

template <class Range>
std::string joined(const Range& range, const char* separator) {
  std::ostringstream text;
  bool first = true;
  for (const auto& item : range) {
    text << (first ? "" : separator) << item;
    first = false;
  }
  return text.str();
}

std::string yes_no(bool value) { return value ? "Yes" : "No"; }

class FactsSources : public testing::Test {
 protected:
  void SetUp() override {
    if (!fs::exists(tables_folder / "srv.csv")) GTEST_SKIP() << "the source tables are not beside this repository";
    facts_ = load_facts(HALLMARK_SOURCE_DIR "/spec");
  }
  Facts facts_;
};

TEST_F(FactsSources, HaveTheSameServiceRequests) {
  const std::vector<Row> rows = table("srv.csv");
  ASSERT_EQ(rows.size(), facts_.service_requests.size());
  for (std::size_t i = 0; i < rows.size(); ++i) {
    Row row = rows[i];
    const ServiceRequest& request = facts_.service_requests[i];
    EXPECT_EQ(request.variant, row["srv"]);
    EXPECT_EQ(request.reference, row["service_reference"]);
    EXPECT_EQ(request.body_element, row["body_elements"]);
    EXPECT_EQ(joined(request.command_variants, ", "), row["cv_effective"]) << request.variant;
    EXPECT_EQ(joined(request.roles, "|"), row["eligible_roles"]) << request.variant;
    EXPECT_EQ(yes_no(request.critical), row["critical"]) << request.variant;
    EXPECT_EQ(yes_no(request.on_demand), row["on_demand"]) << request.variant;
    EXPECT_EQ(yes_no(request.non_device), row["non_device"]) << request.variant;
    EXPECT_EQ(yes_no(request.schedulable), row["dcc_schedulable_xsd"]) << request.variant;
    const std::string types = row["device_types"] == "any"   ? "ESME|GSME|GPF|CHF|HCALCS|PPMID|IHD|CAD"
                              : row["device_types"] == "n/a" ? ""
                                                             : row["device_types"];
    EXPECT_EQ(joined(request.device_types, "|"), types) << request.variant;
  }
}

TEST_F(FactsSources, HaveTheSameProfile) {
  const std::vector<Row> rows = table("restricted-profile.csv");
  ASSERT_EQ(rows.size(), facts_.shipped_profile.size());
  const std::map<std::string, Permission> permissions = {
      {"yes", Permission::permit}, {"no", Permission::reject}, {"open", Permission::open}};
  for (std::size_t i = 0; i < rows.size(); ++i) {
    Row row = rows[i];
    const ProfileRow& ours = facts_.shipped_profile[i];
    EXPECT_EQ(ours.srv, row["srv"]);
    const bool any = row["device_type"] == "any" || row["device_type"] == "n/a";
    EXPECT_EQ(ours.device_type, any ? "*" : row["device_type"]) << ours.srv;
    EXPECT_EQ(ours.expect, permissions.at(row["permitted"])) << ours.srv;
    EXPECT_EQ(ours.basis, row["confidence"] == "quoted" ? Basis::quoted : Basis::derived) << ours.srv;
    const std::string assertion =
        ours.invariant == Invariant::no_consumption                    ? "must-not-yield-consumption"
        : ours.invariant == Invariant::never_restricted_and_prepayment ? "must-never-end-restricted-and-prepayment"
        : ours.level == Level::report                                  ? "report"
                                      : std::string(name(ours.level)) + "-" + std::string(name(ours.expect));
    EXPECT_EQ(assertion, row["suite_assert"]) << ours.srv;
  }
}

/// The column marks a Service Request as a whole; of 4.10 only the gas form is sensitive.
TEST_F(FactsSources, HaveTheSameSensitiveRows) {
  for (Row row : table("restricted-profile.csv")) {
    const ServiceRequest* request = facts_.service_request(row["srv"]);
    ASSERT_NE(request, nullptr) << row["srv"];
    const auto& types = request->sensitive_device_types;
    const bool sensitive = std::find(types.begin(), types.end(), row["device_type"]) != types.end();
    const bool voltage = row["srv"] == "4.10" && row["device_type"] == "ESME";
    EXPECT_EQ(sensitive, row["gbcs_sensitive"] == "yes" && !voltage) << row["srv"] << ' ' << row["device_type"];
  }
}

TEST_F(FactsSources, HaveTheSameAlerts) {
  std::vector<std::string> theirs;
  for (Row row : table("alerts.csv")) theirs.push_back(row["alert_code"].substr(2));
  for (Row row : table("dcc-alerts.csv")) theirs.push_back(row["dcc_alert_code"]);
  std::vector<std::string> ours;
  for (const Alert& alert : facts_.alerts) ours.push_back(alert.code);
  EXPECT_EQ(ours, theirs);
}

TEST_F(FactsSources, HaveTheSameBankHolidays) {
  const std::vector<Row> rows = table("bank-holidays.csv");
  ASSERT_EQ(rows.size(), facts_.bank_holidays.size());
  for (std::size_t i = 0; i < rows.size(); ++i) {
    Row row = rows[i];
    EXPECT_EQ(facts_.bank_holidays[i].date, row["date"]);
    EXPECT_EQ(facts_.bank_holidays[i].name, row["holiday"]);
  }
}

TEST_F(FactsSources, HaveTheSameResponseCodes) {
  std::vector<std::string> theirs;
  for (Row row : table("response-codes.csv")) theirs.push_back(row["code"]);
  std::vector<std::string> ours;
  for (const ResponseCode& code : facts_.response_codes) ours.push_back(code.code);
  EXPECT_EQ(ours, theirs);
}

}  // namespace
}  // namespace hallmark::spec
