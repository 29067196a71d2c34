#include "harness/generator/least_request.h"

#include <charconv>

namespace hallmark::generator {

LeastRequests::LeastRequests(const spec::Facts& facts, const schema::Validator& validator)
    : facts_(facts),
      validator_(validator),
      model_(schema::SchemaModel::load(validator.folder())),
      blueprint_(request_blueprint(model_)),
      documents_(blueprint_),
      semantics_(facts, documents_) {}

std::optional<scenario::Submit> LeastRequests::least(const scenario::Submit& submit,
                                                     const scenario::Estate& estate) const {
  const auto& asked = submit.reading;
  Meaning meaning;
  meaning.service = facts_.service_request(asked.header_srv);
  const auto body = meaning.service != nullptr ? documents_.body(meaning.service->body_element) : std::nullopt;
  const auto counter = asked.request_id.rfind(':');
  if (!body || asked.deviation || submit.schedule_of || counter == std::string::npos) return std::nullopt;
  meaning.command_variant = asked.command_variant;
  meaning.user = asked.originator;
  meaning.target = asked.header_target;
  const char* digits = asked.request_id.data() + counter + 1;
  std::from_chars(digits, asked.request_id.data() + asked.request_id.size(), meaning.counter);

  Values values(blueprint_);
  semantics_.fill(values, meaning);
  if (!asked.devices.empty()) semantics_.fill_device(values, asked.devices.front());
  scenario::Submit made = submit;
  Recipe recipe;
  recipe.body = *body;
  recipe.now = estate.now;
  recipe.values = &values;
  documents_.write(recipe, made.duis);

  const auto read = read_request_document(made.duis, facts_, validator_, estate).reading;
  if (!read) return std::nullopt;
  made.reading.execution_time = read->execution_time;
  auto without_type = *read;  // a document need not tell it
  without_type.device_type = made.reading.device_type;
  return without_type == made.reading ? std::optional(std::move(made)) : std::nullopt;
}

}  // namespace hallmark::generator
