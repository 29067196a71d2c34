// The program: names its parts, parses the command line, and turns whatever goes wrong around us into one line and
// exit 3.
#include <gtest/gtest.h>

#include <cstdio>
#include <exception>
#include <string_view>

#include "suites/commands/commands.h"

namespace {

constexpr int bad_usage = 3;

int run_program(int argc, char** argv) {
  // GoogleTest takes its own flags first, so that `--gtest_…` works as its users know it.
  const std::vector<std::string> arguments(argv + 1, argv + argc);
  const bool runs = argc > 1 && std::string_view(argv[1]) == "run";
  if (runs) testing::InitGoogleTest(&argc, argv);
  CLI::App program{"Hallmark: conformance and policy test suite for GB smart metering Restricted mode", "hallmark"};
  program.set_version_flag("--version", "hallmark " HALLMARK_VERSION);
  program.require_subcommand(1);
  program.footer("Start here:\n  hallmark run inproc:reference\n  hallmark explain mp169.allow-list");
  hallmark::suites::Action action;
  hallmark::suites::add_run(program, action, arguments);
  hallmark::suites::add_generate(program, action);
  hallmark::suites::add_list(program, action);
  hallmark::suites::add_explain(program, action);
  hallmark::suites::add_check(program, action);
  hallmark::suites::add_validate(program, action);
  hallmark::suites::add_serve(program, action);
  hallmark::suites::add_sign(program, action);
  hallmark::suites::add_verify(program, action);
  hallmark::suites::add_replay(program, action);
  hallmark::suites::add_judge(program, action);
  hallmark::suites::add_audit(program, action);
  hallmark::suites::add_defects(program, action);
  hallmark::suites::add_diff(program, action);
  hallmark::suites::add_fuzz(program, action);
  hallmark::suites::add_gaps(program, action);
  try {
    program.parse(argc, argv);
  } catch (const CLI::ParseError& outcome) {
    if (outcome.get_exit_code() == 0) return program.exit(outcome);  // help or version
    const auto unknown = program.remaining(true);
    if (outcome.get_name() == "RequiredError" && !unknown.empty()) {
      std::fprintf(stderr, "hallmark: %s: no such command: see `hallmark --help`\n", unknown.front().c_str());
      return bad_usage;
    }
    std::fprintf(stderr, "hallmark: %s: try `hallmark --help` or `hallmark COMMAND --help`\n", outcome.what());
    return bad_usage;
  }
  return action();
}

}  // namespace

int main(int argc, char** argv) {
  try {
    return run_program(argc, argv);
  } catch (const std::exception& failure) {
    std::fprintf(stderr, "hallmark: %s\n", failure.what());
    return bad_usage;
  }
}
