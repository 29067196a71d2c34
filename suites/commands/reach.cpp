#include "suites/commands/reach.h"

#include "harness/adaptor/distorted.h"
#include "harness/adaptor/in_process.h"
#include "harness/adaptor/plugin/plugin.h"
#include "harness/adaptor/target.h"
#include "harness/implementations/catalogue.h"
#include "suites/commands/amended.h"

namespace hallmark::suites {

namespace {

using Maker = std::function<std::unique_ptr<adaptor::Adaptor>()>;

std::string known_names() {
  std::string text;
  for (const auto& name : implementations::names()) text += (text.empty() ? "" : ", ") + name;
  return text;
}

/// A service is spoken to at once, so that nobody waits for cases to fail one by one where nobody listens. It is told
/// where to POST only if it is on this machine, which is where we receive.
Maker reach_service(const ReachOptions& options, const std::string& text) {
  const auto service = adaptor::url(text);
  const adaptor::HttpOptions http{options.child.deadline, options.child.answer_bytes_max, options.tls,
                                  options.child.listener};
  if (const auto problem = adaptor::nobody_at(service, http); !problem.empty()) {
    throw UsageError("target " + options.target + ": " + problem);
  }
  auto receive = service.is_loopback() ? std::make_shared<adaptor::ReceiveService>() : nullptr;
  return [service, http, receive, amendment = options.child.amendment] {
    return std::make_unique<adaptor::HttpAdaptor>(service, http, receive, amendment);
  };
}

Maker in_process(const adaptor::Factory& make, const adaptor::Amendment& amendment) {
  if (!amendment) return [make] { return std::make_unique<adaptor::InProcess>(make); };
  return [make, amendment] {
    return std::make_unique<adaptor::Distorted>(
        std::make_unique<adaptor::InProcess>(make),
        [amendment](const scenario::Stimulus&, observation::Observation& seen) { adaptor::amend(amendment, seen); });
  };
}

Maker reach_as_stated(const ReachOptions& options, Context& context) {
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
    if (target.kind == adaptor::Target::Kind::service) return reach_service(options, target.rest);
    auto make = implementations::maker(target.rest, context.facts(), context.profile(), context.validator());
    if (!make)
      throw UsageError("target " + options.target + ": no such implementation ships: use one of " + known_names());
    return in_process(make, options.child.amendment);
  } catch (const std::invalid_argument& wrong) {
    throw UsageError("target " + options.target + ": " + wrong.what());
  }
}

}  // namespace

void add_tls(CLI::App& command, adaptor::TlsFiles& tls) {
  command.add_option("--tls-ca", tls.authority, "PEM file of whom to trust (https:); usual: whom the system trusts");
  auto* certificate = command.add_option("--tls-certificate", tls.certificate, "PEM file of our certificate (https:)");
  auto* key = command.add_option("--tls-key", tls.key, "PEM file of the key that belongs to it (https:)");
  certificate->needs(key);
  key->needs(certificate);
}

void add_placement(CLI::App& command, adaptor::ChildOptions& child) {
  child.placement = adaptor::Placement::automatic;
  child.cores = std::make_shared<adaptor::Cores>();
  command
      .add_option_function<std::string>(
          "--placement", [&child](const std::string& word) { child.placement = adaptor::placement(word); },
          "Where each worker and its process run (exec:, so:). one-core: on one; free: as the system puts them; auto: "
          "on "
          "one where the process has a single thread, which is several times as fast a line")
      ->check(CLI::IsMember({"one-core", "free", "auto"}))
      ->default_str("auto");
}

bool is_service(const std::string& target) { return target.starts_with("http:") || target.starts_with("https:"); }

Maker reach(const ReachOptions& options, Context& context) {
  if (options.statement.empty()) return reach_as_stated(options, context);
  ReachOptions amended = options;
  amended.child.amendment = amendment_of(options.statement);
  return reach_as_stated(amended, context);
}

}  // namespace hallmark::suites
