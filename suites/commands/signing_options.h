/// \file
/// How requests are signed: the options of commands that submit them.
#pragma once

#include <CLI/CLI.hpp>
#include <optional>
#include <string>
#include <vector>

#include "harness/run/user_signers.h"
#include "suites/commands/context.h"

namespace hallmark::suites {

/// As given on the command line.
struct SigningOptions {
  std::string signing = "placeholder";    ///< or "ecdsa"
  std::vector<std::string> keys;          ///< FILE, or ROLE=FILE for Users in that role
  std::vector<std::string> certificates;  ///< likewise
};

/// Adds --signing, --key and --certificate.
void add_signing(CLI::App& command, SigningOptions& options);

/// The signers that the options ask for; empty for placeholders. Whoever no key was given for signs with the test key
/// pair of the build. Throws UsageError.
std::optional<run::UserSigners> user_signers(const SigningOptions& options, Context& context);

/// For whoever runs it: what signs, and what the implementation has to trust. Empty for placeholders.
std::string signing_notice(const SigningOptions& options, Context& context);

/// The same options as a shell takes them, with a space before each.
std::string as_words(const SigningOptions& options);

}  // namespace hallmark::suites
