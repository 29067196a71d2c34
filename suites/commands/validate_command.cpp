// `hallmark validate`: documents against the DUIS schema, by two engines.
#include <iostream>
#include <nlohmann/json.hpp>

#include "suites/commands/commands.h"
#include "suites/commands/context.h"
#include "suites/commands/document_files.h"

namespace hallmark::suites {

namespace {

using Json = nlohmann::ordered_json;
using schema::Opinions;
using schema::Problem;

struct ValidateOptions {
  ContextOptions context;
  std::vector<std::string> files;
  bool json = false;
};

struct Count {
  std::size_t valid = 0;
  std::size_t disputed = 0;
  std::size_t invalid = 0;

  void add(const Opinions& said) { ++(said.is_valid() ? valid : said.is_disputed() ? disputed : invalid); }
  int exit_code() const {
    if (invalid > 0) return 1;
    return disputed > 0 ? 2 : 0;
  }
};

/// What is told of a document that is not valid: libxml2's problem where it has one.
const Problem* problem_of(const Opinions& said) {
  if (said.libxml2) return &*said.libxml2;
  return said.xerces ? &*said.xerces : nullptr;
}

std::string difference_in_words(const Opinions& said) {
  return said.difference == "unknown" ? "an unknown difference"
                                      : said.difference + " (`hallmark list disagreements` tells more)";
}

/// "refuses: line 3: schema: …".
std::string in_words(const std::optional<Problem>& problem) {
  return problem ? "refuses: " + schema::text(*problem) : "accepts";
}

void print(const std::string& file, const Opinions& said) {
  const auto* problem = problem_of(said);
  if (problem == nullptr) return;
  std::cout << file << ": "
            << (said.is_disputed() ? "engines disagree: " + difference_in_words(said) : schema::text(*problem)) << '\n';
  if (!problem->path.empty()) std::cout << "    element: " << problem->path << '\n';
  if (!problem->rule.empty()) std::cout << "    broken: " << problem->rule << '\n';
  std::cout << "    libxml2 " << in_words(said.libxml2) << "\n    Xerces-C "
            << (said.xerces_asked ? in_words(said.xerces) : "is not asked") << '\n';
}

Json opinion_json(const std::optional<Problem>& problem, bool asked) {
  if (!asked) return {{"accepts", nullptr}};
  if (!problem) return {{"accepts", true}};
  return {{"accepts", false}, {"layer", problem->layer}, {"line", problem->line}, {"message", problem->message}};
}

/// A document as a row: `valid` is null where the engines disagree, and `disagreement` then names the row.
Json row(const std::string& file, const Opinions& said) {
  const Problem none;
  const auto* known = problem_of(said);
  const Problem& problem = known == nullptr ? none : *known;
  const auto or_null = [](const std::string& text) { return text.empty() ? Json() : Json(text); };
  Json made;
  made["file"] = file;
  made["valid"] = said.is_disputed() ? Json() : Json(said.is_valid());
  made["layer"] = or_null(problem.layer);
  made["line"] = known == nullptr ? Json() : Json(problem.line);
  made["path"] = or_null(problem.path);
  made["rule"] = or_null(problem.rule);
  made["message"] = or_null(problem.message);
  made["disagreement"] = or_null(said.difference);
  made["engines"] = {{"libxml2", opinion_json(said.libxml2, true)},
                     {"Xerces-C", opinion_json(said.xerces, said.xerces_asked)}};
  return made;
}

int validate(Context context, const ValidateOptions& options) {
  Count count;
  Json rows = Json::array();
  for (const auto& file : options.files) {
    const auto said = context.vote().on(read_document_file(file));
    count.add(said);
    options.json ? rows.push_back(row(file, said)) : print(file, said);
  }
  if (options.json) {
    std::cout << rows.dump(2, ' ', false, Json::error_handler_t::replace) << '\n';
  } else {
    std::cout << count.valid << " of " << options.files.size() << " valid against DUIS schema "
              << context.validator().version();
    if (count.disputed > 0) std::cout << "; the engines disagree about " << count.disputed;
    std::cout << '\n';
  }
  return count.exit_code();
}

}  // namespace

void add_validate(CLI::App& program, Action& action) {
  auto options = std::make_shared<ValidateOptions>();
  auto* command = program.add_subcommand("validate", "Check DUIS documents against the schema");
  command->footer(
      "Each document is judged by libxml2 and by Xerces-C. One that only one of them refuses is not called invalid;\n"
      "where the difference is a known one, it is named.\n"
      "Examples:\n"
      "  hallmark validate --schema duis-5.4 request.xml response.xml\n"
      "  hallmark validate --json *.xml | jq '.[] | select(.valid != true) | {file, path, rule}'\n"
      "Exit: 0 all valid, 1 some not, 2 none invalid but the engines disagree about some, 3 unreadable.");
  command->add_option("files", options->files, "DUIS documents")->required();
  command->add_option("--schema", options->context.schema, "Folder of another version of the DUIS schema");
  command->add_flag("--json", options->json,
                    "As a JSON array of objects: file, valid (null: the engines disagree), layer, line, path, rule, "
                    "message, disagreement, engines");
  command->callback(
      [options, &action] { action = [options] { return validate(Context(options->context), *options); }; });
}

}  // namespace hallmark::suites
