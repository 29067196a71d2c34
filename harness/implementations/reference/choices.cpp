#include "harness/implementations/reference/choices.h"

#include <algorithm>
#include <array>
#include <stdexcept>

namespace hallmark::implementations {

namespace {

/// Where the first permitted answer is not the one to begin with.
constexpr std::array<std::pair<const char*, const char*>, 5> usual_answers = {
    {{"rejection-code", "E5"},
     {"set-on-hub-or-proxy", "refuse"},
     {"in-flight-response", "withhold"},
     {"queued-request-when-set", "reject-when-due"},
     {"part-of-a-month", "include"}}};

bool is_permitted(const spec::Facts& facts, const spec::OpenPoint& point, std::string_view token) {
  if (point.answers.empty()) return token.starts_with('E') && facts.response_code(token) != nullptr;
  return std::ranges::any_of(point.answers, [&](const auto& answer) { return answer.token == token; });
}

std::string permitted_answers(const spec::OpenPoint& point) {
  if (point.answers.empty()) return "an E code that `hallmark explain` knows, e.g. E5";
  std::string text;
  for (const auto& answer : point.answers) text += (text.empty() ? "" : ", ") + answer.token;
  return text;
}

}  // namespace

Choices::Choices(const spec::Facts& facts) : facts_(&facts) {
  for (const auto& point : facts.open_points) {
    by_point_[point.id] = point.answers.empty() ? "" : point.answers.front().token;
  }
  for (const auto& [point, token] : usual_answers) by_point_[point] = token;
}

void Choices::choose(std::string_view name, std::string_view token) {
  const auto colon = name.find(':');
  const auto id = name.substr(0, colon);
  const auto* point = facts_->open_point(id);
  if (point == nullptr) {
    throw std::invalid_argument("\"" + std::string(id) +
                                "\" is no open point: `hallmark list open-points` names them and their answers");
  }
  if (!is_permitted(*facts_, *point, token)) {
    throw std::invalid_argument("\"" + std::string(token) + "\" is no permitted answer of " + point->id + ": use " +
                                permitted_answers(*point));
  }
  if (colon == std::string_view::npos) {
    by_point_[point->id] = token;
    return;
  }
  const std::string key(name.substr(colon + 1));
  if (point->key.empty() || point->key == "report" || key.empty()) {
    throw std::invalid_argument(point->id + (key.empty() ? " is followed by a colon and no key"
                                                         : " has one answer for all: leave out \":" + key + "\""));
  }
  by_key_[{point->id, key}] = token;
}

const std::string& Choices::answer(std::string_view point, std::string_view key) const {
  if (!key.empty() && !by_key_.empty()) {
    const auto found = by_key_.find(std::pair(std::string(point), std::string(key)));
    if (found != by_key_.end()) return found->second;
  }
  const auto found = by_point_.find(point);
  if (found == by_point_.end()) throw std::logic_error("no open point " + std::string(point));
  return found->second;
}

bool Choices::is(std::string_view point, std::string_view token, std::string_view key) const {
  return answer(point, key) == token;
}

std::vector<std::pair<std::string, std::string>> Choices::declared() const {
  std::vector<std::pair<std::string, std::string>> made;
  for (const auto& point : facts_->open_points) {
    const bool by_key =
        std::ranges::any_of(by_key_, [&](const auto& chosen) { return chosen.first.first == point.id; });
    if (point.answers.size() > 1 && !by_key) made.emplace_back(point.id, answer(point.id));
  }
  return made;
}

std::vector<Alternative> alternatives(const spec::Facts& facts) {
  std::vector<Alternative> made;
  for (const auto& point : facts.open_points) {
    for (const auto& answer : point.answers) made.push_back({point.id, answer.token});
    if (!point.answers.empty()) continue;
    for (const auto& code : facts.response_codes) {
      const bool fits = code.kind == "access-control" && !code.points_at_case && !code.fault && code.code != "E2";
      if (fits) made.push_back({point.id, code.code});
    }
  }
  return made;
}

}  // namespace hallmark::implementations
