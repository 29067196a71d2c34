/// \file
/// From the TARGET of a command line to something that makes adaptors.
#pragma once

#include <functional>
#include <memory>
#include <string>

#include "harness/adaptor/child_adaptor.h"
#include "suites/commands/context.h"

namespace hallmark::suites {

/// How to reach an implementation; `child` holds for `exec:` and `so:` only.
struct ReachOptions {
  std::string target;
  adaptor::ChildOptions child;
  std::string statement = {};  ///< a file that amends what the implementation states; empty: none
};

/// A maker of adaptors for a target; the context must outlive it. Throws UsageError where the target is no such thing.
std::function<std::unique_ptr<adaptor::Adaptor>()> reach(const ReachOptions& options, Context& context);

}  // namespace hallmark::suites
