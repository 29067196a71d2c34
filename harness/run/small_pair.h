/// \file
/// For tests: a pair about one Service Request, as suites build them, and implementations for it.
#pragma once

#include <functional>
#include <memory>
#include <string>

#include "harness/adaptor/distorted.h"
#include "harness/generator/estates.h"
#include "harness/run/test_case.h"

namespace hallmark::run {

using Make = std::function<std::unique_ptr<adaptor::Adaptor>()>;

/// The estate that the pair plays in.
const generator::Premises& pair_estate();

/// A request of the Import Supplier for the electricity meter, by a counter.
scenario::Submit small_request(const std::string& srv, std::uint64_t counter);

/// Without the flag and with it: the request, the device's answer, the flag read and cleared, days pass. Two trials,
/// the second of which an implementation that accepts requests never sees.
Case small_pair(const std::string& srv);

/// An implementation that ships, by its name.
Make shipped(const std::string& name);

/// One that ships, but for what `twist` makes of each exchange.
using Twist = adaptor::Distortion;
Make twisted(const std::string& name, std::function<Twist()> twist);

}  // namespace hallmark::run
