// Elements and attributes that are missing, too many, out of order, or not known where they stand.
#include <algorithm>

#include "harness/generator/deviator.h"
#include "harness/generator/part_view.h"

namespace hallmark::generator {

namespace {

constexpr std::size_t longest_copy = 100'000;  ///< bytes that a departure adds by copying

void remove_span(std::size_t since, std::size_t until, Edit& edit) {
  edit.at = since;
  edit.length = until - since;
  edit.replacement.clear();
}

bool remove_needed(const PartView& view, Departure& out) {
  if (view.count() != 1 || !view.is_needed()) return false;
  out.told_at = view.told_without();
  remove_span(view.part().whole.at, view.part().whole.end(), out.edit);
  return true;
}

bool missing_required_element(const Place& place, Random&, Departure& out) {
  const PartView view(place);
  const bool element = view.is_element() && !view.is_root() && view.parent().node().kind != Node::Kind::choice;
  return element && view.node().min == 1 && remove_needed(view, out);
}

bool empty_choice(const Place& place, Random&, Departure& out) {
  const PartView view(place);
  return view.node().kind == Node::Kind::choice && view.part().whole.length > 0 && remove_needed(view, out);
}

bool one_too_few(const Place& place, Random&, Departure& out) {
  const PartView view(place);
  const auto least = view.node().min;
  if (least < 2 || !view.is_fixed() || !view.is_first() || place.deviator.blueprint().may_be_nothing(view.part().node))
    return false;
  out.told_at = view.told_without();
  remove_span(view.occurrence(least - 1).part().whole.at, view.occurrence(view.count() - 1).part().whole.end(),
              out.edit);
  return true;
}

bool one_too_many(const Place& place, Random&, Departure& out) {
  const PartView view(place);
  const auto most = view.node().max;
  if (most == schema::unbounded || !view.is_fixed() || !view.is_first()) return false;
  if (!view.is_element() && most == 1) return false;
  const auto copies = most + 1 - view.count();
  const auto& whole = view.part().whole;
  if (whole.length == 0 || whole.length * copies > longest_copy) return false;
  out.told_at = view.first_name();
  out.edit.at = view.occurrence(view.count() - 1).part().whole.end();
  out.edit.length = 0;
  for (std::uint32_t i = 0; i < copies; ++i) out.edit.replacement += whole.of(place.xml);
  return true;
}

bool second_branch_of_choice(const Place& place, Random& random, Departure& out) {
  const PartView view(place);
  const Node& node = view.node();
  if (node.kind != Node::Kind::choice || node.max != 1 || node.child_count < 2 || !view.is_fixed()) return false;
  if (!view.has_child() || view.part().whole.length == 0 || view.element_above().prefix() != "sr:") return false;
  const auto taken = PartView(place, view.index() + 1).part().node;
  const auto other = node.first_child + static_cast<Index>(random.below(node.child_count));
  if (other == taken) return false;
  Recipe recipe;
  recipe.now = {1750000000};
  place.deviator.documents().write_node(other, recipe, out.edit.replacement);
  if (out.edit.replacement.empty()) return false;
  const auto name_end = out.edit.replacement.find_first_of(" />");
  out.told_at = out.edit.replacement.substr(4, name_end - 4);
  out.edit.at = view.part().whole.end();
  out.edit.length = 0;
  return true;
}

/// How many of a node stand together up to a part, itself included.
std::uint32_t number_of(const PartView& view) {
  std::uint32_t number = 1;
  for (Index i = view.part().parent + 1; i < view.index(); i = view.place().decoded.parts[i].after) {
    number += view.place().decoded.parts[i].node == view.part().node ? 1 : 0;
  }
  return number;
}

bool wrong_order(const Place& place, Random&, Departure& out) {
  const PartView one(place);
  if (one.is_root() || !one.is_element() || !one.is_fixed()) return false;
  if (one.parent().node().kind != Node::Kind::sequence || one.part().after >= one.parent().part().after) return false;
  const PartView other(place, one.part().after);
  if (!other.is_element() || other.part().node == one.part().node) return false;
  out.told_at = number_of(one) - 1 < one.node().min ? other.node().name : one.node().name;
  const auto since = one.part().whole.at;
  const auto until = other.part().whole.end();
  if (until - since > longest_copy) return false;
  out.edit.at = since;
  out.edit.length = until - since;
  out.edit.replacement = other.part().whole.of(place.xml);
  out.edit.replacement += place.xml.substr(one.part().whole.end(), other.part().whole.at - one.part().whole.end());
  out.edit.replacement += one.part().whole.of(place.xml);
  return true;
}

/// Puts an element where an element's content begins, or behind one of its parts.
bool insert_element(const PartView& view, const std::string& element, Random& random, Departure& out) {
  const auto& parts = view.place().decoded.parts;
  view.insert_inside(element, out.edit);
  for (Index child = view.index() + 1; child < view.part().after; child = parts[child].after) {
    if (parts[child].whole.length > 0 && random.below(3) == 0) out.edit.at = parts[child].whole.end();
  }
  return true;
}

bool extra_element(const Place& place, Random& random, Departure& out) {
  const PartView view(place);
  if (!view.holds_elements()) return false;
  out.told_at = "Unknown";
  return insert_element(view, '<' + std::string(view.prefix()) + "Unknown/>", random, out);
}

bool extra_element_of_another_namespace(const Place& place, Random& random, Departure& out) {
  const PartView view(place);
  if (!view.holds_elements()) return false;
  out.told_at = "Unknown";
  return insert_element(view, R"(<x:Unknown xmlns:x="urn:example:other"/>)", random, out);
}

/// The RequestID, which every document has, where no RequestID may stand.
bool element_of_another_place(const Place& place, Random& random, Departure& out) {
  const PartView view(place);
  const auto known = std::ranges::find_if(place.decoded.parts, [](const Part& part) { return part.value.length > 0; });
  if (!view.holds_elements() || known == place.decoded.parts.end()) return false;
  const PartView copied(place, static_cast<Index>(known - place.decoded.parts.begin()));
  if (copied.part().whole.length > longest_copy) return false;
  if (place.deviator.may_hold(view.part().node, copied.node().name)) return false;
  out.told_at = copied.node().name;
  return insert_element(view, std::string(copied.part().whole.of(place.xml)), random, out);
}

/// Whether an element may be copied to rename it.
bool is_renamed(const PartView& view) { return view.is_element() && view.part().whole.length <= longest_copy; }

bool unknown_element_name(const Place& place, Random&, Departure& out) {
  const PartView view(place);
  if (!is_renamed(view) || view.is_root()) return false;
  const std::string name = std::string(view.prefix()) + "Unknown";
  out.told_at = "Unknown";
  view.rename(name, name, out.edit);
  return true;
}

bool element_name_in_other_case(const Place& place, Random&, Departure& out) {
  const PartView view(place);
  if (!is_renamed(view)) return false;
  std::string name(view.node().name);
  for (char& c : name) c = c >= 'A' && c <= 'Z' ? static_cast<char>(c + 0x20) : c;
  if (name == view.node().name || place.deviator.may_hold(view.is_root() ? 0 : view.element_above().part().node, name))
    return false;
  out.told_at = name;
  name.insert(0, view.prefix());
  view.rename(name, name, out.edit);
  return true;
}

bool wrong_namespace(const Place& place, Random&, Departure& out) {
  const PartView view(place);
  if (!is_renamed(view)) return false;
  const auto name = "x:" + view.node().name;
  out.told_at = view.node().name;
  view.rename(name + R"( xmlns:x="urn:example:other")", name, out.edit);
  return true;
}

bool no_namespace(const Place& place, Random&, Departure& out) {
  const PartView view(place);
  // Without a prefix its tag may declare a default namespace already.
  if (!is_renamed(view) || view.prefix().empty()) return false;
  if (view.part().tag.of(place.xml).find("xmlns=") != std::string_view::npos) return false;
  out.told_at = view.node().name;
  view.rename(view.node().name + R"( xmlns="")", view.node().name, out.edit);
  return true;
}

bool wrong_root(const Place& place, Random&, Departure& out) {
  const PartView view(place);
  if (!view.is_root() || !is_renamed(view)) return false;
  out.told_at = view.node().name + "s";
  const auto name = std::string(view.prefix()) + out.told_at;
  view.rename(name, name, out.edit);
  return true;
}

/// An attribute of a part, by chance among those it has.
const DecodedAttribute* some_attribute(const PartView& view, Random& random) {
  if (!view.is_element() || view.part().attribute_count == 0) return nullptr;
  return &view.place().decoded.attributes[view.part().first_attribute + random.below(view.part().attribute_count)];
}

bool missing_required_attribute(const Place& place, Random& random, Departure& out) {
  const PartView view(place);
  const auto* attribute = some_attribute(view, random);
  if (attribute == nullptr || !place.deviator.blueprint().attributes[attribute->place].required) return false;
  out.told_at = view.node().name;
  remove_span(attribute->whole.at, attribute->whole.end(), out.edit);
  return true;
}

bool attribute_with_prefix(const Place& place, Random& random, Departure& out) {
  const PartView view(place);
  const auto* attribute = some_attribute(view, random);
  if (attribute == nullptr || view.prefix().empty()) return false;
  out.told_at = view.node().name;
  const auto name = place.xml.find_first_not_of(" \t\r\n", attribute->whole.at);
  out.edit = {name, 0, std::string(view.prefix())};
  return true;
}

bool in_tag(const Place& place, std::string_view text, Departure& out) {
  const PartView view(place);
  if (!view.is_element()) return false;
  out.told_at = view.node().name;
  view.insert_in_tag(text, out.edit);
  return true;
}

bool unknown_attribute(const Place& place, Random&, Departure& out) { return in_tag(place, R"( unknown="1")", out); }

bool attribute_of_another_namespace(const Place& place, Random&, Departure& out) {
  return in_tag(place, R"( xmlns:x="urn:example:other" x:unknown="1")", out);
}

bool nil_where_not_nillable(const Place& place, Random&, Departure& out) {
  const PartView view(place);
  return !view.node().nillable &&
         in_tag(place, R"( xmlns:x="http://www.w3.org/2001/XMLSchema-instance" x:nil="true")", out);
}

bool unknown_type(const Place& place, Random&, Departure& out) {
  return in_tag(place, R"( xmlns:x="http://www.w3.org/2001/XMLSchema-instance" x:type="NoSuchType")", out);
}

bool type_not_derived(const Place& place, Random&, Departure& out) {
  const PartView view(place);
  const auto site = view.node().site;
  const auto& blueprint = place.deviator.blueprint();
  const bool boolean =
      site != no_index && blueprint.values[blueprint.sites[site].values].type().primitive == schema::Primitive::boolean;
  std::string text = R"( xmlns:x="http://www.w3.org/2001/XMLSchema-instance")";
  text += R"( xmlns:y="http://www.w3.org/2001/XMLSchema" x:type="y:)";
  text += boolean ? "date\"" : "boolean\"";
  return in_tag(place, text, out);
}

bool text_between_elements(const Place& place, Random& random, Departure& out) {
  const PartView view(place);
  if (!view.holds_elements()) return false;
  out.told_at = view.node().name;
  return insert_element(view, "text", random, out);
}

bool content_in_empty_element(const Place& place, Random& random, Departure& out) {
  const PartView view(place);
  if (!view.is_element() || view.node().content != schema::Content::empty) return false;
  out.told_at = view.node().name;
  view.insert_inside(random.below(2) == 0 ? "text" : "<Unknown/>", out.edit);
  return true;
}

bool element_inside_value(const Place& place, Random&, Departure& out) {
  const PartView view(place);
  if (!view.is_element() || view.node().site == no_index) return false;
  out.told_at = view.node().name;
  view.insert_inside("<Unknown/>", out.edit);
  return true;
}

SchemaFamily family(std::string_view name, std::string_view rule, std::string_view what, SchemaFamily::MakeEdit make) {
  return {name, rule, what, Fate::refused, nullptr, make};
}

}  // namespace

const std::vector<SchemaFamily>& structure_families() {
  static const std::vector<SchemaFamily> all = {
      family("missing_required_element", "cvc-complex-type.2.4", "An element that must be there is not.",
             missing_required_element),
      family("empty_choice", "cvc-complex-type.2.4", "No branch of a choice.", empty_choice),
      family("second_branch_of_choice", "cvc-complex-type.2.4", "Two branches of a choice.", second_branch_of_choice),
      family("one_too_few", "cvc-complex-type.2.4", "One occurrence less than the least.", one_too_few),
      family("one_too_many", "cvc-complex-type.2.4", "One occurrence more than the most.", one_too_many),
      family("wrong_order", "cvc-complex-type.2.4", "Two elements of a sequence have changed places.", wrong_order),
      family("extra_element", "cvc-complex-type.2.4", "An element that the schema does not know.", extra_element),
      family("extra_element_of_another_namespace", "cvc-complex-type.2.4", "An element of a foreign namespace.",
             extra_element_of_another_namespace),
      family("element_of_another_place", "cvc-complex-type.2.4", "A known element where it may not stand.",
             element_of_another_place),
      family("unknown_element_name", "cvc-complex-type.2.4", "An element under an unknown name.", unknown_element_name),
      family("element_name_in_other_case", "cvc-complex-type.2.4", "An element's name in lower case.",
             element_name_in_other_case),
      family("wrong_namespace", "cvc-complex-type.2.4", "An element's name in another namespace.", wrong_namespace),
      family("no_namespace", "cvc-complex-type.2.4", "An element's name in no namespace.", no_namespace),
      family("wrong_root", "cvc-elt.1", "A root element that the schema does not know.", wrong_root),
      family("missing_required_attribute", "cvc-complex-type.4", "An attribute that must be there is not.",
             missing_required_attribute),
      family("unknown_attribute", "cvc-complex-type.3.2", "An attribute that the schema does not know.",
             unknown_attribute),
      family("attribute_of_another_namespace", "cvc-complex-type.3.2", "An attribute of a foreign namespace.",
             attribute_of_another_namespace),
      family("attribute_with_prefix", "cvc-complex-type.3.2", "An attribute with the prefix of its element.",
             attribute_with_prefix),
      family("text_between_elements", "cvc-complex-type.2.3", "Text where only elements may stand.",
             text_between_elements),
      family("content_in_empty_element", "cvc-complex-type.2.1", "Something in an element that has to be empty.",
             content_in_empty_element),
      family("element_inside_value", "cvc-type.3.1.2", "An element inside a value.", element_inside_value),
      family("nil_where_not_nillable", "cvc-elt.3.1", "xsi:nil on an element that may not be nil.",
             nil_where_not_nillable),
      family("unknown_type", "cvc-elt.4.2", "xsi:type names a type that there is not.", unknown_type),
      family("type_not_derived", "cvc-elt.4.3", "xsi:type names a type that is not derived from the element's.",
             type_not_derived),
  };
  return all;
}

}  // namespace hallmark::generator
