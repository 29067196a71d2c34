// `hallmark gaps`: what the codes leave open, each with the shortest scenario that two readings answer otherwise.
#include <fmt/format.h>

#include <algorithm>
#include <iostream>

#include "harness/implementations/catalogue.h"
#include "harness/scenario/scenario_file.h"
#include "reports/gap_list.h"
#include "suites/commands/commands.h"
#include "suites/commands/context.h"
#include "suites/commands/document_files.h"
#include "suites/commands/quarries.h"
#include "suites/gaps/find_gaps.h"
#include "suites/gaps/outcome.h"

namespace hallmark::suites {

namespace {

using scenario::Json;

struct GapsOptions {
  ContextOptions context;
  std::vector<std::string> clauses;
  std::string out;
  std::size_t longest = 4;
  bool json = false;
};

std::vector<LiteralText> all_texts() { return {service_flag_text(), payment_mode_text()}; }

bool is_chosen(const GapsOptions& options, const std::string& clause) {
  const auto& all = options.clauses;
  return all.empty() || std::find(all.begin(), all.end(), clause) != all.end();
}

void check_clauses(const GapsOptions& options, const spec::Facts& facts) {
  for (const auto& clause : options.clauses) {
    const auto texts = all_texts();
    const bool is_text = std::any_of(texts.begin(), texts.end(), [&](const auto& each) { return each.name == clause; });
    if (is_text || facts.open_point(clause) != nullptr) continue;
    std::string known;
    for (const auto& each : texts) known += ", " + each.name;
    throw UsageError("--clause " + clause +
                     ": no such clause: `hallmark list open-points` names the open points; else" + known.substr(1));
  }
}

AnswersGiven all_answers(const spec::Facts& facts) {
  AnswersGiven answers;
  for (const auto& each : implementations::reference_alternatives(facts)) answers.emplace_back(each.point, each.token);
  return answers;
}

/// Points with a single permitted answer: nobody can read them otherwise.
void add_without_choice(const GapsOptions& options, const spec::Facts& facts, GapsFound& found) {
  for (const auto& point : facts.open_points) {
    if (point.answers.size() != 1 || !is_chosen(options, point.id)) continue;
    found.not_apart.push_back({point.id, point.answers.front().token, "it is the one answer that is permitted"});
  }
}

GapsFound found(const GapsOptions& options, Context& context) {
  const Material material{&context.facts(), &context.profile(), &context.samples(), nullptr,
                          context.validator().version()};
  const auto rules = context.rules(1);
  const MakeAnswering make = [&](const AnswersGiven& answers) {
    return guarded("reference?" + as_query(answers), context)();
  };
  GapFinder finder(material, rules, make, options.longest);
  const auto answers = all_answers(context.facts());
  AnswersGiven chosen;
  std::copy_if(answers.begin(), answers.end(), std::back_inserter(chosen),
               [&](const AnswerGiven& each) { return is_chosen(options, each.first); });
  auto all = finder.between(chosen, [](const std::string& pair) { fmt::print(stderr, "{}\n", pair); });
  add_without_choice(options, context.facts(), all);
  for (const auto& text : all_texts()) {
    if (!is_chosen(options, text.name)) continue;
    auto more = finder.in_text(text, answers);
    std::move(more.gaps.begin(), more.gaps.end(), std::back_inserter(all.gaps));
    std::move(more.not_apart.begin(), more.not_apart.end(), std::back_inserter(all.not_apart));
  }
  return all;
}

/// Ids of a scenario, as people call who has them.
std::vector<std::pair<std::string, std::string>> names_in(const scenario::Scenario& scenario) {
  std::vector<std::pair<std::string, std::string>> names;
  const auto& trial = scenario.trials.front();
  const auto* reset = std::get_if<scenario::Reset>(&trial.restricted.front());
  if (reset == nullptr) return names;
  const auto& estate = reset->estate;
  for (const auto& user : estate.users) {
    const bool supplies = std::any_of(estate.metering_points.begin(), estate.metering_points.end(),
                                      [&](const auto& point) { return point.supplier == user.id; });
    std::string roles;
    for (const auto& role : user.roles) roles += (roles.empty() ? "" : "/") + role;
    names.emplace_back(user.id, (supplies ? "the User " : "the other User ") + roles);
  }
  for (const auto& device : estate.devices) names.emplace_back(device.id, "the " + device.type);
  return names;
}

std::string in_names(std::string text, const scenario::Scenario& scenario) {
  for (const auto& [id, name] : names_in(scenario)) {
    for (auto at = text.find(id); at != std::string::npos; at = text.find(id, at + name.size())) {
      text.replace(at, id.size(), name);
    }
  }
  return text;
}

std::string file_of(const Gap& gap) { return scenario::file_name(gap.scenario.name) + ".json"; }

reports::GapList as_list(const GapsFound& found, bool written) {
  reports::GapList list;
  list.pairs = static_cast<long long>(found.pairs);
  for (const auto& gap : found.gaps) {
    const auto& question = gap.question;
    reports::GapRow row{question.clause, question.text, question.sources, gap.sequence, gap.literally, {}, true, ""};
    row.judged = gap.apart == Apart::judged;
    const auto add = [&](const scenario::ReadingAnswer& each, const scenario::ReadingAnswer& other) {
      row.readings.push_back(
          {each.reading, in_names(without_what_is_shared(each.outcome, other.outcome), gap.scenario)});
    };
    add(question.readings.at(0), question.readings.at(1));
    add(question.readings.at(1), question.readings.at(0));
    if (written) row.file = file_of(gap);
    list.gaps.push_back(std::move(row));
  }
  for (const auto& each : found.not_apart) list.not_apart.push_back({each.clause, each.what, each.why});
  return list;
}

std::string as_json(const GapsFound& found) {
  Json gaps = Json::array();
  for (const auto& gap : found.gaps) {
    const auto& question = gap.question;
    Json readings = Json::array();
    for (const auto& each : question.readings) {
      readings.push_back({{"reading", each.reading}, {"target", each.target}, {"outcome", each.outcome}});
    }
    gaps.push_back({{"name", gap.scenario.name},
                    {"clause", question.clause},
                    {"question", question.text},
                    {"sources", question.sources},
                    {"found_in", gap.found_in},
                    {"told_by", gap.apart == Apart::judged ? "judged" : "shown"},
                    {"sequence", gap.sequence},
                    {"literally", gap.literally},
                    {"steps", scenario::step_count(gap.scenario)},
                    {"step", question.step},
                    {"readings", readings},
                    {"file", file_of(gap)}});
  }
  Json others = Json::array();
  for (const auto& each : found.not_apart) {
    others.push_back({{"clause", each.clause}, {"what", each.what}, {"why", each.why}});
  }
  const Json json = {{"gaps", gaps}, {"not_apart", others}, {"pairs", found.pairs}, {"scenarios_tried", found.words}};
  return json.dump(2, ' ', false, Json::error_handler_t::replace) + '\n';
}

void write_all(const GapsFound& found, const std::string& out) {
  const auto folder = made_folder(out);
  for (const auto& gap : found.gaps) scenario::write_scenario(folder / file_of(gap), gap.scenario, gap.question);
  const auto list = as_list(found, true);
  write_document_file(folder / "gaps.md", reports::gap_markdown(list));
  write_document_file(folder / "gaps.html", reports::gap_html(list));
}

int gaps(const GapsOptions& options) {
  Context context(options.context);
  check_clauses(options, context.facts());
  const auto all = found(options, context);
  if (!options.out.empty()) write_all(all, options.out);
  std::cout << (options.json ? as_json(all) : reports::gap_text(as_list(all, !options.out.empty())));
  const bool nothing = all.gaps.empty();
  return nothing || all.unparted > 0 ? 2 : 0;
}

}  // namespace

void add_gaps(CLI::App& program, Action& action) {
  auto options = std::make_shared<GapsOptions>();
  auto* command = program.add_subcommand(
      "gaps", "What the codes leave open: for every two readings the shortest scenario that tells them apart");
  command->footer(
      "Examples:\n"
      "  hallmark gaps --out gaps\n"
      "  hallmark gaps --clause set-while-set --clause service_flag_definitions\n"
      "  hallmark replay gaps/gaps-set_while_set-accept_or_refuse.json 'exec:./my-adaptor'\n"
      "A reading is a permitted answer of an open point, as an oracle that permits no other; scenarios are tried in "
      "the\n"
      "order of their length. Sentences of MP077 and MP169 are also taken at their word, and histories looked for "
      "after\n"
      "which they leave no answer, or more than one. OUT gets a scenario file a gap, gaps.md and gaps.html; `hallmark\n"
      "replay FILE TARGET` says as which reading an implementation answers.\n"
      "Exit: 0 every two readings were told apart, 2 some were not or there are none, 3 bad usage or environment.");
  command->add_option("--clause", options->clauses,
                      "Only this open point or text (service_flag_definitions, payment_mode); may be repeated");
  command->add_option("--out", options->out, "Folder for scenario files, gaps.md and gaps.html");
  command->add_option("--longest", options->longest, "Events of a scenario at most")
      ->check(CLI::Range(1, 8))
      ->capture_default_str();
  command->add_option("--schema", options->context.schema, "Folder of another version of the DUIS schema");
  command->add_flag("--json", options->json, "As JSON");
  command->callback([options, &action] { action = [options] { return gaps(*options); }; });
}

}  // namespace hallmark::suites
