#include "harness/schema/model_reader.h"

#include <xercesc/framework/psvi/XSAttributeDeclaration.hpp>

#include "harness/schema/validator.h"
#include "harness/schema/xerces_platform.h"

namespace hallmark::schema {

namespace {

constexpr std::size_t components_max = 30'000;
constexpr std::size_t occurrences_max = 1'000'000;
constexpr std::size_t depth_max = 200;

Content content_of(const xercesc::XSComplexTypeDefinition& type) {
  switch (type.getContentType()) {
    case xercesc::XSComplexTypeDefinition::CONTENTTYPE_SIMPLE:
      return Content::simple;
    case xercesc::XSComplexTypeDefinition::CONTENTTYPE_ELEMENT:
      return Content::elements;
    case xercesc::XSComplexTypeDefinition::CONTENTTYPE_MIXED:
      return Content::mixed;
    default:
      return Content::empty;
  }
}

Compositor compositor_of(const xercesc::XSModelGroup& group) {
  switch (group.getCompositor()) {
    case xercesc::XSModelGroup::COMPOSITOR_CHOICE:
      return Compositor::choice;
    case xercesc::XSModelGroup::COMPOSITOR_ALL:
      return Compositor::all;
    default:
      return Compositor::sequence;
  }
}

Index last_of(std::size_t size) { return static_cast<Index>(size - 1); }

}  // namespace

void ModelReader::refuse(const std::string& fault) const {
  throw SchemaError(file_ + ": " + fault + ": give a DUIS schema with --schema");
}

void ModelReader::refuse_enormous() const {
  const auto components = model_.elements.size() + model_.particles.size() + model_.attributes.size();
  if (components > components_max) refuse("has more than 30,000 components, which no DUIS schema has");
}

void ModelReader::read_root(xercesc::XSElementDeclaration& root) { model_.roots.push_back(element(root)); }

Index ModelReader::element(xercesc::XSElementDeclaration& declared) {
  const auto known = known_.find(&declared);
  if (known != known_.end()) return known->second;
  auto* type = declared.getTypeDefinition();
  Element made;
  made.name = utf8(declared.getName());
  made.name_space = utf8(declared.getNamespace());
  made.nillable = declared.getNillable();
  made.abstract = declared.getAbstract();
  if (type == nullptr) refuse("element " + made.name + " has no type");
  if (type->getTypeCategory() == xercesc::XSTypeDefinition::COMPLEX_TYPE) {
    made.complex_type = complex_type(*static_cast<xercesc::XSComplexTypeDefinition*>(type));
  } else {
    made.simple_type = simple_type(*static_cast<xercesc::XSSimpleTypeDefinition*>(type));
  }
  model_.elements.push_back(std::move(made));
  refuse_enormous();
  return known_[&declared] = last_of(model_.elements.size());
}

Index ModelReader::complex_type(xercesc::XSComplexTypeDefinition& type) {
  const auto known = known_.find(&type);
  if (known != known_.end()) return known->second;
  ComplexType made;
  made.name = utf8(type.getName());
  if (!open_.emplace(&type, true).second) refuse("type '" + made.name + "' contains itself, so documents have no end");
  if (open_.size() > depth_max) refuse("nests types more than 200 deep");
  made.content = content_of(type);
  made.abstract = type.getAbstract();
  if (auto* simple = type.getSimpleType()) made.simple_type = simple_type(*simple);
  auto* content = type.getParticle();
  if (content != nullptr) made.particle = particle(*content);
  if (content == nullptr && made.content != Content::simple) made.content = Content::empty;
  std::vector<AttributeUse> uses;
  auto* declared = type.getAttributeUses();
  for (XMLSize_t i = 0; declared != nullptr && i < declared->size(); ++i)
    uses.push_back(attribute(*declared->elementAt(i)));
  made.first_attribute = static_cast<Index>(model_.attributes.size());
  made.attribute_count = static_cast<std::uint32_t>(uses.size());
  for (auto& use : uses) model_.attributes.push_back(std::move(use));
  open_.erase(&type);
  model_.complex_types.push_back(std::move(made));
  return known_[&type] = last_of(model_.complex_types.size());
}

Index ModelReader::simple_type(xercesc::XSSimpleTypeDefinition& type) {
  const auto known = known_.find(&type);
  if (known != known_.end()) return known->second;
  model_.simple_types.push_back(read_simple_type(type));
  return known_[&type] = last_of(model_.simple_types.size());
}

Particle ModelReader::particle(xercesc::XSParticle& particle) {
  Particle made;
  const XMLSize_t most = particle.getMaxOccurs();
  if (!particle.getMaxOccursUnbounded() && most > occurrences_max) refuse("has a maxOccurs beyond 1,000,000");
  if (particle.getMinOccurs() > occurrences_max) refuse("has a minOccurs beyond 1,000,000");
  made.min = static_cast<std::uint32_t>(particle.getMinOccurs());
  made.max = particle.getMaxOccursUnbounded() ? unbounded : static_cast<std::uint32_t>(most);
  switch (particle.getTermType()) {
    case xercesc::XSParticle::TERM_ELEMENT:
      made.index = element(*particle.getElementTerm());
      break;
    case xercesc::XSParticle::TERM_MODELGROUP:
      made.term = Term::group;
      made.index = group(*particle.getModelGroupTerm());
      break;
    default:
      made.term = Term::wildcard;
  }
  return made;
}

Index ModelReader::group(xercesc::XSModelGroup& group) {
  const auto known = known_.find(&group);
  if (known != known_.end()) return known->second;
  std::vector<Particle> members;
  auto* declared = group.getParticles();
  for (XMLSize_t i = 0; declared != nullptr && i < declared->size(); ++i) {
    members.push_back(particle(*declared->elementAt(i)));
  }
  Group made;
  made.compositor = compositor_of(group);
  made.first = static_cast<Index>(model_.particles.size());
  made.count = static_cast<std::uint32_t>(members.size());
  model_.particles.insert(model_.particles.end(), members.begin(), members.end());
  model_.groups.push_back(made);
  refuse_enormous();
  return known_[&group] = last_of(model_.groups.size());
}

AttributeUse ModelReader::attribute(xercesc::XSAttributeUse& use) {
  auto& declared = *use.getAttrDeclaration();
  AttributeUse made;
  made.name = utf8(declared.getName());
  made.name_space = utf8(declared.getNamespace());
  made.required = use.getRequired();
  if (declared.getTypeDefinition() != nullptr) made.simple_type = simple_type(*declared.getTypeDefinition());
  const auto constraint = use.getConstraintType();
  if (constraint == xercesc::XSConstants::VALUE_CONSTRAINT_FIXED) made.fixed = utf8(use.getConstraintValue());
  return made;
}

}  // namespace hallmark::schema
