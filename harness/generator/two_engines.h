/// \file
/// For tests: one schema version as model, documents and both validating engines.
#pragma once

#include <filesystem>
#include <memory>
#include <string>

#include "harness/generator/document.h"
#include "harness/schema/second_opinion.h"
#include "harness/schema/validator.h"

namespace hallmark::generator {

/// What a test of documents needs of one schema version.
struct TwoEngines {
  schema::SchemaModel model;
  Blueprint blueprint;
  Documents documents;
  schema::Validator libxml2;
  schema::SecondOpinion xerces;

  explicit TwoEngines(const std::filesystem::path& folder)
      : model(schema::SchemaModel::load(folder)),
        blueprint(request_blueprint(model)),
        documents(blueprint),
        libxml2(schema::Validator::load(folder)),
        xerces(schema::SecondOpinion::load(folder)) {}

  /// What either engine says against a document, with its name; empty: both accept it.
  std::string fault(const std::string& xml) const {
    if (const auto problem = libxml2.check(xml)) return "libxml2: " + schema::text(*problem);
    if (const auto problem = xerces.check(xml)) return "Xerces-C: " + schema::text(*problem);
    return {};
  }
};

/// V5.1, which every build has.
inline const TwoEngines& duis_5_1() {
  static const TwoEngines loaded(HALLMARK_SHARE_DIR "/schema/duis-5.1");
  return loaded;
}

/// Another version from where it lies beside the source tree; null where it does not. Loaded once a test file.
inline std::unique_ptr<TwoEngines> engines_if_there(const std::filesystem::path& folder) {
  return std::filesystem::exists(folder) ? std::make_unique<TwoEngines>(folder) : nullptr;
}

}  // namespace hallmark::generator
