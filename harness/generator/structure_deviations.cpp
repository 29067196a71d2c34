// Elements, or text, that are missing, too many, out of order, or where they may not stand.
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

}  // namespace

const std::vector<SchemaFamily>& structure_families() {
  using enum Fate;
  static const auto all = [] {
    std::vector<SchemaFamily> made = {
        {"missing_required_element", "cvc-complex-type.2.4", "An element that must be there is not.", refused,
         missing_required_element},
        {"empty_choice", "cvc-complex-type.2.4", "No branch of a choice.", refused, empty_choice},
        {"second_branch_of_choice", "cvc-complex-type.2.4", "Two branches of a choice.", refused,
         second_branch_of_choice},
        {"one_too_few", "cvc-complex-type.2.4", "One occurrence less than the least.", refused, one_too_few},
        {"one_too_many", "cvc-complex-type.2.4", "One occurrence more than the most.", refused, one_too_many},
        {"wrong_order", "cvc-complex-type.2.4", "Two elements of a sequence have changed places.", refused,
         wrong_order},
        {"extra_element", "cvc-complex-type.2.4", "An element that the schema does not know.", refused, extra_element},
        {"extra_element_of_another_namespace", "cvc-complex-type.2.4", "An element of a foreign namespace.", refused,
         extra_element_of_another_namespace},
        {"element_of_another_place", "cvc-complex-type.2.4", "A known element where it may not stand.", refused,
         element_of_another_place},
        {"text_between_elements", "cvc-complex-type.2.3", "Text where only elements may stand.", refused,
         text_between_elements},
        {"content_in_empty_element", "cvc-complex-type.2.1", "Something in an element that has to be empty.", refused,
         content_in_empty_element},
        {"element_inside_value", "cvc-type.3.1.2", "An element inside a value.", refused, element_inside_value},
    };
    const auto named = name_families();
    made.insert(made.end(), named.begin(), named.end());
    return made;
  }();
  return all;
}

}  // namespace hallmark::generator
