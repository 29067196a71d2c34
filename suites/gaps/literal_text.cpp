#include "suites/gaps/literal_text.h"

#include <deque>
#include <set>

namespace hallmark::suites {

namespace {

/// What the sentences say of each value after these events.
Hole judged(const LiteralText& text, const Word& events, const std::string& before) {
  Hole made{events, text.situation(events), before, {}, {}};
  for (const auto& value : text.values) {
    auto& forbidden_by = made.forbidden_by.emplace_back();
    for (std::size_t number = 0; number < text.sentences.size(); ++number) {
      if (!text.sentences[number].allows(events, before, value)) forbidden_by.push_back(number);
    }
    if (forbidden_by.empty()) made.permitted.push_back(value);
  }
  return made;
}

}  // namespace

std::vector<Hole> holes(const LiteralText& text, std::size_t longest) {
  std::vector<Hole> found;
  std::set<std::string> with_hole;
  std::set<std::string> met;
  std::deque<std::pair<Word, std::string>> open = {{Word{}, text.at_first}};
  while (!open.empty()) {
    const auto [word, value] = std::move(open.front());
    open.pop_front();
    if (word.size() == longest) continue;
    for (const auto event : text.events) {
      Word events = word;
      events.push_back(event);
      auto hole = judged(text, events, value);
      if (hole.permitted.size() != 1) {
        if (with_hole.insert(hole.situation).second) found.push_back(std::move(hole));
      } else if (met.insert(hole.situation + ": " + hole.permitted.front()).second) {
        open.emplace_back(std::move(events), hole.permitted.front());
      }
    }
  }
  return found;
}

}  // namespace hallmark::suites
