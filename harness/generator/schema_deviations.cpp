#include "harness/generator/deviation.h"

namespace hallmark::generator {

using scenario::Submit;

namespace {

std::optional<Submit> deviant(const SchemaFamily& family, const DeviationSource& source, Random& random) {
  if (source.deviator == nullptr) return std::nullopt;
  Decoded decoded;
  if (decode(source.valid->duis, source.deviator->blueprint(), decoded)) return std::nullopt;
  Departure departure;
  if (!source.deviator->deviate(family, source.valid->duis, decoded, random, departure)) return std::nullopt;
  Submit made = *source.valid;
  carry_out(departure.edit, made.duis);
  made.reading.deviation = family.name;
  return made;
}

}  // namespace

std::vector<Deviation> schema_deviations() {
  std::vector<Deviation> all;
  for (const auto* families : {&value_families(), &structure_families()}) {
    for (const auto& family : *families) {
      Deviation made;
      made.name = family.name;
      made.layer = "schema";
      made.fate = family.fate;
      made.what = family.what;
      made.rule = family.rule;
      made.apply = [&family](const DeviationSource& source, Random& random) { return deviant(family, source, random); };
      all.push_back(std::move(made));
    }
  }
  return all;
}

}  // namespace hallmark::generator
