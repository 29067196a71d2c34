#include "suites/commands/amended.h"

#include <algorithm>
#include <fstream>
#include <sstream>

#include "harness/observation/statement_json.h"
#include "harness/scenario/json_text.h"
#include "suites/commands/context.h"

namespace hallmark::suites {

namespace {

using observation::Json;
using observation::Statement;

constexpr std::size_t statement_bytes_max = std::size_t{1} << 20;

Json read_statement(const std::string& file) {
  std::ifstream stream(file, std::ios::binary);
  std::ostringstream bytes;
  if (!stream || !(bytes << stream.rdbuf())) throw UsageError("--statement " + file + ": cannot be read");
  if (bytes.view().size() > statement_bytes_max) throw UsageError("--statement " + file + ": is over 1 MiB");
  try {
    Json json = scenario::parse_json(bytes.view());
    if (!json.is_object()) throw std::invalid_argument("must be a JSON object, like the member `statement`");
    return json;
  } catch (const std::exception& problem) {
    throw UsageError("--statement " + file + ": " + problem.what());
  }
}

/// The members that a statement can have; a misspelt one would change nothing, and nobody would see it.
void require_known_members(const Json& amendment, const std::string& file) {
  static const std::vector<std::string> known = {
      "facets",          "schemas",       "srvs",       "commandVariants", "clock", "verifiesSignatures",
      "effectiveWithin", "feedEvery",     "concurrent", "adaptor",         "bytes", "paymentModeKnown",
      "survivesRestart", "rejectionCode", "choices"};
  for (const auto& [name, value] : amendment.items()) {
    if (std::find(known.begin(), known.end(), name) == known.end())
      throw UsageError("--statement " + file + ": \"" + name + "\" is no member of a statement");
  }
}

Statement amend(const Statement& stated, const Json& amendment) {
  Json json = observation::to_json(stated);
  for (const auto& [name, value] : amendment.items()) json[name] = value;
  return observation::statement_from_json(json);
}

}  // namespace

adaptor::Amendment amendment_of(const std::string& file) {
  const Json amendment = read_statement(file);
  require_known_members(amendment, file);
  try {
    amend({}, amendment);
  } catch (const std::exception& problem) {
    throw UsageError("--statement " + file + ": " + problem.what());
  }
  return [amendment](Statement& stated) { stated = amend(stated, amendment); };
}

}  // namespace hallmark::suites
