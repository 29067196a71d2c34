/// \file
/// The ambiguity finder: for every two readings of a clause the shortest scenario that tells them apart, and the holes
/// that sentences leave when they are taken at their word.
#pragma once

#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "harness/scenario/open_question.h"
#include "harness/scenario/scenario.h"
#include "suites/gaps/literal_text.h"
#include "suites/gaps/reading.h"
#include "suites/gaps/theme.h"

namespace hallmark::suites {

/// A question, and a scenario that two readings answer otherwise.
struct Gap {
  AnswerGiven one;
  AnswerGiven other;
  Apart apart = Apart::no;
  std::vector<std::string> sequence;  ///< in the words of the theme
  std::string found_in;               ///< name of the theme, or of the literal text
  /// Of a literal text: what its sentences permit, value by value.
  std::vector<std::string> literally;
  scenario::Scenario scenario;
  scenario::OpenQuestion question;  ///< with what the two readings answer
};

/// Two readings that no scenario tells apart, or a hole that every reading fills alike, and why.
struct NotApart {
  std::string clause;
  std::string what;
  std::string why;
};

/// All of it.
struct GapsFound {
  std::vector<Gap> gaps;
  std::vector<NotApart> not_apart;
  std::size_t pairs = 0;     ///< of readings
  std::size_t unparted = 0;  ///< of them, those that no scenario tells apart
  std::size_t words = 0;     ///< tried
};

/// Finds gaps. What is given must outlive it.
class GapFinder {
 public:
  /// `rules` are those of a run; `longest`: letters of a scenario at most.
  GapFinder(const Material& material, const run::Rules& rules, MakeAnswering make, std::size_t longest);

  /// Of every two of these answers that are of one open point. `said` is told before each; it may be empty.
  GapsFound between(const AnswersGiven& answers, const std::function<void(const std::string&)>& said = {});
  /// Of every hole of a text, between every two of these answers that part in it.
  GapsFound in_text(const LiteralText& text, const AnswersGiven& answers);

 private:
  struct Comparison {
    Apart apart = Apart::no;
    std::optional<std::size_t> step;
    std::string one;            ///< outcome at that step
    std::string other;          ///< likewise
    std::string last_of_one;    ///< outcome at the end
    std::string last_of_other;  ///< likewise
    std::size_t last = 0;       ///< the last step
    std::string state;

    bool ends_apart() const { return last_of_one != last_of_other; }
  };
  /// What of a comparison has to stay while a trial is shrunk.
  using Holds = std::function<bool(const Comparison&)>;

  Reading& reading(const AnswerGiven& answer);
  Comparison compared(const ReadingPair& pair, const run::Trial& trial);
  Searched search(const ReadingPair& pair);
  run::Trial shrunk(const ReadingPair& pair, run::Trial trial, const Holds& holds);
  Gap gap(const ReadingPair& pair, const run::Trial& trial, const Comparison& how, const std::string& name,
          scenario::OpenQuestion question) const;
  std::optional<Gap> gap_in(const LiteralText& text, const Hole& hole, const ReadingPair& pair);
  void fill(const LiteralText& text, const Hole& hole, const AnswersGiven& answers, GapsFound& found);
  const Theme& theme(const std::string& name) const;
  std::vector<std::string> sources_of(const spec::OpenPoint& point) const;
  std::string source(const std::string& row) const;

  const Material* material_;
  run::Rules rules_;
  MakeAnswering make_;
  std::size_t longest_;
  std::vector<Theme> themes_;
  std::map<AnswerGiven, std::unique_ptr<Reading>> readings_;
};

}  // namespace hallmark::suites
