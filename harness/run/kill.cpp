#include "harness/run/kill.h"

#include <algorithm>

namespace hallmark::run {

using verdict::Outcome;

bool is_kill(const verdict::Judgement& judgement, const std::string& requirement, bool is_should) {
  if (judgement.outcome != Outcome::warn || !is_should) return judgement.outcome == Outcome::fail;
  const auto& ids = judgement.requirements;
  return std::find(ids.begin(), ids.end(), requirement) != ids.end();
}

const verdict::Judgement* kill_in(const verdict::Verdict& verdict, const std::string& requirement, bool is_should) {
  const auto& all = verdict.judgements;
  const auto found =
      std::find_if(all.begin(), all.end(), [&](const auto& each) { return is_kill(each, requirement, is_should); });
  return found == all.end() ? nullptr : &*found;
}

}  // namespace hallmark::run
