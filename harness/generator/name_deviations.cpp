// Elements under another name, attributes that are missing or not known, and what xsi: may not say of an element.
#include "harness/generator/deviator.h"
#include "harness/generator/part_view.h"

namespace hallmark::generator {

namespace {

constexpr std::size_t longest_copy = 100'000;  ///< bytes that a departure adds by copying

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
  out.edit = {attribute->whole.at, attribute->whole.length, ""};
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

}  // namespace

std::vector<SchemaFamily> name_families() {
  using enum Fate;
  return {
      {"unknown_element_name", "cvc-complex-type.2.4", "An element under an unknown name.", refused,
       unknown_element_name},
      {"element_name_in_other_case", "cvc-complex-type.2.4", "An element's name in lower case.", refused,
       element_name_in_other_case},
      {"wrong_namespace", "cvc-complex-type.2.4", "An element's name in another namespace.", refused, wrong_namespace},
      {"no_namespace", "cvc-complex-type.2.4", "An element's name in no namespace.", refused, no_namespace},
      {"wrong_root", "cvc-elt.1", "A root element that the schema does not know.", refused, wrong_root},
      {"missing_required_attribute", "cvc-complex-type.4", "An attribute that must be there is not.", refused,
       missing_required_attribute},
      {"unknown_attribute", "cvc-complex-type.3.2", "An attribute that the schema does not know.", refused,
       unknown_attribute},
      {"attribute_of_another_namespace", "cvc-complex-type.3.2", "An attribute of a foreign namespace.", refused,
       attribute_of_another_namespace},
      {"attribute_with_prefix", "cvc-complex-type.3.2", "An attribute with the prefix of its element.", refused,
       attribute_with_prefix},
      {"nil_where_not_nillable", "cvc-elt.3.1", "xsi:nil on an element that may not be nil.", refused,
       nil_where_not_nillable},
      {"unknown_type", "cvc-elt.4.2", "xsi:type names a type that there is not.", refused, unknown_type},
      {"type_not_derived", "cvc-elt.4.3", "xsi:type names a type that is not derived from the element's.", refused,
       type_not_derived},
  };
}

}  // namespace hallmark::generator
