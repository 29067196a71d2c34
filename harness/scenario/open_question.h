/// \file
/// What a scenario file may ask beside its scenario: how what the codes leave open is read. Nobody is judged by it.
#pragma once

#include <string>
#include <vector>

namespace hallmark::scenario {

/// One reading of what the codes leave open: an implementation that follows it, and what that answers.
struct ReadingAnswer {
  std::string reading;  ///< e.g. "set-while-set=refuse"
  std::string target;   ///< as on the command line, e.g. "inproc:reference?set-while-set=refuse"
  std::string outcome;  ///< in words, e.g. "ssi set-restricted: refused"
  bool operator==(const ReadingAnswer&) const = default;
};

/// A question that a scenario puts to whoever plays it.
struct OpenQuestion {
  std::string clause;  ///< an open point, or a text of a source
  std::string text;    ///< one sentence
  std::vector<std::string> sources;
  int step = 0;  ///< of all that is played, from 0: the first that the readings answer otherwise
  std::vector<ReadingAnswer> readings;
  bool operator==(const OpenQuestion&) const = default;
};

}  // namespace hallmark::scenario
