#include "harness/run/record_answers.h"

#include <algorithm>
#include <iterator>

namespace hallmark::run {

namespace {

constexpr std::string_view requirement = "choices.one-answer";
constexpr std::size_t longest_word = 80;

bool must_agree(const spec::OpenPoint& point) { return point.key != "report" && point.answers.size() != 1; }

std::string sentence(const AnswersAt& row) {
  std::string text = row.point + (row.key.empty() ? "" : " (" + row.key + ")") + " is answered in " +
                     std::to_string(row.answers.size()) + " ways:";
  for (const auto& answer : row.answers) {
    text += (&answer == &row.answers.front() ? " " : "; ") + answer.token + " in " +
            (answer.cases == 1 ? "1 case, " : std::to_string(answer.cases) + " cases, first ") + answer.first;
  }
  return text;
}

/// Leaves out what is last by its letters, whatever the order it came in.
template <class Rows>
void keep_at_most(Rows& rows, std::size_t most) {
  if (rows.size() > most) rows.erase(std::prev(rows.end()));
}

}  // namespace

std::optional<NotedAnswer> noted_answer(const verdict::Note& note) {
  if (note.kind != "open-point") return std::nullopt;
  const auto open = note.text.ends_with(')') ? note.text.rfind(" (") : std::string::npos;
  NotedAnswer answer{note.subject, "", note.text.substr(0, open)};
  if (open != std::string::npos) answer.key = note.text.substr(open + 2, note.text.size() - open - 3);
  answer.key.resize(std::min(answer.key.size(), longest_word));
  answer.token.resize(std::min(answer.token.size(), longest_word));
  return answer;
}

void RecordAnswers::add(const CaseRow& row) {
  std::vector<NotedAnswer> counted;
  for (const auto& note : row.verdict.notes) {
    const auto noted = noted_answer(note);
    if (!noted || facts_->open_point(noted->point) == nullptr) continue;
    if (std::find(counted.begin(), counted.end(), *noted) != counted.end()) continue;
    counted.push_back(*noted);
    auto& keys = answers_[noted->point];
    auto& answers = keys[noted->key];
    auto& seen = answers[noted->token];
    seen.token = noted->token;
    ++seen.cases;
    if (seen.first.empty() || row.case_id < seen.first) seen.first = row.case_id;
    keep_at_most(answers, most_answers);
    keep_at_most(keys, most_keys);
  }
}

std::vector<AnswersAt> RecordAnswers::all() const {
  std::vector<AnswersAt> rows;
  for (const auto& point : facts_->open_points) {
    const auto found = answers_.find(point.id);
    if (found == answers_.end()) continue;
    for (const auto& [key, answers] : found->second) {
      AnswersAt row{point.id, key, must_agree(point), {}};
      for (const auto& [token, seen] : answers) row.answers.push_back(seen);
      rows.push_back(std::move(row));
    }
  }
  return rows;
}

std::vector<verdict::Judgement> RecordAnswers::judgements(bool strict) const {
  const std::vector<std::string> ids = {std::string(requirement)};
  const auto broken = strict ? verdict::Outcome::fail : verdict::Outcome::warn;
  std::vector<verdict::Judgement> made;
  int alike = 0;
  for (const auto& row : all()) {
    if (!row.must_agree) continue;
    if (row.answers.size() > 1) made.push_back({broken, spec::Level::should, ids, sentence(row), 0});
    if (row.answers.size() == 1) ++alike;
  }
  if (made.empty() && alike > 0) made.push_back({verdict::Outcome::pass, spec::Level::should, ids, "", 0});
  return made;
}

}  // namespace hallmark::run
