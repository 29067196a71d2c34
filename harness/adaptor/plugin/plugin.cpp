#include "harness/adaptor/plugin/plugin.h"

#include <filesystem>

namespace hallmark::adaptor {
namespace {

/// As many connections as a service is asked to serve.
constexpr int threads_most = 16;

/// A name without a slash would be looked for where the system keeps its libraries.
std::string path_of(const std::string& file) { return std::filesystem::absolute(file).string(); }

std::string first_line(const std::string& text) { return text.substr(0, text.find('\n')); }

}  // namespace

std::string problem_with_plugin(const std::string& file, const ChildOptions& options) {
  if (!std::filesystem::is_regular_file(file)) return file + ": no such file";
  ChildProcess host(program_beside("hallmark_host"), {"hallmark_host", "--check", path_of(file)});
  if (!host.ends_by_itself(options.deadline))
    return file + ": does not load within " + std::to_string(options.deadline.count()) + " ms";
  const std::string how = host.end();
  if (how == "exited with status 0") return "";
  if (how == "exited with status 3") return first_line(host.log());
  return file + ": while it was loaded, its process " + how;
}

std::unique_ptr<Adaptor> plugin_adaptor(const std::string& file, const ChildOptions& options) {
  const std::string host = program_beside("hallmark_host");
  ChildOptions held_to = options;
  held_to.most_at_once = threads_most;
  return std::make_unique<ChildAdaptor>(host, std::vector<std::string>{"hallmark_host", path_of(file)}, held_to);
}

}  // namespace hallmark::adaptor
