#include <fmt/format.h>

#include <algorithm>

#include "reports/escape.h"
#include "reports/html_parts.h"
#include "reports/matrix.h"

namespace hallmark::reports {
namespace {

using run::CaseRow;
using run::Json;
using run::Record;

constexpr std::size_t most_findings = 200;           ///< in detail
constexpr std::size_t most_of_one_json = 20 * 1024;  ///< bytes of a stimulus or observation
constexpr std::size_t most_details = 6'000'000;      ///< bytes of all judgements and exchanges on the page
constexpr std::size_t most_judgements = 20;          ///< of one finding
constexpr std::string_view unfolded = " open";       ///< the first finding is unfolded

/// How many bytes of judgements and exchanges the page may still take.
class Budget {
 public:
  /// Whether there is room for these bytes; takes them if so.
  bool take(std::size_t bytes) {
    if (bytes > left_) return false;
    left_ -= bytes;
    return true;
  }

 private:
  std::size_t left_ = most_details;
};

/// The string member of an object, empty where there is none.
std::string member(const Json& object, const char* key) {
  if (!object.is_object()) return {};
  const auto found = object.find(key);
  return found != object.end() && found->is_string() ? found->get<std::string>() : std::string();
}

std::string json_html(std::string_view title, const Json& json) {
  const std::string text = json.dump(2, ' ', false, Json::error_handler_t::replace);
  const bool cut = text.size() > most_of_one_json;
  return fmt::format("<div><h4>{}{}</h4><pre>{}</pre></div>", title,
                     cut ? ", cut at 20 KB; the record has it whole" : "", html(clip(text, most_of_one_json)));
}

std::string step_html(const run::Step& step, Budget& budget) {
  const std::string exchange = json_html("Stimulus", step.stimulus) + json_html("Observation", step.observation);
  std::string label = fmt::format("Step {}", step.step);
  for (const std::string& word : {member(step.stimulus, "operation"), member(step.observation, "kind")})
    if (!word.empty()) label += ": " + html_line(word);
  if (!budget.take(exchange.size()))
    return fmt::format("<p class=\"soft\">{}. Left out here, the page is full; the record has it.</p>\n", label);
  return fmt::format("<details><summary>{}</summary><div class=\"exchange\">{}</div></details>\n", label, exchange);
}

std::string judgement_html(const verdict::Judgement& judgement, const spec::Facts& facts) {
  std::string out = fmt::format("<li>{} <span class=\"soft\">{}, step {}</span><br>{}", html_mark(judgement.outcome),
                                spec::name(judgement.level), judgement.step, html_line(judgement.reason));
  for (const std::string& id : judgement.requirements) {
    out += "<br>" + html_requirement(id, facts);
    if (const auto* requirement = facts.requirement(id)) out += " " + html_line(requirement->text);
  }
  return out + "</li>\n";
}

/// Every judgement of the case that did not pass, the worst first.
std::string judgements_html(const CaseRow& row, const spec::Facts& facts) {
  std::vector<verdict::Judgement> all = row.verdict.judgements;
  std::erase_if(all, [](const auto& each) { return each.outcome == Outcome::pass || each.outcome == Outcome::none; });
  std::stable_sort(all.begin(), all.end(),
                   [](const auto& left, const auto& right) { return left.outcome > right.outcome; });
  std::string out = "<ul class=\"reasons\">\n";
  for (std::size_t at = 0; at < std::min(all.size(), most_judgements); ++at) out += judgement_html(all[at], facts);
  if (all.size() > most_judgements) out += fmt::format("<li>… and {} more</li>\n", all.size() - most_judgements);
  return out + "</ul>\n";
}

std::string steps_html(const Record& record, const CaseRow& row, Budget& budget) {
  std::string out;
  if (const auto found = record.steps.find(row.case_id); found != record.steps.end())
    for (const run::Step& step : found->second)
      if (step.iteration == row.iteration) out += step_html(step, budget);
  return out.empty() ? out : "<h3>Exchanges</h3>\n" + out;
}

std::string finding_html(const Record& record, const CaseRow& row, const spec::Facts& facts, Budget& budget,
                         bool open) {
  const std::string iteration = row.iteration > 0 ? fmt::format(" (iteration {})", row.iteration) : "";
  std::string out =
      fmt::format("<details class=\"finding\"{}><summary>{}<b>{}{}</b><span class=\"why\">{}</span></summary><div>\n",
                  open ? unfolded : "", html_mark(row.verdict.outcome), html_line(row.case_id), iteration,
                  html_line(worst_reason(row)));
  if (!row.title.empty()) out += "<p>" + html_line(row.title) + "</p>\n";
  const std::string judgements = judgements_html(row, facts);
  out += budget.take(judgements.size()) ? judgements : "<p class=\"soft\">Left out here, the page is full.</p>\n";
  const auto replay = run::replay_command(record, row);
  if (!row.replay.empty() || !replay.empty()) out += "<h3>Run it again</h3>\n";
  if (!replay.empty()) out += "<code class=\"replay\">" + html_line(replay) + "</code>\n";
  if (!row.replay.empty()) out += "<code class=\"replay\">" + html_line(row.replay) + "</code>\n";
  return out + steps_html(record, row, budget) + "</div></details>\n";
}

/// The most binding level among the judgements that made the outcome.
spec::Level level_of(const CaseRow& row) {
  spec::Level level = spec::Level::report;
  for (const verdict::Judgement& judgement : row.verdict.judgements)
    if (judgement.outcome == row.verdict.outcome) level = std::min(level, judgement.level);
  return level;
}

}  // namespace

std::string html_findings(const Record& record, const spec::Facts& facts) {
  std::vector<const CaseRow*> rows;
  for (const CaseRow& row : record.cases)
    if (row.verdict.outcome == Outcome::fail || row.verdict.outcome == Outcome::error) rows.push_back(&row);
  std::stable_sort(rows.begin(), rows.end(),
                   [](auto* left, auto* right) { return level_of(*left) < level_of(*right); });
  std::string out = "<section aria-labelledby=\"findings\">\n<h2 id=\"findings\">Findings</h2>\n";
  if (rows.empty()) return out + "<p>No case failed, and none ended in an error.</p>\n</section>\n";
  out += fmt::format("<p>{} failed or ended in an error; musts first.</p>\n",
                     counted(static_cast<long long>(rows.size()), "case"));
  Budget budget;
  for (std::size_t at = 0; at < std::min(rows.size(), most_findings); ++at)
    out += finding_html(record, *rows[at], facts, budget, at == 0);
  if (rows.size() > most_findings)
    out += fmt::format("<p>… and {} more findings, which the record and the JSON report have.</p>\n",
                       grouped(static_cast<long long>(rows.size() - most_findings)));
  return out + "</section>\n";
}

}  // namespace hallmark::reports
