#include "suites/gaps/find_gaps.h"

#include <fmt/format.h>

#include <algorithm>
#include <cctype>
#include <iterator>
#include <map>
#include <sstream>
#include <stdexcept>

#include "suites/gaps/outcome.h"

namespace hallmark::suites {

using scenario::OpenQuestion;
using verdict::Outcome;

namespace {

std::vector<std::string> words_of(const Theme& theme, const Word& word) {
  std::vector<std::string> words;
  for (const auto letter : word) words.push_back(theme.letters.at(letter));
  return words;
}

std::string last_outcome(const History& history) {
  return history.exchanges.empty() ? "" : outcome(history.exchanges.back());
}

/// Every trial with one stimulus less, and first that without the half before.
std::vector<run::Trial> with_less(const run::Trial& trial) {
  std::vector<run::Trial> all;
  if (!trial.clear.empty()) all.push_back({{}, trial.restricted, "", ""});
  for (const auto half : {&run::Trial::clear, &run::Trial::restricted}) {
    for (std::size_t step = (trial.*half).size(); step-- > 1;) {
      auto less = trial;
      (less.*half).erase((less.*half).begin() + static_cast<std::ptrdiff_t>(step));
      all.push_back(std::move(less));
    }
  }
  return all;
}

/// Of a hole: what becomes of each value.
std::vector<std::string> literally(const LiteralText& text, const Hole& hole) {
  std::vector<std::string> lines;
  for (std::size_t value = 0; value < text.values.size(); ++value) {
    std::string line = text.values[value] + ": ";
    if (hole.forbidden_by[value].empty()) line += "permitted";
    for (const auto number : hole.forbidden_by[value]) {
      line += (line.ends_with(": ") ? "forbidden by \"" : ", \"") + text.sentences[number].text + '"';
    }
    lines.push_back(std::move(line));
  }
  return lines;
}

void add_once(std::vector<std::string>& all, const std::string& text) {
  if (std::find(all.begin(), all.end(), text) == all.end()) all.push_back(text);
}

/// The words of a text.
std::vector<std::string> rows_of(const std::string& text) {
  std::istringstream in(text);
  return {std::istream_iterator<std::string>(in), {}};
}

/// What was found, as a name has it: letters, digits and underscores.
std::string as_name(const std::string& text) {
  std::string made;
  for (const char c : text) {
    const bool plain = std::isalnum(static_cast<unsigned char>(c)) != 0;
    if (plain) made += static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
    if (!plain && !made.empty() && made.back() != '_') made += '_';
  }
  while (made.ends_with('_')) made.pop_back();
  return made;
}

}  // namespace

GapFinder::GapFinder(const Material& material, const run::Rules& rules, MakeAnswering make, std::size_t longest)
    : material_(&material), rules_(rules), make_(std::move(make)), longest_(longest), themes_(all_themes(material)) {}

Reading& GapFinder::reading(const AnswerGiven& answer) {
  auto& made = readings_[answer];
  if (!made) made = std::make_unique<Reading>(answer, make_({answer}), rules_);
  return *made;
}

const Theme& GapFinder::theme(const std::string& name) const {
  const auto found = std::find_if(themes_.begin(), themes_.end(), [&](const Theme& each) { return each.name == name; });
  if (found == themes_.end()) throw std::logic_error("no theme " + name);
  return *found;
}

/// Told apart is what each oracle holds against the other's history and not against its own.
GapFinder::Comparison GapFinder::compared(const ReadingPair& pair, const run::Trial& trial) {
  auto& one = reading(pair.one);
  auto& other = reading(pair.other);
  const auto of_one = one.play(trial);
  const auto of_other = other.play(trial);
  Comparison made;
  made.last_of_one = last_outcome(of_one);
  made.last_of_other = last_outcome(of_other);
  made.last = of_one.exchanges.empty() ? 0 : of_one.exchanges.size() - 1;
  made.state = of_one.state + '\n' + of_other.state + '\n' + made.last_of_one + '\n' + made.last_of_other;
  made.step = first_parting(of_one.exchanges, of_other.exchanges);
  if (!made.step) return made;
  made.one = outcome(of_one.exchanges[*made.step]);
  made.other = outcome(of_other.exchanges[*made.step]);
  const auto own_one = one.worst_of(of_one.exchanges);
  const auto own_other = other.worst_of(of_other.exchanges);
  if (own_one >= Outcome::fail || own_other >= Outcome::fail) return made;
  const bool judged = other.worst_of(of_one.exchanges) > own_one && one.worst_of(of_other.exchanges) > own_other;
  made.apart = judged ? Apart::judged : Apart::shown;
  return made;
}

Searched GapFinder::search(const ReadingPair& pair) {
  std::vector<SearchSpace> spaces;
  for (const auto& theme : themes_) {
    spaces.push_back({theme.letters.size(), [&, this](const Word& word) {
                        const auto told = theme.tell(word);
                        if (!told.makes_sense) return Tried{false, Apart::no, ""};
                        const auto made = compared(pair, told.trial);
                        return Tried{true, made.apart, made.state + '\n' + told.lasting};
                      }});
  }
  return shortest_apart(spaces, longest_);
}

run::Trial GapFinder::shrunk(const ReadingPair& pair, run::Trial trial, const Holds& holds) {
  for (bool again = true; again;) {
    again = false;
    for (auto& less : with_less(trial)) {
      if (!holds(compared(pair, less))) continue;
      trial = std::move(less);
      again = true;
      break;
    }
  }
  return trial;
}

std::string GapFinder::source(const std::string& row) const {
  for (const auto& requirement : material_->facts->requirements) {
    for (const auto& citation : requirement.citations) {
      if (citation.row == row) return citation.document + ", " + citation.section + " (" + row + ")";
    }
  }
  return row;
}

/// The rows of the table of gaps, and the sentences that the same gaps stand at.
std::vector<std::string> GapFinder::sources_of(const spec::OpenPoint& point) const {
  std::vector<std::string> sources;
  for (const auto& requirement : material_->facts->requirements) {
    const bool shares = std::any_of(requirement.gaps.begin(), requirement.gaps.end(), [&](const std::string& gap) {
      return std::find(point.gaps.begin(), point.gaps.end(), gap) != point.gaps.end();
    });
    for (const auto& citation : requirement.citations) {
      const auto text =
          citation.document + ", " + citation.section + (citation.row.empty() ? "" : " (" + citation.row + ")");
      if (shares) add_once(sources, text);
    }
  }
  if (sources.empty()) sources.emplace_back("no sentence of a source speaks of it");
  for (const auto& gap : point.gaps) sources.push_back(gap);
  return sources;
}

Gap GapFinder::gap(const ReadingPair& pair, const run::Trial& trial, const Comparison& how, const std::string& name,
                   OpenQuestion question) const {
  question.step = static_cast<int>(how.step.value_or(0));
  question.readings = {{name_of(pair.one), target_of(pair.one), how.one},
                       {name_of(pair.other), target_of(pair.other), how.other}};
  Gap made;
  made.one = pair.one;
  made.other = pair.other;
  made.apart = how.apart;
  made.scenario.name = name;
  made.scenario.title = question.text;
  made.scenario.schema_version = material_->schema_version;
  made.scenario.profile_origin = material_->profile->origin();
  made.scenario.profile_digest = material_->profile->digest();
  made.scenario.goes_on = true;
  made.scenario.trials = {trial};
  made.question = std::move(question);
  return made;
}

GapsFound GapFinder::between(const AnswersGiven& answers, const std::function<void(const std::string&)>& said) {
  GapsFound found;
  for (const auto& pair : pairs_of_readings(answers)) {
    ++found.pairs;
    if (said) said(name_of(pair.one) + " or " + pair.other.second);
    const auto searched = search(pair);
    found.words += searched.words;
    const std::string what = pair.one.second + " or " + pair.other.second;
    if (!searched.found) {
      ++found.unparted;
      found.not_apart.push_back(
          {pair.one.first, what,
           fmt::format("{} scenarios of at most {} events were played and are answered alike{}", searched.words,
                       searched.longest, searched.exhausted ? "; longer ones lead to nothing new" : "")});
      continue;
    }
    const auto& theme = themes_[searched.found->space];
    const auto& point = *material_->facts->open_point(pair.one.first);
    const auto apart = searched.found->apart;
    const auto least = shrunk(pair, theme.tell(searched.found->word).trial,
                              [&](const Comparison& less) { return less.apart >= apart; });
    auto made = gap(pair, least, compared(pair, least),
                    "gaps/" + as_name(point.id) + '/' + as_name(pair.one.second) + "_or_" + as_name(pair.other.second),
                    {point.id, point.question, sources_of(point), 0, {}});
    made.sequence = words_of(theme, searched.found->word);
    made.found_in = theme.name;
    found.gaps.push_back(std::move(made));
  }
  return found;
}

/// Two readings part in a hole where they agree on all before its last event, and not on what holds after it.
std::optional<Gap> GapFinder::gap_in(const LiteralText& text, const Hole& hole, const ReadingPair& pair) {
  const auto& alphabet = theme(text.theme);
  const auto trial = alphabet.tell(hole.events).trial;
  const auto whole = compared(pair, trial);
  if (!whole.ends_apart()) return std::nullopt;
  const Word before(hole.events.begin(), hole.events.end() - 1);
  if (compared(pair, alphabet.tell(before).trial).apart != Apart::no) return std::nullopt;
  const auto least = shrunk(pair, trial, [&](const Comparison& less) {
    return less.apart >= whole.apart && less.last_of_one == whole.last_of_one &&
           less.last_of_other == whole.last_of_other;
  });
  auto how = compared(pair, least);
  how.step = how.last;
  how.one = how.last_of_one;
  how.other = how.last_of_other;
  OpenQuestion question{text.name, text.title + " After: " + hole.situation + ".", {}, 0, {}};
  for (const auto& sentence : text.sentences) {
    for (const auto& row : rows_of(sentence.source)) add_once(question.sources, source(row));
  }
  auto made = gap(pair, least, how,
                  "gaps/" + text.name + '/' + as_name(hole.situation) + '/' + as_name(pair.one.second) + "_or_" +
                      as_name(pair.other.second),
                  std::move(question));
  made.sequence = words_of(alphabet, hole.events);
  made.found_in = text.name;
  made.literally = literally(text, hole);
  return made;
}

void GapFinder::fill(const LiteralText& text, const Hole& hole, const AnswersGiven& answers, GapsFound& found) {
  const auto before = found.gaps.size();
  for (const auto& pair : pairs_of_readings(answers)) {
    if (auto made = gap_in(text, hole, pair)) found.gaps.push_back(*std::move(made));
  }
  if (found.gaps.size() > before) return;
  const std::string permitted = hole.permitted.empty() ? "no value" : "more than one value";
  const auto trial = theme(text.theme).tell(hole.events).trial;
  found.not_apart.push_back({text.name, hole.situation,
                             "at their word the sentences permit " + permitted + "; every permitted reading answers " +
                                 last_outcome(reading(answers.front()).play(trial))});
}

GapsFound GapFinder::in_text(const LiteralText& text, const AnswersGiven& answers) {
  GapsFound found;
  // An event for each meter of a point; what takes more is told by these.
  constexpr std::size_t events_of_a_hole = 2;
  for (const auto& hole : holes(text, std::min(longest_, events_of_a_hole))) fill(text, hole, answers, found);
  return found;
}

}  // namespace hallmark::suites
