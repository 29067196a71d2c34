#include "harness/schema/vote.h"

#include <mutex>

#include "harness/schema/difference.h"
#include "harness/schema/second_opinion.h"

namespace hallmark::schema {

namespace {

bool may_be_shown_on(const std::optional<Problem>& refusal) { return !refusal || refusal->layer != "hostile"; }

std::string name_of_difference(const SchemaModel& model, std::string_view xml, const Problem& refusal,
                               EngineName accepts) {
  const auto* row = explain_difference(model, xml, refusal, accepts);
  return row == nullptr ? "unknown" : std::string(row->name);
}

}  // namespace

struct Vote::SecondEngine {
  std::once_flag loading;
  std::optional<SecondOpinion> xerces;
  SchemaModel model;
};

Vote::Vote(const Validator& libxml2) : libxml2_(libxml2), second_(std::make_unique<SecondEngine>()) {}
Vote::~Vote() = default;

const Vote::SecondEngine& Vote::second() const {
  std::call_once(second_->loading, [this] {
    second_->model = SchemaModel::load(libxml2_.folder());
    second_->xerces.emplace(SecondOpinion::load(libxml2_.folder()));
  });
  return *second_;
}

Opinions Vote::on(std::string_view xml) const {
  Opinions opinions;
  opinions.libxml2 = libxml2_.check(xml);
  opinions.xerces_asked = may_be_shown_on(opinions.libxml2);
  opinions.xerces = opinions.xerces_asked ? second().xerces->check(xml) : opinions.libxml2;
  if (opinions.libxml2.has_value() == opinions.xerces.has_value()) return opinions;
  const auto accepts = opinions.libxml2 ? EngineName::xerces : EngineName::libxml2;
  const auto& refusal = opinions.libxml2 ? *opinions.libxml2 : *opinions.xerces;
  opinions.difference = name_of_difference(second().model, xml, refusal, accepts);
  return opinions;
}

std::string Vote::doubt(std::string_view xml, const Problem& refusal) const {
  if (!may_be_shown_on(refusal) || second().xerces->check(xml)) return {};
  return name_of_difference(second().model, xml, refusal, EngineName::xerces);
}

}  // namespace hallmark::schema
