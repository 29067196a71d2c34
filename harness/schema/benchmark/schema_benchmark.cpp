#include <benchmark/benchmark.h>

#include <pugixml.hpp>
#include <string>
#include <vector>

#include "harness/generator/document.h"
#include "harness/generator/pattern.h"
#include "harness/schema/model.h"
#include "harness/schema/samples.h"
#include "harness/schema/second_opinion.h"
#include "harness/schema/validator.h"

namespace hallmark {
namespace {

const std::string folder = HALLMARK_SHARE_DIR "/schema/duis-5.1";
constexpr std::uint32_t kept = 1300;  ///< random documents that are made beforehand: ten of each body

const schema::SchemaModel& model() {
  static const schema::SchemaModel loaded = schema::SchemaModel::load(folder);
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
    std::vector<std::string> texts(kept);
    for (std::uint32_t i = 0; i < kept; ++i) documents().write(recipe(i), texts[i]);
    return texts;
  }();
  return made;
}

void count_bytes(benchmark::State& state, std::size_t bytes) {
  state.SetBytesProcessed(static_cast<std::int64_t>(bytes));
}

/// Runs something over texts in turn.
template <class Action>
void over(benchmark::State& state, const std::vector<std::string>& texts, Action action) {
  std::size_t next = 0;
  std::size_t bytes = 0;
  for (auto _ : state) {
    const auto& text = texts[next];
    next = (next + 1) % texts.size();
    bytes += text.size();
    action(text);
  }
  count_bytes(state, bytes);
}

std::vector<std::string> sample_texts() {
  std::vector<std::string> texts;
  for (const auto& sample : schema::load_samples(HALLMARK_SHARE_DIR "/samples")) texts.push_back(sample.xml);
  return texts;
}

void load_model(benchmark::State& state) {
  for (auto _ : state) benchmark::DoNotOptimize(schema::SchemaModel::load(folder));
}

void unfold_blueprint(benchmark::State& state) {
  for (auto _ : state) benchmark::DoNotOptimize(generator::request_blueprint(model()));
}

void validate_sample_by_libxml2(benchmark::State& state) {
  const auto validator = schema::Validator::load(folder);
  over(state, sample_texts(), [&](const std::string& xml) { benchmark::DoNotOptimize(validator.check(xml)); });
}

void validate_sample_by_xerces(benchmark::State& state) {
  const auto opinion = schema::SecondOpinion::load(folder);
  over(state, sample_texts(), [&](const std::string& xml) { benchmark::DoNotOptimize(opinion.check(xml)); });
}

void validate_random_by_libxml2(benchmark::State& state) {
  const auto validator = schema::Validator::load(folder);
  over(state, random_documents(), [&](const std::string& xml) { benchmark::DoNotOptimize(validator.check(xml)); });
}

void validate_random_by_xerces(benchmark::State& state) {
  const auto opinion = schema::SecondOpinion::load(folder);
  over(state, random_documents(), [&](const std::string& xml) { benchmark::DoNotOptimize(opinion.check(xml)); });
}

void generate_random(benchmark::State& state) {
  std::string out;
  std::uint32_t number = 0;
  std::size_t bytes = 0;
  for (auto _ : state) {
    documents().write(recipe(number++ % kept), out);
    bytes += out.size();
    benchmark::DoNotOptimize(out.data());
  }
  count_bytes(state, bytes);
}

void generate_least(benchmark::State& state) {
  std::string out;
  std::uint32_t number = 0;
  for (auto _ : state) {
    auto what = recipe(number++ % kept);
    what.size = generator::Size::least;
    documents().write(what, out);
    benchmark::DoNotOptimize(out.data());
  }
}

struct Appending : pugi::xml_writer {
  std::string text;
  void write(const void* data, std::size_t size) override { text.append(static_cast<const char*>(data), size); }
};

/// Builds below `into` what stands below `from`, node by node, as a program would that writes its documents so.
void rebuild(pugi::xml_node into, pugi::xml_node from) {
  for (auto child : from.children()) {
    auto made = into.append_child(child.type());
    made.set_name(child.name());
    if (child.type() != pugi::node_element) made.set_value(child.value());
    for (auto attribute : child.attributes()) made.append_attribute(attribute.name()).set_value(attribute.value());
    rebuild(made, child);
  }
}

/// The yardstick of generating: the same documents built as trees and serialised.
void build_and_serialise_by_pugixml(benchmark::State& state) {
  std::vector<pugi::xml_document> trees(kept);
  for (std::uint32_t i = 0; i < kept; ++i) trees[i].load_string(random_documents()[i].c_str());
  Appending out;
  std::size_t next = 0;
  std::size_t bytes = 0;
  for (auto _ : state) {
    pugi::xml_document built;
    rebuild(built, trees[next]);
    out.text.clear();
    built.save(out, "", pugi::format_raw);
    next = (next + 1) % kept;
    bytes += out.text.size();
  }
  count_bytes(state, bytes);
}

void fill_pattern(benchmark::State& state) {
  const generator::Pattern eui("[A-F0-9]{2}(-[A-F0-9]{2}){7}");
  generator::Random random(1);
  std::string out;
  for (auto _ : state) {
    out.clear();
    eui.append_random(out, 23, random);
    benchmark::DoNotOptimize(out.data());
  }
}

BENCHMARK(load_model)->Unit(benchmark::kMillisecond);
BENCHMARK(unfold_blueprint)->Unit(benchmark::kMillisecond);
BENCHMARK(validate_sample_by_libxml2);
BENCHMARK(validate_sample_by_xerces);
BENCHMARK(validate_random_by_libxml2);
BENCHMARK(validate_random_by_xerces);
BENCHMARK(generate_random);
BENCHMARK(generate_least);
BENCHMARK(build_and_serialise_by_pugixml);
BENCHMARK(fill_pattern);

}  // namespace
}  // namespace hallmark

BENCHMARK_MAIN();
