/// \file
/// The one place that sees both what the codes allow and what the implementation did.
#pragma once

#include <vector>

#include "harness/observation/observation.h"
#include "harness/oracle/expectation.h"
#include "harness/verdict/verdict.h"

namespace hallmark::verdict {

/// Judgements and notes on one step.
struct Judged {
  std::vector<Judgement> judgements;
  std::vector<Note> notes;
};

/// Judges an observation against an expectation. Pure and total: a broken implementation is one `error`, a declined
/// operation not applicable (or a failure where a claimed facet needs it), anything else one judgement a demand.
/// Demands of level report become notes. With `strict` a broken should fails.
Judged judge(const oracle::Expectation& expectation, const observation::Observation& observation, int step,
             bool strict);

}  // namespace hallmark::verdict
