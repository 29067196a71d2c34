/// \file
/// For tests: rules from what was built, and an adaptor whose answers a test writes down.
#pragma once

#include <functional>
#include <memory>
#include <utility>

#include "harness/run/session.h"

namespace hallmark::run {

/// Facts, shipped profile and schema as built, loaded once a test program.
const Rules& built_rules();

/// Answers each stimulus by a function.
class Scripted final : public adaptor::Adaptor {
 public:
  using Script = std::function<observation::Observation(const scenario::Stimulus&)>;
  explicit Scripted(Script script) : script_(std::move(script)) {}
  observation::Observation exchange(const scenario::Stimulus& stimulus) override { return script_(stimulus); }

 private:
  Script script_;
};

/// An answer to initialize that claims these facets.
observation::Observation claiming(std::vector<std::string> facets);

}  // namespace hallmark::run
