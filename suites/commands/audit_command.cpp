// `hallmark audit`: a trace of a live system, judged by the same rules, and the few lines of it that matter.
#include <fmt/format.h>

#include <iostream>

#include "harness/observation/observation_json.h"
#include "harness/run/audit.h"
#include "harness/run/shrink.h"
#include "suites/commands/commands.h"
#include "suites/commands/context.h"
#include "suites/commands/document_files.h"
#include "suites/commands/in_brief.h"

namespace hallmark::suites {

namespace {

using run::Json;

struct AuditOptions {
  ContextOptions context;
  std::string trace;
  std::string out;
  bool strict = false;
  bool skip_garbled = false;
  bool json = false;
};

/// Exit code and one sentence.
struct Sentence {
  int exit_code = 2;
  std::string text;
};

std::string joined(const std::vector<std::string>& ids) {
  std::string text;
  for (const auto& id : ids) text += (text.empty() ? "" : ", ") + id;
  return text.empty() ? "no requirement named" : text;
}

Sentence sentence_of(const run::Audit& audit) {
  if (audit.first) {
    return {1, fmt::format("Not conformant: line {} breaks {}.", audit.first->line,
                           joined(audit.first->judgement.requirements))};
  }
  if (audit.error)
    return {2, fmt::format("Could not tell: line {}: {}.", audit.error->line, audit.error->judgement.reason)};
  if (audit.garbled > 0) return {2, fmt::format("Could not tell: {} garbled lines were left out.", audit.garbled)};
  if (audit.judgements == 0) return {2, "Could not tell: nothing was judged."};
  return {0, fmt::format("Conformant in what was judged: {} demands on {} steps, none broken.", audit.judgements,
                         audit.steps)};
}

using Rows = std::map<std::string, std::pair<std::size_t, std::size_t>>;

std::string rows_text(const char* title, const Rows& rows) {
  if (rows.empty()) return {};
  std::string text = fmt::format("\n{}\n", title);
  for (const auto& [id, row] : rows)
    text += fmt::format("  {}: {} times, first in line {}\n", id, row.first, row.second);
  return text;
}

std::string as_text(const run::Audit& audit, const std::vector<run::TraceLine>& matter) {
  std::string text = sentence_of(audit).text + '\n';
  if (audit.first) text += "  " + shown(audit.first->judgement.reason, 400) + '\n';
  if (audit.first && matter.empty())
    text += "\nToo many lines are about the same devices to tell which of them matter.\n";
  if (!matter.empty()) {
    text += fmt::format("\nThe lines that matter: {} of {}\n", matter.size(), audit.steps + audit.unreadable);
    for (const auto& line : matter) {
      text += fmt::format("  {:>8}  {} -> {}\n", line.number, in_brief(line.exchange.stimulus),
                          shown(in_brief(line.exchange.observation)));
    }
  }
  text += rows_text("Broken, by requirement", audit.broken) + rows_text("Should hold and does not", audit.warned);
  text += fmt::format("\n{} steps, {} demands judged", audit.steps, audit.judgements);
  if (audit.unreadable > 0)
    text += fmt::format("; {} requests not judged, since their document cannot be read", audit.unreadable);
  if (audit.garbled > 0) text += fmt::format("; {} garbled lines left out", audit.garbled);
  if (audit.from_before > 0)
    text += fmt::format("; {} rows belong to requests from before the trace", audit.from_before);
  return text + '\n';
}

Json rows_json(const Rows& rows) {
  Json json = Json::array();
  for (const auto& [id, row] : rows)
    json.push_back({{"requirement", id}, {"times", row.first}, {"first_line", row.second}});
  return json;
}

std::string as_json(const run::Audit& audit, const std::vector<run::TraceLine>& matter, const std::string& trace) {
  const auto sentence = sentence_of(audit);
  Json json = {{"trace", trace},           {"exit_code", sentence.exit_code},   {"reason", sentence.text},
               {"steps", audit.steps},     {"demands", audit.judgements},       {"unreadable", audit.unreadable},
               {"garbled", audit.garbled}, {"from_before", audit.from_before},  {"first", nullptr},
               {"lines", Json::array()},   {"broken", rows_json(audit.broken)}, {"warned", rows_json(audit.warned)},
               {"remarks", Json::array()}};
  if (audit.first) {
    json["first"] = {{"line", audit.first->line},
                     {"requirements", audit.first->judgement.requirements},
                     {"reason", audit.first->judgement.reason}};
  }
  for (const auto& line : matter) {
    json["lines"].push_back({{"line", line.number},
                             {"stimulus", in_brief(line.exchange.stimulus)},
                             {"observation", in_brief(line.exchange.observation)}});
  }
  for (const auto& remark : audit.remarks) {
    json["remarks"].push_back({{"kind", remark.kind}, {"subject", remark.subject}, {"text", remark.text}});
  }
  return json.dump(2, ' ', false, Json::error_handler_t::replace) + '\n';
}

/// The lines that matter as a trace of their own, in an estate of those they name.
std::string least_trace(run::TraceHeader header, const std::vector<run::TraceLine>& matter) {
  std::vector<scenario::Stimulus> stimuli;
  for (const auto& line : matter) stimuli.push_back(line.exchange.stimulus);
  header.estate = run::least_estate(header.estate, stimuli);
  return run::trace_text(header, matter);
}

int audit(const AuditOptions& options) {
  Context context(options.context);
  auto rules = context.rules(0);
  rules.strict = options.strict;
  const auto version = run::TraceReader(options.trace, context.facts(), context.vote()).header().schema_version;
  if (version != context.validator().version()) {
    throw UsageError(options.trace + ": of DUIS schema " + version + ", and " + context.validator().version() +
                     " is loaded: name its folder with --schema");
  }
  const auto found = run::audit(options.trace, rules, options.skip_garbled);
  std::vector<run::TraceLine> matter;
  if (found.first) matter = run::lines_that_matter(options.trace, rules, *found.first);
  std::cout << (options.json ? as_json(found, matter, options.trace) : as_text(found, matter));
  if (!options.out.empty() && !matter.empty()) write_document_file(options.out, least_trace(found.header, matter));
  return sentence_of(found).exit_code;
}

}  // namespace

void add_audit(CLI::App& program, Action& action) {
  auto options = std::make_shared<AuditOptions>();
  auto* command = program.add_subcommand("audit", "Judge a trace that was recorded from a live system");
  command->footer(
      "Examples:\n"
      "  hallmark audit trace.jsonl\n"
      "  hallmark audit trace.jsonl --profile ours.csv --out few.jsonl && hallmark audit few.jsonl\n"
      "A line of the trace:\n"
      "  {\"at\":\"2025-07-01T09:00:00Z\",\"operation\":\"ssi\",\"user\":\"90-…\",\"action\":\"set-restricted\",\n"
      "   \"device\":\"00-…\",\"result\":{\"outcome\":\"accepted\"}}\n"
      "The form is described in harness/run/README.md. Nothing is sent to anybody.\n"
      "Exit: 0 conformant in what was judged, 1 not conformant, 2 could not tell, 3 a garbled line, bad usage or "
      "environment.");
  command->add_option("trace", options->trace, "JSON lines: where the system stood, then what happened")->required();
  command->add_option("--out", options->out, "File for the lines that matter, a trace of their own");
  command->add_option("--profile", options->context.profile, "Policy profile (CSV) instead of the shipped one");
  command->add_option("--schema", options->context.schema, "Folder of another version of the DUIS schema");
  command->add_flag("--strict", options->strict, "A broken should fails");
  command->add_flag("--skip-garbled", options->skip_garbled,
                    "Leave garbled lines out and count them, instead of stopping at the first (exit 3)");
  command->add_flag("--json", options->json, "Verdict and lines as JSON");
  command->callback([options, &action] { action = [options] { return audit(*options); }; });
}

}  // namespace hallmark::suites
