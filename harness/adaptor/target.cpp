#include "harness/adaptor/target.h"

#include <stdexcept>

namespace hallmark::adaptor {
namespace {

constexpr std::string_view instead = "use inproc:NAME or exec:COMMAND";

[[noreturn]] void refuse(const std::string& problem) {
  throw std::invalid_argument(problem + "; " + std::string(instead));
}

}  // namespace

Target target(std::string_view text) {
  const auto colon = text.find(':');
  const std::string scheme(text.substr(0, colon));
  if (colon == std::string_view::npos) refuse("the target \"" + std::string(text) + "\" does not say how to reach it");
  std::string rest(text.substr(colon + 1));
  if (scheme == "so" || scheme == "http" || scheme == "https") {
    refuse("a target of kind " + scheme + ": is not available in this version");
  }
  if (scheme != "inproc" && scheme != "exec") refuse("\"" + scheme + ":\" is no kind of target");
  if (rest.find_first_not_of(" \t\n") == std::string::npos) refuse("nothing follows " + scheme + ": in the target");
  return {scheme == "exec" ? Target::Kind::command : Target::Kind::in_process, std::move(rest)};
}

}  // namespace hallmark::adaptor
