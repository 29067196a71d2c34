/// \file
/// Changes to the tree of a request, for the files of this room that build them: elements are named with their prefix.
#pragma once

#include <pugixml.hpp>
#include <string>
#include <string_view>
#include <vector>

namespace hallmark::generator {

/// Reads a document; white space is kept where it is all of a text. False where it is no XML.
inline bool load(pugi::xml_document& document, const std::string& xml) {
  return document.load_buffer(xml.data(), xml.size(), pugi::parse_default | pugi::parse_ws_pcdata_single);
}

/// The text of a child, where there is such a child.
inline void set(pugi::xml_node parent, const char* element, const std::string& value) {
  if (auto node = parent.child(element)) node.text().set(value.c_str());
}

/// Every element of a name below a node, collected before the first is changed.
template <class Change>
void for_each(pugi::xml_node below, std::string_view element, Change change) {
  struct Walker : pugi::xml_tree_walker {
    std::string_view name;
    std::vector<pugi::xml_node> found;
    bool for_each(pugi::xml_node& node) override {
      if (name == node.name()) found.push_back(node);
      return true;
    }
  } walker;
  walker.name = element;
  below.traverse(walker);
  for (auto node : walker.found) change(node);
}

/// The text of every element of a name below a node.
inline void set_all(pugi::xml_node below, std::string_view element, const std::string& value) {
  for_each(below, element, [&](pugi::xml_node node) { node.text().set(value.c_str()); });
}

/// The document without white space between elements.
std::string compact(const pugi::xml_document& document);

}  // namespace hallmark::generator
