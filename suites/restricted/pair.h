/// \file
/// The stimuli of a pair: a request to an estate without the flag, then the same to the same estate with it.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "harness/run/test_case.h"
#include "suites/suite.h"

namespace hallmark::suites {

/// What is asked, of whom, by whom.
struct Question {
  const spec::ServiceRequest* service = nullptr;
  std::string device_type;  ///< empty: it concerns no device
  std::string role;
  int command_variant = 1;
  std::string schema_version;
};

/// One trial a document (sample, least, rich): the same estate, fresh counters. The flag is set on the device; for a
/// Gas Proxy Function on its gas meter; for any other device on every meter of the hub.
std::vector<run::Trial> pair_trials(const Material& material, const Question& question, std::uint64_t seed);

}  // namespace hallmark::suites
