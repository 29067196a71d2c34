#include "harness/tidy/source_tree.h"

#include <algorithm>
#include <cctype>
#include <fstream>
#include <iterator>
#include <set>
#include <stdexcept>

namespace hallmark::tidy {
namespace {

namespace fs = std::filesystem;

std::string read_file(const fs::path& file) {
  std::ifstream in(file, std::ios::binary);
  if (!in) throw std::runtime_error(file.string() + " cannot be read");
  return {std::istreambuf_iterator<char>(in), {}};
}

/// What a .gitignore names, as far as it names plain files and folders; Git's own folder is never part of the tree.
std::set<std::string> ignored_names(const fs::path& root) {
  std::set<std::string> names{".git"};
  const fs::path list = root / ".gitignore";
  if (!fs::exists(list)) return names;
  const std::string text = read_file(list);
  for (std::string_view line : lines(text)) {
    while (!line.empty() && line.back() == '/') line.remove_suffix(1);
    while (!line.empty() && line.front() == '/') line.remove_prefix(1);
    if (!line.empty() && line.front() != '#') names.emplace(line);
  }
  return names;
}

/// Walks over C++ a character at a time and blanks what is no code.
class Blanker {
 public:
  explicit Blanker(std::string_view text) : text_(text), out_(text) {}

  std::string run() {
    while (at_ < text_.size()) step();
    return std::move(out_);
  }

 private:
  bool sees(std::string_view what) const { return text_.substr(at_).starts_with(what); }

  bool after_word() const {
    if (at_ == 0) return false;
    const auto before = static_cast<unsigned char>(text_[at_ - 1]);
    return std::isalnum(before) != 0 || before == '_';
  }

  void step() {
    if (sees("//")) return blank_to(text_.find('\n', at_));
    if (sees("/*")) return blank_to(after(text_.find("*/", at_ + 2), 2));
    if (sees("R\"") && !after_word()) return raw_string();
    if (text_[at_] == '"') return literal('"');
    if (text_[at_] == '\'' && !after_word()) return literal('\'');  // in 1'000 it only parts digits
    ++at_;
  }

  static std::size_t after(std::size_t found, std::size_t length) {
    return found == std::string_view::npos ? found : found + length;
  }

  void blank_to(std::size_t end) {
    for (end = std::min(end, text_.size()); at_ < end; ++at_) {
      if (text_[at_] != '\n') out_[at_] = ' ';
    }
  }

  void raw_string() {
    const std::size_t open = text_.find('(', at_);
    if (open == std::string_view::npos) return blank_to(open);
    const std::string close = ")" + std::string(text_.substr(at_ + 2, open - at_ - 2)) + "\"";
    at_ += 2;
    const std::size_t end = text_.find(close, open);
    blank_to(end == std::string_view::npos ? end : end + close.size() - 1);
    if (at_ < text_.size()) ++at_;
  }

  void literal(char quote) {
    const std::size_t start = ++at_;
    std::size_t end = start;
    while (end < text_.size() && text_[end] != quote && text_[end] != '\n') end += text_[end] == '\\' ? 2 : 1;
    blank_to(end);
    if (at_ < text_.size()) ++at_;
  }

  std::string_view text_;
  std::string out_;
  std::size_t at_ = 0;
};

}  // namespace

std::string text(const Problem& problem) {
  return problem.path + ":" + (problem.line > 0 ? std::to_string(problem.line) + ":" : "") + " " + problem.what;
}

std::vector<SourceFile> read_tree(const fs::path& root) {
  if (!fs::is_directory(root)) throw std::runtime_error(root.string() + " is no folder");
  const std::set<std::string> ignored = ignored_names(root);
  std::vector<SourceFile> files;
  for (fs::recursive_directory_iterator entry(root), end; entry != end; ++entry) {
    if (ignored.contains(entry->path().filename().string())) {
      entry.disable_recursion_pending();
      continue;
    }
    if (!entry->is_regular_file()) continue;
    SourceFile file{entry->path().lexically_relative(root).generic_string(), read_file(entry->path())};
    if (file.text.find('\0') == std::string::npos) files.push_back(std::move(file));
  }
  std::ranges::sort(files, {}, &SourceFile::path);
  return files;
}

std::string_view base_name(std::string_view path) { return path.substr(path.rfind('/') + 1); }

bool is_code(std::string_view path) { return path.ends_with(".h") || path.ends_with(".cpp"); }

bool is_test(std::string_view path) { return path.ends_with("_test.cpp"); }

std::vector<std::string_view> lines(std::string_view text) {
  std::vector<std::string_view> all;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find('\n'), text.size());
    all.push_back(text.substr(0, end));
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return all;
}

std::string code_only(std::string_view text) { return Blanker(text).run(); }

}  // namespace hallmark::tidy
