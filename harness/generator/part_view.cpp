#include "harness/generator/part_view.h"

namespace hallmark::generator {

PartView PartView::element_above() const {
  PartView above = parent();
  return above.is_element() ? above : above.element_above();
}

bool PartView::is_first() const {
  if (is_root() || part_.parent + 1 == index_) return true;
  const auto& parts = place_.decoded.parts;
  Index before = part_.parent + 1;
  while (parts[before].after < index_) before = parts[before].after;
  return parts[before].node != part_.node;
}

std::uint32_t PartView::count() const {
  if (is_root()) return 1;
  const auto& parts = place_.decoded.parts;
  std::uint32_t found = 0;
  for (Index i = part_.parent + 1; i < parts[part_.parent].after; i = parts[i].after) {
    found += parts[i].node == part_.node ? 1 : 0;
  }
  return found;
}

PartView PartView::occurrence(std::uint32_t number) const {
  Index found = index_;
  while (number-- > 0) found = place_.decoded.parts[found].after;
  return {place_, found};
}

bool PartView::is_needed() const {
  const auto& blueprint = place_.deviator.blueprint();
  if (!is_fixed() || blueprint.may_be_nothing(part_.node)) return false;
  const PartView above = parent();
  if (above.is_element()) return true;
  const bool alone = above.part_.whole.length == part_.whole.length;
  return (above.node_.kind == Node::Kind::sequence && !alone) || above.is_needed();
}

std::string_view PartView::told_without() const {
  const PartView around = element_above();
  const PartView last = occurrence(count() - 1);
  if (last.part_.after < around.part_.after) return PartView(place_, last.part_.after).first_name();
  if (around.is_root() && !place_.decoded.signature.empty()) return "Signature";
  return around.node_.name;
}

std::string_view PartView::first_name() const {
  return is_element() ? std::string_view(node_.name) : PartView(place_, index_ + 1).first_name();
}

std::string_view PartView::raw_name() const {
  const auto tag = part_.tag.of(place_.xml);
  return tag.substr(1, tag.find_first_of(" \t\r\n/>") - 1);
}

std::string_view PartView::prefix() const {
  const auto name = raw_name();
  const auto colon = name.find(':');
  return colon == std::string_view::npos ? std::string_view() : name.substr(0, colon + 1);
}

void PartView::insert_in_tag(std::string_view text, Edit& out) const {
  out.at = part_.tag.at + 1 + raw_name().size();
  out.length = 0;
  out.replacement = text;
}

void PartView::insert_inside(std::string_view text, Edit& out) const {
  out.replacement = text;
  out.at = part_.inside.at;
  out.length = 0;
  if (!part_.self_closed) return;
  out.at = part_.tag.end() - 2;
  out.length = 2;
  out.replacement.insert(0, ">");
  out.replacement += "</";
  out.replacement += raw_name();
  out.replacement += '>';
}

void PartView::rename(std::string_view start, std::string_view end, Edit& out) const {
  const auto name = raw_name().size();
  out.at = part_.tag.at + 1;
  out.replacement = start;
  if (part_.self_closed) {
    out.length = name;
    return;
  }
  // Both tags, and all between them as it is.
  const auto close = part_.inside.end() + 2;
  out.length = close + name - out.at;
  out.replacement += place_.xml.substr(out.at + name, close - out.at - name);
  out.replacement += end;
}

}  // namespace hallmark::generator
