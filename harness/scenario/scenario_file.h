/// \file
/// Scenario files: one JSON object a file, `"scenario":1`. The form is described in this room's README.
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <string_view>

#include "harness/scenario/open_question.h"
#include "harness/scenario/scenario.h"
#include "harness/scenario/scenario_json.h"

namespace hallmark::scenario {

/// The newest form that is read and written.
constexpr int scenario_format = 1;

/// The scenario as a file holds it. The estate of the first Reset stands once, at the top; a Reset of the same estate
/// leaves it out.
Json to_json(const Scenario& scenario);
/// Reads that form; throws members::WrongMember naming the member that is wrong, such as "trials[0].clear[3].user".
Scenario scenario_from_json(const Json& json);

/// Reads a file of at most 64 MiB. Throws std::runtime_error naming file and member.
Scenario read_scenario(const std::filesystem::path& file);
/// Writes a file, whole or not at all; the same scenario gives the same bytes. Throws std::runtime_error naming it.
void write_scenario(const std::filesystem::path& file, const Scenario& scenario);

/// The same with a question beside the scenario (README, `question`).
void write_scenario(const std::filesystem::path& file, const Scenario& scenario, const OpenQuestion& question);

/// Makes a folder for scenario files, or empties it of them. Throws std::runtime_error naming it.
void clear_scenarios(const std::filesystem::path& folder, const std::vector<std::filesystem::path>& kept = {});
/// The question of a file, if it has one. Throws like `read_scenario`.
std::optional<OpenQuestion> read_question(const std::filesystem::path& file);

/// A name that is safe as a file's: letters, digits, dots, dashes and underscores of at most 150 characters, told apart
/// by a digest where something had to be cut or changed beyond a slash.
std::string file_name(std::string_view name);

}  // namespace hallmark::scenario
