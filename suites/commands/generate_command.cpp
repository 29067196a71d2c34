// `hallmark generate`: valid requests from the schema, or requests with one named deviation; and what they reach.
#include <fmt/format.h>

#include <iostream>
#include <map>
#include <optional>

#include "harness/generator/deviation.h"
#include "harness/schema/signature.h"
#include "suites/commands/commands.h"
#include "suites/commands/context.h"
#include "suites/commands/document_files.h"

namespace hallmark::suites {

namespace {

namespace fs = std::filesystem;

struct GenerateOptions {
  ContextOptions context;
  std::string srv;
  bool all = false;
  bool coverage = false;
  int count = 1;
  std::uint64_t seed = 1;
  std::string size = "random";
  std::string deviation;
  std::string sign;  ///< KEY,CERT
  std::string out;   ///< empty: standard output
};

generator::Size size_of(const std::string& word) {
  if (word == "least") return generator::Size::least;
  return word == "rich" ? generator::Size::rich : generator::Size::random;
}

/// One request, and the valid one that has to be sent before it, where it deviates only then.
struct MadeRequest {
  std::string duis;
  std::optional<std::string> earlier;
};

/// Makes requests of one body after another; the same options give the same bytes.
class Maker {
 public:
  Maker(Context& context, const GenerateOptions& options)
      : context_(context), options_(options), grammar_(context.grammar()), random_(options.seed) {
    if (!options.deviation.empty()) deviation_ = named_deviation(options.deviation);
  }

  std::vector<std::uint32_t> bodies() const {
    std::vector<std::uint32_t> chosen;
    if (options_.all) {
      for (std::uint32_t body = 0; body < grammar_.documents.bodies().size(); ++body) chosen.push_back(body);
      return chosen;
    }
    const auto* service = context_.facts().service_request(options_.srv);
    if (service == nullptr) {
      throw UsageError("--srv " + options_.srv + ": no such Service Request: `hallmark list srvs` names them");
    }
    const auto body = grammar_.documents.body(service->body_element);
    if (!body) throw UsageError("--srv " + options_.srv + ": the schema has no " + service->body_element);
    return {*body};
  }

  /// A document of a body; empty where none of some can deviate as asked.
  std::optional<MadeRequest> make(std::uint32_t body) {
    if (!deviation_) return MadeRequest{valid(body, meaning(body, generator::premises(random_))).duis, std::nullopt};
    constexpr int draws = 32;  // what deviates need not be in the first document, but is in most of some
    for (int draw = 0; draw < draws; ++draw) {
      if (auto made = make_deviant(body)) return made;
    }
    return std::nullopt;
  }

  /// Prints the grid; true where all of it is reached.
  bool print_coverage() const {
    generator::Reach reach(grammar_.blueprint);
    generator::Recipe recipe;
    std::string document;
    for (const auto& choice : grammar_.documents.enumeration()) {
      recipe.choice = choice;
      grammar_.documents.write(recipe, document, &reach);
    }
    std::map<std::string, std::pair<int, int>> by_aspect;  // goals and reached
    static constexpr const char* aspects[] = {"occurrence bounds", "choice branches", "value boundaries",
                                              "optional attributes"};
    for (const auto& goal : reach.goals()) {
      auto& row = by_aspect[aspects[static_cast<std::size_t>(goal.aspect)]];
      ++row.first;
      row.second += reach.reached(goal) ? 1 : 0;
    }
    fmt::print("Request, DUIS schema {}: {} of {} goals reached by one enumerated document each\n",
               grammar_.blueprint.version, reach.reached_count(), reach.goals().size());
    for (const auto& [aspect, row] : by_aspect) fmt::print("  {:<20} {} of {}\n", aspect, row.second, row.first);
    for (const auto& goal : reach.missing()) fmt::print("  missing: {}\n", generator::text(goal, grammar_.blueprint));
    return reach.missing().empty();
  }

 private:
  static generator::Deviation named_deviation(const std::string& name) {
    for (auto& deviation : generator::all_deviations()) {
      if (deviation.name == name) return deviation;
    }
    throw UsageError("--deviation " + name + ": no such deviation: `hallmark list deviations` names them");
  }

  /// Who asks for what, and of which device.
  struct Plan {
    generator::Premises premises;
    generator::Meaning meaning;
    std::string device;
    std::string device_type;
  };

  Plan meaning(std::uint32_t body, generator::Premises premises) {
    auto meaning = grammar_.semantics.meaning(body, random_);
    const auto& types = meaning.service->device_types;
    const std::string type = types.empty() || types.front() == "SAPC" ? "ESME" : types.front();
    const auto device = generator::device_of_type(premises, type);
    meaning.user = meaning.role.empty() ? premises.import_supplier : generator::user_in_role(premises, meaning.role);
    meaning.target = meaning.service->non_device ? premises.estate.dcc : device;
    meaning.counter = 1'000'000 + random_.below(1'000'000'000);
    return {std::move(premises), std::move(meaning), device, type};
  }

  std::optional<MadeRequest> make_deviant(std::uint32_t body) {
    auto plan = meaning(body, generator::premises(random_));
    const auto submit = valid(body, plan);
    const auto other_body = static_cast<std::uint32_t>((body + 1) % grammar_.documents.bodies().size());
    const auto other = valid(other_body, meaning(other_body, plan.premises));
    std::optional<scenario::Submit> earlier;
    if (deviation_->follows) {
      plan.meaning.counter -= 1 + random_.below(1000);
      earlier = valid(body, plan);
    }
    const generator::DeviationSource source{
        &submit, &other, &context_.facts(), &plan.premises, &grammar_.deviator, earlier ? &*earlier : nullptr};
    auto deviant = deviation_->apply(source, random_);
    if (!deviant) return std::nullopt;
    return MadeRequest{std::move(deviant->duis), earlier ? std::optional(std::move(earlier->duis)) : std::nullopt};
  }

  scenario::Submit valid(std::uint32_t body, const Plan& plan) {
    const auto& meaning = plan.meaning;
    generator::Values values(grammar_.blueprint);
    grammar_.semantics.fill(values, meaning);
    grammar_.semantics.fill_device(values, plan.device);

    scenario::Submit submit;
    generator::Recipe recipe;
    recipe.body = body;
    recipe.size = size_of(options_.size);
    recipe.seed = random_.next();
    recipe.now = plan.premises.estate.now;
    recipe.values = &values;
    grammar_.documents.write(recipe, submit.duis);
    submit.user = submit.reading.originator = meaning.user;
    submit.reading.header_target = meaning.target;
    submit.reading.request_id = meaning.user + ':' + meaning.target + ':' + std::to_string(meaning.counter);
    submit.reading.reference = meaning.service->reference;
    submit.reading.header_srv = submit.reading.body_srv = meaning.service->variant;
    submit.reading.command_variant = meaning.command_variant;
    submit.reading.device_type = plan.device_type;
    submit.reading.devices = {plan.device};
    return submit;
  }

  Context& context_;
  const GenerateOptions& options_;
  const generator::RequestGrammar& grammar_;
  generator::Random random_;
  std::optional<generator::Deviation> deviation_;
};

std::optional<schema::Signer> signer_of(const GenerateOptions& options) {
  if (options.sign.empty()) return std::nullopt;
  const auto comma = options.sign.find(',');
  if (comma == std::string::npos) throw UsageError("--sign " + options.sign + ": give key and certificate as KEY,CERT");
  try {
    return schema::Signer(schema::SigningKey::load(options.sign.substr(0, comma)),
                          schema::Certificate::load(options.sign.substr(comma + 1)));
  } catch (const schema::SignatureError& error) {
    throw UsageError(std::string("--sign: ") + error.what());
  }
}

/// Prints a request, or writes it into a folder; one that has to be sent before stands before it.
void hand_out(const MadeRequest& request, const std::string& out, std::size_t number) {
  if (out.empty()) {
    if (request.earlier) std::cout << *request.earlier << '\n';
    std::cout << request.duis << '\n';
    return;
  }
  if (request.earlier) {
    write_document_file(fs::path(out) / fmt::format("{:06}-earlier.xml", number), *request.earlier);
  }
  write_document_file(fs::path(out) / fmt::format("{:06}.xml", number), request.duis);
}

int generate(const GenerateOptions& options) {
  if (!options.coverage && options.all == !options.srv.empty()) {
    throw UsageError("generate: give either --srv or --all (or --coverage)");
  }
  if (!options.sign.empty() && !options.deviation.empty()) {
    throw UsageError("--sign and --deviation: a deviant document is not signed: leave one out");
  }
  Context context(options.context);
  Maker maker(context, options);
  if (options.coverage) return maker.print_coverage() ? 0 : 1;
  const auto signer = signer_of(options);
  if (!options.out.empty()) {
    std::error_code failure;
    fs::create_directories(options.out, failure);
    if (failure) throw UsageError("--out " + options.out + ": " + failure.message() + ": choose another folder");
  }
  std::size_t made = 0;
  for (const auto body : maker.bodies()) {
    for (int i = 0; i < options.count; ++i) {
      auto request = maker.make(body);
      if (!request) break;
      if (signer) request->duis = signer->sign(request->duis);
      hand_out(*request, options.out, made++);
    }
  }
  if (made == 0) {
    std::cerr << fmt::format(
        "hallmark: no request {} could deviate as {}: try --all, or --size rich, in which more can be wrong\n",
        options.all ? "of any body" : "for " + options.srv, options.deviation);
    return 2;
  }
  if (!options.out.empty()) std::cout << made << " documents in " << options.out << '\n';
  return 0;
}

}  // namespace

void add_generate(CLI::App& program, Action& action) {
  auto options = std::make_shared<GenerateOptions>();
  auto* command =
      program.add_subcommand("generate", "Make requests from the schema: valid, or with one named deviation");
  command->footer(
      "Examples:\n"
      "  hallmark generate --srv 4.1.1\n"
      "  hallmark generate --all --count 10 --seed 7 --size rich --out requests\n"
      "  hallmark generate --srv 8.2 --deviation external_entity\n"
      "  hallmark generate --srv 1.1.1 --deviation above_max_inclusive --count 20 --out wrong\n"
      "  hallmark generate --coverage\n"
      "Exit: 0 made (or all reached), 1 something not reached, 2 nothing made, 3 bad usage or environment.");
  command->add_option("--srv", options->srv, "The Service Reference Variant");
  command->add_flag("--all", options->all, "Every body that the schema has");
  command->add_option("--count", options->count, "Documents a body")
      ->check(CLI::Range(1, 10'000'000))
      ->capture_default_str();
  command->add_option("--seed", options->seed, "Same seed, same documents")->capture_default_str();
  command->add_option("--size", options->size, "How much stands in them")
      ->check(CLI::IsMember({"least", "rich", "random"}))
      ->capture_default_str();
  command->add_option(
      "--deviation", options->deviation,
      "One departure from validity, by name (`hallmark list deviations`); of one that shows only after\n"
      "another request, that one is made too, before it");
  command->add_option("--sign", options->sign, "Sign with KEY,CERT (files)");
  command->add_option("--schema", options->context.schema, "Folder of another version of the DUIS schema");
  command->add_option("--out", options->out, "Folder for the documents (default: standard output, one a line)");
  command->add_flag("--coverage", options->coverage, "Print what the enumerated documents reach of the schema");
  command->callback([options, &action] { action = [options] { return generate(*options); }; });
}

}  // namespace hallmark::suites
