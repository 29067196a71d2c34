/// \file
/// What rule of the schema language a refusal of libxml2's is about, in words for people and programs.
#pragma once

#include <string>
#include <string_view>

namespace hallmark::schema {

/// The facet ("maxLength", "pattern", "enumeration", …), or "type", "unexpected element", "missing element A or B",
/// "unexpected attribute", "missing attribute A", "text where elements belong", "unknown root element", … `code` is
/// libxml2's, `message` what it said. Another code: "schema rule".
std::string broken_rule(int code, std::string_view message);

/// The attribute that a message of libxml2's is about; empty: it is about an element.
std::string_view attribute_at_fault(std::string_view message);

}  // namespace hallmark::schema
