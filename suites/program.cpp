#include "suites/program.h"

#include <sys/wait.h>

#include <cstdlib>
#include <fstream>
#include <sstream>
#include <stdexcept>

namespace hallmark::suites {

namespace fs = std::filesystem;

Workplace::Workplace() {
  std::string pattern = (fs::temp_directory_path() / "hallmark-test-XXXXXX").string();
  if (mkdtemp(pattern.data()) == nullptr) throw std::runtime_error(pattern + ": no temporary folder");
  folder_ = pattern;
}

Workplace::~Workplace() {
  std::error_code ignored;
  fs::remove_all(folder_, ignored);
}

Outcome Workplace::hallmark(const std::string& arguments, const std::string& environment) const {
  const std::string command = "cd '" + folder_.string() + "' && " + environment + " '" HALLMARK_BIN_DIR "/hallmark' " +
                              arguments + " >stdout.txt 2>stderr.txt </dev/null";
  const int status = std::system(command.c_str());
  return {WIFEXITED(status) ? WEXITSTATUS(status) : -1, text("stdout.txt"), text("stderr.txt")};
}

std::string Workplace::text(const std::string& name) const {
  std::ostringstream bytes;
  bytes << std::ifstream(path(name), std::ios::binary).rdbuf();
  return bytes.str();
}

std::vector<std::string> Workplace::lines(const std::string& name) const {
  std::vector<std::string> all;
  std::istringstream stream(text(name));
  for (std::string line; std::getline(stream, line);) all.push_back(line);
  return all;
}

void Workplace::write(const std::string& name, const std::string& text) const {
  std::ofstream(path(name), std::ios::binary) << text;
}

}  // namespace hallmark::suites
