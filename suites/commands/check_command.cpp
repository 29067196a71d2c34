// `hallmark check`: is this adaptor sound? Handshake, reset, one known request, drain.
#include <iostream>

#include "harness/adaptor/target.h"
#include "harness/generator/estates.h"
#include "harness/generator/request.h"
#include "suites/commands/commands.h"
#include "suites/commands/reach.h"

namespace hallmark::suites {

namespace {

struct CheckOptions {
  ContextOptions context;
  ReachOptions reach;
  int deadline_ms = 5000;
};

/// What came back, in plain words; the first word says whether the adaptor did its part.
struct Finding {
  bool sound = false;
  std::string text;
};

struct Describe {
  Finding operator()(const observation::Answered&) const { return {true, "answered as the protocol says"}; }
  Finding operator()(const observation::Refused& seen) const {
    return {true, "refused without a DUIS Response: " + seen.why};
  }
  Finding operator()(const observation::Declined& seen) const {
    return {false, "declined with " + std::to_string(seen.code) + ": " + seen.message};
  }
  Finding operator()(const observation::Malformed& seen) const {
    return {false, "no protocol answer: " + seen.why + excerpt(seen.bytes, seen.log)};
  }
  Finding operator()(const observation::TimedOut& seen) const {
    return {false, "no answer within " + std::to_string(seen.after_ms) + " ms" + excerpt(seen.bytes, seen.log)};
  }
  Finding operator()(const observation::Crashed& seen) const {
    return {false, "no answer: " + seen.how + excerpt(seen.bytes, seen.log)};
  }

  static std::string excerpt(const std::string& bytes, const std::string& log) {
    std::string text;
    if (!bytes.empty()) text += "\n    it sent: " + printable(bytes);
    if (!log.empty()) text += "\n    its log: " + printable(log);
    return text;
  }
  static std::string printable(const std::string& bytes) {
    std::string text;
    for (const char c : bytes.substr(0, 400)) text += c >= ' ' && c <= '~' ? c : '.';
    return text;
  }
};

std::vector<scenario::Stimulus> conversation(Context& context) {
  generator::Random random(1);
  const auto premises = generator::premises(random);
  generator::RequestPlan plan;
  plan.service = context.facts().service_request("8.2");
  plan.device_type = "ESME";
  plan.device = premises.esme;
  plan.user = premises.import_supplier;
  plan.command_variant = 8;
  plan.counter = 1000;
  plan.schema_version = context.validator().version();
  const auto samples = schema::samples_of(context.samples(), "8.2");
  return {scenario::Initialize{context.validator().version()}, scenario::Reset{premises.estate},
          generator::request(*samples.at(0), plan, premises), scenario::Drain{}, scenario::Shutdown{}};
}

int check(const CheckOptions& options) {
  Context context(options.context);
  const auto adaptor = reach(options.reach, context)();
  bool sound = true;
  for (const auto& stimulus : conversation(context)) {
    // A service is not ours to end.
    if (is_service(options.reach.target) && std::holds_alternative<scenario::Shutdown>(stimulus)) continue;
    auto observation = adaptor->exchange(stimulus);
    observation::read_documents(observation, context.vote());
    auto finding = std::visit(Describe{}, observation);
    if (const auto* responded = observation::answer<observation::Responded>(observation)) {
      const auto& reading = responded->response.reading;
      finding.text += reading.valid ? ", with the valid Response " + reading.code
                                    : "; its Response is not valid: " + reading.problem;
    }
    std::cout << (finding.sound ? "  ok   " : "  WRONG  ") << scenario::operation(stimulus) << ": its answer "
              << finding.text << '\n';
    sound = sound && finding.sound;
    if (!finding.sound) break;
  }
  std::cout << (sound ? "The adaptor is sound."
                      : "The adaptor is not sound; nothing is said of the implementation behind it.")
            << '\n';
  return sound ? 0 : 2;
}

}  // namespace

void add_check(CLI::App& program, Action& action) {
  auto options = std::make_shared<CheckOptions>();
  auto* command = program.add_subcommand("check", "Is the adaptor sound: handshake, reset, one known request");
  command->footer(
      "Example:\n  hallmark check exec:./my-adaptor\nExit: 0 sound, 2 not sound, 3 bad usage or environment.");
  command->add_option("target", options->reach.target, adaptor::target_forms)->required();
  command->add_option("--schema", options->context.schema, "Folder of another version of the DUIS schema");
  command->add_option("--deadline-ms", options->deadline_ms, "How long an answer may take")
      ->check(CLI::Range(1, 3'600'000))
      ->capture_default_str();
  add_tls(*command, options->reach.tls);
  command->callback([options, &action] {
    options->reach.child.deadline = std::chrono::milliseconds(options->deadline_ms);
    action = [options] { return check(*options); };
  });
}

}  // namespace hallmark::suites
