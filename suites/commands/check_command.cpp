// `hallmark check`: is this adaptor sound? Every operation once; what is the adaptor's fault is kept apart from what is
// the implementation's.
#include <chrono>
#include <iostream>
#include <optional>

#include "harness/adaptor/target.h"
#include "harness/generator/estates.h"
#include "harness/generator/request.h"
#include "harness/oracle/world.h"
#include "harness/scenario/encoding.h"
#include "harness/verdict/judge.h"
#include "suites/commands/commands.h"
#include "suites/commands/protocol_schema.h"
#include "suites/commands/reach.h"

namespace hallmark::suites {

namespace {

struct CheckOptions {
  ContextOptions context;
  ReachOptions reach;
  int deadline_ms = 5000;
  bool trace = false;
};

/// What came back, in plain words; the first word says whether the adaptor did its part.
struct Finding {
  bool sound = false;
  std::string text;
};

struct Describe {
  Finding operator()(const observation::Answered&) const { return {true, "answered as the protocol says"}; }
  Finding operator()(const observation::Refused& seen) const {
    return {true, "refused without a DUIS Response: " + printable(seen.why)};
  }
  Finding operator()(const observation::Declined& seen) const {
    return {false, "declined with " + std::to_string(seen.code) + ": " + printable(seen.message)};
  }
  Finding operator()(const observation::Malformed& seen) const {
    return {false, "no protocol answer: " + printable(seen.why) + excerpt(seen.bytes, seen.log)};
  }
  Finding operator()(const observation::TimedOut& seen) const {
    return {false, "no answer within " + std::to_string(seen.after_ms) + " ms" + excerpt(seen.bytes, seen.log)};
  }
  Finding operator()(const observation::Crashed& seen) const {
    return {false, "no answer: " + printable(seen.how) + excerpt(seen.bytes, seen.log)};
  }

  static std::string excerpt(const std::string& bytes, const std::string& log) {
    std::string text;
    if (!bytes.empty()) text += "\n    it sent: " + printable(bytes);
    if (!log.empty()) text += "\n    its log: " + printable(log);
    return text;
  }
  static std::string printable(const std::string& bytes, std::size_t at_most = 400) {
    std::string text;
    for (const char c : bytes.substr(0, at_most)) text += c >= ' ' && c <= '~' ? c : '.';
    return text;
  }
};

/// Every operation once, in an order that a new implementation can follow.
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
  const scenario::Instant later{premises.estate.now.seconds + 3600};
  scenario::Inventory suspended;
  suspended.devices = {premises.esme};
  suspended.status = "Suspended";
  scenario::FromDevice unasked;
  unasked.device = premises.esme;
  unasked.kind = "response";
  unasked.request_id = premises.import_supplier + ":" + premises.esme + ":1";
  unasked.payload = scenario::base64("a payload");
  return {scenario::Initialize{context.validator().version()},
          scenario::Reset{premises.estate},
          scenario::Ssi{premises.import_supplier, "set-restricted", premises.esme},
          scenario::Ssi{premises.import_supplier, "read", premises.esme},
          generator::request(*samples.at(0), plan, premises),
          suspended,
          scenario::Registration{premises.import_mpan, "change-of-tenancy", {}},
          unasked,
          scenario::Advance{later},
          scenario::InstallCode{premises.gas_supplier, premises.import_supplier, {premises.esme}},
          scenario::Report{"performance", premises.estate.now, later},
          scenario::Drain{},
          scenario::Shutdown{}};
}

/// The lines of one exchange; none where the implementation is in our own process.
struct Heard {
  std::string sent;
  std::string received;
  std::chrono::microseconds took{};
};

void print(const Heard& heard) {
  constexpr std::size_t shown = 4000;
  std::cout << "    > " << Describe::printable(heard.sent, shown) << "\n    < "
            << Describe::printable(heard.received, shown) << "\n      after " << heard.took.count() << " us\n";
}

/// Where the answer departs from the schema of the protocol, a sentence each.
std::vector<std::string> departures(const ProtocolSchema& schema, const std::string& operation, const Heard& heard) {
  const auto line = nlohmann::json::parse(heard.received, nullptr, false);
  if (!line.is_object()) return {};  // what is no message at all is told by who read it
  auto problems = schema.problems("response", line);
  if (problems.empty() && line.contains("result")) problems = schema.problems(operation + ".result", line.at("result"));
  return problems;
}

class Checking {
 public:
  Checking(const CheckOptions& options, Context& context)
      : options_(options), context_(&context), schema_(context.protocol_schema()) {
    options_.reach.child.listener = [this](std::string_view sent, const adaptor::Line& line,
                                           std::chrono::microseconds took) {
      heard_ = {std::string(sent), line.bytes, took};
    };
    adaptor_ = reach(options_.reach, context)();
  }

  int run() {
    for (const auto& stimulus : conversation(*context_)) {
      // A service is not ours to end.
      if (is_service(options_.reach.target) && std::holds_alternative<scenario::Shutdown>(stimulus)) continue;
      if (has_own_clock() && std::holds_alternative<scenario::Advance>(stimulus)) {
        std::cout << "  -      advance: not asked, its clock is real\n";
        continue;
      }
      if (std::holds_alternative<scenario::Shutdown>(stimulus)) ask_batch();
      if (!step(stimulus)) break;
    }
    if (broken_ > 0) {
      std::cout << "The adaptor is not sound; nothing is said of the implementation behind it.\n";
      return 2;
    }
    std::cout << "The adaptor is sound.\n";
    if (wrong_ > 0)
      std::cout << "The implementation behind it is wrong in what is marked `fails`: `hallmark run` tells more.\n";
    return 0;
  }

 private:
  /// Such an implementation is in another year than what is asked here, and may answer a drain later.
  bool has_own_clock() const { return world_ && world_->statement().clock == "real"; }

  /// False where there is no use in going on.
  bool step(const scenario::Stimulus& stimulus) {
    const std::string operation(scenario::operation(stimulus));
    heard_ = {};
    const auto expectation = world_ ? world_->expect(stimulus) : oracle::Expectation{};
    auto observation = adaptor_->exchange(stimulus);
    observation::read_documents(observation, context_->vote());
    auto finding = std::visit(Describe{}, observation);
    if (const auto* responded = observation::answer<observation::Responded>(observation)) {
      const auto& reading = responded->response.reading;
      if (reading.valid) finding.text += ", with the valid Response " + reading.code;
    }
    std::vector<std::string> fails;
    judge(expectation, observation, finding, fails);
    const auto departing = departures(schema_, operation, heard_);
    const bool is_sound = finding.sound && departing.empty();
    std::cout << (is_sound ? "  ok   " : "  WRONG  ") << operation << ": " << finding.text << '\n';
    for (const auto& each : departing)
      std::cout << "    not as the protocol has it: " << Describe::printable(each) << '\n';
    for (const auto& each : fails) std::cout << "  fails  " << operation << ": " << Describe::printable(each) << '\n';
    if (options_.trace) print(heard_);
    broken_ += is_sound ? 0 : 1;
    wrong_ += static_cast<int>(fails.size());
    learn(stimulus, observation);
    return finding.sound;
  }

  /// A batch goes over lines alone. What is answered in it is as good as any answer; that it is answered is looked at.
  void ask_batch() {
    const auto kind = adaptor::target(options_.reach.target).kind;
    if (kind != adaptor::Target::Kind::command && kind != adaptor::Target::Kind::plugin) return;
    heard_ = {};
    const auto now = std::get<scenario::Reset>(conversation(*context_)[1]).estate.now;
    const std::vector<scenario::Stimulus> two = {scenario::Advance{now + 7200}, scenario::Drain{}};
    const auto last = adaptor_->exchange_all(two).back();
    const bool is_sound = !observation::is_broken(last);
    broken_ += is_sound ? 0 : 1;
    std::cout << (is_sound ? "  ok   batch: two requests in one line are answered by one list"
                           : "  WRONG  batch: two requests in one line: " + std::visit(Describe{}, last).text +
                                 "\n    answer a line that is a list with one list, in the same order; until then, "
                                 "hallmark run --batch 1")
              << '\n';
    if (options_.trace) print(heard_);
  }

  /// What the implementation is wrong in; an operation that a claimed facet needs and that is not there is the
  /// adaptor's.
  void judge(const oracle::Expectation& expectation, const observation::Observation& observation, Finding& finding,
             std::vector<std::string>& fails) const {
    const auto* declined = std::get_if<observation::Declined>(&observation);
    if (declined != nullptr) finding.sound = expectation.operation_needed.empty() && world_.has_value();
    if (declined != nullptr && !expectation.operation_needed.empty())
      finding.text += ", and the claimed facet " + expectation.operation_needed + " needs it";
    if (declined != nullptr || observation::is_broken(observation) || has_own_clock()) return;
    for (const auto& each : verdict::judge(expectation, observation, 0, false).judgements) {
      if (each.outcome == verdict::Outcome::fail) fails.push_back(each.reason);
    }
  }

  void learn(const scenario::Stimulus& stimulus, const observation::Observation& observation) {
    if (const auto* initialized = observation::answer<observation::Initialized>(observation)) {
      world_.emplace(context_->facts(), context_->profile(), initialized->statement, false);
    } else if (world_) {
      world_->learn(stimulus, observation);
    }
  }

  CheckOptions options_;
  Context* context_;
  ProtocolSchema schema_;
  std::unique_ptr<adaptor::Adaptor> adaptor_;
  std::optional<oracle::World> world_;  ///< what may be expected, once the statement is known
  Heard heard_;
  int broken_ = 0;
  int wrong_ = 0;
};

}  // namespace

void add_check(CLI::App& program, Action& action) {
  auto options = std::make_shared<CheckOptions>();
  auto* command = program.add_subcommand(
      "check", "Is the adaptor sound: every operation once, each message against the protocol's JSON Schema");
  command->footer(
      "Example:\n  hallmark check exec:./my-adaptor\nExit: 0 sound, 2 not sound, 3 bad usage or environment.");
  command->add_option("target", options->reach.target, adaptor::target_forms)->required();
  command->add_option("--schema", options->context.schema, "Folder of another version of the DUIS schema");
  command->add_flag("--trace", options->trace, "Print every request and response, and how long it took");
  command->add_option("--deadline-ms", options->deadline_ms, "How long an answer may take")
      ->check(CLI::Range(1, 3'600'000))
      ->capture_default_str();
  add_tls(*command, options->reach.tls);
  command->callback([options, &action] {
    options->reach.child.deadline = std::chrono::milliseconds(options->deadline_ms);
    action = [options] {
      Context context(options->context);
      return Checking(*options, context).run();
    };
  });
}

}  // namespace hallmark::suites
