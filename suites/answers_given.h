/// \file
/// An implementation under every permitted answer of every open point: each by itself, and every pair of them in few
/// runs; what goes wrong is narrowed to the answers that cause it.
#pragma once

#include <functional>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "harness/adaptor/adaptor.h"
#include "harness/run/session.h"

namespace hallmark::suites {

/// An open point (or another option of the reference) and an answer of it.
using AnswerGiven = std::pair<std::string, std::string>;
using AnswersGiven = std::vector<AnswerGiven>;

/// "set-while-set=refuse&declare=no": what follows "reference?".
std::string as_query(const AnswersGiven& answers);

/// Makes an implementation that gives these answers, and the usual one elsewhere.
using MakeAnswering = std::function<std::unique_ptr<adaptor::Adaptor>(const AnswersGiven& answers)>;

/// A case that does not come out as it should.
struct Wrong {
  std::string case_id;
  AnswersGiven answers;  ///< the fewest that cause it, of one run: one, two, or all of them
  std::string why;       ///< outcome and reason
  bool operator==(const Wrong&) const = default;
};

/// How all of it went.
struct AnswersPlayed {
  std::size_t runs = 0;
  std::size_t cases = 0;  ///< judged, over all runs
  std::vector<Wrong> wrong;
};

/// Plays cases under answers.
class PlayAnswers {
 public:
  /// `cases` and what the rules point at must outlive it.
  PlayAnswers(MakeAnswering make, std::vector<const run::Case*> cases, const run::Rules& rules, int workers = 1)
      : make_(std::move(make)), cases_(std::move(cases)), rules_(rules), workers_(workers) {}

  /// Each answer by itself. `said` is told before each run.
  AnswersPlayed each(const AnswersGiven& answers, const std::function<void(const std::string&)>& said = {}) const;
  /// Rows that hold every pair of answers of two points.
  AnswersPlayed pairs(const AnswersGiven& answers, const std::function<void(const std::string&)>& said = {}) const;
  /// The rows of `pairs`.
  static std::vector<AnswersGiven> rows(const AnswersGiven& answers);

 private:
  void play(const AnswersGiven& answers, AnswersPlayed& played) const;
  std::vector<run::Played> played(const AnswersGiven& answers, const std::vector<const run::Case*>& cases) const;
  Wrong narrowed(const AnswersGiven& answers, const run::Case& wrong, std::string why) const;

  MakeAnswering make_;
  std::vector<const run::Case*> cases_;
  run::Rules rules_;
  int workers_;
};

}  // namespace hallmark::suites
