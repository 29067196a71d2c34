/// \file
/// What a fuzzer of bytes is given to break: any bytes are a Service Request, sent through the adaptor and judged by
/// the oracle. Knows no fuzzer.
#pragma once

#include <functional>
#include <memory>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "harness/adaptor/adaptor.h"
#include "harness/generator/estates.h"
#include "harness/run/session.h"

namespace hallmark::fuzz {

using MakeAdaptor = std::function<std::unique_ptr<adaptor::Adaptor>()>;

/// The estate that the bytes of a seed are sent to.
generator::Premises premises_of(std::uint64_t seed);

/// The case that bytes are: they are submitted to the estate where nothing is Restricted, and to the same where the
/// meters of premises one are; a drain follows each. What they ask is read from them (`read_request_document`); what is
/// no Request comes from the import supplier and has to be refused.
run::Case case_of(std::string_view bytes, const generator::Premises& premises, const run::Rules& rules);

/// The implementation, but that it answers a Request that can be read and is none of `known` with what is no Response.
/// Whoever mutates documents finds that soon, and whoever sends the known ones alone never does.
std::unique_ptr<adaptor::Adaptor> planted(std::unique_ptr<adaptor::Adaptor> honest, std::set<std::string> known);

/// What is hunted with bytes.
struct Prey {
  MakeAdaptor defective;
  MakeAdaptor honest;
  std::string requirement;       ///< the id of what the defect breaks
  bool breaks_a_should = false;  ///< then a broken should counts (`run::kill_in`)
};

/// Plays bytes until they kill: a `fail` that the honest implementation does not get in the same case. Not copyable: it
/// owns its adaptors.
class ByteTarget {
 public:
  /// What the rules point at must outlive it; `rules.seed` is that of the estate.
  ByteTarget(const Prey& prey, const run::Rules& rules);
  ByteTarget(const ByteTarget&) = delete;
  ByteTarget& operator=(const ByteTarget&) = delete;

  /// Plays them; whether they kill. Never throws for what they hold.
  bool play(std::string_view bytes);
  long long executions() const { return executions_; }
  /// Stimuli that the defective implementation was given.
  long long steps() const { return steps_; }
  /// The requirements of the verdict that killed; empty before.
  const std::vector<std::string>& broken() const { return broken_; }

 private:
  Prey prey_;
  run::Rules rules_;
  generator::Premises premises_;
  long long executions_ = 0;
  long long steps_ = 0;
  std::vector<std::string> broken_;
  std::unique_ptr<run::Session> defective_;
  std::unique_ptr<run::Session> honest_;  ///< from the first time that it is needed
};

}  // namespace hallmark::fuzz
