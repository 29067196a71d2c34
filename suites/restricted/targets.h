/// \file
/// What consumption is read from, and the fair beginnings of a case about it.
#pragma once

#include <string>
#include <vector>

#include "suites/restricted/half.h"

namespace hallmark::suites {

/// A device type that consumption is read from, its meter and the role that reads.
struct Target {
  std::string type;
  std::string meter;
  std::string role;
};

/// The three of them: the meters, and the Gas Proxy Function that mirrors the one for gas.
inline const std::vector<Target>& consumption_targets() {
  static const std::vector<Target> all = {{"ESME", "ESME", "IS"}, {"GSME", "GSME", "GS"}, {"GPF", "GSME", "GS"}};
  return all;
}

/// ".gpf.gs", the end of a case id.
inline std::string ending(const Target& target) {
  return '.' + in_lower_case(target.type) + '.' + in_lower_case(target.role);
}

/// What a request that must not pass can break.
inline const std::vector<std::string>& nothing_passes() {
  static const std::vector<std::string> ids = {"mp169.allow-list", "mp169.consumption-never-leaves",
                                               "mp169.nothing-comes-back"};
  return ids;
}

/// A case that plays one half, with the flag; `script` makes its steps and returns the RequestID it is about.
run::Case restricted_half_case(const Material& material, const std::string& id, const std::string& title,
                               const Target& target, std::vector<std::string> requirements,
                               std::function<std::string(Stage&, Half&)> script,
                               const generator::PremisesOptions& options = {});

/// A case that plays the same without the flag and with it (`restricted`).
run::Case pair_case(const Material& material, const std::string& id, const std::string& title, const Target& target,
                    std::vector<std::string> requirements,
                    std::function<std::string(Stage&, Half&, bool restricted)> script,
                    const generator::PremisesOptions& options = {});

}  // namespace hallmark::suites
