/// \file
/// The shortest document that asks what another one asks.
#pragma once

#include <optional>

#include "harness/generator/request_document.h"
#include "harness/generator/semantic.h"
#include "harness/schema/model.h"

namespace hallmark::generator {

/// Writes requests anew at the schema's least. Not copyable: its parts refer to each other.
class LeastRequests {
 public:
  /// Reads the schema of the validator's folder as a model; facts and validator must outlive it. Throws SchemaError.
  LeastRequests(const spec::Facts& facts, const schema::Validator& validator);
  LeastRequests(const LeastRequests&) = delete;
  LeastRequests& operator=(const LeastRequests&) = delete;

  /// The same request with the least document that is read the same, but for a time of execution that may go. Empty
  /// where there is none, and for deviant requests and those that take a schedule's id later.
  std::optional<scenario::Submit> least(const scenario::Submit& submit, const scenario::Estate& estate) const;

 private:
  const spec::Facts& facts_;
  const schema::Validator& validator_;
  schema::SchemaModel model_;
  Blueprint blueprint_;
  Documents documents_;
  Semantics semantics_;
};

}  // namespace hallmark::generator
