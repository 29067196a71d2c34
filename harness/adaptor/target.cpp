#include "harness/adaptor/target.h"

#include <stdexcept>

namespace hallmark::adaptor {
namespace {

[[noreturn]] void refuse(const std::string& problem) {
  throw std::invalid_argument(problem + "; " + "use " + target_forms);
}

}  // namespace

Target target(std::string_view text) {
  const auto colon = text.find(':');
  const std::string scheme(text.substr(0, colon));
  if (colon == std::string_view::npos) refuse("the target \"" + std::string(text) + "\" does not say how to reach it");
  std::string rest(text.substr(colon + 1));
  if (scheme == "http" || scheme == "https") {
    refuse("a target of kind " + scheme + ": is not available in this version");
  }
  if (scheme != "inproc" && scheme != "exec" && scheme != "so") refuse("\"" + scheme + ":\" is no kind of target");
  if (rest.find_first_not_of(" \t\n") == std::string::npos) refuse("nothing follows " + scheme + ": in the target");
  using Kind = Target::Kind;
  const Kind kind = scheme == "exec" ? Kind::command : scheme == "so" ? Kind::plugin : Kind::in_process;
  return {kind, std::move(rest)};
}

}  // namespace hallmark::adaptor
