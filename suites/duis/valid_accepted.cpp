#include "suites/duis/valid_accepted.h"

#include "suites/restricted/pair.h"

namespace hallmark::suites {

namespace {

/// The requests of one question, to an estate without the flag; the flag itself is not asked for.
std::vector<run::Trial> unrestricted_trials(const Material& material, const Question& question, std::uint64_t seed) {
  auto trials = pair_trials(material, question, seed);
  for (auto& trial : trials) {
    trial.restricted.clear();
    std::erase_if(trial.clear, [](const auto& stimulus) { return std::holds_alternative<scenario::Ssi>(stimulus); });
  }
  return trials;
}

/// Who may ask for a Service Request first, of the first device type; an empty role where nobody may, or where a
/// schedule would have to exist first.
Question plainest_question(const spec::ServiceRequest& service, const std::string& schema_version) {
  Question question{&service, "", "", service.command_variants.front(), schema_version};
  if (!service.device_types.empty()) question.device_type = service.device_types.front();
  const bool needs_schedule = service.variant == "5.2" || service.variant == "5.3";
  if (!service.roles.empty() && !needs_schedule) question.role = service.roles.front();
  return question;
}

run::Case valid_request(const Material& material, const Question& question) {
  run::Case made;
  made.id = "duis/valid_accepted/valid_request_is_not_refused_as_malformed.srv_" + id_of(question.service->variant);
  made.title = "A valid " + question.service->variant + ' ' + question.service->name + " is not refused as malformed";
  made.facet = "duis-schema";
  made.axes.role = question.role;
  made.requirements = {"duis.valid-accepted", "duis.response-valid", "duis.response-matches"};
  made.trials = [material, question](std::uint64_t seed) { return unrestricted_trials(material, question, seed); };
  return made;
}

/// One document for every Service Request that somebody may send: the case ends at the first that is accepted.
run::Case one_of_all(const Material& material, std::vector<Question> questions) {
  run::Case made;
  made.id = "duis/valid_accepted/some_valid_request_is_accepted.any_srv";
  made.title = "Of one valid request for each Service Request, at least one is accepted";
  made.facet = "duis-schema";
  made.requirements = {"duis.valid-accepted", "duis.response-valid", "duis.response-matches"};
  made.one_must_be_accepted = true;
  made.trials = [material, questions = std::move(questions)](std::uint64_t seed) {
    std::vector<run::Trial> all;
    for (const auto& question : questions) {
      auto trials = unrestricted_trials(material, question, seed);
      if (!trials.empty()) all.push_back(std::move(trials.front()));
    }
    return all;
  };
  return made;
}

}  // namespace

Suite valid_accepted(const Material& material) {
  Suite suite;
  suite.name = "duis/valid_accepted";
  suite.title = "Valid requests are accepted";
  std::vector<Question> questions;
  for (const auto& service : material.facts->service_requests) {
    auto question = plainest_question(service, material.schema_version);
    if (!question.role.empty()) questions.push_back(std::move(question));
  }
  suite.cases.push_back(one_of_all(material, questions));
  for (const auto& question : questions) suite.cases.push_back(valid_request(material, question));
  return suite;
}

}  // namespace hallmark::suites
