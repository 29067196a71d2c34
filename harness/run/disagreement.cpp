#include "harness/run/disagreement.h"

#include <algorithm>
#include <map>
#include <set>

#include "harness/run/record_answers.h"

namespace hallmark::run {

using verdict::Outcome;

namespace {

std::string joined(const std::vector<std::string>& words) {
  std::string text;
  for (const auto& word : words) text += (text.empty() ? "" : ", ") + word;
  return text;
}

std::string requirements_of(const verdict::Judgement& judgement) { return joined(judgement.requirements); }

std::string in_words(const verdict::Judgement& judgement) {
  const auto ids = requirements_of(judgement);
  return std::string(verdict::name(judgement.outcome)) + (ids.empty() ? "" : ' ' + ids);
}

/// The first judgement of one of these outcomes that the other verdict has none like.
const verdict::Judgement* only_in(const verdict::Verdict& one, const verdict::Verdict& other,
                                  const std::vector<Outcome>& outcomes) {
  for (const auto outcome : outcomes) {
    for (const auto& judgement : one.judgements) {
      if (judgement.outcome != outcome) continue;
      const auto is_alike = [&](const auto& each) { return in_words(each) == in_words(judgement); };
      if (std::none_of(other.judgements.begin(), other.judgements.end(), is_alike)) return &judgement;
    }
  }
  return nullptr;
}

std::optional<Disagreement> in_judgements(Disagreement::Kind kind, const Played& one, const Played& other,
                                          const std::vector<Outcome>& outcomes) {
  const auto* of_one = only_in(one.row.verdict, other.row.verdict, outcomes);
  const auto* of_other = only_in(other.row.verdict, one.row.verdict, outcomes);
  if (of_one == nullptr && of_other == nullptr) return std::nullopt;
  return Disagreement{kind, of_one != nullptr ? in_words(*of_one) : "", of_other != nullptr ? in_words(*of_other) : ""};
}

using Answers = std::map<std::string, std::set<std::pair<std::string, std::string>>>;  ///< by point: key and token

Answers answers_of(const Played& played) {
  Answers answers;
  for (const auto& note : played.row.verdict.notes) {
    auto noted = noted_answer(note);
    if (!noted) continue;
    if (noted->point == "rejection-code") noted->token = "a refusal";
    answers[noted->point].emplace(noted->key, noted->token);
  }
  return answers;
}

std::string tokens(const std::set<std::pair<std::string, std::string>>& answers) {
  std::vector<std::string> all;
  for (const auto& [key, token] : answers) all.push_back(key.empty() ? token : token + " (" + key + ')');
  return joined(all);
}

std::optional<Explanation> by_open_points(const Played& one, const Played& other, const spec::Facts& facts) {
  const auto of_one = answers_of(one);
  const auto of_other = answers_of(other);
  std::vector<std::string> points;
  std::vector<std::string> ones;
  std::vector<std::string> others;
  for (const auto& [point, answers] : of_one) {
    const auto found = of_other.find(point);
    if (found == of_other.end() || found->second == answers) continue;
    const auto* known = facts.open_point(point);
    if (known == nullptr || known->answers.size() == 1) continue;  // one answer is no choice
    points.push_back(point);
    ones.push_back(tokens(answers));
    others.push_back(tokens(found->second));
  }
  if (points.empty()) return std::nullopt;
  return Explanation{Explanation::Kind::open_point, joined(points), joined(ones), joined(others)};
}

std::optional<Explanation> by_requirement(const Played& one, const Played& other,
                                          const std::vector<Outcome>& outcomes) {
  const auto* judgement = only_in(one.row.verdict, other.row.verdict, outcomes);
  if (judgement == nullptr) judgement = only_in(other.row.verdict, one.row.verdict, outcomes);
  if (judgement == nullptr || judgement->requirements.empty()) return std::nullopt;
  return Explanation{Explanation::Kind::requirement, requirements_of(*judgement), "", ""};
}

/// What both of them fail alike.
std::optional<Explanation> by_common_failure(const Played& one) {
  for (const auto& judgement : one.row.verdict.judgements) {
    if (judgement.outcome == Outcome::fail && !judgement.requirements.empty())
      return Explanation{Explanation::Kind::requirement, requirements_of(judgement), "", ""};
  }
  return std::nullopt;
}

}  // namespace

bool can_be_compared(const Played& one, const Played& other) {
  const auto was = one.row.verdict.outcome;
  const auto is = other.row.verdict.outcome;
  const bool both_broke = was == Outcome::error && is == Outcome::error;
  return !both_broke && was != Outcome::not_applicable && is != Outcome::not_applicable;
}

std::optional<int> first_other_step(const Played& one, const Played& other) {
  const auto& was = one.answers;
  const auto& is = other.answers;
  const auto [here, there] = std::mismatch(was.begin(), was.end(), is.begin(), is.end());
  if (here == was.end() && there == is.end()) return std::nullopt;
  return static_cast<int>(here - was.begin());
}

std::optional<Disagreement> disagreement(const Played& one, const Played& other) {
  using Kind = Disagreement::Kind;
  if (auto made = in_judgements(Kind::failure, one, other, {Outcome::error, Outcome::fail})) return made;
  if (const auto step = first_other_step(one, other)) {
    const auto at = [&](const std::vector<std::string>& answers) {
      const auto index = static_cast<std::size_t>(*step);
      return index < answers.size() ? answers[index] : std::string("nothing more was asked");
    };
    return Disagreement{Kind::answer, at(one.answers), at(other.answers)};
  }
  return in_judgements(Kind::lesser, one, other, {Outcome::warn, Outcome::inconclusive});
}

std::string_view name(Explanation::Kind kind) {
  switch (kind) {
    case Explanation::Kind::requirement:
      return "requirement";
    case Explanation::Kind::unexplained:
      return "unexplained";
    case Explanation::Kind::open_point:
      return "open-point";
  }
  return "";
}

Explanation explanation(const Disagreement& disagreement, const Played& one, const Played& other,
                        const spec::Facts& facts) {
  if (disagreement.kind == Disagreement::Kind::failure)
    return by_requirement(one, other, {Outcome::error, Outcome::fail}).value_or(Explanation{});
  if (auto made = by_open_points(one, other, facts)) return *made;
  if (auto made = by_requirement(one, other, {Outcome::warn})) return *made;
  return by_common_failure(one).value_or(Explanation{});
}

}  // namespace hallmark::run
