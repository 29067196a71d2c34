#include "harness/adaptor/command_line.h"

#include <unistd.h>

#include <filesystem>
#include <stdexcept>

namespace hallmark::adaptor {
namespace {

/// Goes through a command once, a word at a time.
class Splitter {
 public:
  explicit Splitter(std::string_view command) : rest_(command) {}

  std::vector<std::string> words() {
    while (!rest_.empty()) {
      const char here = take();
      if (here == ' ' || here == '\t' || here == '\n') {
        end_word();
      } else if (here == '\'') {
        single_quoted();
      } else if (here == '"') {
        double_quoted();
      } else if (here == '\\') {
        escaped();
      } else {
        add(here);
      }
    }
    end_word();
    return std::move(words_);
  }

 private:
  char take() {
    const char here = rest_.front();
    rest_.remove_prefix(1);
    return here;
  }
  void add(char character) {
    word_ += character;
    in_word_ = true;
  }
  void end_word() {
    if (in_word_) words_.push_back(std::move(word_));
    word_.clear();
    in_word_ = false;
  }
  void single_quoted() {
    in_word_ = true;  // '' is a word, an empty one
    const auto end = rest_.find('\'');
    if (end == std::string_view::npos) throw std::invalid_argument("the command has an open ' quote");
    word_ += rest_.substr(0, end);
    rest_.remove_prefix(end + 1);
  }
  void double_quoted() {
    in_word_ = true;
    while (!rest_.empty()) {
      const char here = take();
      if (here == '"') return;
      const bool special = !rest_.empty() && std::string_view("$`\"\\\n").find(rest_.front()) != std::string_view::npos;
      if (here == '\\' && special) {
        escaped();
      } else {
        add(here);
      }
    }
    throw std::invalid_argument("the command has an open \" quote");
  }
  void escaped() {
    if (rest_.empty()) throw std::invalid_argument("the command ends in a lone \\");
    const char next = take();
    if (next != '\n') add(next);  // an escaped line end joins two lines
  }

  std::string_view rest_;
  std::vector<std::string> words_;
  std::string word_;
  bool in_word_ = false;
};

bool is_executable(const std::string& path) {
  std::error_code ignored;
  return std::filesystem::is_regular_file(path, ignored) && ::access(path.c_str(), X_OK) == 0;
}

}  // namespace

std::vector<std::string> split_command(std::string_view command) {
  if (command.find('\0') != std::string_view::npos) throw std::invalid_argument("the command has a NUL character");
  auto words = Splitter(command).words();
  if (words.empty()) throw std::invalid_argument("the command is empty");
  return words;
}

std::string find_executable(const std::string& name, std::string_view search_path) {
  if (name.find('/') != std::string::npos) {
    if (is_executable(name)) return name;
    throw std::invalid_argument("\"" + name + "\" is no executable file");
  }
  for (bool more = !name.empty(); more;) {
    const auto colon = search_path.find(':');
    const std::string directory(search_path.substr(0, colon));
    const std::string path = (directory.empty() ? "." : directory) + "/" + name;
    if (is_executable(path)) return path;
    more = colon != std::string_view::npos;
    if (more) search_path.remove_prefix(colon + 1);
  }
  throw std::invalid_argument("there is no program \"" + name + "\" in PATH");
}

}  // namespace hallmark::adaptor
