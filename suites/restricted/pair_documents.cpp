#include "suites/restricted/pair_documents.h"

#include <algorithm>
#include <optional>

namespace hallmark::suites {

namespace {

bool has(const std::vector<std::string>& list, const std::string& value) {
  return std::find(list.begin(), list.end(), value) != list.end();
}

/// Samples made for that device type first, and before them those without an execution time.
const schema::Sample* best_sample(const std::vector<schema::Sample>& samples, const Question& question) {
  const auto found = schema::samples_of(samples, question.service->variant);
  const auto rank = [&](const schema::Sample* sample) {
    return (sample->future_dated ? 2 : 0) + (schema::type_of_target(*sample) == question.device_type ? 0 : 1);
  };
  const auto best =
      std::min_element(found.begin(), found.end(), [&](const auto* a, const auto* b) { return rank(a) < rank(b); });
  return best == found.end() ? nullptr : *best;
}

/// The sample schedule is one of 4.6.1.
bool suits_sample_schedule(const spec::ServiceRequest* scheduled) {
  return scheduled != nullptr && scheduled->variant == "4.6.1";
}

}  // namespace

std::vector<schema::Sample> documents_for(const Material& material, const Question& question, std::uint64_t seed,
                                          scenario::Instant now) {
  generator::TemplateUse use{question.service, question.device_type, question.role};
  const bool schedules = question.service->variant == "5.1";
  if (schedules) use.scheduled = material.templates->schedulable(*material.facts, question.role, question.device_type);
  std::vector<schema::Sample> documents;
  const auto* sample = best_sample(*material.samples, question);
  if (sample != nullptr && (!schedules || suits_sample_schedule(use.scheduled))) documents.push_back(*sample);
  for (const auto size : {generator::Size::least, generator::Size::rich})
    documents.push_back(material.templates->write(use, size, seed, now));
  return documents;
}

schema::Sample schedule_for(const Material& material, const std::string& role, const std::string& device_type,
                            scenario::Instant now) {
  const Question question{material.facts->service_request("5.1"), device_type, role, 8, material.schema_version};
  return documents_for(material, question, 0, now).front();
}

/// 11.2 where it may be, since it is permitted and reads nothing of a consumer; else what reads as little.
const spec::ServiceRequest* local_command_for(const spec::Facts& facts, const std::string& device_type,
                                              const std::string& role) {
  const auto serves = [&](const spec::ServiceRequest& service) {
    const auto& variants = service.command_variants;
    return has(service.device_types, device_type) && has(service.roles, role) &&
           !has(service.sensitive_device_types, device_type) &&
           std::find(variants.begin(), variants.end(), 2) != variants.end();
  };
  if (const auto* version_read = facts.service_request("11.2"); serves(*version_read)) return version_read;
  const auto found = std::find_if(facts.service_requests.begin(), facts.service_requests.end(), serves);
  return found == facts.service_requests.end() ? nullptr : &*found;
}

}  // namespace hallmark::suites
