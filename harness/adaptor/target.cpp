#include "harness/adaptor/target.h"

#include <stdexcept>

#include "harness/adaptor/http_client.h"

namespace hallmark::adaptor {
namespace {

[[noreturn]] void refuse(const std::string& problem) {
  throw std::invalid_argument(problem + "; " + "use " + target_forms);
}

/// The URL of a service: the target itself, or what follows one scheme too many ("http:https://host/").
std::string service_url(std::string_view text) {
  const auto colon = text.find(':');
  const std::string_view rest = text.substr(colon + 1);
  const std::string made(rest.starts_with("http://") || rest.starts_with("https://") ? rest : text);
  try {
    url(made);
  } catch (const std::invalid_argument& problem) {
    refuse(problem.what());
  }
  return made;
}

}  // namespace

Target target(std::string_view text) {
  const auto colon = text.find(':');
  const std::string scheme(text.substr(0, colon));
  if (colon == std::string_view::npos) refuse("the target \"" + std::string(text) + "\" does not say how to reach it");
  std::string rest(text.substr(colon + 1));
  if (scheme == "http" || scheme == "https") return {Target::Kind::service, service_url(text)};
  if (scheme != "inproc" && scheme != "exec" && scheme != "so") refuse("\"" + scheme + ":\" is no kind of target");
  if (rest.find_first_not_of(" \t\n") == std::string::npos) refuse("nothing follows " + scheme + ": in the target");
  using Kind = Target::Kind;
  const Kind kind = scheme == "exec" ? Kind::command : scheme == "so" ? Kind::plugin : Kind::in_process;
  return {kind, std::move(rest)};
}

}  // namespace hallmark::adaptor
