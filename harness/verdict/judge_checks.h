/// \file
/// What an observation makes of one condition: an overload each, a file a section.
#pragma once

#include <string>
#include <string_view>

#include "harness/observation/observation.h"
#include "harness/oracle/expectation.h"
#include "harness/verdict/verdict.h"

namespace hallmark::verdict {

/// How a demand fared: met, broken with a reason, or neither.
struct Finding {
  Outcome outcome = Outcome::pass;
  std::string seen;
};

inline const Finding met{};
inline Finding broken(std::string seen) { return {Outcome::fail, std::move(seen)}; }

/// What a drain showed, or null.
const observation::Effects* effects_of(const observation::Observation& observation);
/// The synchronous Response, or null.
const schema::ResponseReading* response_of(const observation::Observation& observation);
inline bool is_error_code(std::string_view code) { return code.starts_with('E'); }

// The flag.
Finding check(const oracle::SsiAccepts& condition, const observation::Observation& observation);
Finding check(const oracle::ReadsRestricted& condition, const observation::Observation& observation);
Finding check(const oracle::EffectiveWithin& condition, const observation::Observation& observation);
Finding check(const oracle::EffectiveAnnounced& condition, const observation::Observation& observation);

// Documents, and the synchronous answer to a request.
Finding check(const oracle::NotRefusedAsMalformed& condition, const observation::Observation& observation);
Finding check(const oracle::DocumentsValid& condition, const observation::Observation& observation);
Finding check(const oracle::ResponseMatches& condition, const observation::Observation& observation);
Finding check(const oracle::DeliveriesMatch& condition, const observation::Observation& observation);
Finding check(const oracle::NothingHandedOver& condition, const observation::Observation& observation);
Finding check(const oracle::RefusedByErrorCode& condition, const observation::Observation& observation);
Finding check(const oracle::RefusedWith& condition, const observation::Observation& observation);
Finding check(const oracle::ToldFromFault& condition, const observation::Observation& observation);
Finding check(const oracle::AnsweredLike& condition, const observation::Observation& observation);
Finding check(const oracle::NotRefused& condition, const observation::Observation& observation);
Finding check(const oracle::NotCarriedOut& condition, const observation::Observation& observation);
Finding check(const oracle::SafeFromHostileXml& condition, const observation::Observation& observation);

// What goes towards devices.
Finding check(const oracle::NoCommands& condition, const observation::Observation& observation);
Finding check(const oracle::NoCommandFor& condition, const observation::Observation& observation);
Finding check(const oracle::NoCommandNaming& condition, const observation::Observation& observation);
Finding check(const oracle::NotBothWays& condition, const observation::Observation& observation);
Finding check(const oracle::CommandsLike& condition, const observation::Observation& observation);
Finding check(const oracle::CommandSent& condition, const observation::Observation& observation);
Finding check(const oracle::RunsOf& condition, const observation::Observation& observation);
Finding check(const oracle::NoRefusalOf& condition, const observation::Observation& observation);

// What reaches Users, and Alerts.
Finding check(const oracle::PayloadWithheld& condition, const observation::Observation& observation);
Finding check(const oracle::NothingOf& condition, const observation::Observation& observation);
Finding check(const oracle::DeliveredLike& condition, const observation::Observation& observation);
Finding check(const oracle::PayloadDelivered& condition, const observation::Observation& observation);
Finding check(const oracle::NothingDelivered& condition, const observation::Observation& observation);
Finding check(const oracle::NothingForPast& condition, const observation::Observation& observation);
Finding check(const oracle::DeliveredAtMost& condition, const observation::Observation& observation);
Finding check(const oracle::AlertReaches& condition, const observation::Observation& observation);
Finding check(const oracle::AlertOnce& condition, const observation::Observation& observation);
Finding check(const oracle::DccAlert& condition, const observation::Observation& observation);

// The case as a whole.
Finding check(const oracle::Undecided& condition, const observation::Observation& observation);
Finding check(const oracle::NotMet& condition, const observation::Observation& observation);
Finding check(const oracle::NotClaimed& condition, const observation::Observation& observation);

// Flags, feeds, install codes and reports: what is wrong comes from market_checks.h.
Finding check(const oracle::MarketCondition& condition, const observation::Observation& observation);

}  // namespace hallmark::verdict
