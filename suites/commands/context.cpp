#include "suites/commands/context.h"

#include <algorithm>

#include "suites/complete/complete_suites.h"

namespace hallmark::suites {

namespace fs = std::filesystem;

namespace {

constexpr const char* built_schema = "schema/duis-5.1";

}  // namespace

std::string quoted(const std::string& word) {
  std::string made = "'";
  for (const char c : word) made += c == '\'' ? std::string("'\\''") : std::string(1, c);
  return made + "'";
}

std::vector<Suite> chosen_suites(const std::vector<std::string>& names, const Material& material) {
  auto all = all_suites(material);
  for (const auto& name : names) {
    if (is_complete_suite(name)) continue;
    if (std::ranges::none_of(all, [&](const Suite& suite) { return is_named(suite, name); }))
      throw UsageError("--suite " + name + ": no such suite: `hallmark list suites` names them");
  }
  const auto is_chosen = [&](const Suite& suite) {
    return names.empty() || std::ranges::any_of(names, [&](const auto& name) { return is_named(suite, name); });
  };
  std::erase_if(all, [&](const Suite& suite) { return !is_chosen(suite); });
  return all;
}

Context::Context(ContextOptions options)
    : options_(std::move(options)),
      share_(fs::canonical("/proc/self/exe").parent_path().parent_path() / "share" / "hallmark") {}

const spec::Facts& Context::facts() {
  if (!facts_) facts_ = spec::load_facts(facts_folder());
  return *facts_;
}

const spec::Profile& Context::profile() {
  if (!profile_) {
    profile_ =
        options_.profile.empty() ? spec::shipped_profile(facts()) : spec::load_profile(options_.profile, facts());
  }
  return *profile_;
}

fs::path Context::schema_folder() const {
  return options_.schema.empty() ? share_ / built_schema : fs::path(options_.schema);
}

const schema::Validator& Context::validator() {
  if (!validator_) {
    if (!options_.schema.empty()) grammar();
    validator_ = schema::Validator::load(schema_folder());
  }
  return *validator_;
}

const generator::RequestGrammar& Context::grammar() {
  if (!grammar_) grammar_ = std::make_unique<generator::RequestGrammar>(facts(), schema_folder());
  return *grammar_;
}

const schema::Vote& Context::vote() {
  if (!vote_) vote_.emplace(validator());
  return *vote_;
}

const std::vector<schema::Sample>& Context::samples() {
  if (!samples_)
    samples_ = schema::load_samples(options_.samples.empty() ? share_ / "samples" : fs::path(options_.samples));
  return *samples_;
}

const generator::RequestTemplates& Context::templates() {
  if (!templates_) templates_ = std::make_unique<generator::RequestTemplates>(grammar(), samples());
  return *templates_;
}

run::Rules Context::rules(std::uint64_t seed) {
  return {.facts = &facts(),
          .profile = &profile(),
          .validator = &validator(),
          .seed = seed,
          .vote = &vote(),
          .clock = &scenario::machine_clock()};
}

Material Context::material() { return {&facts(), &profile(), &samples(), &templates(), validator().version()}; }

}  // namespace hallmark::suites
