/// \file
/// GBCS pre-commands as the implementations here write and read them: the grouping header, and no more.
#pragma once

#include <string>

#include "harness/implementations/request_reader.h"
#include "spec/facts.h"

namespace hallmark::implementations {

/// The pre-command that a request is transformed into, in base64. Its payload is a name: no device takes it.
std::string pre_command(const RequestView& request, const spec::ServiceRequest& service);

/// Whether a signed pre-command is a command of that Service Request from that User to that device, with a signature.
bool holds_its_pre_command(const RequestView& request, const spec::ServiceRequest& service);

}  // namespace hallmark::implementations
