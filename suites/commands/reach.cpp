#include "suites/commands/reach.h"

#include "harness/adaptor/in_process.h"
#include "harness/adaptor/plugin/plugin.h"
#include "harness/adaptor/target.h"
#include "harness/implementations/catalogue.h"
#include "suites/commands/amended.h"

namespace hallmark::suites {

namespace {

std::string known_names() {
  std::string text;
  for (const auto& name : implementations::names()) text += (text.empty() ? "" : ", ") + name;
  return text;
}

}  // namespace

namespace {

std::function<std::unique_ptr<adaptor::Adaptor>()> reach_as_stated(const ReachOptions& options, Context& context) {
  try {
    const auto target = adaptor::target(options.target);
    if (target.kind == adaptor::Target::Kind::command) {
      // Made once and thrown away: a command that cannot be taken apart or found is told at once.
      adaptor::ChildAdaptor(target.rest, options.child);
      return
          [rest = target.rest, child = options.child] { return std::make_unique<adaptor::ChildAdaptor>(rest, child); };
    }
    if (target.kind == adaptor::Target::Kind::plugin) {
      const auto problem = adaptor::problem_with_plugin(target.rest, options.child);
      if (!problem.empty()) throw UsageError("target " + options.target + ": " + problem);
      return [rest = target.rest, child = options.child] { return adaptor::plugin_adaptor(rest, child); };
    }
    auto make = implementations::maker(target.rest, context.facts(), context.profile(), context.validator());
    if (!make)
      throw UsageError("target " + options.target + ": no such implementation ships: use one of " + known_names());
    return [make] { return std::make_unique<adaptor::InProcess>(make); };
  } catch (const std::invalid_argument& wrong) {
    throw UsageError("target " + options.target + ": " + wrong.what());
  }
}

}  // namespace

std::function<std::unique_ptr<adaptor::Adaptor>()> reach(const ReachOptions& options, Context& context) {
  auto make = reach_as_stated(options, context);
  return options.statement.empty() ? make : amended(std::move(make), options.statement);
}

}  // namespace hallmark::suites
