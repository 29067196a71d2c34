// `hallmark validate`: documents against the DUIS schema.
#include <iostream>

#include "suites/commands/commands.h"
#include "suites/commands/context.h"
#include "suites/commands/document_files.h"

namespace hallmark::suites {

namespace {

int validate(Context context, const std::vector<std::string>& files) {
  const auto& validator = context.validator();
  int invalid = 0;
  for (const auto& file : files) {
    const auto problem = validator.check(read_document_file(file));
    if (!problem) continue;
    ++invalid;
    std::cout << file << ": " << schema::text(*problem) << '\n';
  }
  const auto valid = files.size() - static_cast<std::size_t>(invalid);
  std::cout << valid << " of " << files.size() << " valid against DUIS schema " << validator.version() << '\n';
  return invalid == 0 ? 0 : 1;
}

}  // namespace

void add_validate(CLI::App& program, Action& action) {
  struct Options {
    ContextOptions context;
    std::vector<std::string> files;
  };
  auto options = std::make_shared<Options>();
  auto* command = program.add_subcommand("validate", "Check DUIS documents against the schema");
  command->footer(
      "Example:\n  hallmark validate --schema duis-5.4 request.xml response.xml\nExit: 0 all valid, 1 some not, 3 "
      "unreadable.");
  command->add_option("files", options->files, "DUIS documents")->required();
  command->add_option("--schema", options->context.schema, "Folder of another version of the DUIS schema");
  command->callback(
      [options, &action] { action = [options] { return validate(Context(options->context), options->files); }; });
}

}  // namespace hallmark::suites
