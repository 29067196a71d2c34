#include "suites/commands/resume.h"

#include <fmt/format.h>
#include <fmt/ranges.h>
#include <unistd.h>

#include <algorithm>
#include <iostream>

#include "suites/commands/context.h"
#include "suites/commands/run_header.h"

namespace hallmark::suites {

std::vector<std::string> resumable(const std::vector<std::string>& arguments) {
  std::vector<std::string> kept;
  for (auto each = arguments.begin(); each != arguments.end(); ++each) {
    if (*each == "--out" && std::next(each) != arguments.end()) {
      ++each;
    } else if (*each != "--resume" && *each != "--out" && !each->starts_with("--out=")) {
      kept.push_back(*each);
    }
  }
  return kept;
}

void resume_as_begun(const std::filesystem::path& out) {
  const auto record = out / "record.jsonl";
  const auto begun = run::InterruptedRun(record).header();
  if (!begun) throw UsageError("--resume: no run was begun in " + out.string() + ": give its folder with --out");
  auto arguments = begun->arguments;
  if (std::ranges::find(arguments, begun->target) == arguments.end()) {
    throw UsageError("--resume: " + record.string() +
                     " does not say how the run was begun: give the target and options again");
  }
  std::string shown;
  for (const auto& each : arguments) shown += ' ' + run::shell_word(each);
  std::cout << "Resuming: hallmark" << shown << " --out " << run::shell_word(out.string()) << std::endl;
  arguments.insert(arguments.begin(), "hallmark");
  arguments.insert(arguments.end(), {"--resume", "--out", out.string()});
  std::vector<char*> words;
  for (auto& each : arguments) words.push_back(each.data());
  words.push_back(nullptr);
  ::execv("/proc/self/exe", words.data());
  throw std::runtime_error("the program cannot be started again: give the target and options again, with --resume");
}

void require_same_run(const run::InterruptedRun& begun, const run::Header& header, const std::filesystem::path& out) {
  auto expected = header;
  expected.selected = begun.header()->selected;  // follows from the rest
  const auto unlike = unlike_members(*begun.header(), expected);
  if (unlike.empty()) return;
  throw UsageError(fmt::format(
      "--resume: the run in {} is another ({} differ): give the command that began it, or begin anew without --resume",
      out.string(), fmt::join(unlike, ", ")));
}

}  // namespace hallmark::suites
