/// \file
/// Changes of payment mode (1.6) that are under way, to prepayment or to credit.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "harness/implementations/reference/asked.h"

namespace hallmark::implementations {

/// From the moment a command is sent until its device has carried it out, or said that it will not.
class ModeChanges {
 public:
  /// A mode that a device takes on.
  struct Change {
    std::string device;
    bool to_prepayment = false;
  };
  void reset() { under_way_.clear(); }

  void sent(const std::string& device, const AskedPointer& asked);
  /// What the device answered: true where its mode changes now, which a future-dated change does later.
  bool answered(const std::string& device, const Asked& asked, bool success, scenario::Instant now);
  /// Whether a change to prepayment is on its way to the device.
  bool prepayment_pending(const std::string& device) const;

  std::optional<scenario::Instant> next_due() const;
  /// The confirmed changes that are due by then.
  std::vector<Change> take_due(scenario::Instant until);

 private:
  struct UnderWay {
    std::string request_id;
    std::optional<scenario::Instant> at;
    bool to_prepayment = false;
    bool confirmed = false;
  };
  std::multimap<std::string, UnderWay> under_way_;  ///< by device
};

}  // namespace hallmark::implementations
