/// \file
/// Which known disagreement explains that one engine refuses a document and the other accepts it. For vote.cpp.
#pragma once

#include <string_view>

#include "harness/schema/disagreements.h"
#include "harness/schema/problem.h"

namespace hallmark::schema {

/// The row that explains a refusal; null: none does. Looked at are the value of the element or attribute that the
/// refusal names, and, since Xerces-C judges attributes before it shows their element, the attributes of the element
/// and of its children.
const Disagreement* explain_difference(const SchemaModel& model, std::string_view xml, const Problem& refusal,
                                       EngineName accepts);

}  // namespace hallmark::schema
