#include "harness/schema/benchmark/benchmark_documents.h"

#include "harness/schema/samples.h"

namespace hallmark::benchmarks {

const schema::SchemaModel& model() {
  static const schema::SchemaModel loaded = schema::SchemaModel::load(schema_folder);
  return loaded;
}

const schema::Validator& validator() {
  static const schema::Validator loaded = schema::Validator::load(schema_folder);
  return loaded;
}

const generator::Documents& documents() {
  static const generator::Blueprint blueprint = generator::request_blueprint(model());
  static const generator::Documents made(blueprint);
  return made;
}

generator::Recipe recipe(std::uint32_t number) {
  generator::Recipe made;
  made.body = number % static_cast<std::uint32_t>(documents().bodies().size());
  made.size = generator::Size::random;
  made.seed = number;
  made.now = {1750000000};
  return made;
}

const std::vector<std::string>& random_documents() {
  static const auto made = [] {
    std::vector<std::string> texts(random_count);
    for (std::uint32_t i = 0; i < random_count; ++i) documents().write(recipe(i), texts[i]);
    return texts;
  }();
  return made;
}

const std::vector<std::string>& sample_texts() {
  static const auto all = [] {
    std::vector<std::string> texts;
    for (const auto& sample : schema::load_samples(HALLMARK_SHARE_DIR "/samples")) texts.push_back(sample.xml);
    return texts;
  }();
  return all;
}

}  // namespace hallmark::benchmarks
