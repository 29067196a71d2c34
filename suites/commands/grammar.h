/// \file
/// One version of the DUIS schema as what requests are written from and read by.
#pragma once

#include <filesystem>

#include "harness/generator/semantic.h"
#include "harness/schema/model.h"

namespace hallmark::suites {

/// Model, blueprint, and what the facts add. Not copyable: its parts refer to each other.
struct Grammar {
  /// Throws schema::SchemaError where the folder is missing, or holds anything else than one unbroken DUIS schema of a
  /// size that can be.
  Grammar(const std::filesystem::path& folder, const spec::Facts& facts);
  Grammar(const Grammar&) = delete;
  Grammar& operator=(const Grammar&) = delete;

  schema::SchemaModel model;
  generator::Blueprint blueprint;
  generator::Documents documents;
  generator::Semantics semantics;
};

}  // namespace hallmark::suites
