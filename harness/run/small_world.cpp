#include "harness/run/small_world.h"

namespace hallmark::run {

const Rules& built_rules() {
  static const spec::Facts facts = spec::load_facts(HALLMARK_SHARE_DIR "/spec");
  static const spec::Profile profile = spec::shipped_profile(facts);
  static const schema::Validator validator = schema::Validator::load(HALLMARK_SHARE_DIR "/schema/duis-5.1");
  static const schema::Vote vote(validator);
  static const Rules rules{&facts, &profile, &validator, 1, false, &vote};
  return rules;
}

observation::Observation claiming(std::vector<std::string> facets) {
  observation::Initialized answer;
  answer.implementation.name = "scripted";
  answer.statement.facets = std::move(facets);
  return observation::Answered{answer};
}

}  // namespace hallmark::run
