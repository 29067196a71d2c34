#include <fmt/format.h>

#include <iterator>

#include "reports/escape.h"
#include "reports/html_parts.h"
#include "reports/matrix.h"
#include "reports/wording.h"

namespace hallmark::reports {
namespace {

constexpr std::size_t most_reason = 300;  ///< bytes of a reason in a cell

std::string legend() {
  std::string out = "<ul class=\"legend\" aria-label=\"Marks\">\n";
  for (const Outcome outcome : worst_first)
    if (outcome != Outcome::none) out += "<li>" + html_mark(outcome) + "</li>\n";
  return out + "</ul>\n";
}

std::string half(std::string_view name, const std::string& what) {
  return fmt::format("<small>{}: {}</small>", name, what.empty() ? "not tried" : html_line(what));
}

std::string cell_html(const Cell& cell) {
  const run::CaseRow& row = *cell.worst;
  const Outcome outcome = row.verdict.outcome;
  const std::string reason = clip(worst_reason(row), most_reason);
  const bool explain = outcome != Outcome::pass && !reason.empty();
  std::string out = fmt::format("<td class=\"{}\"{}>", html_class(outcome),
                                explain ? fmt::format(" title=\"{}\"", html(reason)) : "");
  out +=
      fmt::format("<b><span aria-hidden=\"true\">{}</span><span class=\"hidden\">{}:</span> {}</b>", html_sign(outcome),
                  in_words(outcome), row.axes.expect.empty() ? "no expectation" : html_line(row.axes.expect));
  out += half("clear", row.axes.clear) + half("set", row.axes.restricted);
  if (explain) out += fmt::format("<details><summary>why</summary>{}</details>", html(reason));
  return out + "</td>";
}

std::string row_html(const MatrixRow& row, const Matrix& all, const spec::Facts& facts) {
  const spec::ServiceRequest* request = facts.service_request(row.srv);
  std::string out = fmt::format("<tr{}><th scope=\"row\">{}<span>{}</span></th>",
                                row.worst() == Outcome::pass ? " class=\"fine\"" : "", html_line(row.srv),
                                request ? html_line(request->name) : "");
  for (const std::string& type : all.device_types) {
    const auto cell = row.cells.find(type);
    out += cell == row.cells.end()
               ? "<td class=\"absent\"><span aria-hidden=\"true\">·</span><span class=\"hidden\">no case</span></td>"
               : cell_html(cell->second);
  }
  return out + "</tr>\n";
}

/// Which Service Requests of the facts no case of the record is about.
std::string absent(const Matrix& all, const spec::Facts& facts) {
  std::vector<std::string> missing;
  for (const spec::ServiceRequest& request : facts.service_requests) {
    bool found = false;
    for (const MatrixRow& row : all.rows) found = found || row.srv == request.variant;
    if (!found) missing.push_back(request.variant);
  }
  if (missing.empty()) return {};
  return fmt::format("<p class=\"soft\">Not in the table, as no case of this run is about them: {}.</p>\n",
                     html(listed(missing)));
}

}  // namespace

std::string html_matrix(const run::Record& record, const spec::Facts& facts) {
  const Matrix all = matrix(record, facts);
  std::string out = "<section aria-labelledby=\"matrix\">\n<h2 id=\"matrix\">Service Requests by device type</h2>\n";
  if (all.rows.empty())
    return out + "<p>No case of this run is about a Service Request and a device type.</p>\n</section>\n";
  out +=
      "<p>Each cell says what the profile in force expects of a Restricted device, then what came of the request with "
      "the flag clear and with it set. Where cases differ, the cell shows the worst.</p>\n";
  out += legend();
  out +=
      "<label class=\"filter\"><input type=\"checkbox\" id=\"only-odd-cells\"> Only rows that did not wholly pass"
      "</label>\n<div class=\"scroll\" tabindex=\"0\" role=\"region\" aria-labelledby=\"matrix\">\n"
      "<table class=\"matrix\">\n<caption>Expected, and seen with the Restricted flag clear and set</caption>\n"
      "<thead><tr><th scope=\"col\">Service Request</th>";
  for (const std::string& type : all.device_types) out += "<th scope=\"col\">" + html_line(type) + "</th>";
  out += "</tr></thead>\n<tbody>\n";
  for (const MatrixRow& row : all.rows) out += row_html(row, all, facts);
  return out + "</tbody>\n</table>\n</div>\n" + absent(all, facts) + "</section>\n";
}

}  // namespace hallmark::reports
