// hallmark_host FILE: the process in which a plug-in lives. It loads FILE and hands it line after line of its standard
// input; what it answers is the standard output. `hallmark_host --check FILE` only says whether it could be loaded.
//
// What is to be under way together comes as one line, its requests parted by the control character RS, which stands in
// no JSON text; each is handed over in a thread of its own, and the answers go back likewise, in the order of the
// requests.
//
// A program of its own, so that a plug-in which crashes, hangs or takes all memory is one process that ended.
#include <dlfcn.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstdio>
#include <latch>
#include <string>
#include <string_view>
#include <thread>
#include <vector>

#include "harness/adaptor/plugin/hallmark_plugin.h"

namespace {

constexpr int no_plugin = 3;
constexpr int broken = 70;
constexpr char between_requests = '\x1e';

using Exchange = decltype(&hallmark_plugin_exchange);

/// One line on the log, which is what a user is shown.
int refuse(const char* file, const std::string& why, int status) {
  std::fprintf(stderr, "%s: %s\n", file, why.c_str());
  return status;
}

/// The function of a plug-in that can be used; null where there is none, with the reason told.
Exchange load(const char* file) {
  void* plugin = ::dlopen(file, RTLD_NOW | RTLD_LOCAL);
  if (plugin == nullptr) {
    const std::string why = ::dlerror();  // begins with the path where the file was found
    const std::string path = std::string(file) + ": ";
    refuse(file, "cannot be loaded: " + (why.starts_with(path) ? why.substr(path.size()) : why), no_plugin);
    return nullptr;
  }
  const auto* version = static_cast<const unsigned*>(::dlsym(plugin, "hallmark_plugin_version"));
  void* exchange = ::dlsym(plugin, "hallmark_plugin_exchange");
  if (version == nullptr || exchange == nullptr) {
    const std::string which = version == nullptr ? "hallmark_plugin_version" : "hallmark_plugin_exchange";
    refuse(file, "has no symbol " + which + ": define it, extern \"C\" and visible, as hallmark_plugin.h says",
           no_plugin);
    return nullptr;
  }
  if (*version != HALLMARK_PLUGIN_VERSION) {
    refuse(file,
           "is for version " + std::to_string(*version) + " of hallmark_plugin.h, and this is version " +
               std::to_string(HALLMARK_PLUGIN_VERSION) + ": compile it anew",
           no_plugin);
    return nullptr;
  }
  return reinterpret_cast<Exchange>(exchange);
}

bool write_all(int descriptor, std::string_view bytes) {
  while (!bytes.empty()) {
    const ssize_t count = ::write(descriptor, bytes.data(), bytes.size());
    if (count < 0 && errno == EINTR) continue;
    if (count <= 0) return false;
    bytes.remove_prefix(static_cast<std::size_t>(count));
  }
  return true;
}

/// Answers a request that a NUL ends. False where there is no answer.
bool answer_request(Exchange exchange, const char* request, std::size_t length, std::string& answer) {
  std::size_t answered = 0;
  const char* response = exchange(request, length, &answered);
  if (response == nullptr) return false;
  answer.reserve(answered + 1);
  answer.append(response, answered);
  return true;
}

/// Answers requests that are under way together. False where one has no answer.
bool answer_together(Exchange exchange, std::string_view requests, std::string& answer) {
  std::vector<std::string> asked;
  for (std::size_t end = 0; end != std::string_view::npos; requests.remove_prefix(std::min(end + 1, requests.size()))) {
    end = requests.find(between_requests);
    asked.emplace_back(requests.substr(0, end));
  }
  std::vector<std::string> answers(asked.size());
  std::vector<char> has_answer(asked.size());
  {
    std::latch start(static_cast<std::ptrdiff_t>(asked.size()));
    std::vector<std::jthread> threads;
    for (std::size_t i = 0; i < asked.size(); ++i) {
      threads.emplace_back([&, i] {
        start.arrive_and_wait();
        has_answer[i] = answer_request(exchange, asked[i].c_str(), asked[i].size(), answers[i]) ? 1 : 0;
      });
    }
  }
  for (std::size_t i = 0; i < answers.size(); ++i) {
    if (has_answer[i] == 0) return false;
    if (i > 0) answer.push_back(between_requests);
    answer += answers[i];
  }
  return true;
}

/// Answers every whole line of what was read, and takes it away. False where that is the end.
bool answer_lines(Exchange exchange, int answers, std::string& read) {
  std::size_t begin = 0;
  for (std::size_t end = 0; (end = read.find('\n', begin)) != std::string::npos; begin = end + 1) {
    read[end] = '\0';
    const std::string_view request(read.data() + begin, end - begin);
    const bool are_many = request.find(between_requests) != std::string_view::npos;
    std::string line;
    if (!(are_many ? answer_together(exchange, request, line)
                   : answer_request(exchange, request.data(), request.size(), line)))
      return false;
    line.push_back('\n');
    if (!write_all(answers, line)) return false;
  }
  read.erase(0, begin);
  return true;
}

int serve(const char* file, Exchange exchange, int answers) {
  std::string read;
  std::array<char, 64 * 1024> buffer;
  while (true) {
    const ssize_t count = ::read(STDIN_FILENO, buffer.data(), buffer.size());
    if (count < 0 && errno == EINTR) continue;
    if (count <= 0) return 0;
    const std::string_view fresh(buffer.data(), static_cast<std::size_t>(count));
    read.append(fresh);
    if (fresh.find('\n') == std::string_view::npos) continue;
    if (!answer_lines(exchange, answers, read)) return refuse(file, "gave no answer", broken);
  }
}

}  // namespace

int main(int count, char** arguments) {
  const bool only_check = count == 3 && std::string_view(arguments[1]) == "--check";
  if (count != 2 && !only_check) {
    std::fputs("usage: hallmark_host [--check] FILE\n", stderr);
    return no_plugin;
  }
  // What a plug-in prints is no answer: standard output becomes the log before anything of it runs.
  const int answers = ::dup(STDOUT_FILENO);
  if (answers < 0 || ::dup2(STDERR_FILENO, STDOUT_FILENO) < 0) return no_plugin;
  std::setvbuf(stdout, nullptr, _IOLBF, BUFSIZ);
  const char* file = arguments[count - 1];
  const Exchange exchange = load(file);
  if (exchange == nullptr) return no_plugin;
  return only_check ? 0 : serve(file, exchange, answers);
}
