// Requirements and open points against the rows they rest on, both ways.
#include "spec/cross_check.h"

namespace hallmark::spec {
namespace {

constexpr std::string_view known_facets[] = {"restricted-mode",    "service-flags",    "install-codes",
                                             "performance-report", "csp-notification", "duis-schema"};
constexpr std::string_view key_words[] = {"action", "alert-code", "command-variant", "device-type",
                                          "fuel",   "reference",  "timing",          "waiting"};

template <class Words>
bool is_one_of(const Words& words, std::string_view word) {
  return std::find(std::begin(words), std::end(words), word) != std::end(words);
}

void check_requirement(const Requirement& requirement) {
  const auto dot = requirement.id.find('.');
  if (dot == std::string::npos || !is_token(requirement.id.substr(0, dot)) || !is_token(requirement.id.substr(dot + 1)))
    fail(requirement.at, "requirement id '" + requirement.id + "' is none", "write it as group.words-with-hyphens");
  if (!requirement.facet.empty() && !is_one_of(known_facets, requirement.facet))
    fail(requirement.at, "there is no facet '" + requirement.facet + "'", "take one of the adaptor protocol");
  if (requirement.citations.empty() && requirement.gaps.empty())
    fail(requirement.at, "requirement '" + requirement.id + "' rests on nothing", "add rows, gaps or a <cite>");
  for (const Citation& citation : requirement.citations)
    if (citation.row.starts_with("GAP-")) fail(requirement.at, "'" + citation.row + "' is a gap", "name it in gaps");
  for (const std::string& gap : requirement.gaps)
    if (!gap.starts_with("GAP-")) fail(requirement.at, "'" + gap + "' is no gap", "name it in rows");
}

void check_open_point(const OpenPoint& point) {
  if (!is_token(point.id)) fail(point.at, "open point id '" + point.id + "' is none", "write words with hyphens");
  const std::vector<std::string> key = words_of(point.key);
  for (const std::string& word : key)
    if (!is_one_of(key_words, word) && !(word == "report" && key.size() == 1))
      fail(point.at, "there is no key '" + word + "'", "take words the facts header names, or report alone");
  std::set<std::string> tokens;
  for (const PermittedAnswer& answer : point.answers) {
    if (!is_token(answer.token))
      fail(point.at, "answer '" + answer.token + "' is no token", "write words with hyphens");
    if (!tokens.insert(answer.token).second)
      fail(point.at, "answer '" + answer.token + "' stands twice", "remove one of the two");
  }
  if (point.answers.empty() && point.id != "rejection-code")
    fail(point.at, "open point '" + point.id + "' permits no answer", "add <answer> elements");
  for (const std::string& gap : point.gaps)
    if (!gap.starts_with("GAP-")) fail(point.at, "'" + gap + "' is no gap", "name rows of the table of gaps only");
}

void check_rows(const Tables& tables) {
  std::set<std::string> known;
  for (const SourceRow& row : tables.source_rows) known.insert(row.id);
  std::set<std::string> used;
  for (const auto& [row, at] : tables.rows_used) {
    if (!known.contains(row)) fail(at, "there is no row '" + row + "'", "add it to sources.xml or correct it");
    used.insert(row);
  }
  for (const NotAsserted& row : tables.not_asserted) {
    if (!known.contains(row.row))
      fail(row.at, "there is no row '" + row.row + "'", "add it to sources.xml or correct it");
    if (!used.insert(row.row).second)
      fail(row.at, "row '" + row.row + "' is asserted after all", "remove it from not_asserted.xml");
  }
  for (const SourceRow& row : tables.source_rows)
    if (!used.contains(row.id))
      fail(row.at, "nothing rests on row '" + row.id + "'",
           "name it in a requirement, an open point or not_asserted.xml");
}

}  // namespace

void cross_check_requirements(const Tables& tables) {
  require_unique(tables.source_rows, &SourceRow::id, "row");
  require_unique(tables.not_asserted, &NotAsserted::row, "row");
  require_unique(tables.facts.requirements, &Requirement::id, "requirement");
  require_unique(tables.facts.open_points, &OpenPoint::id, "open point");
  for (const Requirement& requirement : tables.facts.requirements) check_requirement(requirement);
  for (const OpenPoint& point : tables.facts.open_points) check_open_point(point);
  check_rows(tables);
}

}  // namespace hallmark::spec
