/// \file
/// From the TARGET of a command line to something that makes adaptors.
#pragma once

#include <CLI/CLI.hpp>
#include <functional>
#include <memory>
#include <string>
#include <string_view>

#include "harness/adaptor/child_adaptor.h"
#include "harness/adaptor/http_adaptor.h"
#include "suites/commands/context.h"

namespace hallmark::suites {

/// How to reach an implementation; `child` holds for `exec:` and `so:`, and for all but the process of `http:`.
struct ReachOptions {
  std::string target;
  adaptor::ChildOptions child;
  std::string statement = {};  ///< a file that amends what the implementation states; empty: none
  adaptor::TlsFiles tls = {};  ///< `https:` only
};

/// Adds `--tls-ca`, `--tls-certificate` and `--tls-key`.
void add_tls(CLI::App& command, adaptor::TlsFiles& tls);

/// Adds `--placement`.
void add_placement(CLI::App& command, adaptor::ChildOptions& child);

/// Whether the target is a service that others run: it has one world, so that nothing is played beside it.
bool is_service(const std::string& target);
inline constexpr std::string_view one_world =
    "--jobs: a service has one world, so its cases are played one after another: leave it out";

/// A maker of adaptors for a target; the context must outlive it. Throws UsageError where the target is no such thing.
std::function<std::unique_ptr<adaptor::Adaptor>()> reach(const ReachOptions& options, Context& context);

}  // namespace hallmark::suites
