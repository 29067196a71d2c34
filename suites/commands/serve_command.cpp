// `hallmark serve`: an implementation that ships, offered over standard input and output.
#include <iostream>

#include "harness/adaptor/serve.h"
#include "suites/commands/commands.h"
#include "suites/commands/reach.h"

namespace hallmark::suites {

void add_serve(CLI::App& program, Action& action) {
  struct Options {
    ContextOptions context;
    std::string name = "reference";
  };
  auto options = std::make_shared<Options>();
  auto* command = program.add_subcommand("serve", "Offer an implementation that ships over standard input and output");
  command->footer("Example:\n  hallmark run 'exec:hallmark serve reference'");
  command->add_option("name", options->name, "e.g. reference, miniature/accepts-all")->capture_default_str();
  command->add_option("--profile", options->context.profile, "Policy profile that the reference enforces");
  command->add_option("--schema", options->context.schema, "Folder of another version of the DUIS schema");
  command->callback([options, &action] {
    action = [options] {
      Context context(options->context);
      const auto adaptor = reach({"inproc:" + options->name, {}}, context)();
      return adaptor::serve(*adaptor, std::cin, std::cout);
    };
  });
}

}  // namespace hallmark::suites
