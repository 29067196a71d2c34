// Script: documents of requests that are not as a sample has them.
#include "harness/generator/script.h"

namespace hallmark::generator {

namespace {

Size size_of_edit(DocumentEdit::Kind kind) {
  if (kind == DocumentEdit::Kind::least) return Size::least;
  return kind == DocumentEdit::Kind::rich ? Size::rich : Size::random;
}

}  // namespace

const schema::Sample* Script::written_sample(const Sendable& what) {
  const bool writes = edit_.kind == DocumentEdit::Kind::least || edit_.kind == DocumentEdit::Kind::rich ||
                      edit_.kind == DocumentEdit::Kind::random;
  if (!writes || material_.templates == nullptr) return nullptr;
  TemplateUse use{what.service, what.device_type, what.role};
  if (what.service->variant == "5.1") {
    use.scheduled = material_.templates->schedulable(*material_.facts, what.role, what.device_type);
    if (use.scheduled == nullptr) return nullptr;
  }
  written_.push_back(material_.templates->write(use, size_of_edit(edit_.kind), edit_.seed, street_.estate.now));
  return &written_.back();
}

std::optional<scenario::Submit> Script::deviant(const scenario::Submit& valid, const Sendable& what, std::size_t home) {
  if (edit_.kind != DocumentEdit::Kind::deviation || material_.templates == nullptr) return std::nullopt;
  const auto& deviations = repertoire_.deviations;
  const auto& deviation = deviations[edit_.which % deviations.size()];
  const auto& another = repertoire_.requests[edit_.seed % repertoire_.requests.size()];
  if (another.service == what.service) return std::nullopt;
  const auto other = generator::request(*another.samples.front(), plan_of(another, home), street_.homes[home]);
  Random random(edit_.seed);
  Premises here = street_.homes[home];
  here.estate.devices = street_.estate.devices;
  const DeviationSource source{&valid, &other, material_.facts, &here, &material_.templates->grammar().deviator,
                               nullptr};
  return deviation.apply(source, random);
}

}  // namespace hallmark::generator
