/// \file
/// For tests of suites: what cases are built from and judged by, and the reference to play them against.
#pragma once

#include <algorithm>
#include <memory>
#include <string>
#include <vector>

#include "harness/adaptor/distorted.h"
#include "harness/implementations/catalogue.h"
#include "harness/run/session.h"
#include "suites/suite.h"

namespace hallmark::suites {

/// All that was built, for V5.1; loaded once a test program.
struct Built {
  spec::Facts facts = spec::load_facts(HALLMARK_SHARE_DIR "/spec");
  spec::Profile profile = spec::shipped_profile(facts);
  std::vector<schema::Sample> samples = schema::load_samples(HALLMARK_SHARE_DIR "/samples");
  schema::Validator validator = schema::Validator::load(HALLMARK_SHARE_DIR "/schema/duis-5.1");
  schema::Vote vote{validator};
  generator::RequestGrammar grammar{facts, HALLMARK_SHARE_DIR "/schema/duis-5.1"};
  generator::RequestTemplates templates{grammar, samples};
  Material material{&facts, &profile, &samples, &templates, "5.1"};
  run::Rules rules{.facts = &facts, .profile = &profile, .validator = &validator, .seed = 1, .vote = &vote};

  /// An implementation that ships, by its name: "reference?POINT=ANSWER".
  std::unique_ptr<adaptor::Adaptor> implementation(const std::string& name = "reference") const {
    return implementations::maker(name, facts, profile, validator)();
  }
};

inline const Built& built() {
  static const Built all;
  return all;
}

/// The worst outcome among the judgements about a requirement; none where there is no such judgement.
inline verdict::Outcome outcome_of(const run::CaseRow& row, const std::string& requirement) {
  auto worst = verdict::Outcome::none;
  for (const auto& judgement : row.verdict.judgements) {
    const auto& ids = judgement.requirements;
    if (std::find(ids.begin(), ids.end(), requirement) != ids.end()) worst = std::max(worst, judgement.outcome);
  }
  return worst;
}

}  // namespace hallmark::suites
