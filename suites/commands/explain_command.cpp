// `hallmark explain`: what a requirement, case, Service Request or open point says, where it stands, which cases test
// it.
#include <fmt/format.h>

#include <algorithm>
#include <iostream>

#include "suites/commands/commands.h"
#include "suites/commands/context.h"

namespace hallmark::suites {

namespace {

constexpr std::size_t cases_shown = 10;

void print_place(const spec::Location& at) { std::cout << "  fact:     " << at.file << ':' << at.line << '\n'; }

void print_cases(const std::vector<const run::Case*>& cases) {
  std::cout << "  cases:    " << cases.size() << (cases.empty() ? ", none in this version" : "") << '\n';
  for (std::size_t i = 0; i < std::min(cases.size(), cases_shown); ++i) std::cout << "    " << cases[i]->id << '\n';
  if (cases.size() > cases_shown) std::cout << "    … `hallmark list cases` has them all\n";
}

/// Explains one id; each function says whether it knew it.
class Explainer {
 public:
  explicit Explainer(Context& context) : context_(context), suites_(all_suites(context.material())) {}

  bool explain(const std::string& id) {
    return requirement(id) || open_point(id) || service_request(id) || one_case(id);
  }

 private:
  template <class Choose>
  std::vector<const run::Case*> cases_where(Choose choose) const {
    std::vector<const run::Case*> found;
    for (const auto& suite : suites_) {
      for (const auto& each : suite.cases) {
        if (choose(each)) found.push_back(&each);
      }
    }
    return found;
  }

  bool requirement(const std::string& id) const {
    const auto* found = context_.facts().requirement(id);
    if (found == nullptr) return false;
    std::cout << found->id << " (" << spec::name(found->level) << ", " << spec::name(found->basis) << ")\n  "
              << found->text << "\n  seen by:  " << found->seen_by << '\n';
    if (!found->facet.empty()) std::cout << "  facet:    " << found->facet << '\n';
    for (const auto& citation : found->citations)
      std::cout << "  stands in: " << citation.document << ", " << citation.section << '\n';
    print_place(found->at);
    print_cases(cases_where([&](const run::Case& each) {
      return std::find(each.requirements.begin(), each.requirements.end(), id) != each.requirements.end();
    }));
    return true;
  }

  bool open_point(const std::string& id) const {
    const auto* found = context_.facts().open_point(id);
    if (found == nullptr) return false;
    std::cout << found->id << " (open point)\n  " << found->question << '\n';
    if (found->answers.empty()) std::cout << "  answer:   any E… code\n";
    for (const auto& answer : found->answers) {
      std::cout << "  answer:   " << answer.token << (answer.level == spec::Level::should ? " (should)" : "") << '\n';
    }
    std::cout << "  key:      " << (found->key.empty() ? "one answer everywhere" : found->key)
              << "\n  always:   " << found->always << '\n';
    print_place(found->at);
    print_cases(
        cases_where([&](const run::Case& each) { return id == "rejection-code" && each.axes.expect == "reject"; }));
    return true;
  }

  bool service_request(const std::string& id) const {
    const auto* found = context_.facts().service_request(id);
    if (found == nullptr) return false;
    std::cout << found->variant << ' ' << found->name << "\n  body:     " << found->body_element
              << ", Service Reference " << found->reference
              << fmt::format("\n  variants: {}\n  roles:    {}\n", fmt::join(found->command_variants, " "),
                             fmt::join(found->roles, " "))
              << "  device id: " << found->device_id_at << "\n  source:   " << found->source << '\n';
    auto types = found->device_types;
    if (types.empty()) types.emplace_back();
    for (const auto& type : types) {
      const auto* row = context_.profile().find(id, type);
      std::cout << "  while Restricted, " << (type.empty() ? "no device" : type) << ": ";
      if (row == nullptr) {
        std::cout << "reject (the profile does not name it)\n";
      } else {
        std::cout << spec::name(row->expect) << " (" << spec::name(row->level) << ", " << spec::name(row->basis)
                  << "): " << row->why << '\n';
      }
    }
    print_place(found->at);
    print_cases(cases_where([&](const run::Case& each) { return each.axes.srv == id; }));
    return true;
  }

  bool one_case(const std::string& id) const {
    for (const auto* each : cases_where([&](const run::Case& candidate) { return candidate.id == id; })) {
      std::cout << each->id << "\n  " << each->title << '\n';
      if (!each->axes.srv.empty()) {
        std::cout << "  profile:  " << each->axes.expect << " (" << each->axes.level << ") while Restricted\n";
      }
      std::cout << "  facet:    " << each->facet << (each->also_facet.empty() ? "" : " and ") << each->also_facet
                << fmt::format("\n  judges:   {}\n", fmt::join(each->requirements, ", "));
      return true;
    }
    for (const auto& suite : suites_) {
      for (const auto& row : suite.not_run) {
        if (row.case_id != id) continue;
        std::cout << id << "\n  not run:  " << row.reason << '\n';
        return true;
      }
    }
    return false;
  }

  Context& context_;
  std::vector<Suite> suites_;
};

}  // namespace

void add_explain(CLI::App& program, Action& action) {
  struct Options {
    ContextOptions context;
    std::string id;
  };
  auto options = std::make_shared<Options>();
  auto* command = program.add_subcommand("explain", "What an id says, where it stands, which cases test it");
  command->footer(
      "Examples:\n  hallmark explain mp169.allow-list\n  hallmark explain 4.10\n  hallmark explain rejection-code");
  command->add_option("id", options->id, "A requirement, case, SRV or open point")->required();
  command->add_option("--profile", options->context.profile, "Policy profile (CSV) instead of the shipped one");
  command->callback([options, &action] {
    action = [options] {
      Context context(options->context);
      if (Explainer(context).explain(options->id)) return 0;
      throw UsageError("explain " + options->id +
                       ": no requirement, case, SRV or open point of that name: see `hallmark list`");
    };
  });
}

}  // namespace hallmark::suites
