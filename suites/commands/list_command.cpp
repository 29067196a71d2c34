// `hallmark list`: what there is, for people and, with --json, for machines.
#include <fmt/format.h>

#include <iostream>
#include <nlohmann/json.hpp>

#include "harness/generator/deviation.h"
#include "harness/implementations/catalogue.h"
#include "harness/schema/disagreements.h"
#include "suites/commands/commands.h"
#include "suites/commands/context.h"
#include "suites/complete/complete_suites.h"

namespace hallmark::suites {

namespace {

using Json = nlohmann::ordered_json;

/// A list as rows of JSON objects, each with the line that people read.
struct Listing {
  Json rows = Json::array();
  std::vector<std::string> lines;

  void add(Json row, std::string line) {
    rows.push_back(std::move(row));
    lines.push_back(std::move(line));
  }
};

std::string joined(const std::vector<std::string>& words) { return fmt::format("{}", fmt::join(words, " ")); }

/// They are played only when they are asked for, and derived for the statement of whoever is tested.
void add_complete_suites(Listing& listing, const Material& material) {
  for (const auto& suite : complete_suites(material, observation::Statement{}, 0, {"complete"}).suites) {
    listing.add(
        {{"suite", suite.name},
         {"title", suite.title},
         {"cases", suite.cases.size()},
         {"not_run", 0},
         {"asked_for", "--suite complete --k 0"}},
        fmt::format("{:<24} {} cases with --suite complete --k 0. {}", suite.name, suite.cases.size(), suite.title));
  }
}

Listing list_suites(Context& context) {
  Listing listing;
  for (const auto& suite : all_suites(context.material())) {
    listing.add({{"suite", suite.name},
                 {"title", suite.title},
                 {"cases", suite.cases.size()},
                 {"not_run", suite.not_run.size()}},
                fmt::format("{:<24} {} cases, {} not run. {}", suite.name, suite.cases.size(), suite.not_run.size(),
                            suite.title));
  }
  add_complete_suites(listing, context.material());
  return listing;
}

Listing list_cases(Context& context) {
  Listing listing;
  for (const auto& suite : all_suites(context.material())) {
    for (const auto& each : suite.cases) {
      listing.add({{"case", each.id},
                   {"suite", suite.name},
                   {"title", each.title},
                   {"srv", each.axes.srv},
                   {"device_type", each.axes.device_type},
                   {"role", each.axes.role},
                   {"command_variant", each.axes.command_variant},
                   {"expect", each.axes.expect},
                   {"level", each.axes.level},
                   {"requirements", each.requirements},
                   {"run", true}},
                  each.id);
    }
    for (const auto& each : suite.not_run) {
      listing.add({{"case", each.case_id}, {"suite", suite.name}, {"run", false}, {"reason", each.reason}},
                  each.case_id + "  (not run: " + each.reason + ")");
    }
  }
  return listing;
}

Listing list_requirements(Context& context) {
  Listing listing;
  for (const auto& each : context.facts().requirements) {
    Json citations = Json::array();
    for (const auto& citation : each.citations)
      citations.push_back({{"document", citation.document}, {"section", citation.section}});
    listing.add(
        {{"id", each.id},
         {"level", spec::name(each.level)},
         {"basis", spec::name(each.basis)},
         {"facet", each.facet},
         {"text", each.text},
         {"seen_by", each.seen_by},
         {"citations", citations}},
        fmt::format("{:<40} {:<7} {:<9} {}", each.id, spec::name(each.level), spec::name(each.basis), each.text));
  }
  return listing;
}

Listing list_open_points(Context& context) {
  Listing listing;
  for (const auto& each : context.facts().open_points) {
    Json answers = Json::array();
    std::vector<std::string> tokens;
    for (const auto& answer : each.answers) {
      answers.push_back({{"token", answer.token}, {"level", spec::name(answer.level)}});
      tokens.push_back(answer.token);
    }
    listing.add({{"id", each.id},
                 {"question", each.question},
                 {"answers", answers},
                 {"key", each.key},
                 {"always", each.always}},
                fmt::format("{:<40} {}", each.id, tokens.empty() ? "any E… code" : joined(tokens)));
  }
  return listing;
}

Listing list_srvs(Context& context) {
  Listing listing;
  for (const auto& each : context.facts().service_requests) {
    listing.add({{"srv", each.variant},
                 {"service_reference", each.reference},
                 {"name", each.name},
                 {"body_element", each.body_element},
                 {"command_variants", each.command_variants},
                 {"roles", each.roles},
                 {"device_types", each.device_types},
                 {"critical", each.critical},
                 {"schedulable", each.schedulable},
                 {"non_device", each.non_device},
                 {"device_id_at", each.device_id_at},
                 {"message_codes", each.message_codes}},
                fmt::format("{:<8} {:<60} {} | {} | CV {}", each.variant, each.name, joined(each.device_types),
                            joined(each.roles), fmt::join(each.command_variants, " ")));
  }
  return listing;
}

Listing list_alerts(Context& context) {
  Listing listing;
  for (const auto& each : context.facts().alerts) {
    listing.add({{"code", each.code},
                 {"name", each.name},
                 {"category", each.category},
                 {"dcc", each.dcc},
                 {"expect", spec::name(each.expect)},
                 {"level", spec::name(each.level)},
                 {"device_types", each.device_types}},
                fmt::format("{:<5} {:<12} {:<6} {:<6} {}", each.code, each.category, spec::name(each.expect),
                            spec::name(each.level), each.name));
  }
  return listing;
}

Listing list_profile(Context& context) {
  Listing listing;
  for (const auto& each : context.profile().rows()) {
    listing.add({{"srv", each.srv},
                 {"device_type", each.device_type},
                 {"expect", spec::name(each.expect)},
                 {"level", spec::name(each.level)},
                 {"basis", spec::name(each.basis)},
                 {"category", each.category},
                 {"why", each.why}},
                "");
  }
  return listing;
}

Listing list_deviations(Context&) {
  Listing listing;
  for (const auto& each : generator::all_deviations()) {
    Json row = {{"name", each.name}, {"layer", each.layer}, {"fate", generator::name(each.fate)}, {"what", each.what}};
    if (!each.rule.empty()) row["rule"] = each.rule;
    listing.add(std::move(row),
                fmt::format("{:<38} {:<16} {:<11} {}", each.name, each.layer, generator::name(each.fate), each.what));
  }
  return listing;
}

Listing list_disagreements(Context&) {
  Listing listing;
  for (const auto& each : schema::disagreements()) {
    listing.add({{"name", each.name},
                 {"what", each.what},
                 {"type", each.builtin},
                 {"literal", each.literal},
                 {"accepts", schema::name(each.accepts)},
                 {"who_is_right", each.who_is_right}},
                fmt::format("{:<24} {} accepts: {}", each.name, schema::name(each.accepts), each.what));
  }
  return listing;
}

Listing list_defects(Context& context) {
  Listing listing;
  for (const auto& each : implementations::defects(context.facts())) {
    listing.add({{"name", each.name},
                 {"requirement", each.requirement},
                 {"level", spec::name(each.level)},
                 {"why", each.why},
                 {"behaviour", each.behaviour}},
                fmt::format("{:<52} {:<36} {}", each.name, each.requirement, each.why));
  }
  return listing;
}

using Lister = Listing (*)(Context&);

int print(const Listing& listing, bool json) {
  if (json) {
    std::cout << listing.rows.dump(2, ' ', false, Json::error_handler_t::replace) << '\n';
    return 0;
  }
  for (const auto& line : listing.lines) std::cout << line << '\n';
  return 0;
}

}  // namespace

void add_list(CLI::App& program, Action& action) {
  struct Options {
    ContextOptions context;
    bool json = false;
  };
  auto options = std::make_shared<Options>();
  auto* command = program.add_subcommand("list",
                                         "List what there is: suites, cases, requirements, open points, SRVs, alerts, "
                                         "deviations, disagreements, defects, profile");
  command->footer("Examples:\n  hallmark list cases --json\n  hallmark list profile > my-profile.csv");
  command->require_subcommand(1);
  const std::vector<std::tuple<std::string, std::string, Lister>> listers = {
      {"suites", "The suites, with how many cases", list_suites},
      {"cases", "Every case id, also those not run", list_cases},
      {"requirements", "The requirements, with level and basis", list_requirements},
      {"open-points", "What the codes leave open, with the permitted answers", list_open_points},
      {"srvs", "The Service Requests of DUIS", list_srvs},
      {"alerts", "Device and DCC Alerts", list_alerts},
      {"deviations", "Single departures from a valid request, with the layer that has to notice", list_deviations},
      {"disagreements", "Where the two validating engines are known to differ", list_disagreements},
      {"defects", "The defects of `inproc:reference+NAME`, with what each breaks and why", list_defects},
      {"profile", "The policy profile in force, as the CSV that --profile takes", list_profile}};
  for (const auto& [name, help, lister] : listers) {
    auto* listing = command->add_subcommand(name, help);
    listing->add_flag("--json", options->json, "As a JSON array of objects");
    listing->add_option("--profile", options->context.profile, "Policy profile (CSV) instead of the shipped one");
    listing->add_option("--schema", options->context.schema, "Folder of another version of the DUIS schema");
    listing->callback([options, &action, list = lister, csv = name == "profile"] {
      action = [options, list, csv] {
        Context context(options->context);
        if (csv && !options->json) {
          std::cout << spec::profile_csv(context.profile(), context.facts());
          return 0;
        }
        return print(list(context), options->json);
      };
    });
  }
}

}  // namespace hallmark::suites
