#include "harness/generator/request_grammar.h"

#include <stdexcept>

#include "harness/schema/validator.h"

namespace hallmark::generator {

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

RequestGrammar::RequestGrammar(const spec::Facts& facts, const std::filesystem::path& folder)
    : model(schema::SchemaModel::load(folder)),
      blueprint(naming(folder, [&] { return request_blueprint(model); })),
      documents(naming(folder, [&] { return Documents(blueprint); })),
      semantics(naming(folder, [&] { return Semantics(facts, documents); })),
      deviator(documents) {}

}  // namespace hallmark::generator
