#include "suites/running_service.h"

#include <fcntl.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <chrono>
#include <csignal>
#include <nlohmann/json.hpp>
#include <stdexcept>
#include <thread>
#include <utility>

extern char** environ;

namespace hallmark::suites {

RunningService::RunningService(const Workplace& place, const std::string& arguments) {
  const auto out = place.path("service.json").string();
  place.write("service.json", "");
  std::string command = "exec '" HALLMARK_BIN_DIR "/hallmark' serve " + arguments +
                        " --port 0 --control-port 0 --json >'" + out + "' 2>'" + place.path("service.log").string() +
                        "'";
  std::string shell = "sh", flag = "-c";
  std::array<char*, 4> words{shell.data(), flag.data(), command.data(), nullptr};
  if (::posix_spawn(&process_, "/bin/sh", nullptr, nullptr, words.data(), environ) != 0)
    throw std::runtime_error("no shell");
  while (place.lines("service.json").empty() || !place.text("service.json").ends_with('\n')) {
    int status = 0;
    if (::waitpid(process_, &status, WNOHANG) == process_) {
      process_ = -1;
      throw std::runtime_error(place.text("service.log"));
    }
    std::this_thread::sleep_for(std::chrono::milliseconds(10));
  }
  const auto told = nlohmann::json::parse(place.text("service.json"));
  duis_ = told.at("duis");
  control_ = told.at("control");
}

RunningService::~RunningService() { terminate(); }

int RunningService::terminate() {
  if (process_ < 0) return -1;
  ::kill(process_, SIGTERM);
  int status = 0;
  ::waitpid(std::exchange(process_, -1), &status, 0);
  return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

}  // namespace hallmark::suites
