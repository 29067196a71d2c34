#include "harness/tidy/lengths.h"

#include <algorithm>
#include <array>
#include <cctype>

namespace hallmark::tidy {
namespace {

/// What a pair of braces holds: declarations, a function's statements, or anything else (a value, a block).
enum class Holds { declarations, function, other };

struct Brace {
  Holds holds = Holds::other;
  int line = 0;
  int text_lines = 0;
};

/// Code without the lines that are the preprocessor's.
std::string without_directives(std::string code) {
  bool directive = false;
  std::size_t start = 0;
  while (start < code.size()) {
    const std::size_t end = std::min(code.find('\n', start), code.size());
    const std::size_t first = code.find_first_not_of(" \t", start);
    directive = directive || (first < end && code[first] == '#');
    const bool goes_on = directive && end > start && code[end - 1] == '\\';
    if (directive) std::fill(code.begin() + static_cast<long>(start), code.begin() + static_cast<long>(end), ' ');
    directive = goes_on;
    start = end + 1;
  }
  return code;
}

/// A declaration's head without what stands in round or angle brackets; "()" stays where there were round ones.
std::string outline(std::string_view head) {
  std::string kept;
  int round = 0;
  int angle = 0;
  for (const char c : head) {
    if (c == ')' && --round == 0 && angle == 0) kept += "()";
    if (c == '>' && round == 0) angle = std::max(0, angle - 1);
    if (round == 0 && angle == 0 && c != ')' && c != '>' && c != '(' && c != '<') kept += c;
    if (c == '<' && round == 0) ++angle;
    if (c == '(') ++round;
  }
  return kept;
}

bool has_word(std::string_view text, std::string_view word) {
  const auto is_part = [](char c) { return std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '_'; };
  for (std::size_t at = text.find(word); at != std::string_view::npos; at = text.find(word, at + 1)) {
    const bool starts = at == 0 || !is_part(text[at - 1]);
    const std::size_t end = at + word.size();
    if (starts && (end == text.size() || !is_part(text[end]))) return true;
  }
  return false;
}

/// What the braces after a head hold, among declarations.
Holds held_after(std::string_view head) {
  constexpr std::array<std::string_view, 5> scopes{"namespace", "class", "struct", "union", "extern"};
  const bool is_operator = has_word(head, "operator");
  const std::string plain = is_operator ? std::string(head) : outline(head);
  const bool called = plain.find('(') != std::string::npos;
  if (!is_operator && plain.find('=') != std::string::npos) return Holds::other;
  const bool scope = std::ranges::any_of(scopes, [&](std::string_view word) { return has_word(plain, word); });
  if (scope && !called) return Holds::declarations;
  return called ? Holds::function : Holds::other;
}

/// Reads the braces of one file and notes each function that is too long.
class FunctionReader {
 public:
  explicit FunctionReader(const SourceFile& file) : path_(file.path), code_(without_directives(code_only(file.text))) {}

  std::vector<Problem> run() {
    for (std::size_t at = 0; at < code_.size(); ++at) {
      const char c = code_[at];
      if (c == '"') in_text_ = !in_text_;
      if (c == '\n') ++line_;
      if (c == '\n' && in_text_) ++text_lines_;
      if (c == '(') ++round_;
      if (c == ')') --round_;
      if (c == '{') open(at);
      if (c == '}') close();
      if (round_ <= 0 && (c == '{' || c == '}' || c == ';')) head_ = at + 1;
    }
    return std::move(problems_);
  }

 private:
  void open(std::size_t at) {
    const bool among_declarations = round_ <= 0 && (braces_.empty() || braces_.back().holds == Holds::declarations);
    const std::string_view head = std::string_view(code_).substr(head_, at - head_);
    braces_.push_back({among_declarations ? held_after(head) : Holds::other, line_, text_lines_});
  }

  void close() {
    if (braces_.empty()) return;
    const Brace brace = braces_.back();
    braces_.pop_back();
    const int length = line_ - brace.line + 1 - (text_lines_ - brace.text_lines);
    if (brace.holds != Holds::function || length <= longest_function) return;
    problems_.push_back(
        {path_, brace.line,
         "function of " + std::to_string(length) + " lines; " + std::to_string(longest_function) + " is the most"});
  }

  std::string path_;
  std::string code_;
  std::vector<Brace> braces_;
  std::vector<Problem> problems_;
  std::size_t head_ = 0;
  int round_ = 0;
  int line_ = 1;
  int text_lines_ = 0;  ///< line ends within literals, so far
  bool in_text_ = false;
};

}  // namespace

Findings check_file_lengths(const std::vector<SourceFile>& files) {
  Findings findings;
  for (const SourceFile& file : files) {
    if (!is_code(file.path) && !file.path.ends_with(".cmake")) continue;
    ++findings.scanned;
    const auto length = static_cast<int>(lines(file.text).size());
    if (length <= longest_file) continue;
    findings.problems.push_back(
        {file.path, 0, "has " + std::to_string(length) + " lines; " + std::to_string(longest_file) + " is the most"});
  }
  return findings;
}

Findings check_function_lengths(const std::vector<SourceFile>& files) {
  Findings findings;
  for (const SourceFile& file : files) {
    if (!is_code(file.path)) continue;
    ++findings.scanned;
    for (Problem& problem : FunctionReader(file).run()) findings.problems.push_back(std::move(problem));
  }
  return findings;
}

}  // namespace hallmark::tidy
