/// \file
/// Verdicts: the outcome of a case, in worsening order, each with reasons and requirement ids.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "spec/facts.h"

namespace hallmark::verdict {

/// In worsening order; nothing unseen, skipped or empty is ever a pass.
enum class Outcome { none, pass, not_applicable, warn, inconclusive, fail, error };

std::string_view name(Outcome outcome);
/// The outcome of that name; throws std::invalid_argument for another word.
Outcome outcome(std::string_view name);

/// One demand of an expectation, judged.
struct Judgement {
  Outcome outcome = Outcome::none;
  spec::Level level = spec::Level::must;
  std::vector<std::string> requirements;
  std::string reason;
  int step = 0;  ///< index of the step in the case, from 0
  bool operator==(const Judgement&) const = default;
};

/// A fact shown and never judged.
struct Note {
  std::string
      kind;  ///< "gives-out" (answered while Restricted), "open-point", "open-row", "pair", "flag-lost", "remark"
  std::string subject;  ///< e.g. the SRV or the open point
  std::string text;
  bool operator==(const Note&) const = default;
};

/// The verdict on one case.
struct Verdict {
  Outcome outcome = Outcome::none;
  std::vector<Judgement> judgements;
  std::vector<Note> notes;
  bool operator==(const Verdict&) const = default;
};

/// The verdict that these judgements add up to: the worst of them, `none` where there are none.
Verdict conclude(std::vector<Judgement> judgements, std::vector<Note> notes);

}  // namespace hallmark::verdict
