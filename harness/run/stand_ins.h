/// \file
/// Signatures differ from run to run, and implementations echo signed pre-commands: what stands for them in records.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "harness/observation/observation.h"
#include "harness/scenario/stimulus.h"

namespace hallmark::run {

/// Remembers, for one case, which signed pre-commands were sent in place of which.
class StandIns {
 public:
  /// The request as it is kept and as it was sent.
  void remember(const scenario::Submit& kept, const scenario::Submit& sent);
  /// Wherever an observation has a signed pre-command as sent, it has the kept one afterwards.
  void put_back(observation::Observation& observation) const;

 private:
  void put_back(std::string& text) const;

  std::vector<std::pair<std::string, std::string>> sent_and_kept_;  ///< base64, equally long
};

}  // namespace hallmark::run
