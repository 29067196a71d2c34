/// \file
/// A small program that speaks the adaptor protocol and misbehaves as a process, on command:
/// `miniature_child MODE [OPERATION]`. With an operation it misbehaves there and is honest elsewhere; it implements
/// nothing, so its honest answers are the least the protocol allows.

#include <unistd.h>

#include <chrono>
#include <cstdlib>
#include <iostream>
#include <nlohmann/json.hpp>
#include <string>
#include <string_view>
#include <thread>

namespace {

using Json = nlohmann::ordered_json;

Json honest_result(const std::string& operation, const Json& params) {
  if (operation == "initialize") {
    return {{"protocol", 1},
            {"implementation",
             {{"name", "miniature_child"}, {"version", "1"}, {"vendor", "Hallmark"}, {"language", "C++"}}},
            {"statement", Json::object()}};
  }
  if (operation == "submit") return {{"response", nullptr}, {"rejected", "it implements nothing"}};
  if (operation == "ssi") return {{"outcome", "refused"}, {"reason", "it implements nothing"}};
  if (operation == "installCode") return Json::object({{"request", "1"}});
  if (operation == "report" && params.value("kind", "") == "service-requests") return {{"attempted", 0}, {"failed", 0}};
  if (operation == "report") return {{"included", Json::array()}, {"excluded", Json::array()}};
  if (operation != "drain") return Json::object();
  Json lists = Json::object();
  for (const char* list : {"toDevices", "toUsers", "toCsp", "toRegistration", "installCodes"})
    lists[list] = Json::array();
  return lists;
}

std::string response_line(const Json& id, const Json& result) {
  const Json response = {{"jsonrpc", "2.0"}, {"id", id}, {"result", result}};
  return response.dump() + "\n";
}

/// Writes all of it, past any buffer of ours; ends where nobody reads.
void write_all(int descriptor, std::string_view bytes) {
  while (!bytes.empty()) {
    const ssize_t count = ::write(descriptor, bytes.data(), bytes.size());
    if (count <= 0) std::exit(0);
    bytes.remove_prefix(static_cast<std::size_t>(count));
  }
}

[[noreturn]] void sleep_for_ever() {
  while (true) std::this_thread::sleep_for(std::chrono::hours(1));
}

/// Megabytes of something, a line at a time.
void write_noise(int descriptor, char letter) {
  const std::string line = std::string(127, letter) + "\n";
  for (int i = 0; i < 32 * 1024; ++i) write_all(descriptor, line);
}

void write_in_pieces(std::string_view line) {
  for (const char& byte : line) {
    write_all(STDOUT_FILENO, std::string_view(&byte, 1));
    if ((&byte - line.data()) % 16 == 0) std::this_thread::sleep_for(std::chrono::milliseconds(1));
  }
}

[[noreturn]] void flood() {
  const std::string part(64 * 1024, 'x');
  while (true) write_all(STDOUT_FILENO, part);
}

/// A child of ours that outlives us in the same process group and keeps our pipes open.
[[noreturn]] void leave_a_child_behind() {
  if (::fork() == 0) sleep_for_ever();
  std::_Exit(0);
}

/// Answers in the way of the mode, unless the mode does not get that far.
void answer(const std::string& mode, const std::string& line, const Json& id) {
  if (mode == "exit") std::_Exit(3);
  if (mode == "crash") {
    write_all(STDERR_FILENO, "about to abort\n");
    std::abort();
  }
  if (mode == "hang") sleep_for_ever();
  if (mode == "flood") flood();
  if (mode == "orphan") leave_a_child_behind();
  if (mode == "close-output") {
    ::close(STDOUT_FILENO);
    sleep_for_ever();
  }
  if (mode == "half") {
    write_all(STDOUT_FILENO, line.substr(0, line.size() / 2));
    sleep_for_ever();
  }
  if (mode == "half-exit") {
    write_all(STDOUT_FILENO, line.substr(0, line.size() / 2));
    std::_Exit(0);
  }
  if (mode == "babble") return write_all(STDOUT_FILENO, "Hello, is that you?\n");
  if (mode == "garble") return write_all(STDOUT_FILENO, line.substr(0, line.size() / 2) + "\n");
  if (mode == "not-text") return write_all(STDOUT_FILENO, "\xFF\xFE{}\n");
  if (mode == "deep") return write_all(STDOUT_FILENO, std::string(100'000, '[') + "\n");
  if (mode == "wrong-id") return write_all(STDOUT_FILENO, response_line(4711, Json::object()));
  if (mode == "broke") {
    const Json error = {{"jsonrpc", "2.0"}, {"id", id}, {"error", {{"code", -32000}, {"message", "out of luck"}}}};
    return write_all(STDOUT_FILENO, error.dump() + "\n");
  }
  if (mode == "decline") {
    const Json error = {{"jsonrpc", "2.0"}, {"id", id}, {"error", {{"code", -32601}, {"message", "not offered"}}}};
    return write_all(STDOUT_FILENO, error.dump() + "\n");
  }
  if (mode == "split") return write_in_pieces(line);
  if (mode == "stderr") write_noise(STDERR_FILENO, 'e');
  if (mode == "slow") std::this_thread::sleep_for(std::chrono::milliseconds(50));
  write_all(STDOUT_FILENO, line);
}

/// What it does before it has read anything.
void begin(const std::string& mode) {
  if (mode == "exit-at-once") std::_Exit(3);
  if (mode == "slow-start") std::this_thread::sleep_for(std::chrono::milliseconds(100));
  // White space before a JSON text means nothing; but nobody reads our input meanwhile.
  if (mode == "eager") write_all(STDOUT_FILENO, std::string(4 * 1024 * 1024, ' '));
}

}  // namespace

int main(int count, char** arguments) {
  const std::string mode = count > 1 ? arguments[1] : "honest-empty";
  const std::string where = count > 2 ? arguments[2] : "";
  long answers_left = mode == "exit-after" ? std::strtol(where.c_str(), nullptr, 10) : -1;
  begin(mode == "exit" && where.empty() ? "exit-at-once" : mode);
  for (std::string request_line; answers_left != 0 && std::getline(std::cin, request_line); --answers_left) {
    const Json request = Json::parse(request_line, nullptr, false);
    if (request.is_discarded()) return 4;
    const std::string operation = request.value("method", "");
    const std::string line =
        response_line(request["id"], honest_result(operation, request.value("params", Json::object())));
    answer(where.empty() || where == operation ? mode : "honest-empty", line, request["id"]);
    if (operation == "shutdown") {
      if (mode == "linger") sleep_for_ever();
      return 0;
    }
  }
  return 0;
}
