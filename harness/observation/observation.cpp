#include "harness/observation/observation.h"

#include <algorithm>

#include "harness/scenario/ids.h"

namespace hallmark::observation {

bool claims(const Statement& statement, std::string_view facet) {
  return std::ranges::find(statement.facets, facet) != statement.facets.end();
}

void read_documents(Observation& observation, const schema::Vote& vote) {
  auto* answered = std::get_if<Answered>(&observation);
  if (!answered) return;
  const auto read = [&vote](Document& document) {
    document.reading = schema::read_response(document.xml, vote);
    document.reading.request_id = scenario::canonical_id(document.reading.request_id);
  };
  if (auto* responded = std::get_if<Responded>(&answered->answer)) read(responded->response);
  if (auto* drained = std::get_if<Drained>(&answered->answer)) {
    for (ToUser& row : drained->effects.to_users) {
      read(row.document);
      row.user = scenario::canonical_id(row.user);
    }
    for (ToDevice& row : drained->effects.to_devices) {
      row.device = scenario::canonical_id(row.device);
      row.request_id = scenario::canonical_id(row.request_id);
    }
  }
}

bool is_broken(const Observation& observation) {
  return std::holds_alternative<Malformed>(observation) || std::holds_alternative<TimedOut>(observation) ||
         std::holds_alternative<Crashed>(observation);
}

}  // namespace hallmark::observation
