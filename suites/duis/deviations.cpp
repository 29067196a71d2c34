#include "suites/duis/deviations.h"

#include <array>

#include "suites/duis/deviant.h"
#include "suites/restricted/pair.h"

namespace hallmark::suites {

namespace {

using generator::Deviation;
using generator::Fate;

/// What deviations are made of: a command, a local command, a transformation, a schedule and a service of the DCC
/// alone.
struct Plain {
  const char* srv;
  const char* device_type;
  const char* role;
  int command_variant;
};
constexpr std::array plain_requests = {Plain{"4.1.1", "ESME", "IS", 1}, Plain{"11.2", "GSME", "GS", 2},
                                       Plain{"1.1.1", "ESME", "IS", 4}, Plain{"5.1", "ESME", "IS", 8},
                                       Plain{"8.2", "ESME", "IS", 8}};

/// Makes the trials of one deviation of one request.
class DeviantTrials {
 public:
  DeviantTrials(const Material& material, std::size_t plain, Deviation deviation)
      : material_(material),
        plain_(question(plain)),
        other_(question((plain + 1) % plain_requests.size())),
        deviation_(std::move(deviation)) {}

  /// Whether that request can deviate so; asked with a seed of its own, since it does not hang on the numbers drawn.
  bool applies() const { return deviation_.layer == "hostile" || !made_of(0).empty(); }

  /// The plain request first where the deviant one is to be treated like it.
  std::vector<run::Trial> made_of(std::uint64_t seed) const {
    generator::Random drawn(seed);
    const auto premises = generator::premises(drawn);
    const auto others = pair_trials(material_, other_, seed);
    generator::DeviationSource source;
    source.facts = material_.facts;
    source.premises = &premises;
    source.deviator = &material_.templates->grammar().deviator;
    if (!others.empty()) source.other = probe_of(others.front().clear, others.front().clear_probe);
    std::vector<run::Trial> made;
    for (auto& pair : pair_trials(material_, plain_, seed)) {
      auto half = deviant_half(without_flag(pair.restricted), pair.restricted_probe, deviation_, source, drawn);
      if (!half) continue;
      run::Trial trial;
      trial.restricted = std::move(half->steps);
      trial.restricted_probe = std::move(half->probe);
      if (deviation_.fate == Fate::equivalent) {
        trial.clear = without_flag(std::move(pair.clear));
        trial.clear_probe = std::move(pair.clear_probe);
      }
      made.push_back(std::move(trial));
      if (deviation_.fate == Fate::refused) break;  // there is no second try at a refusal
    }
    return made;
  }

 private:
  Question question(std::size_t plain) const {
    const auto& row = plain_requests.at(plain);
    return {material_.facts->service_request(row.srv), row.device_type, row.role, row.command_variant,
            material_.schema_version};
  }

  Material material_;
  Question plain_;
  Question other_;
  Deviation deviation_;
};

std::string id_of_case(const Deviation& deviation, const Plain& plain) {
  return "duis/deviations/" + deviation.name + ".srv_" + id_of(plain.srv) + ".cv" +
         std::to_string(plain.command_variant);
}

std::vector<std::string> judged_by(const Deviation& deviation) {
  std::vector<std::string> ids = {"duis.response-valid"};
  if (deviation.fate == Fate::equivalent) {
    ids.emplace_back("duis.valid-accepted");
  } else {
    ids.emplace_back(deviation.name == "role_not_eligible" ? "duis.role-eligible" : "duis.invalid-refused");
  }
  if (deviation.layer == "hostile") ids.emplace_back("duis.hostile-xml-safe");
  return ids;
}

run::Case deviant_request(const DeviantTrials& trials, const Deviation& deviation, const Plain& plain) {
  run::Case made;
  made.id = id_of_case(deviation, plain);
  made.title = std::string(plain.srv) + ", Command Variant " + std::to_string(plain.command_variant) + ": " +
               deviation.what +
               (deviation.fate == Fate::refused ? " It is refused." : " It is treated like the plain one.");
  made.axes.role = plain.role;
  made.requirements = judged_by(deviation);
  made.trials = [trials](std::uint64_t seed) { return trials.made_of(seed); };
  return made;
}

}  // namespace

Suite deviations(const Material& material) {
  Suite suite;
  suite.name = "duis/deviations";
  suite.title = "Every departure from a valid request is refused, and every other spelling of one is not";
  for (const auto& deviation : generator::all_deviations()) {
    if (deviation.fate == Fate::open) {
      suite.not_run.push_back({"duis/deviations/" + deviation.name + ".any", "no source says what becomes of it"});
      continue;
    }
    for (std::size_t i = 0; i < plain_requests.size(); ++i) {
      const auto& plain = plain_requests.at(i);
      const DeviantTrials trials(material, i, deviation);
      if (trials.applies()) {
        suite.cases.push_back(deviant_request(trials, deviation, plain));
      } else {
        suite.not_run.push_back({id_of_case(deviation, plain),
                                 std::string("a request for ") + plain.srv + " cannot deviate so: " + deviation.what});
      }
    }
  }
  return suite;
}

}  // namespace hallmark::suites
