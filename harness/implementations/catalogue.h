/// \file
/// The implementations that ship, by the names that `inproc:` targets use.
#pragma once

#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "harness/adaptor/adaptor.h"
#include "harness/schema/validator.h"
#include "spec/facts.h"

namespace hallmark::implementations {

/// The names that `make` takes, e.g. "reference", "miniature/accepts-all".
std::vector<std::string> names();

/// A maker of that implementation, or empty where the name is unknown. What is passed must outlive what is made.
std::function<std::unique_ptr<adaptor::Adaptor>()> maker(std::string_view name, const spec::Facts& facts,
                                                         const spec::Profile& profile,
                                                         const schema::Validator& validator);

}  // namespace hallmark::implementations
