#include "reports/html.h"

#include <fmt/format.h>

#include <iterator>

#include "reports/escape.h"
#include "reports/html_parts.h"
#include "reports/wording.h"

namespace hallmark::reports {
namespace {

using run::Record;

/// How the verdict is coloured and marked: as its exit code says, and as "could not tell" where there is none.
Outcome colour_of(const Record& record) {
  if (!record.footer) return Outcome::inconclusive;
  if (record.footer->exit_code == 0) return Outcome::pass;
  return record.footer->exit_code == 1 ? Outcome::fail : Outcome::inconclusive;
}

std::string verdict(const Record& record) {
  const Outcome colour = colour_of(record);
  std::string out =
      fmt::format("<p class=\"verdict {}\"><span class=\"sign\" aria-hidden=\"true\">{}</span><span>{}</span></p>\n",
                  html_class(colour), html_sign(colour), html_line(verdict_sentence(record)));
  const auto lines = headline(record);
  if (lines.empty()) return out;
  out += "<ul class=\"headline\">\n";
  for (const std::string& line : lines) out += "<li>" + html_line(line) + "</li>\n";
  return out + "</ul>\n";
}

std::string counts(const Record& record) {
  std::string bar;
  std::string list;
  const auto add = [&](Outcome outcome, std::size_t cases, std::string_view word) {
    if (cases == 0) return;
    bar += fmt::format("<span class=\"{}\" style=\"flex:{}\"></span>", html_class(outcome), cases);
    list += fmt::format("<li class=\"{}\"><span aria-hidden=\"true\">{}</span> <b>{}</b> {}</li>\n",
                        html_class(outcome), html_sign(outcome), grouped(static_cast<long long>(cases)), word);
  };
  for (const Outcome outcome : worst_first)
    add(outcome, static_cast<std::size_t>(count(record, outcome)), in_words(outcome));
  add(Outcome::none, record.not_run.size(), "not run");
  if (list.empty()) return "<p>No case was judged.</p>\n";
  return fmt::format(
      "<div class=\"bar\" aria-hidden=\"true\">{}</div>\n<ul class=\"counts\" aria-label=\"Cases by "
      "outcome\">\n{}</ul>\n",
      bar, list);
}

std::string differences(const run::Header& header) {
  if (header.profile_differences.empty()) return {};
  std::string out = "<details><summary>Differences from the shipped profile</summary><ul>\n";
  for (const std::string& row : header.profile_differences) out += "<li>" + html_line(row) + "</li>\n";
  return out + "</ul></details>\n";
}

std::string about(const Record& record) {
  std::string out = "<dl class=\"about\">\n";
  const auto add = [&](std::string_view label, std::string_view value) {
    out += fmt::format("<dt>{}</dt><dd>{}</dd>\n", label, html_line(value));
  };
  for (const auto& [label, value] : particulars(record.header)) add(label, value);
  add("started", record.header.started);
  if (record.footer) add("finished", record.footer->finished);
  return out + "</dl>\n" + differences(record.header);
}

constexpr std::string_view contents_list =
    "<nav aria-label=\"On this page\"><ul>\n<li><a href=\"#gives-out\">What it still gives out</a></li>\n"
    "<li><a href=\"#findings\">Findings</a></li>\n<li><a href=\"#matrix\">Matrix</a></li>\n"
    "<li><a href=\"#requirements\">Requirements</a></li>\n<li><a href=\"#warnings\">Warnings</a></li>\n"
    "<li><a href=\"#inconclusive\">Inconclusive</a></li>\n<li><a href=\"#notes\">Open points</a></li>\n"
    "<li><a href=\"#not-run\">Not run</a></li>\n<li><a href=\"#coverage\">Coverage</a></li>\n<li><a "
    "href=\"#schema-coverage\">Schema coverage</a></li>\n"
    "</ul></nav>\n";

}  // namespace

std::string_view html_class(Outcome outcome) {
  if (outcome == Outcome::none || outcome == Outcome::not_applicable) return "quiet";
  return verdict::name(outcome);
}

std::string_view html_sign(Outcome outcome) {
  switch (outcome) {
    case Outcome::pass:
      return "✓";
    case Outcome::warn:
      return "△";
    case Outcome::inconclusive:
      return "?";
    case Outcome::fail:
      return "✗";
    case Outcome::error:
      return "‼";
    case Outcome::not_applicable:
      return "–";
    case Outcome::none:
      break;
  }
  return "○";
}

std::string html_mark(Outcome outcome) {
  return fmt::format("<span class=\"mark {}\"><span aria-hidden=\"true\">{}</span> {}</span>", html_class(outcome),
                     html_sign(outcome), in_words(outcome));
}

std::string html_line(std::string_view text) { return html(clip(text, 2000)); }

std::string html_requirement(const std::string& id, const spec::Facts& facts) {
  const std::string text = html_line(id);
  if (!facts.requirement(id)) return "<code>" + text + "</code>";
  return fmt::format("<a href=\"#requirement-{0}\"><code>{0}</code></a>", text);
}

std::string html_page(const Record& record, const spec::Facts& facts) {
  std::string out = html_head(implementation_name(record.header));
  out += "<body>\n<a class=\"skip\" href=\"#gives-out\">Skip to the results</a>\n<header>\n";
  out += fmt::format("<h1>Hallmark report on {}</h1>\n", html_line(implementation_name(record.header)));
  out += verdict(record) + html_gives_out(record, facts) + counts(record) + about(record);
  out += contents_list;
  out += "</header>\n<main>\n";
  out += html_findings(record, facts);
  out += html_matrix(record, facts);
  out += html_requirements(record, facts);
  out += html_groups(record, facts);
  out += html_coverage(record, facts);
  out += html_schema_coverage(record);
  out += fmt::format(
      "</main>\n<footer><p>Drawn from the record of the run alone, by hallmark {}. A profile other than the shipped "
      "one "
      "is whoever's file it is; the shipped one is derived from public sources.</p></footer>\n</body>\n</html>\n",
      html_line(record.header.hallmark));
  return out;
}

}  // namespace hallmark::reports
