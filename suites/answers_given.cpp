#include "suites/answers_given.h"

#include <algorithm>

#include "harness/generator/covering_array.h"
#include "harness/run/crew.h"

namespace hallmark::suites {

namespace {

using verdict::Outcome;

/// The points in the order in which they come first, each with its answers.
std::vector<std::pair<std::string, std::vector<std::string>>> by_point(const AnswersGiven& answers) {
  std::vector<std::pair<std::string, std::vector<std::string>>> points;
  for (const auto& given : answers) {
    auto known =
        std::find_if(points.begin(), points.end(), [&](const auto& each) { return each.first == given.first; });
    if (known == points.end()) known = points.insert(points.end(), {given.first, {}});
    known->second.push_back(given.second);
  }
  return points;
}

/// What is wrong with a verdict of a permitted answer; empty: nothing. What a should prefers is no fault.
std::string fault(const verdict::Verdict& verdict) {
  const bool undecided =
      std::any_of(verdict.judgements.begin(), verdict.judgements.end(), [](const verdict::Judgement& judgement) {
        return judgement.outcome == Outcome::inconclusive && judgement.level == spec::Level::must;
      });
  const bool wrong = verdict.outcome >= Outcome::fail || verdict.outcome == Outcome::none || undecided;
  if (!wrong) return {};
  std::string why(verdict::name(verdict.outcome));
  for (const auto& judgement : verdict.judgements) {
    if (judgement.outcome != verdict.outcome) continue;
    why += ": " + judgement.reason;
    for (const auto& id : judgement.requirements) why += " [" + id + "]";
    break;
  }
  return why;
}

}  // namespace

std::string as_query(const AnswersGiven& answers) {
  std::string query;
  for (const auto& [point, token] : answers) query += (query.empty() ? "" : "&") + point + "=" + token;
  return query;
}

std::vector<AnswersGiven> PlayAnswers::rows(const AnswersGiven& answers) {
  const auto points = by_point(answers);
  std::vector<std::size_t> counts;
  for (const auto& [point, tokens] : points) counts.push_back(tokens.size());
  std::vector<AnswersGiven> made;
  for (const auto& row : generator::covering_array(counts)) {
    auto& given = made.emplace_back();
    for (std::size_t i = 0; i < points.size(); ++i) given.emplace_back(points[i].first, points[i].second[row[i]]);
  }
  return made;
}

std::vector<run::Played> PlayAnswers::played(const AnswersGiven& answers,
                                             const std::vector<const run::Case*>& cases) const {
  run::Crew crew(cases, workers_, [&] { return std::make_unique<run::Session>(make_(answers), rules_); });
  std::vector<run::Played> all;
  for (std::size_t i = 0; i < cases.size(); ++i) {
    all.push_back(crew.take(i));
    all.back().steps.clear();
  }
  return all;
}

void PlayAnswers::play(const AnswersGiven& answers, AnswersPlayed& went) const {
  const auto all = played(answers, cases_);
  ++went.runs;
  went.cases += all.size();
  for (std::size_t i = 0; i < all.size(); ++i) {
    auto why = fault(all[i].row.verdict);
    if (!why.empty()) went.wrong.push_back(narrowed(answers, *cases_[i], std::move(why)));
  }
}

/// The case is played again, with one answer of the row alone, then with each two.
Wrong PlayAnswers::narrowed(const AnswersGiven& answers, const run::Case& wrong, std::string why) const {
  const auto fails = [&](const AnswersGiven& some) {
    return !fault(played(some, {&wrong}).front().row.verdict).empty();
  };
  if (answers.size() < 2) return {wrong.id, answers, std::move(why)};
  for (const auto& one : answers) {
    if (fails({one})) return {wrong.id, {one}, std::move(why)};
  }
  for (std::size_t i = 0; i < answers.size(); ++i) {
    for (std::size_t j = i + 1; j < answers.size(); ++j) {
      if (fails({answers[i], answers[j]})) return {wrong.id, {answers[i], answers[j]}, std::move(why)};
    }
  }
  return {wrong.id, answers, std::move(why)};
}

AnswersPlayed PlayAnswers::each(const AnswersGiven& answers,
                                const std::function<void(const std::string&)>& said) const {
  AnswersPlayed went;
  for (const auto& answer : answers) {
    if (said) said(as_query({answer}));
    play({answer}, went);
  }
  return went;
}

AnswersPlayed PlayAnswers::pairs(const AnswersGiven& answers,
                                 const std::function<void(const std::string&)>& said) const {
  AnswersPlayed went;
  for (const auto& row : rows(answers)) {
    if (said) said(as_query(row));
    play(row, went);
  }
  return went;
}

}  // namespace hallmark::suites
