/// \file
/// What the facts files hold before it is cross-checked, and the functions that read each of them.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "spec/facts.h"
#include "spec/xml_file.h"

namespace hallmark::spec {

/// A row of one of the two tables behind the requirements: a sentence of a source (REQ) or a question (GAP).
struct SourceRow {
  std::string id;
  std::string document;  ///< empty for a question
  std::string section;
  Location at;
};

/// A source row that nothing rests on, and why.
struct NotAsserted {
  std::string row;
  std::string reason;
  Location at;
};

/// The facts and what only their cross-check needs.
struct Tables {
  Facts facts;
  std::vector<SourceRow> source_rows;
  std::vector<NotAsserted> not_asserted;
  /// Rows that a requirement or open point names, in any order, with the place where it does.
  std::vector<std::pair<std::string, Location>> rows_used;
};

/// Texts that records of one file name by id instead of repeating them.
class SharedTexts {
 public:
  struct Entry {
    std::string text;
    std::string document;
    std::string section;
    Location at;
    bool used = false;
  };
  /// Reads the elements of that name; `cited`: each has attributes document and section.
  SharedTexts(const XmlFile& file, const char* element, bool cited);
  /// The text that the attribute names.
  const Entry& one(const Record& record, const char* attribute);
  /// The texts that the words of the attribute name, joined by "; ".
  std::string all(const Record& record, const char* attribute);
  /// An entry that no record has named is an error.
  void require_used() const;

 private:
  const Entry& entry(const Record& record, const std::string& id);

  std::string element_;
  std::map<std::string, Entry> entries_;
};

/// Each reads one file into the tables and returns the bytes it read.
std::string read_roles(const std::filesystem::path& folder, Tables& tables);
std::string read_device_types(const std::filesystem::path& folder, Tables& tables);
std::string read_service_requests(const std::filesystem::path& folder, Tables& tables);
std::string read_alerts(const std::filesystem::path& folder, Tables& tables);
std::string read_response_codes(const std::filesystem::path& folder, Tables& tables);
std::string read_bank_holidays(const std::filesystem::path& folder, Tables& tables);
std::string read_sources(const std::filesystem::path& folder, Tables& tables);
std::string read_not_asserted(const std::filesystem::path& folder, Tables& tables);
std::string read_requirements(const std::filesystem::path& folder, Tables& tables);
std::string read_open_points(const std::filesystem::path& folder, Tables& tables);
std::string read_restricted_profile(const std::filesystem::path& folder, Tables& tables);

/// Throws FactsError for the first record that contradicts another: duplicates, dangling ids, rows nobody uses.
void cross_check_catalogue(const Tables& tables);
void cross_check_codes(const Tables& tables);
void cross_check_requirements(const Tables& tables);
void cross_check_profile(const Tables& tables);

}  // namespace hallmark::spec
