// `hallmark serve`: an implementation that ships, offered over standard input and output or as a service over HTTP.
#include <sys/stat.h>
#include <unistd.h>

#include <csignal>
#include <fstream>
#include <iostream>
#include <iterator>

#include "harness/adaptor/duis_service.h"
#include "harness/adaptor/serve.h"
#include "harness/implementations/request_reader.h"
#include "harness/scenario/json_text.h"
#include "harness/scenario/scenario_json.h"
#include "suites/commands/commands.h"
#include "suites/commands/reach.h"
#include "suites/devices_answer.h"

namespace hallmark::suites {

namespace {

constexpr int usual_duis_port = 8079;
constexpr int usual_control_port = 8080;

struct ServeOptions {
  ContextOptions context;
  std::string name = "reference";
  bool stdio = false;
  std::optional<int> port;
  std::optional<int> control_port;
  std::string address;
  adaptor::TlsFiles tls;
  std::string estate;
  std::vector<std::string> receive;
  bool devices_answer = false;
  std::optional<int> concurrent;
  bool json = false;
  std::string clock = "virtual";
  int delay_ms = 0;
};

/// The name of what is served, with what was asked of its time.
std::string full_name(const ServeOptions& options) {
  if (options.clock == "virtual" && options.delay_ms == 0) return options.name;
  const bool has_options = options.name.find('?') != std::string::npos;
  std::string name = options.name + (has_options ? '&' : '?') + "clock=" + options.clock;
  if (options.delay_ms > 0) name += "&delay-ms=" + std::to_string(options.delay_ms);
  return name;
}

/// Whoever starts us with a pipe or a file as standard input is a program that speaks the adaptor protocol.
bool input_is_spoken_to() {
  struct stat input {};
  if (::fstat(STDIN_FILENO, &input) != 0) return false;
  return S_ISFIFO(input.st_mode) || S_ISSOCK(input.st_mode) || S_ISREG(input.st_mode);
}

bool asks_for_service(const ServeOptions& options) {
  return options.port || options.control_port || !options.address.empty() || !options.tls.certificate.empty() ||
         !options.estate.empty() || !options.receive.empty() || options.devices_answer || options.concurrent ||
         options.json;
}

bool is_loopback(const std::string& address) {
  return address.empty() || adaptor::Url{false, "", "", address}.is_loopback();
}

/// Where it listens. Whoever is not on this machine speaks TLS: what is said there would pass over a network.
adaptor::Listening listening(const ServeOptions& options, int port) {
  if (!is_loopback(options.address) && options.tls.certificate.empty()) {
    throw UsageError("--listen " + options.address +
                     ": beyond this machine only over TLS: give --certificate FILE and --key FILE too (and "
                     "--client-ca FILE to know who comes), or leave it out to listen on 127.0.0.1");
  }
  return {options.address.empty() ? "127.0.0.1" : options.address, port, options.tls};
}

scenario::Estate estate_of(const std::filesystem::path& file) {
  std::ifstream stream(file, std::ios::binary);
  if (!stream) throw UsageError("--estate " + file.string() + ": no such file");
  const std::string text{std::istreambuf_iterator<char>(stream), {}};
  try {
    return scenario::estate_from_json(scenario::parse_json(text));
  } catch (const std::invalid_argument& wrong) {
    throw UsageError("--estate " + file.string() + ": " + wrong.what());
  }
}

std::map<std::string, std::string> receive_of(const std::vector<std::string>& words) {
  std::map<std::string, std::string> receive;
  for (const auto& word : words) {
    const auto equals = word.find('=');
    const std::string to = equals == std::string::npos ? "" : word.substr(equals + 1);
    try {
      adaptor::url(to);
    } catch (const std::invalid_argument& wrong) {
      throw UsageError("--receive " + word + ": " + wrong.what() +
                       ": write it as 90-B3-D5-1F-30-01-00-00=http://127.0.0.1:8081/");
    }
    receive[word.substr(0, equals)] = to;
  }
  return receive;
}

/// SIGINT and SIGTERM wait for whoever asks for them, in every thread that is started from now on.
sigset_t held_back_signals() {
  sigset_t signals;
  ::sigemptyset(&signals);
  ::sigaddset(&signals, SIGINT);
  ::sigaddset(&signals, SIGTERM);
  ::pthread_sigmask(SIG_BLOCK, &signals, nullptr);
  return signals;
}

void tell_where(const adaptor::DuisService& service, const ServeOptions& options) {
  if (options.json) {
    const scenario::Json line = {
        {"duis", service.duis_url()}, {"control", service.control_url()}, {"process", ::getpid()}};
    std::cout << scenario::json_line(line) << std::endl;
    return;
  }
  std::cout << options.name << " listens:\n  DUIS     " << service.duis_url()
            << "/api/v1/serviceS, /api/v1/serviceT, /api/v1/serviceD\n  control  " << service.control_url()
            << "/  (JSON-RPC)\nCtrl-C ends it." << std::endl;
}

/// An implementation that is said to take so many operations at once. The service around it lets one in after the
/// other.
class Concurrent final : public adaptor::Adaptor {
 public:
  Concurrent(adaptor::Adaptor& implementation, int concurrent)
      : implementation_(implementation), concurrent_(concurrent) {}

  observation::Observation exchange(const scenario::Stimulus& stimulus) override {
    auto seen = implementation_.exchange(stimulus);
    auto* answered = std::get_if<observation::Answered>(&seen);
    auto* opened = answered == nullptr ? nullptr : std::get_if<observation::Initialized>(&answered->answer);
    if (opened != nullptr) opened->statement.concurrent = concurrent_;
    return seen;
  }

 private:
  adaptor::Adaptor& implementation_;
  int concurrent_;
};

int serve_over_http(const ServeOptions& options, Context& context, adaptor::Adaptor& implementation) {
  adaptor::ServiceOptions service;
  service.duis = listening(options, options.port.value_or(usual_duis_port));
  service.control = listening(options, options.control_port.value_or(usual_control_port));
  service.receive = receive_of(options.receive);
  service.sender_of = [](std::string_view duis) {
    const auto view = implementations::read_request(duis);
    return view ? implementations::canonical_id(view->originator) : std::string();
  };
  service.complain = [](const std::string& line) { std::cerr << "hallmark serve: " + line + '\n' << std::flush; };
  const auto estate =
      estate_of(options.estate.empty() ? context.default_estate() : std::filesystem::path(options.estate));
  DevicesAnswer answering(implementation, context.facts());
  adaptor::Adaptor& in_turn = options.devices_answer ? answering : implementation;
  Concurrent at_once(in_turn, options.concurrent.value_or(1));
  adaptor::Adaptor& served = options.concurrent ? at_once : in_turn;
  served.exchange(scenario::Initialize{context.validator().version()});
  served.exchange(scenario::Reset{estate});
  const sigset_t signals = held_back_signals();
  const adaptor::DuisService running(served, std::move(service));
  tell_where(running, options);
  int signal = 0;
  ::sigwait(&signals, &signal);
  return 0;
}

void add_service_options(CLI::App& command, ServeOptions& options) {
  const auto ports = CLI::Range(0, 65535);
  command.add_option("--port", options.port, "Port for DUIS requests, usual 8079; 0: any that is free")->check(ports);
  command
      .add_option("--control-port", options.control_port,
                  "Port for the operations of the adaptor protocol as JSON-RPC, usual 8080; 0: any that is free")
      ->check(ports);
  command.add_option("--listen", options.address, "Address to listen at; other than of this machine only over TLS");
  auto* certificate = command.add_option("--certificate", options.tls.certificate, "PEM file: speak TLS");
  auto* key = command.add_option("--key", options.tls.key, "PEM file of the key of the certificate");
  certificate->needs(key);
  key->needs(certificate);
  command.add_option("--client-ca", options.tls.authority, "PEM file of whose certificates clients have to show")
      ->needs(certificate);
  command.add_option("--estate", options.estate, "JSON file of Users, metering points and devices to start with");
  command.add_option("--receive", options.receive,
                     "USER=URL: where to POST what is meant for a User; may be repeated. What has no URL is fetched by "
                     "drain");
  command.add_flag("--devices-answer", options.devices_answer,
                   "Devices answer every command, at once and with success");
  command
      .add_option("--concurrent", options.concurrent,
                  "State that so many operations may be under way at once; they are carried out one after the other")
      ->check(CLI::Range(1, 16));
  command.add_flag("--json", options.json, "Say in one line of JSON where it listens");
}

}  // namespace

void add_serve(CLI::App& program, Action& action) {
  auto options = std::make_shared<ServeOptions>();
  auto* command = program.add_subcommand("serve", "Offer an implementation that ships, to a harness or as a service");
  command->footer(
      "Examples:\n"
      "  hallmark run 'exec:hallmark serve reference'\n"
      "  hallmark run 'exec:hallmark serve --stdio --clock real --delay-ms 50' --suite restricted/allow_list\n"
      "  hallmark serve --port 8079 --control-port 8080 --devices-answer\n"
      "  hallmark serve --port 8079 --control-port 8080 --concurrent 8\n"
      "  hallmark serve 'reference?rejection-code=E4' --receive 90-B3-D5-1F-30-01-00-00=http://127.0.0.1:8081/\n"
      "It speaks the adaptor protocol over standard input and output with --stdio, and without options where standard\n"
      "input is a pipe or a file; otherwise it is a service.");
  command->add_option("name", options->name, "e.g. reference, miniature/accepts-all")->capture_default_str();
  command->add_option("--profile", options->context.profile, "Policy profile that the reference enforces");
  command->add_option("--schema", options->context.schema, "Folder of another version of the DUIS schema");
  command->add_flag("--stdio", options->stdio, "Speak over standard input and output");
  command
      ->add_option(
          "--clock", options->clock,
          "virtual: time passes when `advance` says so; real: it passes by itself, and `advance` is not offered")
      ->check(CLI::IsMember({"virtual", "real"}))
      ->capture_default_str();
  command->add_option("--delay-ms", options->delay_ms, "With a real clock: what is put out shows so much later")
      ->check(CLI::Range(0, 3'600'000))
      ->capture_default_str();
  add_service_options(*command, *options);
  command->callback([options, &action] {
    action = [options] {
      if (options->stdio && asks_for_service(*options)) throw UsageError("--stdio: leave out what is for a service");
      const bool as_service = asks_for_service(*options) || (!options->stdio && !input_is_spoken_to());
      Context context(options->context);
      const auto adaptor = reach({"inproc:" + full_name(*options), {}}, context)();
      if (!as_service) std::ios::sync_with_stdio(false);  // a line is read at once, not a byte after the other
      return as_service ? serve_over_http(*options, context, *adaptor) : adaptor::serve(*adaptor, std::cin, std::cout);
    };
  });
}

}  // namespace hallmark::suites
