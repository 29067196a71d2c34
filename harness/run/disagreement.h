/// \file
/// Two implementations asked the same: where they first differ, and what explains it.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "harness/run/session.h"

namespace hallmark::run {

/// What two plays of one case differ in. Values.
struct Disagreement {
  /// In falling order of weight; a case is told by the first that applies.
  enum class Kind {
    failure,  ///< one of them breaks something that the other does not, or is in error where the other is not
    answer,   ///< a step is answered otherwise, or had other effects, told in a word (`in_a_word`)
    lesser,   ///< a warning, or what stays undecided, that only one of them has
  };
  Kind kind = Kind::answer;
  std::string one;    ///< the answer, or the judgement: "fail mp169.allow-list"; empty: it has none like the other's
  std::string other;  ///< likewise
  /// Whether it is the same in kind, in whatever step or case.
  bool operator==(const Disagreement&) const = default;
};

/// Whether there is anything to compare: both could be asked (neither lacks what the case needs), and not both ended in
/// an error.
bool can_be_compared(const Played& one, const Played& other);

/// How they differ, both played with `answers_kept`; empty: they agree.
std::optional<Disagreement> disagreement(const Played& one, const Played& other);

/// The first step that is answered otherwise, from 0; empty where none is.
std::optional<int> first_other_step(const Played& one, const Played& other);

/// What lies behind a disagreement.
struct Explanation {
  /// The most important first.
  enum class Kind {
    requirement,  ///< one of them breaks it
    unexplained,  ///< neither open point nor requirement
    open_point,   ///< both may be right: the codes leave the answer open, and they answer otherwise
  };
  Kind kind = Kind::unexplained;
  std::string name;   ///< open points or requirement ids, joined by ", "; empty where it is unexplained
  std::string one;    ///< the answers at the open points, "accept"; else empty
  std::string other;  ///< likewise
  bool operator==(const Explanation&) const = default;
};
/// "open-point", "requirement" or "unexplained".
std::string_view name(Explanation::Kind kind);

/// A failure of one alone is explained by what it breaks: no permitted answer of an open point fails. Anything else by
/// the open points of more than one permitted answer at which both were seen to answer, and not alike; then by a
/// requirement that one of them fails, or warns about. The code of a refusal explains nothing, as answers in a word do
/// not show it.
Explanation explanation(const Disagreement& disagreement, const Played& one, const Played& other,
                        const spec::Facts& facts);

}  // namespace hallmark::run
