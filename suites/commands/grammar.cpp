#include "suites/commands/grammar.h"

#include <stdexcept>

#include "harness/schema/validator.h"

namespace hallmark::suites {

namespace {

/// What no document can be written from is, for whoever gave the folder, a wrong schema.
template <class Make>
auto naming(const std::filesystem::path& folder, Make make) {
  try {
    return make();
  } catch (const std::invalid_argument& fault) {
    throw schema::SchemaError(folder.string() + ": " + fault.what() +
                              ", so it is not DUIS: give another with --schema");
  }
}

}  // namespace

Grammar::Grammar(const std::filesystem::path& folder, const spec::Facts& facts)
    : model(schema::SchemaModel::load(folder)),
      blueprint(naming(folder, [&] { return generator::request_blueprint(model); })),
      documents(naming(folder, [&] { return generator::Documents(blueprint); })),
      semantics(naming(folder, [&] { return generator::Semantics(facts, documents); })) {}

}  // namespace hallmark::suites
