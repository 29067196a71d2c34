/// \file
/// Whom and what the reference lets in before it looks at any flag: form, User, device.
#pragma once

#include <optional>
#include <string>

#include "harness/implementations/reference/asked.h"
#include "harness/implementations/reference/decisions.h"
#include "harness/implementations/reference/schedules.h"
#include "harness/implementations/reference/sent_commands.h"
#include "harness/implementations/reference/smart_metering_inventory.h"

namespace hallmark::implementations {

/// The first check that refuses gives the ResponseCode. Everything that it is made from must outlive it.
class Admission {
 public:
  Admission(const spec::Facts& facts, const SmartMeteringInventory& inventory, const Commands& commands,
            const Schedules& schedules, const Decisions& decide)
      : facts_(&facts), inventory_(&inventory), commands_(&commands), schedules_(&schedules), decide_(&decide) {}

  /// The code of the refusal; empty where the request is let in. `service` is where it was submitted.
  std::optional<std::string> refusal(const Asked& asked, const std::string& service) const;

 private:
  std::optional<std::string> refusal_of_form(const Asked& asked, const std::string& service) const;
  std::optional<std::string> refusal_of_signed_command(const Asked& asked) const;
  std::optional<std::string> refusal_of_user(const Asked& asked) const;
  std::optional<std::string> refusal_of_device(const Asked& asked) const;
  std::optional<std::string> refusal_of_named_devices(const Asked& asked) const;
  std::optional<std::string> refusal_of_schedule(const Asked& asked) const;
  std::optional<std::string> refusal_of_local_answer(const Asked& asked) const;
  bool decides(Decision which, bool honest, const Asked& asked) const;
  bool has_role_for(const std::string& user, const spec::ServiceRequest& service) const;

  const spec::Facts* facts_;
  const SmartMeteringInventory* inventory_;
  const Commands* commands_;
  const Schedules* schedules_;
  const Decisions* decide_;
};

}  // namespace hallmark::implementations
