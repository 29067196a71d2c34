#include "harness/generator/deviation.h"

namespace hallmark::generator {

using scenario::Submit;

namespace {

using Change = std::optional<std::string> (*)(const std::string& xml);

constexpr std::size_t declaration_end = sizeof(R"(<?xml version="1.0" encoding="UTF-8"?>)") - 1;
constexpr std::size_t ten_megabytes = 10U * 1024 * 1024;
constexpr int nesting = 10'000;

/// The text with the first occurrence of one piece replaced; empty where there is none.
std::optional<std::string> replaced(std::string xml, std::string_view from, std::string_view to) {
  const auto at = xml.find(from);
  if (at == std::string::npos) return std::nullopt;
  return xml.replace(at, from.size(), to);
}

std::string inserted(std::string xml, std::size_t at, std::string_view text) { return xml.insert(at, text); }

/// Where the text of the header's ServiceReferenceVariant stands: its offset and length.
std::optional<std::pair<std::size_t, std::size_t>> place_of_variant(const std::string& xml) {
  static constexpr std::string_view open = "<sr:ServiceReferenceVariant>";
  const auto since = xml.find(open);
  const auto until = xml.find("</sr:ServiceReferenceVariant>");
  if (since == std::string::npos || until == std::string::npos) return std::nullopt;
  return std::pair(since + open.size(), until - since - open.size());
}

/// That text handed to `change`.
std::optional<std::string> with_variant_text(std::string xml, std::string (*change)(const std::string&)) {
  const auto place = place_of_variant(xml);
  if (!place) return std::nullopt;
  const auto [start, length] = *place;
  return xml.replace(start, length, change(xml.substr(start, length)));
}

std::string doctype(std::string_view subset) { return "<!DOCTYPE sr:Request [" + std::string(subset) + "]>"; }

std::string entity_bomb() {
  std::string subset = R"(<!ENTITY a "aaaaaaaaaa">)";
  for (char name = 'b'; name <= 'j'; ++name) {
    std::string uses;
    for (int i = 0; i < 10; ++i) uses += std::string("&") + static_cast<char>(name - 1) + ';';
    subset += std::string("<!ENTITY ") + name + " \"" + uses + "\">";
  }
  return subset;
}

Deviation text_deviation(std::string name, std::string layer, Fate fate, std::string what, Change change) {
  Deviation made;
  made.name = name;
  made.layer = std::move(layer);
  made.fate = fate;
  made.what = std::move(what);
  made.apply = [name = std::move(name), change](const DeviationSource& source, Random&) -> std::optional<Submit> {
    auto deviant = change(source.valid->duis);
    if (!deviant) return std::nullopt;
    Submit made_submit = *source.valid;
    made_submit.duis = std::move(*deviant);
    made_submit.reading.deviation = name;
    return made_submit;
  };
  return made;
}

std::vector<Deviation> not_well_formed() {
  const auto broken = [](const char* name, const char* what, Change change) {
    return text_deviation(name, "well-formedness", Fate::refused, what, change);
  };
  return {
      broken("empty_document", "No byte at all.", [](const std::string&) { return std::optional<std::string>(""); }),
      broken("truncated", "The document ends in the middle.",
             [](const std::string& xml) { return std::optional(xml.substr(0, xml.size() / 2)); }),
      broken("element_not_closed", "The end tag of the Body is missing.",
             [](const std::string& xml) { return replaced(xml, "</sr:Body>", ""); }),
      broken("mismatched_end_tag", "Body is closed by another name.",
             [](const std::string& xml) { return replaced(xml, "</sr:Body>", "</sr:Header>"); }),
      broken("duplicate_attribute", "schemaVersion stands twice.",
             [](const std::string& xml) {
               return replaced(xml, "schemaVersion=", R"(schemaVersion="1.0" schemaVersion=)");
             }),
      broken("stray_markup", "A bare < in the text of the variant.",
             [](const std::string& xml) {
               return with_variant_text(xml, [](const std::string& text) { return text + '<'; });
             }),
      broken("two_roots", "A second root element follows.",
             [](const std::string& xml) { return std::optional(xml + "<second/>"); }),
      broken("prefix_not_declared", "An element with an undeclared prefix.",
             [](const std::string& xml) { return replaced(xml, "<sr:Body>", "<sr:Body><nobody:x/>"); }),
      broken("control_character", "A character that XML 1.0 does not have.",
             [](const std::string& xml) {
               return with_variant_text(xml, [](const std::string& text) { return text + '\x01'; });
             }),
      broken("reference_to_no_character", "A reference to character zero.",
             [](const std::string& xml) {
               return with_variant_text(xml, [](const std::string& text) { return text + "&#0;"; });
             }),
      broken("nul_byte", "A NUL within the text of the variant.",
             [](const std::string& xml) {
               return with_variant_text(xml, [](const std::string& text) { return text + std::string(1, '\0'); });
             }),
      broken("invalid_utf8", "A byte that begins no UTF-8 character.",
             [](const std::string& xml) {
               return with_variant_text(xml, [](const std::string& text) { return text + '\xFF'; });
             }),
      broken("encoding_mislabelled", "UTF-8 bytes that say they are UTF-16.",
             [](const std::string& xml) { return replaced(xml, "UTF-8", "UTF-16"); }),
      broken("declaration_not_first", "White space before the XML declaration.",
             [](const std::string& xml) { return std::optional(' ' + xml); }),
      broken("entity_not_declared", "An entity that nobody declared.",
             [](const std::string& xml) {
               return with_variant_text(xml, [](const std::string& text) { return text + "&nobody;"; });
             }),
  };
}

std::vector<Deviation> hostile() {
  const auto harmful = [](const char* name, const char* what, Change change) {
    return text_deviation(name, "hostile", Fate::refused, what, change);
  };
  return {
      harmful("doctype", "A document type declaration that does nothing.",
              [](const std::string& xml) {
                return std::optional(inserted(xml, declaration_end, "<!DOCTYPE sr:Request>"));
              }),
      harmful("internal_entity", "The variant is an entity that the document itself declares.",
              [](const std::string& xml) {
                const auto place = place_of_variant(xml);
                if (!place) return std::optional<std::string>();
                const std::string declared = "<!ENTITY srv \"" + xml.substr(place->first, place->second) + "\">";
                auto used = with_variant_text(xml, [](const std::string&) { return std::string("&srv;"); });
                return std::optional(inserted(*used, declaration_end, doctype(declared)));
              }),
      harmful("external_entity", "The variant is an entity that names a local file.",
              [](const std::string& xml) {
                auto used = with_variant_text(xml, [](const std::string&) { return std::string("&file;"); });
                if (!used) return used;
                return std::optional(
                    inserted(*used, declaration_end, doctype(R"(<!ENTITY file SYSTEM "file:///etc/passwd">)")));
              }),
      harmful("external_parameter_entity", "A parameter entity that names a local file.",
              [](const std::string& xml) {
                return std::optional(
                    inserted(xml, declaration_end, doctype(R"(<!ENTITY % p SYSTEM "file:///etc/passwd"> %p;)")));
              }),
      harmful("entity_bomb", "Ten levels of entities, each ten of the last.",
              [](const std::string& xml) {
                auto used = with_variant_text(xml, [](const std::string&) { return std::string("&j;"); });
                if (!used) return used;
                return std::optional(inserted(*used, declaration_end, doctype(entity_bomb())));
              }),
      harmful("deep_nesting", "Ten thousand elements within each other.",
              [](const std::string& xml) {
                std::string deep;
                for (int level = 0; level < nesting; ++level) deep += "<x>";
                for (int level = 0; level < nesting; ++level) deep += "</x>";
                return replaced(xml, "<sr:Body>", "<sr:Body>" + deep);
              }),
      harmful("huge_text", "Ten megabytes of text where a variant belongs.",
              [](const std::string& xml) {
                return with_variant_text(xml, [](const std::string&) { return std::string(ten_megabytes, '4'); });
              }),
      harmful("huge_attribute", "An attribute of ten megabytes.",
              [](const std::string& xml) {
                return replaced(xml, "schemaVersion=\"", "schemaVersion=\"" + std::string(ten_megabytes, '0'));
              }),
      harmful("many_attributes", "A hundred thousand attributes on one element.",
              [](const std::string& xml) {
                std::string many = "<sr:Body";
                for (int i = 0; i < 100'000; ++i) many += " a" + std::to_string(i) + "=\"\"";
                return replaced(xml, "<sr:Body>", many + '>');
              }),
  };
}

/// The document with the prefix `sr` spelt another way.
std::optional<std::string> with_prefix(std::string xml, const std::string& prefix) {
  const auto replace_all = [&](std::string_view from, const std::string& to) {
    for (auto at = xml.find(from); at != std::string::npos; at = xml.find(from, at + to.size()))
      xml.replace(at, from.size(), to);
  };
  replace_all("xmlns:sr=", prefix.empty() ? "xmlns=" : "xmlns:" + prefix + '=');
  replace_all("<sr:", prefix.empty() ? "<" : '<' + prefix + ':');
  replace_all("</sr:", prefix.empty() ? "</" : "</" + prefix + ':');
  return xml;
}

std::vector<Deviation> looks_different() {
  const auto same = [](const char* name, const char* what, Change change) {
    return text_deviation(name, "well-formedness", Fate::equivalent, what, change);
  };
  return {
      same("comment_in_variant", "A comment splits the text of the variant.",
           [](const std::string& xml) {
             return with_variant_text(
                 xml, [](const std::string& text) { return text.substr(0, 1) + "<!-- 8.2 -->" + text.substr(1); });
           }),
      same("cdata_in_variant", "The text of the variant is a CDATA section.",
           [](const std::string& xml) {
             return with_variant_text(xml, [](const std::string& text) { return "<![CDATA[" + text + "]]>"; });
           }),
      same("character_reference_in_variant", "The first digit of the variant is a character reference.",
           [](const std::string& xml) {
             return with_variant_text(xml, [](const std::string& text) {
               return "&#" + std::to_string(static_cast<int>(text.front())) + ';' + text.substr(1);
             });
           }),
      same("other_prefix", "The namespace has another prefix.",
           [](const std::string& xml) { return with_prefix(xml, "other"); }),
      same("default_namespace", "The namespace is the default one.",
           [](const std::string& xml) { return with_prefix(xml, ""); }),
      same("processing_instruction", "A processing instruction stands in the Body.",
           [](const std::string& xml) { return replaced(xml, "<sr:Body>", "<sr:Body><?nothing at all?>"); }),
      same("byte_order_mark", "A UTF-8 byte order mark stands first.",
           [](const std::string& xml) { return std::optional("\xEF\xBB\xBF" + xml); }),
  };
}

}  // namespace

std::vector<Deviation> text_deviations() {
  auto all = not_well_formed();
  for (auto& deviation : hostile()) all.push_back(std::move(deviation));
  for (auto& deviation : looks_different()) all.push_back(std::move(deviation));
  return all;
}

std::vector<Deviation> all_deviations() {
  auto all = text_deviations();
  for (auto& deviation : schema_deviations()) all.push_back(std::move(deviation));
  for (auto& deviation : meaning_deviations()) all.push_back(std::move(deviation));
  return all;
}

std::string_view name(Fate fate) {
  switch (fate) {
    case Fate::refused:
      return "refused";
    case Fate::equivalent:
      return "equivalent";
    case Fate::open:
      return "open";
  }
  return {};
}

}  // namespace hallmark::generator
