#include "suites/commands/target_files.h"

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <sstream>

#include "harness/adaptor/command_line.h"
#include "harness/adaptor/target.h"
#include "harness/adaptor/tls_certificate.h"
#include "spec/digest.h"

namespace hallmark::suites {

namespace fs = std::filesystem;

namespace {

void add(std::vector<run::NamedFile>& files, const std::string& file) {
  std::error_code none;
  if (!fs::is_regular_file(file, none)) return;
  const bool is_there = std::ranges::any_of(files, [&](const auto& each) { return each.file == file; });
  if (!is_there) files.push_back(named_file(file));
}

}  // namespace

run::NamedFile named_file(const std::string& file) {
  std::ifstream stream(file, std::ios::binary);
  std::ostringstream bytes;
  if (!stream || !(bytes << stream.rdbuf())) return {file, "unreadable"};
  return {file, spec::sha256(bytes.view())};
}

std::vector<run::NamedFile> files_of_target(const std::string& target) {
  const auto parts = adaptor::target(target);
  std::vector<run::NamedFile> files;
  if (parts.kind == adaptor::Target::Kind::plugin) add(files, parts.rest);
  if (parts.kind == adaptor::Target::Kind::service) {
    files.push_back({parts.rest, "binary not seen"});
    const auto certificate = adaptor::certificate_of(adaptor::url(parts.rest));
    if (!certificate.empty()) files.push_back({"TLS certificate of " + parts.rest, spec::sha256(certificate)});
  }
  if (parts.kind != adaptor::Target::Kind::command) return files;
  const auto words = adaptor::split_command(parts.rest);
  const char* search_path = std::getenv("PATH");
  add(files, adaptor::find_executable(words.front(), search_path ? search_path : "/usr/local/bin:/usr/bin:/bin"));
  for (std::size_t i = 1; i < words.size(); ++i) {
    add(files, words[i]);
    if (const auto equals = words[i].find('='); equals != std::string::npos) add(files, words[i].substr(equals + 1));
  }
  return files;
}

}  // namespace hallmark::suites
