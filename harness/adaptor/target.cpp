#include "harness/adaptor/target.h"

#include <stdexcept>

#include "harness/adaptor/http_client.h"

namespace hallmark::adaptor {
namespace {

constexpr std::string_view instead = "use inproc:NAME, exec:COMMAND or http://HOST:PORT/PATH";

[[noreturn]] void refuse(const std::string& problem) {
  throw std::invalid_argument(problem + "; " + std::string(instead));
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
  if (scheme == "so") {
    refuse("a target of kind " + scheme + ": is not available in this version");
  }
  if (scheme != "inproc" && scheme != "exec") refuse("\"" + scheme + ":\" is no kind of target");
  if (rest.find_first_not_of(" \t\n") == std::string::npos) refuse("nothing follows " + scheme + ": in the target");
  return {scheme == "exec" ? Target::Kind::command : Target::Kind::in_process, std::move(rest)};
}

}  // namespace hallmark::adaptor
