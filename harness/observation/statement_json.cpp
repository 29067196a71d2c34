#include "harness/observation/statement_json.h"

#include "harness/scenario/duration.h"
#include "harness/scenario/json_members.h"
#include "harness/scenario/json_text.h"

namespace hallmark::observation {
namespace {

namespace members = scenario::members;
using members::WrongMember;

constexpr std::int64_t seconds_a_day = 86400;  // PT24H as well as P1D

/// A duration of at most a day, PT0S where the member is absent.
std::string duration(const Json& json, std::string_view name) {
  const std::string written = members::text_if(json, name).value_or("PT0S");
  const auto seconds = scenario::duration_seconds(written);
  if (seconds && *seconds <= seconds_a_day) return written;
  throw WrongMember(std::string(name),
                    "must be an ISO 8601 duration of at most a day, was \"" + written.substr(0, 60) + "\"");
}

std::optional<std::vector<int>> command_variants(const Json& json) {
  if (!members::find(json, "commandVariants")) return std::nullopt;
  return members::rows(json, "commandVariants", [](const Json& row) {
    if (!row.is_number_integer()) members::refuse(row, "a whole number");
    const double number = row.get<double>();  // any integer, however large, without wrapping round
    if (number < 1 || number > 8) throw WrongMember("", "must be a whole number from 1 to 8, was " + row.dump());
    return static_cast<int>(number);
  });
}

std::vector<std::pair<std::string, std::string>> choices(const Json& json) {
  if (!members::find(json, "choices")) return {};
  return members::object(json, "choices", [](const Json& object) {
    std::vector<std::pair<std::string, std::string>> pairs;
    for (const auto& [name, answer] : object.items()) {
      if (!answer.is_null()) pairs.emplace_back(name, members::text(object, name));
    }
    return pairs;
  });
}

std::string adaptor_text(const Json& json) {
  if (!members::find(json, "adaptor")) return "";
  return members::object(json, "adaptor", [](const Json& object) { return scenario::json_line(object); });
}

/// An implementation in our own process may have put anything here; what is no JSON is shown as it is.
Json adaptor_json(const std::string& text) {
  Json json = Json::parse(text, nullptr, false);
  return json.is_discarded() ? Json(text) : json;
}

}  // namespace

Statement statement_from_json(const Json& json) {
  const Statement defaults;
  Statement statement;
  statement.facets = members::texts_if(json, "facets").value_or(defaults.facets);
  statement.schemas = members::texts_if(json, "schemas");
  statement.srvs = members::texts_if(json, "srvs");
  statement.command_variants = command_variants(json);
  statement.clock = members::word_or_first(json, "clock", {"virtual", "real"});
  statement.verifies_signatures = members::truth_if(json, "verifiesSignatures").value_or(defaults.verifies_signatures);
  statement.effective_within = duration(json, "effectiveWithin");
  statement.feed_every = duration(json, "feedEvery");
  statement.concurrent = static_cast<int>(members::whole_if(json, "concurrent", 1, 1'000'000).value_or(1));
  statement.bytes = members::truth_if(json, "bytes").value_or(defaults.bytes);
  statement.payment_mode_known = members::truth_if(json, "paymentModeKnown").value_or(defaults.payment_mode_known);
  statement.survives_restart = members::truth_if(json, "survivesRestart").value_or(defaults.survives_restart);
  statement.rejection_code = members::text_if(json, "rejectionCode");
  statement.choices = choices(json);
  statement.adaptor = adaptor_text(json);
  return statement;
}

Json to_json(const Statement& statement) {
  const Statement defaults;
  Json json = Json::object();
  if (!statement.facets.empty()) json["facets"] = statement.facets;
  if (statement.schemas) json["schemas"] = *statement.schemas;
  if (statement.srvs) json["srvs"] = *statement.srvs;
  if (statement.command_variants) json["commandVariants"] = *statement.command_variants;
  const auto put = [&json](const char* name, const auto& value, const auto& usual) {
    if (value != usual) json[name] = value;
  };
  put("clock", statement.clock, defaults.clock);
  put("verifiesSignatures", statement.verifies_signatures, defaults.verifies_signatures);
  put("effectiveWithin", statement.effective_within, defaults.effective_within);
  put("feedEvery", statement.feed_every, defaults.feed_every);
  put("concurrent", statement.concurrent, defaults.concurrent);
  if (!statement.adaptor.empty()) json["adaptor"] = adaptor_json(statement.adaptor);
  put("bytes", statement.bytes, defaults.bytes);
  put("paymentModeKnown", statement.payment_mode_known, defaults.payment_mode_known);
  put("survivesRestart", statement.survives_restart, defaults.survives_restart);
  if (statement.rejection_code) json["rejectionCode"] = *statement.rejection_code;
  for (const auto& [name, answer] : statement.choices) json["choices"][name] = answer;
  return json;
}

}  // namespace hallmark::observation
