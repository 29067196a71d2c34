/// \file
/// The way from Xerces-C's component model to ours. For the files of the model alone.
#pragma once

#include <map>
#include <string>
#include <utility>
#include <xercesc/framework/psvi/XSAttributeUse.hpp>
#include <xercesc/framework/psvi/XSComplexTypeDefinition.hpp>
#include <xercesc/framework/psvi/XSElementDeclaration.hpp>
#include <xercesc/framework/psvi/XSModelGroup.hpp>
#include <xercesc/framework/psvi/XSParticle.hpp>
#include <xercesc/framework/psvi/XSSimpleTypeDefinition.hpp>

#include "harness/schema/model.h"

namespace hallmark::schema {

/// One simple type with the facets of all its bases. Throws SchemaError where a facet is beyond what a schema needs.
SimpleType read_simple_type(xercesc::XSSimpleTypeDefinition& type);

/// Walks a component model once; every component is read when it is first met.
class ModelReader {
 public:
  ModelReader(SchemaModel& model, std::string file) : model_(model), file_(std::move(file)) {}

  /// Reads a global element and all below it. Throws SchemaError where the content is recursive or enormous.
  void read_root(xercesc::XSElementDeclaration& root);

 private:
  Index element(xercesc::XSElementDeclaration& declared);
  Index complex_type(xercesc::XSComplexTypeDefinition& type);
  Index simple_type(xercesc::XSSimpleTypeDefinition& type);
  Index group(xercesc::XSModelGroup& group);
  Particle particle(xercesc::XSParticle& particle);
  AttributeUse attribute(xercesc::XSAttributeUse& use);
  void refuse_enormous() const;
  [[noreturn]] void refuse(const std::string& fault) const;

  SchemaModel& model_;
  std::string file_;
  std::map<const void*, Index> known_;
  std::map<const void*, bool> open_;  ///< complex types whose content is being read: meeting one again is recursion
};

}  // namespace hallmark::schema
