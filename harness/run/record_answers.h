/// \file
/// The answers at open points over all cases of a record, and whether they are one each (`choices.one-answer`).
#pragma once

#include <cstddef>
#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "harness/run/record.h"

namespace hallmark::run {

/// What a note of the kind "open-point" says: "E5 (4.1, Command Variant 1, synchronous)" is token and key.
struct NotedAnswer {
  std::string point;
  std::string key;  ///< empty: its point has one answer for all
  std::string token;
  bool operator==(const NotedAnswer&) const = default;
};

/// The answer that a note holds, token and key cut to 80 bytes; empty for a note of another kind.
std::optional<NotedAnswer> noted_answer(const verdict::Note& note);

/// One answer at one key of an open point.
struct AnswerSeen {
  std::string token;
  int cases = 0;
  std::string first;  ///< of the cases that saw it, the first by the letters of its id
  bool operator==(const AnswerSeen&) const = default;
};

/// Every answer seen at one key of an open point.
struct AnswersAt {
  std::string point;
  std::string key;
  bool must_agree = false;  ///< the point permits several answers and is not only shown
  std::vector<AnswerSeen> answers;
  bool operator==(const AnswersAt&) const = default;
};

/// Adds up the answers of one run, or of a merged record: the order of the cases does not matter.
class RecordAnswers {
 public:
  /// At most this many answers are kept of a key, and keys of a point: what an implementation says has no bound.
  static constexpr std::size_t most_answers = 16;
  static constexpr std::size_t most_keys = 4096;

  /// Keeps a reference.
  explicit RecordAnswers(const spec::Facts& facts) : facts_(&facts) {}

  void add(const CaseRow& row);
  /// By open point in the order of the facts, and by key.
  std::vector<AnswersAt> all() const;
  /// What `choices.one-answer` comes to: a broken should for each key that is answered in more than one way, naming
  /// the answers and a case of each; one pass where there are answers and none differ; empty where there are none. With
  /// `strict` a broken should fails.
  std::vector<verdict::Judgement> judgements(bool strict) const;

 private:
  using Answers = std::map<std::string, AnswerSeen>;

  const spec::Facts* facts_;
  std::map<std::string, std::map<std::string, Answers>> answers_;  ///< by point, key and token
};

}  // namespace hallmark::run
