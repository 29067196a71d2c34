/// \file
/// An implementation in a shared object (`so:FILE`), which is loaded into a process of its own.
#pragma once

#include <memory>
#include <string>

#include "harness/adaptor/child_adaptor.h"

namespace hallmark::adaptor {

/// What keeps a file from being used as a plug-in, in one line with what to do: it is missing, cannot be loaded, lacks
/// a symbol, is of another version, or does not load within the deadline. Empty where nothing does. Loads it, in a
/// process of its own.
std::string problem_with_plugin(const std::string& file, const ChildOptions& options);

/// Speaks to the plug-in. A crash or a hang of it ends the process that it is in, and a fresh one is loaded.
std::unique_ptr<Adaptor> plugin_adaptor(const std::string& file, const ChildOptions& options);

}  // namespace hallmark::adaptor
