#include "harness/run/trace.h"

#include "harness/observation/observation_json.h"
#include "harness/observation/statement_json.h"
#include "harness/run/step_json.h"
#include "harness/scenario/json_members.h"
#include "harness/scenario/json_text.h"
#include "harness/scenario/scenario_json.h"

namespace hallmark::run {

namespace members = scenario::members;

namespace {

constexpr int trace_format = 1;

TraceHeader read_header(const Json& json) {
  members::whole(json, "trace", 1, trace_format);
  TraceHeader header;
  header.name = members::text_or_empty(json, "name");
  header.schema_version = members::text(json, "schema");
  if (members::find(json, "statement")) {
    header.statement = members::object(json, "statement", observation::statement_from_json);
  } else {
    header.statement.facets = {"restricted-mode"};
  }
  header.estate = members::object(json, "estate", scenario::estate_from_json);
  return header;
}

observation::Observation read_observation(const std::string& operation, const Json& json) {
  const Json* whole = members::find(json, "observation");
  if (whole != nullptr) return observation_from_json(operation, *whole);
  if (members::find(json, "result") == nullptr) members::refuse(json, "result", "an object");
  auto observation = observation::observation_from_result(operation, json.at("result"));
  if (const auto* malformed = std::get_if<observation::Malformed>(&observation)) {
    throw std::runtime_error("result of " + malformed->why);
  }
  return observation;
}

}  // namespace

TraceReader::TraceReader(const std::filesystem::path& file, const spec::Facts& facts, const schema::Vote& vote)
    : path_(file), in_(file, std::ios::binary), lines_(in_), facts_(&facts), vote_(&vote) {
  if (!in_) throw std::runtime_error(file.string() + ": cannot be opened for reading");
  const auto json = next_json();
  if (!json) garbled("the trace is empty: its first line holds trace, schema and estate");
  try {
    header_ = read_header(*json);
  } catch (const std::invalid_argument& wrong) {
    garbled(std::string("the first line: ") + wrong.what());
  }
  estate_ = header_.estate;
}

void TraceReader::garbled(const std::string& why) const {
  throw GarbledLine(path_.string() + ':' + std::to_string(number_) + ": " + why);
}

std::optional<Json> TraceReader::next_json() {
  try {
    while (lines_.next(text_)) {
      ++number_;
      if (text_.find_first_not_of(" \t\r") != std::string::npos) return scenario::parse_json(text_);
    }
  } catch (const std::invalid_argument& wrong) {
    garbled(wrong.what());
  } catch (const std::runtime_error& wrong) {
    ++number_;
    garbled(wrong.what());
  }
  return std::nullopt;
}

std::optional<TraceLine> TraceReader::next() {
  const auto json = next_json();
  if (!json) return std::nullopt;
  TraceLine line;
  line.number = number_;
  try {
    members::require_object(*json);
    const auto operation = members::text(*json, "operation");
    if (members::find(*json, "at")) line.at = members::time(*json, "at");
    auto& [stimulus, observation] = line.exchange;
    stimulus = scenario::stimulus_from_params(operation, *json);
    observation = read_observation(operation, *json);
  } catch (const std::exception& wrong) {
    garbled(wrong.what());
  }
  observation::read_documents(line.exchange.observation, *vote_);
  if (auto* submit = std::get_if<scenario::Submit>(&line.exchange.stimulus)) {
    auto read = generator::read_request_document(submit->duis, *facts_, vote_->libxml2(), estate_);
    if (read.reading) submit->reading = std::move(*read.reading);
    line.unreadable = read.problem;
  }
  const auto* inventory = std::get_if<scenario::Inventory>(&line.exchange.stimulus);
  if (inventory != nullptr && inventory->add) estate_.devices.push_back(*inventory->add);
  return line;
}

std::string trace_text(const TraceHeader& header, const std::vector<TraceLine>& lines) {
  Json first = {{"trace", trace_format},
                {"name", header.name},
                {"schema", header.schema_version},
                {"statement", observation::to_json(header.statement)},
                {"estate", scenario::to_json(header.estate)}};
  std::string text = scenario::json_line(first) + '\n';
  for (const auto& line : lines) {
    Json json = {{"line", line.number}};
    if (line.at) json["at"] = scenario::text(*line.at);
    json["operation"] = scenario::operation(line.exchange.stimulus);
    Json parameters = scenario::params(line.exchange.stimulus);
    for (auto& [name, value] : parameters.items()) json[name] = std::move(value);
    json["observation"] = observation::to_json(line.exchange.observation);
    text += scenario::json_line(json) + '\n';
  }
  return text;
}

}  // namespace hallmark::run
