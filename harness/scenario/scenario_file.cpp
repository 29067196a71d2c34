#include "harness/scenario/scenario_file.h"

#include <algorithm>
#include <cctype>
#include <fstream>
#include <iterator>
#include <stdexcept>

#include "harness/scenario/json_members.h"
#include "harness/scenario/json_text.h"
#include "harness/scenario/stimulus_json.h"
#include "spec/digest.h"

namespace hallmark::scenario {

namespace fs = std::filesystem;
using members::WrongMember;

namespace {

constexpr std::uintmax_t most_bytes = std::uintmax_t{64} << 20U;
constexpr long long most_steps = 1'000'000;

const Estate* first_estate(const Scenario& scenario) {
  for (const auto& trial : scenario.trials) {
    for (const auto* half : {&trial.clear, &trial.restricted}) {
      for (const auto& stimulus : *half) {
        if (const auto* reset = std::get_if<Reset>(&stimulus)) return &reset->estate;
      }
    }
  }
  return nullptr;
}

Json half_json(const std::vector<Stimulus>& half, const Estate* estate) {
  Json json = Json::array();
  for (const auto& stimulus : half) {
    const auto* reset = std::get_if<Reset>(&stimulus);
    const bool usual = reset != nullptr && estate != nullptr && reset->estate == *estate;
    json.push_back(usual ? Json{{"operation", "reset"}} : kept_json(stimulus));
  }
  return json;
}

Json to_json(const Trial& trial, const Estate* estate) {
  return {{"clearProbe", trial.clear_probe},
          {"restrictedProbe", trial.restricted_probe},
          {"clear", half_json(trial.clear, estate)},
          {"restricted", half_json(trial.restricted, estate)}};
}

Json to_json(const Finding& found) {
  return {{"target", found.target},
          {"outcome", found.outcome},
          {"requirements", found.requirements},
          {"reason", found.reason}};
}

Json to_json(const Shrunk& shrunk) {
  return {{"stepsBefore", shrunk.steps_before},
          {"steps", shrunk.steps},
          {"evaluations", shrunk.evaluations},
          {"fully", shrunk.fully},
          {"firm", shrunk.firm}};
}

Json to_json(const OpenQuestion& question) {
  Json readings = Json::array();
  for (const auto& each : question.readings) {
    readings.push_back({{"reading", each.reading}, {"target", each.target}, {"outcome", each.outcome}});
  }
  return {{"clause", question.clause},
          {"text", question.text},
          {"sources", question.sources},
          {"step", question.step},
          {"readings", readings}};
}

Stimulus read_step(const Json& json, const std::optional<Estate>& estate) {
  const bool usual = json.is_object() && members::text_or_empty(json, "operation") == "reset" && estate &&
                     members::find(json, "estate") == nullptr;
  return usual ? Stimulus{Reset{*estate}} : stimulus_from_kept(json);
}

Trial read_trial(const Json& json, const std::optional<Estate>& estate) {
  const auto step = [&](const Json& row) { return read_step(row, estate); };
  Trial trial;
  trial.clear_probe = members::text_or_empty(json, "clearProbe");
  trial.restricted_probe = members::text_or_empty(json, "restrictedProbe");
  if (members::find(json, "clear")) trial.clear = members::rows(json, "clear", step);
  if (members::find(json, "restricted")) trial.restricted = members::rows(json, "restricted", step);
  for (const auto* half : {&trial.clear, &trial.restricted}) {
    if (half->empty() || std::holds_alternative<Reset>(half->front())) continue;
    throw WrongMember(half == &trial.clear ? "clear" : "restricted", "must start with a reset");
  }
  return trial;
}

Finding read_finding(const Json& json) {
  return {members::text_or_empty(json, "target"),
          members::word(json, "outcome", {"fail", "error", "warn", "inconclusive", "not_applicable", "pass"}),
          members::texts(json, "requirements"), members::text_or_empty(json, "reason")};
}

Shrunk read_shrunk(const Json& json) {
  const auto count = [&](const char* name) { return static_cast<int>(members::whole(json, name, 0, most_steps)); };
  return {count("stepsBefore"), count("steps"), count("evaluations"), members::truth(json, "fully"),
          members::truth(json, "firm")};
}

OpenQuestion question_from(const Json& json) {
  OpenQuestion question;
  question.clause = members::text(json, "clause");
  question.text = members::text_or_empty(json, "text");
  question.sources = members::texts_if(json, "sources").value_or(std::vector<std::string>{});
  question.step = static_cast<int>(members::whole(json, "step", 0, most_steps));
  question.readings = members::rows(json, "readings", [](const Json& row) {
    return ReadingAnswer{members::text(row, "reading"), members::text_or_empty(row, "target"),
                         members::text(row, "outcome")};
  });
  return question;
}

std::uint64_t read_seed(const Json& json) {
  const Json* seed = members::find(json, "seed");
  if (seed == nullptr) return 0;
  if (!seed->is_number_unsigned()) members::refuse(json, "seed", "a whole number from 0");
  return seed->get<std::uint64_t>();
}

std::string read_bytes(const fs::path& file) {
  std::error_code failure;
  const auto size = fs::file_size(file, failure);
  std::ifstream in(file, std::ios::binary);
  if (failure || !in) throw std::runtime_error(file.string() + ": cannot be read: give a scenario file");
  if (size > most_bytes) throw std::runtime_error(file.string() + ": larger than 64 MiB, which no scenario is");
  return {std::istreambuf_iterator<char>(in), {}};
}

/// Whole or not at all.
void write_json(const fs::path& file, const Json& json) {
  const fs::path beside = file.string() + ".new";
  std::ofstream out(beside, std::ios::binary | std::ios::trunc);
  out << json.dump(1, ' ', false, Json::error_handler_t::replace) << '\n';
  out.close();
  std::error_code failure;
  if (out) fs::rename(beside, file, failure);
  if (out && !failure) return;
  std::error_code ignored;
  fs::remove(beside, ignored);
  throw std::runtime_error(file.string() + ": cannot be written: is there room, and may it be written to?");
}

}  // namespace

Json to_json(const Scenario& scenario) {
  const Estate* estate = first_estate(scenario);
  Json json = {{"scenario", scenario_format},
               {"name", scenario.name},
               {"title", scenario.title},
               {"schema", scenario.schema_version},
               {"seed", scenario.seed},
               {"strict", scenario.strict},
               {"profile", {{"origin", scenario.profile_origin}, {"digest", scenario.profile_digest}}},
               {"facet", scenario.facet},
               {"requirements", scenario.requirements},
               {"assumes", scenario.assumes},
               {"oneMustBeAccepted", scenario.one_must_be_accepted}};
  if (scenario.goes_on) json["goesOn"] = true;
  if (scenario.disguised) json["disguised"] = true;
  if (scenario.transformation) {
    json["transformation"] = {{"name", scenario.transformation->name}, {"seed", scenario.transformation->seed}};
  }
  if (scenario.found) json["found"] = to_json(*scenario.found);
  if (scenario.shrunk) json["shrunk"] = to_json(*scenario.shrunk);
  if (estate != nullptr) json["estate"] = to_json(*estate);
  json["trials"] = Json::array();
  for (const auto& trial : scenario.trials) json["trials"].push_back(to_json(trial, estate));
  return json;
}

Scenario scenario_from_json(const Json& json) {
  members::require_object(json);
  members::whole(json, "scenario", 1, scenario_format);
  Scenario scenario;
  scenario.name = members::text(json, "name");
  scenario.title = members::text_or_empty(json, "title");
  scenario.schema_version = members::text(json, "schema");
  scenario.seed = read_seed(json);
  scenario.strict = members::truth_if(json, "strict").value_or(false);
  if (const Json* profile = members::find(json, "profile")) {
    scenario.profile_origin = members::text_or_empty(*profile, "origin");
    scenario.profile_digest = members::text_or_empty(*profile, "digest");
  }
  scenario.facet = members::text_or_empty(json, "facet");
  scenario.requirements = members::texts_if(json, "requirements").value_or(std::vector<std::string>{});
  scenario.assumes = members::texts_if(json, "assumes").value_or(std::vector<std::string>{});
  scenario.one_must_be_accepted = members::truth_if(json, "oneMustBeAccepted").value_or(false);
  scenario.goes_on = members::truth_if(json, "goesOn").value_or(false);
  scenario.disguised = members::truth_if(json, "disguised").value_or(false);
  if (members::find(json, "transformation")) {
    scenario.transformation = members::object(json, "transformation", [](const Json& row) {
      return Transformation{members::text(row, "name"), read_seed(row)};
    });
  }
  if (members::find(json, "found")) scenario.found = members::object(json, "found", read_finding);
  if (members::find(json, "shrunk")) scenario.shrunk = members::object(json, "shrunk", read_shrunk);
  std::optional<Estate> estate;
  if (members::find(json, "estate")) estate = members::object(json, "estate", estate_from_json);
  scenario.trials = members::rows(json, "trials", [&](const Json& row) { return read_trial(row, estate); });
  if (step_count(scenario) == 0) throw WrongMember("trials", "must have a step");
  return scenario;
}

Scenario read_scenario(const fs::path& file) try {
  return scenario_from_json(parse_json(read_bytes(file)));
} catch (const std::invalid_argument& wrong) {
  throw std::runtime_error(file.string() + ": " + wrong.what());
}

std::optional<OpenQuestion> read_question(const fs::path& file) try {
  const auto json = parse_json(read_bytes(file));
  members::require_object(json);
  if (members::find(json, "question") == nullptr) return std::nullopt;
  return members::object(json, "question", question_from);
} catch (const std::invalid_argument& wrong) {
  throw std::runtime_error(file.string() + ": " + wrong.what());
}

void clear_scenarios(const fs::path& folder, const std::vector<fs::path>& kept) {
  std::error_code failure;
  fs::create_directories(folder, failure);
  for (fs::directory_iterator file(folder, failure), end; !failure && file != end; file.increment(failure)) {
    const bool stays = std::find(kept.begin(), kept.end(), file->path()) != kept.end();
    if (file->path().extension() == ".json" && !stays) fs::remove(file->path(), failure);
  }
  if (failure)
    throw std::runtime_error(folder.string() + ": " + failure.message() + ": choose another folder with --out");
}

void write_scenario(const fs::path& file, const Scenario& scenario) { write_json(file, to_json(scenario)); }

void write_scenario(const fs::path& file, const Scenario& scenario, const OpenQuestion& question) {
  auto json = to_json(scenario);
  json["question"] = to_json(question);
  write_json(file, json);
}

std::string file_name(std::string_view name) {
  constexpr std::size_t longest = 150;
  std::string made;
  bool changed = name.empty() || name.front() == '.' || name.size() > longest;
  for (const char c : name.substr(0, longest)) {
    const bool safe = std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '.' || c == '-' || c == '_';
    made += safe ? c : '-';
    changed = changed || (!safe && c != '/') || c == '-';
  }
  if (made.empty() || made.front() == '.') made.insert(0, "scenario");
  constexpr std::size_t after_prefix = 7;
  return changed ? made + '-' + spec::sha256(name).substr(after_prefix, 12) : made;
}

}  // namespace hallmark::scenario
