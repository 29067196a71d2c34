#include "fuzz/libfuzzer_child.h"

#include <nlohmann/json.hpp>
#include <sstream>
#include <system_error>

#include "harness/adaptor/child_process.h"

namespace hallmark::fuzz {

namespace {

using Json = nlohmann::ordered_json;

constexpr std::size_t longest_line = std::size_t{64} * 1024;

std::vector<std::string> arguments_of(const LibFuzzerTask& task) {
  std::vector<std::string> arguments = {task.program.string(),
                                        "--facts=" + task.facts.string(),
                                        "--schema=" + task.schema.string(),
                                        "--material=" + task.material.string(),
                                        "--seed=" + std::to_string(task.seed),
                                        "--steps=" + std::to_string(task.steps)};
  arguments.push_back(task.defect.empty() ? "--planted" : "--defect=" + task.defect);
  return arguments;
}

/// The line that tells most of why: the first that says ERROR, else the last.
std::string telling_line(const std::string& log) {
  std::istringstream lines(log);
  std::string last;
  for (std::string line; std::getline(lines, line);) {
    if (line.find("ERROR") != std::string::npos) return line;
    if (!line.empty()) last = line;
  }
  return last;
}

std::string ending_in_words(adaptor::Line::End end, const std::string& how_it_ended, const std::string& log) {
  const std::string why = telling_line(log);
  std::string text = "it " + how_it_ended + " before it had a result";
  if (end == adaptor::Line::End::timed_out) text = "it had no result when its time was up";
  if (end == adaptor::Line::End::too_long) text = "it wrote a line without end";
  return why.empty() ? text : text + ": " + why;
}

}  // namespace

std::string line_of(const LibFuzzerOutcome& outcome) {
  return Json{{"killed", outcome.killed}, {"executions", outcome.executions}, {"steps", outcome.steps},
              {"ms", outcome.ms},         {"traced", outcome.traced},         {"broken", outcome.broken}}
      .dump();
}

LibFuzzerOutcome outcome_of_line(std::string_view line) {
  LibFuzzerOutcome made;
  try {
    const auto json = Json::parse(line);
    made.killed = json.at("killed").get<bool>();
    made.executions = json.at("executions").get<long long>();
    made.steps = json.at("steps").get<long long>();
    made.ms = json.at("ms").get<double>();
    made.traced = json.at("traced").get<long long>();
    made.broken = json.at("broken").get<std::vector<std::string>>();
  } catch (const Json::exception& failure) {
    throw LibFuzzerError("its result cannot be read: " + std::string(line.substr(0, 200)) + " (" + failure.what() +
                         ")");
  }
  if (made.executions <= 0 || made.steps <= 0) throw LibFuzzerError("it executed nothing");
  if (made.traced <= 0)
    throw LibFuzzerError("nothing of the implementation is traced, so libFuzzer has nothing to go by");
  return made;
}

LibFuzzerOutcome run_libfuzzer(const LibFuzzerTask& task, std::chrono::milliseconds deadline) {
  const std::string about = task.program.string() + ", " + (task.defect.empty() ? "planted fault" : task.defect) + ": ";
  try {
    adaptor::ChildProcess process(task.program.string(), arguments_of(task));
    const auto line = process.exchange("", deadline, longest_line);
    if (line.end == adaptor::Line::End::whole) return outcome_of_line(line.bytes);
    // Whoever closes its output is about to end, and its last words are then in the log.
    if (line.end == adaptor::Line::End::closed) process.ends_by_itself(std::chrono::seconds(5));
    const auto how_it_ended = process.end();
    throw LibFuzzerError(ending_in_words(line.end, how_it_ended, process.log()));
  } catch (const LibFuzzerError& failure) {
    throw LibFuzzerError(about + failure.what());
  } catch (const std::system_error& failure) {
    throw LibFuzzerError(about + failure.what());
  }
}

}  // namespace hallmark::fuzz
