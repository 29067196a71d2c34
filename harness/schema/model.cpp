#include "harness/schema/model.h"

#include <xercesc/framework/psvi/XSModel.hpp>
#include <xercesc/framework/psvi/XSNamedMap.hpp>
#include <xercesc/util/XMLException.hpp>

#include "harness/schema/model_reader.h"
#include "harness/schema/validator.h"
#include "harness/schema/xerces_grammar.h"

namespace hallmark::schema {

namespace {

std::size_t bytes_of(const std::string& text) { return text.capacity() > 15 ? text.capacity() + 1 : 0; }

std::size_t bytes_of(const std::vector<std::string>& texts) {
  std::size_t bytes = texts.capacity() * sizeof(std::string);
  for (const auto& text : texts) bytes += bytes_of(text);
  return bytes;
}

template <class Row>
std::size_t bytes_of_rows(const std::vector<Row>& rows) {
  return rows.capacity() * sizeof(Row);
}

void read_roots(SchemaModel& model, const XercesGrammar& grammar, const std::string& file) {
  bool changed = false;
  xercesc::XSModel* components = grammar.pool()->getXSModel(changed);
  auto* globals = components->getComponents(xercesc::XSConstants::ELEMENT_DECLARATION);
  ModelReader reader(model, file);
  for (XMLSize_t i = 0; globals != nullptr && i < globals->getLength(); ++i) {
    auto* global = static_cast<xercesc::XSElementDeclaration*>(globals->item(i));
    if (utf8(global->getNamespace()) == model.name_space) reader.read_root(*global);
  }
}

void shrink(SchemaModel& model) {
  model.elements.shrink_to_fit();
  model.particles.shrink_to_fit();
  model.groups.shrink_to_fit();
  model.complex_types.shrink_to_fit();
  model.attributes.shrink_to_fit();
  model.simple_types.shrink_to_fit();
}

}  // namespace

SchemaModel SchemaModel::load(const std::filesystem::path& folder) {
  const XsdFolder files(folder);
  const std::string file = (folder / files.main_name()).string();
  const XercesGrammar grammar(files);
  SchemaModel model;
  model.version = files.version();
  model.name_space = duis_name_space;
  try {
    read_roots(model, grammar, file);
  } catch (const xercesc::XMLException& exception) {
    throw SchemaError(file + ": " + utf8(exception.getMessage()) + ": give an unbroken schema with --schema");
  }
  if (model.root("Request") == nullptr) {
    throw SchemaError(file + ": declares no element Request, so it is not DUIS: give another with --schema");
  }
  shrink(model);
  return model;
}

const Element* SchemaModel::root(std::string_view name) const {
  for (const Index index : roots) {
    if (elements[index].name == name) return &elements[index];
  }
  return nullptr;
}

std::size_t SchemaModel::bytes() const {
  std::size_t total = sizeof(*this) + bytes_of_rows(roots) + bytes_of_rows(elements) + bytes_of_rows(particles) +
                      bytes_of_rows(groups) + bytes_of_rows(complex_types) + bytes_of_rows(attributes) +
                      bytes_of_rows(simple_types);
  for (const auto& element : elements) total += bytes_of(element.name) + bytes_of(element.name_space);
  for (const auto& attribute : attributes) total += bytes_of(attribute.name) + bytes_of(attribute.name_space);
  for (const auto& type : complex_types) total += bytes_of(type.name);
  for (const auto& type : simple_types) {
    total += bytes_of(type.name) + bytes_of(type.facets.enumeration) + bytes_of(type.facets.patterns);
  }
  return total;
}

}  // namespace hallmark::schema
