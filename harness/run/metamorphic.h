/// \file
/// Playing a case, whatever kind it is: once, or as it is and transformed, with the verdicts compared.
#pragma once

#include "harness/run/session.h"

namespace hallmark::run {

/// Plays a case to its end. Of one with a transformation both ways are played, each judged by itself; the verdict says
/// whether the two are the same (metamorphic rule, a must). Where they are, but an answer or what was sent is not, that
/// is a should. Where the case cannot be decided as it is, nothing is compared.
Played play_case(const Case& test_case, adaptor::Adaptor& adaptor, const Rules& rules,
                 const observation::Observation& opening);

/// What an answer amounts to, whoever and whenever it is about: "submit accepted", "ssi refused", "drain: 4.1.1".
std::string in_a_word(const scenario::Stimulus& stimulus, const observation::Observation& observation);

}  // namespace hallmark::run
