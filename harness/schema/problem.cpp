#include "harness/schema/problem.h"

namespace hallmark::schema {

namespace {
constexpr std::size_t name_octets_max = 80;
constexpr std::size_t path_octets_max = 2000;
}  // namespace

std::string text(const Problem& problem) {
  return "line " + std::to_string(problem.line) + ": " + problem.layer + ": " + problem.message;
}

std::string shortened(std::string_view text, std::size_t longest) {
  if (text.size() <= longest) return std::string(text);
  while (longest > 0 && (static_cast<unsigned char>(text[longest]) & 0xC0U) == 0x80U) --longest;
  return std::string(text.substr(0, longest)) + "…";
}

void prepend_step(std::string& path, std::string_view name, std::size_t number) {
  if (path.size() > path_octets_max) return;
  std::string step = shortened(name, name_octets_max);
  if (number > 1) step += '[' + std::to_string(number) + ']';
  if (!path.empty()) step += '/';
  path.insert(0, step);
}

}  // namespace hallmark::schema
