/// \file
/// For tests: a built request read again from its bytes, by another way than the generator's, and compared with what
/// was asked and with the reading that came with it.
#pragma once

#include <string>
#include <vector>

#include "harness/generator/request.h"

namespace hallmark::generator {

/// What does not agree: the document with its reading, the plan and the estate. Empty: all of it does.
std::vector<std::string> disagreements(const scenario::Submit& submit, const RequestPlan& plan,
                                       const Premises& premises);

}  // namespace hallmark::generator
