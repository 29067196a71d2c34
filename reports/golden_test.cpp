// Every renderer's output over the one fixed record, byte by byte. A change of a report is accepted on purpose:
//   HALLMARK_ACCEPT_GOLDEN=1 ctest -R '^reports$'
#include <gtest/gtest.h>

#include <algorithm>
#include <cstdlib>
#include <fstream>
#include <functional>
#include <sstream>

#include "reports/html.h"
#include "reports/junit.h"
#include "reports/markdown_summary.h"
#include "reports/sample.h"
#include "reports/summary_json.h"
#include "reports/text_summary.h"

namespace hallmark::reports {
namespace {

/// A golden file and what is to equal it.
struct Golden {
  std::string file;
  std::function<std::string(const run::Record&, const spec::Facts&)> render;
};

std::string content(const std::filesystem::path& file) {
  std::ifstream in(file, std::ios::binary);
  std::ostringstream out;
  out << in.rdbuf();
  return out.str();
}

void store(const std::filesystem::path& file, const std::string& text) {
  std::filesystem::create_directories(file.parent_path());
  std::ofstream(file, std::ios::binary) << text;
}

/// The first line in which the two differ, from 1.
long first_difference(const std::string& left, const std::string& right) {
  std::size_t at = 0;
  while (at < left.size() && at < right.size() && left[at] == right[at]) ++at;
  return 1 + std::count(left.begin(), left.begin() + static_cast<std::ptrdiff_t>(at), '\n');
}

class Report : public ::testing::TestWithParam<Golden> {};

TEST_P(Report, EqualsItsGoldenFile) {
  const std::string actual = GetParam().render(sample::golden_record(), sample::facts());
  const std::filesystem::path golden = sample::golden_folder() / GetParam().file;
  if (const char* accept = std::getenv("HALLMARK_ACCEPT_GOLDEN"); accept && std::string_view(accept) == "1")
    store(golden, actual);
  const std::string expected = content(golden);
  if (actual == expected) return;
  const auto kept = std::filesystem::path(HALLMARK_BIN_DIR).parent_path() / "golden-actual" / GetParam().file;
  store(kept, actual);
  FAIL() << GetParam().file << " differs from line " << first_difference(actual, expected) << "; compare\n  "
         << golden.string() << "\n  " << kept.string()
         << "\nIf the change is meant, accept it with\n  HALLMARK_ACCEPT_GOLDEN=1 ctest -R '^reports$'";
}

INSTANTIATE_TEST_SUITE_P(Golden, Report,
                         ::testing::Values(Golden{"summary.txt", text_summary}, Golden{"summary.md", markdown_summary},
                                           Golden{"summary.json", summary_json},
                                           Golden{"junit.xml",
                                                  [](const auto& record, const auto&) { return junit(record); }},
                                           Golden{"report.html", html_page}),
                         [](const auto& each) {
                           std::string name = each.param.file;
                           std::replace(name.begin(), name.end(), '.', '_');
                           return name;
                         });

TEST(GoldenRecord, IsWrittenAsTheProgramWritesIt) {
  const run::Record record = sample::golden_record();
  std::istringstream lines(content(sample::golden_folder() / "record.jsonl"));
  std::string text;  // dumped anew: the file writes out characters that an editor would not show
  for (std::string line; std::getline(lines, line);) text += run::Json::parse(line).dump() + "\n";
  const auto expect_line = [&](const auto& row) {
    EXPECT_NE(text.find(run::to_json(row).dump() + "\n"), std::string::npos) << run::to_json(row).dump();
  };
  expect_line(record.header);
  for (const run::CaseRow& row : record.cases) expect_line(row);
  for (const run::NotRun& row : record.not_run) expect_line(row);
  for (const auto& [case_id, steps] : record.steps)
    for (const run::Step& step : steps) expect_line(step);
  expect_line(*record.footer);
}

TEST(GoldenRecord, HoldsEveryOutcome) {
  const run::Record record = sample::golden_record();
  for (const char* word : {"none", "pass", "not_applicable", "warn", "inconclusive", "fail", "error"}) {
    const auto outcome = verdict::outcome(word);
    EXPECT_TRUE(std::any_of(record.cases.begin(), record.cases.end(), [&](const run::CaseRow& row) {
      return row.verdict.outcome == outcome;
    })) << word;
  }
  EXPECT_FALSE(record.not_run.empty());
}

}  // namespace
}  // namespace hallmark::reports
