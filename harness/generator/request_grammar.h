/// \file
/// One version of the DUIS schema as what requests are written from and read by.
#pragma once

#include <filesystem>

#include "harness/generator/deviator.h"
#include "harness/generator/semantic.h"
#include "harness/schema/model.h"

namespace hallmark::generator {

/// Model, blueprint, and what the facts add. Not copyable: its parts refer to each other.
struct RequestGrammar {
  /// Throws schema::SchemaError where the folder is missing, or holds anything else than one unbroken DUIS schema of a
  /// size that can be.
  RequestGrammar(const spec::Facts& facts, const std::filesystem::path& folder);
  RequestGrammar(const RequestGrammar&) = delete;
  RequestGrammar& operator=(const RequestGrammar&) = delete;

  schema::SchemaModel model;
  Blueprint blueprint;
  Documents documents;
  Semantics semantics;
  Deviator deviator;
};

}  // namespace hallmark::generator
