#include "suites/duis/deviations.h"

#include <algorithm>
#include <array>
#include <set>
#include <stdexcept>

#include "suites/duis/deviant.h"
#include "suites/restricted/half.h"
#include "suites/restricted/pair.h"

namespace hallmark::suites {

namespace {

using generator::Deviation;
using generator::Fate;

/// What every deviation is made of where it can be: a command, a local command, a transformation, a schedule and a
/// service of the DCC alone.
struct Usual {
  const char* srv;
  const char* device_type;
  const char* role;
  int command_variant;
};
constexpr std::array usual_requests = {Usual{"4.1.1", "ESME", "IS", 1}, Usual{"11.2", "GSME", "GS", 2},
                                       Usual{"1.1.1", "ESME", "IS", 4}, Usual{"5.1", "ESME", "IS", 8},
                                       Usual{"8.2", "ESME", "IS", 8}};

/// A request that can be asked, and one such, which tells what can deviate.
struct Candidate {
  Question question;
  scenario::Submit plain;
};

constexpr std::uint64_t seed_of_candidates = 0;

std::optional<Candidate> candidate(const Material& material, const Question& question) {
  const auto pairs = pair_trials(material, question, seed_of_candidates);
  const auto* plain = pairs.empty() ? nullptr : probe_of(pairs.front().clear, pairs.front().clear_probe);
  return plain == nullptr ? std::nullopt : std::optional(Candidate{question, *plain});
}

/// The usual requests, then one for each other Service Request that somebody may ask without anything before it.
std::vector<Candidate> candidates(const Material& material) {
  std::vector<Candidate> made;
  for (const auto& usual : usual_requests) {
    const auto* service = material.facts->service_request(usual.srv);
    made.push_back(
        candidate(material, {service, usual.device_type, usual.role, usual.command_variant, material.schema_version})
            .value());
  }
  for (const auto& service : material.facts->service_requests) {
    const auto& srv = service.variant;
    const bool usual = std::ranges::any_of(usual_requests, [&](const auto& row) { return row.srv == srv; });
    const bool lone = srv != "5.2" && srv != "5.3" && srv != "8.13";
    if (usual || !lone || service.roles.empty()) continue;
    const std::string type = service.device_types.empty() ? "" : service.device_types.front();
    auto one = candidate(
        material, {&service, type, service.roles.front(), service.command_variants.front(), material.schema_version});
    if (one) made.push_back(std::move(*one));
  }
  return made;
}

/// What a deviation is made from, but for the valid request.
struct Source {
  Source(const Material& material, std::uint64_t seed) : drawn(seed), premises(generator::premises(drawn)) {
    source.facts = material.facts;
    source.premises = &premises;
    source.deviator = &material.templates->grammar().deviator;
  }
  Source(const Source&) = delete;
  Source& operator=(const Source&) = delete;

  generator::Random drawn;
  generator::Premises premises;
  generator::DeviationSource source;
};

/// Whether that request can deviate so. What is hostile always can, and takes long to make.
bool applies(const Material& material, const Candidate& one, const Candidate& other, const Deviation& deviation) {
  if (deviation.layer == "hostile") return true;
  Source made(material, seed_of_candidates);
  scenario::Submit earlier = one.plain;
  const std::string id = earlier.reading.request_id;
  earlier.reading.request_id = id.substr(0, id.rfind(':')) + ":77";
  made.source.valid = &one.plain;
  made.source.earlier = &earlier;
  made.source.other = &other.plain;
  return deviation.apply(made.source, made.drawn).has_value();
}

/// A half whose probe deviates; tried again with other numbers where these make nothing.
DeviantHalf made_to_deviate(const std::vector<scenario::Stimulus>& half, const std::string& probe,
                            const Deviation& deviation, Source& from) {
  constexpr int draws = 16;
  for (int draw = 0; draw < draws; ++draw) {
    if (auto made = deviant_half(half, probe, deviation, from.source, from.drawn)) return std::move(*made);
  }
  throw std::logic_error("the request " + probe + " does not deviate as " + deviation.name + ", though another did");
}

/// The plain half before the deviant one, which then begins without a reset: what deviates only after another request.
std::vector<scenario::Stimulus> after(const std::vector<scenario::Stimulus>& earlier,
                                      std::vector<scenario::Stimulus> half) {
  std::erase_if(half, [](const auto& stimulus) { return std::holds_alternative<scenario::Reset>(stimulus); });
  half.insert(half.begin(), earlier.begin(), earlier.end());
  return half;
}

/// The plain request first where the deviant one is to be treated like it.
std::vector<run::Trial> trials(const Material& material, const Question& question, const Question& other,
                               const Deviation& deviation, std::uint64_t seed) {
  Source from(material, seed);
  const auto others = pair_trials(material, other, seed);
  if (!others.empty()) from.source.other = probe_of(others.front().clear, others.front().clear_probe);
  std::vector<run::Trial> made;
  for (const auto& pair : pair_trials(material, question, seed)) {
    const auto plain = without_flag(pair.clear);
    from.source.earlier = probe_of(plain, pair.clear_probe);
    auto half = made_to_deviate(without_flag(pair.restricted), pair.restricted_probe, deviation, from);
    run::Trial trial;
    trial.restricted = deviation.follows ? after(plain, std::move(half.steps)) : std::move(half.steps);
    trial.restricted_probe = std::move(half.probe);
    if (deviation.fate == Fate::equivalent) {
      trial.clear = plain;
      trial.clear_probe = pair.clear_probe;
    }
    made.push_back(std::move(trial));
    if (deviation.fate != Fate::equivalent) break;  // there is no second try at a refusal
  }
  return made;
}

std::string id_of_case(const Deviation& deviation, const Question& question) {
  return "duis/deviations/" + deviation.name + ".srv_" + id_of(question.service->variant) + ".cv" +
         std::to_string(question.command_variant);
}

std::vector<std::string> judged_by(const Deviation& deviation) {
  std::vector<std::string> ids = {"duis.response-valid"};
  if (deviation.fate == Fate::equivalent) ids.emplace_back("duis.valid-accepted");
  if (deviation.fate == Fate::refused) {
    ids.emplace_back(deviation.name == "role_not_eligible" ? "duis.role-eligible" : "duis.invalid-refused");
  }
  if (deviation.layer == "hostile") ids.emplace_back("duis.hostile-xml-safe");
  return ids;
}

std::string what_becomes_of_it(Fate fate) {
  if (fate == Fate::open) return " It is shown what becomes of it.";
  return fate == Fate::refused ? " It is refused." : " It is treated like the plain one.";
}

run::Case deviant_request(const Material& material, const Question& question, const Question& other,
                          const Deviation& deviation) {
  run::Case made;
  made.id = id_of_case(deviation, question);
  made.title = question.service->variant + ", Command Variant " + std::to_string(question.command_variant) + ": " +
               deviation.what + what_becomes_of_it(deviation.fate);
  made.axes.role = question.role;
  made.requirements = judged_by(deviation);
  made.trials = [material, question, other, deviation](std::uint64_t seed) {
    return trials(material, question, other, deviation, seed);
  };
  return made;
}

/// The same, by Users in that role alone.
Deviation in_role(Deviation deviation, const std::string& role) {
  deviation.apply = [role, apply = std::move(deviation.apply)](const generator::DeviationSource& source,
                                                               generator::Random& random) {
    generator::Premises premises = *source.premises;
    std::erase_if(premises.estate.users, [&](const auto& user) { return user.roles.front() != role; });
    auto of_role = source;
    of_role.premises = &premises;
    return premises.estate.users.empty() ? std::nullopt : apply(of_role, random);
  };
  return deviation;
}

/// Who may ask for what is a table: every role that is not eligible asks for every Service Request.
void add_cases_of_roles(const Material& material, const std::vector<Candidate>& all, const Deviation& deviation,
                        Suite& suite) {
  std::set<std::string> roles;
  for (const auto& service : material.facts->service_requests) roles.insert(service.roles.begin(), service.roles.end());
  for (std::size_t i = 0; i < all.size(); ++i) {
    const auto& other = all[(i + 1) % usual_requests.size()];
    for (const auto& role : roles) {
      const auto by_role = in_role(deviation, role);
      if (!applies(material, all[i], other, by_role)) continue;
      suite.cases.push_back(deviant_request(material, all[i].question, other.question, by_role));
      suite.cases.back().id += "." + in_lower_case(role);
      suite.cases.back().axes.role = role;
    }
  }
}

/// Adds the cases of one deviation: of each usual request, else of the first other one that can deviate so.
void add_cases(const Material& material, const std::vector<Candidate>& all, const Deviation& deviation, Suite& suite) {
  const auto add = [&](std::size_t i) {
    const auto& other = all[(i + 1) % usual_requests.size()];
    if (!applies(material, all[i], other, deviation)) return false;
    suite.cases.push_back(deviant_request(material, all[i].question, other.question, deviation));
    return true;
  };
  bool any = false;
  for (std::size_t i = 0; i < usual_requests.size(); ++i) any = add(i) || any;
  for (std::size_t i = usual_requests.size(); i < all.size() && !any; ++i) any = add(i);
  if (!any) {
    suite.not_run.push_back({"duis/deviations/" + deviation.name + ".no_request",
                             "none of the sample requests can deviate so: " + deviation.what});
  }
}

}  // namespace

Suite deviations(const Material& material) {
  Suite suite;
  suite.name = "duis/deviations";
  suite.title = "Every departure from a valid request is refused, and every other spelling of one is not";
  const auto all = candidates(material);
  for (const auto& deviation : generator::all_deviations()) {
    const auto add = deviation.name == "role_not_eligible" ? add_cases_of_roles : add_cases;
    add(material, all, deviation, suite);
  }
  return suite;
}

}  // namespace hallmark::suites
