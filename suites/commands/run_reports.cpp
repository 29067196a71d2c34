#include "suites/commands/run_reports.h"

#include <fstream>
#include <iostream>

#include "reports/html.h"
#include "reports/junit.h"
#include "reports/markdown_summary.h"
#include "reports/summary_json.h"
#include "reports/text_summary.h"

namespace hallmark::suites {

namespace fs = std::filesystem;

namespace {

void write_file(const fs::path& file, const std::string& text) {
  std::ofstream stream(file, std::ios::binary | std::ios::trunc);
  stream << text << std::flush;
  if (!stream) throw std::runtime_error(file.string() + ": cannot be written: is the disk full?");
}

}  // namespace

void write_reports(const fs::path& out, const spec::Facts& facts) {
  const auto record = run::read_record(out / "record.jsonl");
  const std::string summary = reports::text_summary(record, facts);
  write_file(out / "summary.txt", summary);
  write_file(out / "summary.json", reports::summary_json(record, facts));
  write_file(out / "summary.md", reports::markdown_summary(record, facts));
  write_file(out / "junit.xml", reports::junit(record));
  write_file(out / "report.html", reports::html_page(record, facts));
  std::cout << summary << "\nReports: " << (out / "report.html").string()
            << ", summary.json, summary.md, junit.xml, summary.txt, record.jsonl\n";
}

}  // namespace hallmark::suites
