#include "harness/schema/vote.h"

#include <mutex>

#include "harness/schema/difference.h"
#include "harness/schema/second_opinion.h"

namespace hallmark::schema {

namespace {

bool may_be_shown_on(const std::optional<Problem>& refusal) { return !refusal || refusal->layer != "hostile"; }

/// How the engines differ; empty: they do not. Where each refuses for what is known to be its own reason alone, they
/// differ twice and agree on nothing.
std::string difference_of(const SchemaModel& model, std::string_view xml, const std::optional<Problem>& libxml2,
                          const std::optional<Problem>& xerces) {
  if (!libxml2 && !xerces) return {};
  const auto* only_libxml2 = libxml2 ? explain_difference(model, xml, *libxml2, EngineName::xerces) : nullptr;
  const auto* only_xerces = xerces ? explain_difference(model, xml, *xerces, EngineName::libxml2) : nullptr;
  if (libxml2 && xerces) {
    const bool twice = only_libxml2 != nullptr && only_xerces != nullptr;
    return twice ? std::string(only_libxml2->name) + " and " + std::string(only_xerces->name) : std::string();
  }
  const auto* row = libxml2 ? only_libxml2 : only_xerces;
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
  if (opinions.xerces_asked) {
    opinions.difference = difference_of(second().model, xml, opinions.libxml2, opinions.xerces);
  }
  return opinions;
}

std::string Vote::doubt(std::string_view xml, const Problem& refusal) const {
  if (!may_be_shown_on(refusal)) return {};
  return difference_of(second().model, xml, refusal, second().xerces->check(xml));
}

}  // namespace hallmark::schema
