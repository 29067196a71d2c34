/// \file
/// For tests of the suites of service flags, install codes and reports: their cases, played against the reference as it
/// is and with one thing wrong that it says.
#pragma once

#include <algorithm>
#include <functional>
#include <memory>
#include <set>
#include <stdexcept>
#include <string>
#include <vector>

#include "suites/install_codes/answers.h"
#include "suites/restricted/reporting.h"
#include "suites/service_flags/flag_events.h"
#include "suites/service_flags/histories.h"
#include "suites/suites_scene.h"

namespace hallmark::suites::market {

using observation::Effects;
using observation::Observation;
using scenario::Stimulus;
using verdict::Outcome;

using Distort = adaptor::Distortion;

inline Distort honest() {
  return [](const Stimulus&, Observation&) {};
}

template <class Answer>
Answer* answer(Observation& observation) {
  auto* answered = std::get_if<observation::Answered>(&observation);
  return answered != nullptr ? std::get_if<Answer>(&answered->answer) : nullptr;
}

inline Distort effects(std::function<void(Effects&)> change) {
  return [change = std::move(change)](const Stimulus&, Observation& observation) {
    if (auto* drained = answer<observation::Drained>(observation)) change(drained->effects);
  };
}
inline Distort rows(std::function<void(observation::FeedUpdate&)> change) {
  return effects([change = std::move(change)](Effects& all) {
    for (auto& file : all.to_registration) {
      for (auto& row : file.updates) change(row);
    }
  });
}
inline Distort codes(std::function<void(observation::InstallCodeAnswer&)> change) {
  return effects([change = std::move(change)](Effects& all) {
    for (auto& row : all.install_codes) change(row);
  });
}
/// What a read answers.
inline Distort reads(std::function<void(observation::SsiAnswer&)> change) {
  return [change = std::move(change)](const Stimulus& stimulus, Observation& observation) {
    const auto* ssi = std::get_if<scenario::Ssi>(&stimulus);
    auto* read = answer<observation::SsiAnswer>(observation);
    if (ssi != nullptr && ssi->action == "read" && read != nullptr) change(*read);
  };
}

inline std::vector<run::Case> all_cases() {
  std::vector<run::Case> cases;
  const auto& material = built().material;
  for (const auto& suite :
       {service_flag_histories(material), service_flag_reads(material), service_flag_events(material),
        service_flag_requests(material), install_code_answers(material), reporting(material)}) {
    cases.insert(cases.end(), suite.cases.begin(), suite.cases.end());
  }
  return cases;
}

inline run::CaseRow play(const std::string& id, const std::string& name, Distort distort) {
  static const auto cases = all_cases();
  const auto found = std::find_if(cases.begin(), cases.end(), [&](const run::Case& each) { return each.id == id; });
  if (found == cases.end()) throw std::invalid_argument("no case " + id);
  run::Session session(std::make_unique<adaptor::Distorted>(built().implementation(name), std::move(distort)),
                       built().rules);
  return session.play(*found).row;
}

/// The requirements that something was found against.
inline std::set<std::string> broken(const run::CaseRow& row) {
  std::set<std::string> ids;
  for (const auto& judgement : row.verdict.judgements) {
    if (judgement.outcome != Outcome::fail && judgement.outcome != Outcome::warn) continue;
    ids.insert(judgement.requirements.begin(), judgement.requirements.end());
  }
  return ids;
}

inline std::set<std::string> passed(const run::CaseRow& row) {
  std::set<std::string> ids;
  for (const auto& judgement : row.verdict.judgements) {
    if (judgement.outcome == Outcome::pass) ids.insert(judgement.requirements.begin(), judgement.requirements.end());
  }
  return ids;
}

inline const std::string events = "service_flags/events/";
inline const std::string answers = "install_codes/answers/";
inline const std::string reports = "restricted/reporting/";

}  // namespace hallmark::suites::market
