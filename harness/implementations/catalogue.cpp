#include "harness/implementations/catalogue.h"

#include "harness/implementations/miniature/miniatures.h"
#include "harness/implementations/reference/reference.h"

namespace hallmark::implementations {

std::vector<std::string> names() {
  return {"reference", "miniature/accepts-all", "miniature/refuses-all", "miniature/crashes"};
}

std::function<std::unique_ptr<adaptor::Adaptor>()> maker(std::string_view name, const spec::Facts& facts,
                                                         const spec::Profile& profile,
                                                         const schema::Validator& validator) {
  if (name == "reference") {
    return [&facts, &profile, &validator] { return std::make_unique<Reference>(facts, profile, validator); };
  }
  if (name == "miniature/accepts-all") return accepts_all;
  if (name == "miniature/refuses-all") return refuses_all;
  if (name == "miniature/crashes") return crashes;
  return {};
}

}  // namespace hallmark::implementations
