// What making requests costs, valid and deviant, beside building the same documents with pugixml.
#include <pugixml.hpp>

#include "harness/generator/deviation.h"
#include "harness/generator/pattern.h"
#include "harness/generator/request.h"
#include "harness/schema/benchmark/benchmark_documents.h"

namespace hallmark::benchmarks {
namespace {

void load_model(benchmark::State& state) {
  for (auto round : state) benchmark::DoNotOptimize(schema::SchemaModel::load(schema_folder));
  state.SetItemsProcessed(static_cast<std::int64_t>(state.iterations()));
}

void unfold_blueprint(benchmark::State& state) {
  for (auto round : state) benchmark::DoNotOptimize(generator::request_blueprint(model()));
  state.SetItemsProcessed(static_cast<std::int64_t>(state.iterations()));
}

void generate(benchmark::State& state, generator::Size size) {
  std::vector<generator::Recipe> recipes;
  for (std::uint32_t i = 0; i < random_count; ++i) recipes.push_back(recipe(i));
  for (auto& one : recipes) one.size = size;
  std::string out;
  over(state, recipes, [&](const generator::Recipe& one) {
    documents().write(one, out);
    benchmark::DoNotOptimize(out.data());
  });
}

void random_generate(benchmark::State& state) { generate(state, generator::Size::random); }
void least_generate(benchmark::State& state) { generate(state, generator::Size::least); }

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

/// The yardstick of generating: the random documents built as trees and serialised.
void random_pugixml(benchmark::State& state) {
  std::vector<pugi::xml_document> trees(random_count);
  for (std::uint32_t i = 0; i < random_count; ++i) trees[i].load_string(random_documents()[i].c_str());
  Appending out;
  over(state, trees, [&](const pugi::xml_document& tree) {
    pugi::xml_document built;
    rebuild(built, tree);
    out.text.clear();
    built.save(out, "", pugi::format_raw);
    benchmark::DoNotOptimize(out.text.data());
  });
}

/// Two valid requests, and everything that is done to the first.
struct Deviating {
  spec::Facts facts = spec::load_facts(HALLMARK_SHARE_DIR "/spec");
  std::vector<schema::Sample> samples = schema::load_samples(HALLMARK_SHARE_DIR "/samples");
  generator::Random random{1};
  generator::Premises premises = generator::premises(random);
  scenario::Submit valid = request("4.1.1");
  scenario::Submit other = request("7.4");
  generator::DeviationSource source{&valid, &other, &facts, &premises};
  std::vector<generator::Deviation> applicable = generator::all_deviations();

  /// Without those of megabytes, whose cost is that of filling memory.
  Deviating() {
    std::erase_if(applicable, [this](const generator::Deviation& deviation) {
      const auto deviant = deviation.apply(source, random);
      return !deviant || deviant->duis.size() > 100'000;
    });
  }

  scenario::Submit request(const std::string& srv) const {
    generator::RequestPlan plan;
    plan.service = facts.service_request(srv);
    plan.device_type = "ESME";
    plan.device = premises.esme;
    plan.user = premises.import_supplier;
    plan.schema_version = "5.1";
    return generator::request(*schema::samples_of(samples, srv).at(0), plan, premises);
  }
};

void deviate(benchmark::State& state) {
  static Deviating scene;
  over(state, scene.applicable, [&](const generator::Deviation& deviation) {
    benchmark::DoNotOptimize(deviation.apply(scene.source, scene.random));
  });
}

void fill_pattern(benchmark::State& state) {
  const generator::Pattern eui("[A-F0-9]{2}(-[A-F0-9]{2}){7}");
  generator::Random random(1);
  std::string out;
  for (auto round : state) {
    out.clear();
    eui.append_random(out, 23, random);
    benchmark::DoNotOptimize(out.data());
  }
  state.SetItemsProcessed(static_cast<std::int64_t>(state.iterations()));
}

BENCHMARK(load_model)->Unit(benchmark::kMillisecond);
BENCHMARK(unfold_blueprint)->Unit(benchmark::kMillisecond);
BENCHMARK(random_generate)->Unit(benchmark::kMillisecond);
BENCHMARK(least_generate)->Unit(benchmark::kMillisecond);
BENCHMARK(random_pugixml)->Unit(benchmark::kMillisecond);
BENCHMARK(deviate)->Unit(benchmark::kMillisecond);
BENCHMARK(fill_pattern);

}  // namespace
}  // namespace hallmark::benchmarks
