/// \file
/// Questions that the codes leave open, as a list that a working group can answer: text, Markdown, HTML.
#pragma once

#include <string>
#include <vector>

namespace hallmark::reports {

/// One way to read a clause, and what it answers.
struct ReadAs {
  std::string reading;
  std::string outcome;
};

/// One question and the shortest sequence of events that two readings answer otherwise.
struct GapRow {
  std::string clause;
  std::string question;
  std::vector<std::string> sources;
  std::vector<std::string> sequence;   ///< in words
  std::vector<std::string> literally;  ///< of sentences at their word: what becomes of each value; may be empty
  std::vector<ReadAs> readings;
  bool judged = true;  ///< each reading refuses what the other does; else the difference is only seen
  std::string file;    ///< of the scenario, empty: it was not written
};

/// What nothing tells apart, and why.
struct NotToldApart {
  std::string clause;
  std::string what;
  std::string why;
};

/// All of it.
struct GapList {
  std::vector<GapRow> gaps;
  std::vector<NotToldApart> not_apart;
  long long pairs = 0;  ///< of readings that were compared
};

/// "31 questions, …": the one sentence that each form begins with.
std::string gap_headline(const GapList& list);
/// For a terminal.
std::string gap_text(const GapList& list);
std::string gap_markdown(const GapList& list);
/// One self-contained page, without script.
std::string gap_html(const GapList& list);

}  // namespace hallmark::reports
