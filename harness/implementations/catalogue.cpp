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
  const auto question = name.find('?');
  if (name.substr(0, question) == "reference") {
    const auto query = question == std::string_view::npos ? std::string_view() : name.substr(question + 1);
    return [&facts, &profile, &validator, behaviour = read_behaviour(query, facts)] {
      return std::make_unique<Reference>(facts, profile, validator, behaviour);
    };
  }
  if (name == "miniature/accepts-all") return accepts_all;
  if (name == "miniature/refuses-all") return refuses_all;
  if (name == "miniature/crashes") return crashes;
  return {};
}

std::vector<Alternative> reference_alternatives(const spec::Facts& facts) { return alternatives(facts); }

}  // namespace hallmark::implementations
