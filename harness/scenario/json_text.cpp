#include "harness/scenario/json_text.h"

#include <stdexcept>
#include <vector>

namespace hallmark::scenario {
namespace {

/// A list or object that is open at this point of the text.
struct Open {
  bool object = false;
  std::size_t entries = 1;
};

/// One more entry in the innermost list or object.
void count_entry(std::vector<Open>& open, const JsonBounds& bounds) {
  if (open.empty()) return;
  Open& inner = open.back();
  const std::size_t most = inner.object ? bounds.members : bounds.rows;
  if (++inner.entries > most) {
    throw std::invalid_argument((inner.object ? "an object of more than " : "a list of more than ") +
                                std::to_string(most) + (inner.object ? " members" : " rows"));
  }
}

/// Looks at brackets and commas only; whether it is JSON at all is for the parser to say.
void check_bounds(std::string_view text, const JsonBounds& bounds) {
  std::vector<Open> open;
  std::size_t values = 1;
  for (std::size_t at = 0; at < text.size(); ++at) {
    const char here = text[at];
    if (here == '"') {
      at = end_of_string(text, at);
    } else if (here == '[' || here == '{') {
      open.push_back({.object = here == '{'});
      ++values;
      if (open.size() > bounds.depth) {
        throw std::invalid_argument("nested more than " + std::to_string(bounds.depth) + " deep");
      }
    } else if ((here == ']' || here == '}') && !open.empty()) {
      open.pop_back();
    } else if (here == ',') {
      ++values;
      count_entry(open, bounds);
    }
    if (values > bounds.values) {
      throw std::invalid_argument("more than " + std::to_string(bounds.values) + " values");
    }
  }
}

/// The library's message without its own numbering: "[json.exception.parse_error.101] parse error at …".
std::string plain(std::string_view message) {
  const auto end = message.find("] ");
  if (message.starts_with("[json.exception") && end != std::string_view::npos) message.remove_prefix(end + 2);
  return std::string(message);
}

}  // namespace

std::size_t end_of_string(std::string_view text, std::size_t at) {
  // From quote to quote: one that comes after an odd number of backslashes belongs to the string.
  while ((at = text.find('"', at + 1)) != std::string_view::npos) {
    std::size_t escapes = 0;
    while (text[at - escapes - 1] == '\\') ++escapes;
    if (escapes % 2 == 0) return at;
  }
  return text.size();
}

nlohmann::ordered_json parse_json(std::string_view text, const JsonBounds& bounds) {
  check_bounds(text, bounds);
  try {
    return nlohmann::ordered_json::parse(text);
  } catch (const nlohmann::ordered_json::exception& problem) {
    // The message quotes what it read, which may be most of the text.
    std::string message = plain(problem.what());
    if (message.size() > 300) message = message.substr(0, 300) + " …";
    throw std::invalid_argument("no JSON: " + message);
  }
}

std::string json_line(const nlohmann::ordered_json& value) {
  return value.dump(-1, ' ', false, nlohmann::ordered_json::error_handler_t::replace);
}

}  // namespace hallmark::scenario
