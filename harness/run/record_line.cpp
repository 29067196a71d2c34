#include "harness/run/record_line.h"

#include <algorithm>
#include <limits>
#include <stdexcept>

#include "harness/scenario/duration.h"

namespace hallmark::run {
namespace {

/// The members of one object of a row, each asked for by its name and type.
class Members {
 public:
  Members(const Json& object, std::string what) : object_(object), what_(std::move(what)) {
    if (!object_.is_object()) throw std::runtime_error(what_ + " is not an object");
  }

  const Json& any(const char* key) const {
    const auto found = object_.find(key);
    if (found == object_.end()) throw std::runtime_error(what_ + " has no member \"" + key + "\"");
    return *found;
  }

  std::string text(const char* key) const {
    const Json& value = any(key);
    demand(value.is_string(), key, "a string");
    return value.get<std::string>();
  }

  bool flag(const char* key) const {
    const Json& value = any(key);
    demand(value.is_boolean(), key, "true or false");
    return value.get<bool>();
  }

  int integer(const char* key) const {
    const Json& value = any(key);
    demand(is_int(value), key, "a whole number");
    return value.get<int>();
  }

  std::uint64_t seed(const char* key) const {
    const Json& value = any(key);
    demand(value.is_number_unsigned(), key, "a whole number from 0");
    return value.get<std::uint64_t>();
  }

  std::vector<std::string> texts(const char* key) const {
    const Json& value = any(key);
    const bool fits =
        value.is_array() && std::all_of(value.begin(), value.end(), [](const Json& each) { return each.is_string(); });
    demand(fits, key, "an array of strings");
    return value.get<std::vector<std::string>>();
  }

  const Json& array(const char* key) const {
    const Json& value = any(key);
    demand(value.is_array(), key, "an array");
    return value;
  }

  std::map<std::string, int> counts(const char* key) const {
    const Json& value = any(key);
    const bool fits = value.is_object() && std::all_of(value.begin(), value.end(), is_int);
    demand(fits, key, "an object of whole numbers");
    return value.get<std::map<std::string, int>>();
  }

  void demand(bool fits, const char* key, const char* type) const {
    if (!fits) throw std::runtime_error("member \"" + std::string(key) + "\" of " + what_ + " is not " + type);
  }

 private:
  static bool is_int(const Json& value) {
    if (value.is_number_unsigned())
      return value.get<std::uint64_t>() <= static_cast<std::uint64_t>(std::numeric_limits<int>::max());
    return value.is_number_integer() && value.get<std::int64_t>() >= std::numeric_limits<int>::min();
  }

  const Json& object_;
  std::string what_;
};

spec::Level level_of(const std::string& word) {
  for (const spec::Level level : {spec::Level::must, spec::Level::should, spec::Level::report})
    if (spec::name(level) == word) return level;
  throw std::runtime_error("\"" + word + "\" is no level (must, should or report)");
}

verdict::Outcome outcome_of(const std::string& word) try {
  return verdict::outcome(word);
} catch (const std::invalid_argument& error) {
  throw std::runtime_error(error.what());
}

Axes axes_from_json(const Json& json) {
  const Members members(json, "the axes of a case");
  return {.srv = members.text("srv"),
          .device_type = members.text("device_type"),
          .role = members.text("role"),
          .command_variant = members.integer("command_variant"),
          .expect = members.text("expect"),
          .level = members.text("level"),
          .clear = members.text("clear"),
          .restricted = members.text("restricted")};
}

verdict::Judgement judgement_from_json(const Json& json) {
  const Members members(json, "a judgement");
  return {.outcome = outcome_of(members.text("outcome")),
          .level = level_of(members.text("level")),
          .requirements = members.texts("requirements"),
          .reason = members.text("reason"),
          .step = members.integer("step")};
}

SchemaCoverage::Count count_from_json(const Json& json) {
  const Members members(json, "a count of the schema's coverage");
  return {.reached = members.integer("reached"), .total = members.integer("total")};
}

SchemaCoverage coverage_from_json(const Json& json) {
  const Members members(json, "the schema's coverage");
  SchemaCoverage coverage;
  coverage.paths = count_from_json(members.any("paths"));
  coverage.occurrences = count_from_json(members.any("occurrences"));
  coverage.branches = count_from_json(members.any("branches"));
  coverage.boundaries = count_from_json(members.any("boundaries"));
  coverage.attributes = count_from_json(members.any("attributes"));
  for (const Json& each : members.array("not_reached")) {
    const Members row(each, "an element not reached");
    coverage.not_reached.push_back({row.text("path"), row.integer("paths")});
  }
  return coverage;
}

SelfProof proof_from_json(const Json& json) {
  const Members members(json, "the self-proof");
  SelfProof proof;
  proof.planted = members.text("planted");
  proof.holds = members.flag("holds");
  for (const Json& each : members.array("cases")) {
    const Members row(each, "a case of the self-proof");
    proof.cases.push_back({row.text("case"), row.text("device_type"), row.text("outcome"), row.text("text")});
  }
  return proof;
}

verdict::Note note_from_json(const Json& json) {
  const Members members(json, "a note");
  return {.kind = members.text("kind"), .subject = members.text("subject"), .text = members.text("text")};
}

NamedFile file_from_json(const Json& json) {
  const Members members(json, "a file");
  return {.file = members.text("file"), .digest = members.text("digest")};
}

/// Whether brackets outside strings nest deeper than a record may.
bool nests_too_deep(const std::string& line) {
  int depth = 0;
  bool in_string = false;
  for (std::size_t at = 0; at < line.size(); ++at) {
    const char c = line[at];
    if (in_string) {
      if (c == '\\') ++at;
      if (c == '"') in_string = false;
    } else if (c == '"') {
      in_string = true;
    } else if (c == '[' || c == '{') {
      if (++depth > deepest_nesting) return true;
    } else if (c == ']' || c == '}') {
      --depth;
    }
  }
  return false;
}

}  // namespace

bool LineReader::next(std::string& line) {
  line.clear();
  std::streambuf& buffer = *in_.rdbuf();
  constexpr auto end_of_input = std::istream::traits_type::eof();
  for (auto c = buffer.sbumpc(); c != end_of_input; c = buffer.sbumpc()) {
    if (c == '\n') {
      cut_off_ = false;
      return true;
    }
    if (line.size() == longest_)
      throw std::runtime_error("the line is longer than " + std::to_string(longest_) + " bytes");
    line.push_back(static_cast<char>(c));
  }
  cut_off_ = true;
  return !line.empty();
}

Json parse_line(const std::string& line, bool cut_off) {
  if (nests_too_deep(line)) throw std::runtime_error("objects nest deeper than " + std::to_string(deepest_nesting));
  Json json = Json::parse(line, nullptr, false);
  if (json.is_discarded())
    throw std::runtime_error(cut_off ? "the last line is cut off in the middle; was the run stopped while writing?"
                                     : "not a line of JSON");
  if (!json.is_object()) throw std::runtime_error("not a JSON object");
  return json;
}

namespace {

std::chrono::milliseconds duration_of(const Members& members, const char* key) {
  const auto time = scenario::duration_milliseconds(members.text(key));
  members.demand(time.has_value(), key, "an ISO 8601 duration");
  return *time;
}

}  // namespace

std::string record_kind(const Json& line) { return Members(line, "the line").text("record"); }

Header header_from_json(const Json& line) {
  const Members members(line, "the header");
  Header header;
  header.format = members.integer("format");
  if (header.format != 1)
    throw std::runtime_error("the record has format " + std::to_string(header.format) +
                             "; this program reads format 1");
  header.hallmark = members.text("hallmark");
  header.target = members.text("target");
  header.implementation = members.any("implementation");
  header.statement = members.any("statement");
  header.schema_version = members.text("schema_version");
  header.schema_digest = members.text("schema_digest");
  header.facts_digest = members.text("facts_digest");
  header.profile_origin = members.text("profile_origin");
  header.profile_digest = members.text("profile_digest");
  header.profile_acknowledged = members.texts("profile_acknowledged");
  header.profile_differences = members.texts("profile_differences");
  if (line.contains("signing")) {  // records of earlier programs do not say; their documents were not signed
    header.signing = members.text("signing");
    header.certificates = members.texts("certificates");
  }
  header.seed = members.seed("seed");
  header.strict = members.flag("strict");
  if (line.contains("files")) {
    for (const Json& each : members.array("files")) header.files.push_back(file_from_json(each));
  }
  if (line.contains("statement_file")) header.statement_file = file_from_json(line["statement_file"]);
  if (line.contains("exhaustive")) header.exhaustive = members.flag("exhaustive");
  if (line.contains("sequences")) header.sequences = members.integer("sequences");
  header.disguised = line.contains("disguised") && members.flag("disguised");
  if (line.contains("history_requests")) header.history_requests = members.integer("history_requests");
  if (line.contains("self_proof")) header.self_proof = proof_from_json(line["self_proof"]);
  if (line.contains("faults")) header.faults = members.texts("faults");
  if (line.contains("extra_states")) header.extra_states = members.integer("extra_states");
  if (line.contains("complete")) header.complete = members.texts("complete");
  if (line.contains("arguments")) header.arguments = members.texts("arguments");
  if (line.contains("wait")) header.patience = Patience{duration_of(members, "wait"), duration_of(members, "settle")};
  header.filter = members.text("filter");
  if (line.contains("suites")) header.suites = members.texts("suites");
  if (line.contains("certification")) header.certification = members.flag("certification");
  header.selected = members.integer("selected");
  header.shards = members.integer("shards");
  header.shard = members.integer("shard");
  header.started = members.text("started");
  return header;
}

Step step_from_json(const Json& line) {
  const Members members(line, "a step");
  return {.case_id = members.text("case"),
          .iteration = members.integer("iteration"),
          .step = members.integer("step"),
          .stimulus = members.any("stimulus"),
          .observation = members.any("observation")};
}

CaseRow case_from_json(const Json& line) {
  const Members members(line, "a case");
  CaseRow row;
  row.case_id = members.text("case");
  row.title = members.text("title");
  row.iteration = members.integer("iteration");
  row.seed = members.seed("seed");
  row.axes = axes_from_json(members.any("axes"));
  row.verdict.outcome = outcome_of(members.text("outcome"));
  for (const Json& each : members.array("judgements")) row.verdict.judgements.push_back(judgement_from_json(each));
  for (const Json& each : members.array("notes")) row.verdict.notes.push_back(note_from_json(each));
  row.replay = members.text("replay");
  if (line.contains("scenario")) row.scenario = members.text("scenario");
  return row;
}

NotRun not_run_from_json(const Json& line) {
  const Members members(line, "a case that was not run");
  return {.case_id = members.text("case"), .reason = members.text("reason")};
}

Footer footer_from_json(const Json& line) {
  const Members members(line, "the footer");
  Footer footer{.counts = members.counts("counts"),
                .exit_code = members.integer("exit_code"),
                .reason = members.text("reason"),
                .finished = members.text("finished")};
  if (line.contains("judgements")) {
    for (const Json& each : members.array("judgements")) footer.judgements.push_back(judgement_from_json(each));
  }
  if (line.contains("not_judged")) {
    for (const Json& each : members.array("not_judged")) {
      const Members row(each, "a requirement not judged");
      footer.not_judged.push_back({row.text("id"), row.text("why")});
    }
  }
  if (line.contains("alarms")) {
    for (const Json& each : members.array("alarms")) {
      const Members row(each, "an alarm");
      footer.alarms.push_back({row.text("kind"), row.text("subject"), row.text("text")});
    }
  }
  if (line.contains("changed")) footer.changed = members.texts("changed");
  if (line.contains("resumed_cases")) footer.resumed_cases = members.integer("resumed_cases");
  if (line.contains("model")) footer.model = model_coverage_from_json(line["model"]);
  if (line.contains("schema_coverage")) footer.schema_coverage = coverage_from_json(line["schema_coverage"]);
  return footer;
}

}  // namespace hallmark::run
