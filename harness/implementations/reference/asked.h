/// \file
/// One request that was let through, as the parts of the reference hand it on.
#pragma once

#include <memory>
#include <optional>
#include <string>

#include "harness/implementations/reference/gbcs_header.h"
#include "harness/implementations/request_reader.h"
#include "harness/scenario/instant.h"
#include "spec/facts.h"

namespace hallmark::implementations {

/// Read once, never changed.
struct Asked {
  std::string user;
  RequestView view;
  const spec::ServiceRequest* service = nullptr;  ///< by the header's ServiceReferenceVariant
  std::optional<GbcsHeader> message;              ///< of a signed pre-command (Command Variants 5 to 7), or of 8.13
  std::optional<scenario::Instant> execution;     ///< ExecutionDateTime
  bool to_prepayment = false;                     ///< a change to prepayment, whether it says so or its command does
  bool as_supplier = false;                       ///< the User was the Responsible Supplier when it was let through
};
using AskedPointer = std::shared_ptr<const Asked>;

/// Whether it takes back what was to happen later: its ExecutionDateTime is 3000-12-31 or after.
inline bool is_cancellation(const Asked& asked) {
  constexpr scenario::Instant last_day{32535129600};
  return asked.execution && *asked.execution >= last_day;
}

}  // namespace hallmark::implementations
