// Reads sources.xml, not_asserted.xml, requirements.xml and open_points.xml.
#include <algorithm>

#include "spec/tables.h"

namespace hallmark::spec {
namespace {

/// The document and section of a source row; the cross-check tells of a row that is not there.
Citation citation_of(const std::string& row, const std::vector<SourceRow>& rows) {
  const auto found = std::find_if(rows.begin(), rows.end(), [&](const SourceRow& known) { return known.id == row; });
  return found == rows.end() ? Citation{{}, {}, row} : Citation{found->document, found->section, row};
}

Requirement requirement_of(const Record& record, Tables& tables) {
  Requirement requirement;
  requirement.id = record.required("id");
  requirement.text = record.child_text("text");
  requirement.seen_by = record.child_text("seen-by");
  requirement.level = record.level();
  requirement.basis = record.choice<Basis>(
      "basis", {{"quoted", Basis::quoted}, {"derived", Basis::derived}, {"optional", Basis::optional}});
  requirement.facet = record.optional("facet");
  for (const std::string& row : record.words("rows")) {
    requirement.citations.push_back(citation_of(row, tables.source_rows));
    tables.rows_used.emplace_back(row, record.at());
  }
  for (const Record& cite : record.children("cite", {"document", "section"}))
    requirement.citations.push_back({cite.required("document"), cite.required("section"), {}});
  requirement.gaps = record.words("gaps");
  for (const std::string& gap : requirement.gaps) tables.rows_used.emplace_back(gap, record.at());
  requirement.at = record.at();
  return requirement;
}

OpenPoint open_point_of(const Record& record, Tables& tables) {
  OpenPoint point;
  point.id = record.required("id");
  point.question = record.child_text("question");
  for (const Record& answer : record.children("answer", {"token", "level"}))
    point.answers.push_back(
        {answer.required("token"),
         answer.choice<Level>("level", {{"must", Level::must}, {"should", Level::should}}, "must")});
  point.key = record.optional("key");
  point.always = record.child_text("always", true);
  point.gaps = record.words("gaps");
  for (const std::string& gap : point.gaps) tables.rows_used.emplace_back(gap, record.at());
  point.at = record.at();
  return point;
}

}  // namespace

std::string read_sources(const std::filesystem::path& folder, Tables& tables) {
  const XmlFile file(folder, "sources.xml", "sources", {"row", "gap"});
  for (const Record& record : file.records("row", {"id", "document", "section"}))
    tables.source_rows.push_back(
        {record.required("id"), record.required("document"), record.required("section"), record.at()});
  for (const Record& record : file.records("gap", {"id", "about"})) {
    record.required("about");
    tables.source_rows.push_back({record.required("id"), {}, {}, record.at()});
  }
  return file.bytes();
}

std::string read_not_asserted(const std::filesystem::path& folder, Tables& tables) {
  const XmlFile file(folder, "not_asserted.xml", "not-asserted-rows", {"reason", "not-asserted"});
  SharedTexts reasons(file, "reason", false);
  for (const Record& record : file.records("not-asserted", {"row", "reason"}))
    tables.not_asserted.push_back({record.required("row"), reasons.one(record, "reason").text, record.at()});
  reasons.require_used();
  return file.bytes();
}

std::string read_requirements(const std::filesystem::path& folder, Tables& tables) {
  const XmlFile file(folder, "requirements.xml", "requirements", {"requirement"});
  const auto records =
      file.records("requirement", {"id", "level", "basis", "facet", "rows", "gaps"}, {"text", "seen-by", "cite"});
  for (const Record& record : records) tables.facts.requirements.push_back(requirement_of(record, tables));
  return file.bytes();
}

std::string read_open_points(const std::filesystem::path& folder, Tables& tables) {
  const XmlFile file(folder, "open_points.xml", "open-points", {"open-point"});
  for (const Record& record : file.records("open-point", {"id", "key", "gaps"}, {"question", "answer", "always"}))
    tables.facts.open_points.push_back(open_point_of(record, tables));
  return file.bytes();
}

}  // namespace hallmark::spec
