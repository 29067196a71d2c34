#include "reports/gap_list.h"

#include <fmt/format.h>

#include "reports/escape.h"
#include "reports/html_parts.h"
#include "reports/markdown_summary.h"

namespace hallmark::reports {

namespace {

constexpr std::string_view only_seen = "Only seen: neither reading refuses what the other does.";

std::string joined(const std::vector<std::string>& parts, std::string_view between) {
  std::string text;
  for (const auto& part : parts) text += (text.empty() ? "" : std::string(between)) + part;
  return text;
}

std::string text_of(const GapRow& row, std::size_t number) {
  std::string out = fmt::format("{}. {}: {}\n", number, row.clause, row.question);
  for (std::size_t at = 0; at < row.sequence.size(); ++at)
    out += fmt::format("     {}) {}\n", at + 1, row.sequence[at]);
  for (const auto& [reading, outcome] : row.readings) out += fmt::format("   read as {}: {}\n", reading, outcome);
  for (const auto& line : row.literally) out += fmt::format("   at its word, {}\n", line);
  if (!row.judged) out += fmt::format("   {}\n", only_seen);
  out += fmt::format("   source: {}\n", joined(row.sources, "; "));
  if (!row.file.empty()) out += fmt::format("   file: {}\n", row.file);
  return visible(out, LineFeeds::kept) + '\n';
}

std::string markdown_of(const GapRow& row, std::size_t number) {
  std::string out = fmt::format("## {}. {}\n\n{}\n\n", number, markdown(row.clause), markdown(row.question));
  for (std::size_t at = 0; at < row.sequence.size(); ++at) {
    out += fmt::format("{}. {}\n", at + 1, markdown(row.sequence[at]));
  }
  out += "\n| read as | outcome |\n|---|---|\n";
  for (const auto& [reading, outcome] : row.readings) {
    out += fmt::format("| {} | {} |\n", markdown(reading), markdown(outcome));
  }
  if (!row.literally.empty()) out += "\nAt its word:\n\n";
  for (const auto& line : row.literally) out += fmt::format("- {}\n", markdown(line));
  if (!row.judged) out += fmt::format("\n{}\n", only_seen);
  out += fmt::format("\nSource: {}\n", markdown(joined(row.sources, "; ")));
  if (!row.file.empty()) out += fmt::format("\nScenario: {}\n", markdown(row.file));
  return out + '\n';
}

std::string html_list(std::string_view tag, const std::vector<std::string>& lines) {
  if (lines.empty()) return {};
  std::string out = fmt::format("<{}>\n", tag);
  for (const auto& line : lines) out += "<li>" + html_line(line) + "</li>\n";
  return out + fmt::format("</{}>\n", tag);
}

std::string html_of(const GapRow& row, std::size_t number) {
  std::string out = fmt::format("<h3>{}. {}</h3>\n<p>{}</p>\n", number, html_line(row.clause), html_line(row.question));
  out += html_list("ol", row.sequence);
  out += open_table("", "What the readings answer", {"read as", "outcome"});
  for (const auto& [reading, outcome] : row.readings) {
    out += fmt::format("<tr><td>{}</td><td>{}</td></tr>\n", html_line(reading), html_line(outcome));
  }
  out += close_table;
  if (!row.literally.empty()) out += "<p>At its word:</p>\n" + html_list("ul", row.literally);
  if (!row.judged) out += fmt::format("<p>{}</p>\n", only_seen);
  out += "<p>Source: " + html_line(joined(row.sources, "; ")) + "</p>\n";
  return row.file.empty() ? out : out + "<p>Scenario: " + html_line(row.file) + "</p>\n";
}

}  // namespace

std::string gap_headline(const GapList& list) {
  return counted(static_cast<long long>(list.gaps.size()), "question") +
         " with the shortest scenario that tells two "
         "readings apart, from " +
         counted(list.pairs, "pair") + " of readings; " + grouped(static_cast<long long>(list.not_apart.size())) +
         " more that no scenario tells apart";
}

std::string gap_text(const GapList& list) {
  std::string out;
  for (std::size_t at = 0; at < list.gaps.size(); ++at) out += text_of(list.gaps[at], at + 1);
  if (!list.not_apart.empty()) out += "Not told apart:\n";
  for (const auto& row : list.not_apart) {
    out += visible(fmt::format("- {}, {}: {}\n", row.clause, row.what, row.why), LineFeeds::kept);
  }
  return out + gap_headline(list) + '\n';
}

std::string gap_markdown(const GapList& list) {
  std::string out = "# What the codes leave open\n\n" + markdown(gap_headline(list)) + ".\n\n";
  for (std::size_t at = 0; at < list.gaps.size(); ++at) out += markdown_of(list.gaps[at], at + 1);
  if (!list.not_apart.empty()) out += "## Not told apart\n\n";
  for (const auto& row : list.not_apart) out += "- " + markdown(row.clause + ", " + row.what + ": " + row.why) + '\n';
  return out;
}

std::string gap_html(const GapList& list) {
  std::string out = html_head("what the codes leave open");
  out += "<body>\n<main>\n<h1>What the codes leave open</h1>\n<p>" + html_line(gap_headline(list)) + ".</p>\n";
  out += open_section("questions", "Questions");
  for (std::size_t at = 0; at < list.gaps.size(); ++at) out += html_of(list.gaps[at], at + 1);
  out += "</section>\n";
  if (!list.not_apart.empty()) {
    out += open_section("not-told-apart", "Not told apart") + open_table("", "And why", {"clause", "what", "why"});
    for (const auto& row : list.not_apart) {
      out += fmt::format("<tr><td>{}</td><td>{}</td><td>{}</td></tr>\n", html_line(row.clause), html_line(row.what),
                         html_line(row.why));
    }
    out += std::string(close_table) + "</section>\n";
  }
  return out + "</main>\n</body>\n</html>\n";
}

}  // namespace hallmark::reports
