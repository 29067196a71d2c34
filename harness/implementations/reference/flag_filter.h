/// \file
/// What the Restricted flag holds back: the one rule of MP169 about requests, commands and responses.
#pragma once

#include <string>
#include <unordered_map>
#include <vector>

#include "harness/implementations/reference/asked.h"
#include "harness/implementations/reference/choices.h"
#include "harness/implementations/reference/decisions.h"
#include "harness/implementations/reference/restricted_flag.h"
#include "harness/implementations/reference/sent_commands.h"
#include "harness/implementations/reference/smart_metering_inventory.h"

namespace hallmark::implementations {

/// Decides by the profile, for whatever a request asks a device to do, in whatever place it says so. Everything that it
/// is made from must outlive it.
class FlagFilter {
 public:
  FlagFilter(const spec::Facts& facts, const spec::Profile& profile, const Choices& choices,
             const SmartMeteringInventory& inventory, const RestrictedFlag& flag, const Commands& commands,
             const Decisions& decide);

  /// Whether the device is Restricted, itself or as the proxy of a gas meter that is.
  bool is_restricted(const scenario::Device& device) const;
  /// Whether the profile lets that Service Request pass to such a device while Restricted.
  bool may_pass(const spec::ServiceRequest& service, const scenario::Device& device) const;

  /// Whether the request is refused because of the flag of a device it concerns. One that names many devices (11.1,
  /// 11.4) is refused only if it is for all of them.
  bool refuses(const Asked& asked) const;
  /// Whether it is because of that device.
  bool refuses(const Asked& asked, const scenario::Device& device) const;
  /// Whether the request, or a run of a schedule at that moment, would read what was recorded while Restricted.
  bool reads_restricted_time(const Asked& asked, const scenario::Device& device, scenario::Instant at) const;

  /// Whether what a device sends in answer to a command reaches the User.
  bool may_come_back(const InFlight& command, const std::optional<GbcsHeader>& message,
                     const scenario::Device& device) const;
  /// Whether a message of that code would carry what the profile rejects, under the name of that Service Request or
  /// under none (null).
  bool reveals(const std::string& message_code, const spec::ServiceRequest* named,
               const scenario::Device& device) const;

  /// Whether a request is refused, by whoever decides that at this moment.
  bool refuses_at(Decision moment, const Asked& asked) const;

  /// Every device a request concerns: its header's, those its body names, and the one whose answer it returns.
  std::vector<const scenario::Device*> devices_of(const Asked& asked) const;

 private:
  bool looks_at(Decision part, const Asked& asked) const;
  bool is_meant_to_pass(const spec::ServiceRequest& service, const scenario::Device& device) const;

  const spec::Facts* facts_;
  const spec::Profile* profile_;
  const Choices* choices_;
  const SmartMeteringInventory* inventory_;
  const RestrictedFlag* flag_;
  const Commands* commands_;
  const Decisions* decide_;
  std::unordered_map<std::string, std::vector<const spec::ServiceRequest*>> by_message_code_;
};

/// Whether the request carries a list of devices that is served one by one (11.1, 11.4).
bool names_many_devices(const Asked& asked);

/// What a Create Schedule is to run, by its element; null where its element, Variant and Reference disagree.
const spec::ServiceRequest* scheduled_service(const RequestView& view, const spec::Facts& facts);

}  // namespace hallmark::implementations
