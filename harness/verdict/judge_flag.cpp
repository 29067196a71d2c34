// The flag: what the Self Service Interface answered.
#include "harness/scenario/instant.h"
#include "harness/verdict/judge_checks.h"

namespace hallmark::verdict {

using observation::Observation;

Finding check(const oracle::SsiAccepts& condition, const Observation& observation) {
  const auto* seen = observation::answer<observation::SsiAnswer>(observation);
  if (seen == nullptr || seen->accepted == condition.accepts) return met;
  return broken(seen->accepted ? "it was accepted"
                               : "it was refused" + (seen->reason.empty() ? "" : ": " + seen->reason));
}

Finding check(const oracle::ReadsRestricted& condition, const Observation& observation) {
  const auto* seen = observation::answer<observation::SsiAnswer>(observation);
  if (seen == nullptr || !seen->accepted) return met;  // a refused read is judged as a refused read
  if (!seen->restricted) return broken("the answer says nothing of the flag");
  return *seen->restricted == condition.restricted ? met
                                                   : broken(*seen->restricted ? "it reads set" : "it reads clear");
}

Finding check(const oracle::EffectiveWithin& condition, const Observation& observation) {
  const auto* seen = observation::answer<observation::SsiAnswer>(observation);
  if (seen == nullptr || !seen->effective) return met;
  const auto effective = scenario::instant(*seen->effective);
  if (!effective) return broken("the announced moment is no RFC 3339 time");
  const auto wait = effective->seconds - condition.now;
  return wait <= condition.seconds
             ? met
             : broken("announced for " + *seen->effective + ", " + std::to_string(wait) + " s from now");
}

Finding check(const oracle::EffectiveAnnounced& condition, const Observation& observation) {
  const auto* seen = observation::answer<observation::SsiAnswer>(observation);
  if (seen == nullptr || !seen->accepted) return met;  // a refusal is judged as a refusal
  const auto effective = scenario::instant(seen->effective.value_or(""));
  const bool announced = effective && effective->seconds > condition.now;
  if (announced == condition.announced) return met;
  return broken(announced ? "it is announced for " + *seen->effective : "it holds at once");
}

}  // namespace hallmark::verdict
