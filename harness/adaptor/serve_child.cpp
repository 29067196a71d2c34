/// \file
/// A small implementation, served over standard input and output: it remembers which devices are Restricted.

#include <iostream>
#include <set>
#include <stdexcept>

#include "harness/adaptor/serve.h"

namespace {

namespace observation = hallmark::observation;
namespace scenario = hallmark::scenario;

class Small final : public hallmark::adaptor::Adaptor {
 public:
  observation::Observation exchange(const scenario::Stimulus& stimulus) override {
    return std::visit([this](const auto& one) { return take(one); }, stimulus);
  }

 private:
  template <class Other>
  observation::Observation take(const Other&) {
    return observation::Declined{-32601, "not offered"};
  }
  observation::Observation take(const scenario::Initialize&) {
    observation::Initialized answer;
    answer.implementation = {"small", "1", "Hallmark", "C++"};
    answer.statement.bytes = true;
    return observation::Answered{answer};
  }
  observation::Observation take(const scenario::Reset&) {
    restricted_.clear();
    return observation::Answered{observation::Done{}};
  }
  observation::Observation take(const scenario::Ssi& ssi) {
    if (ssi.action == "set-restricted") restricted_.insert(ssi.device);
    if (ssi.action == "clear-restricted") restricted_.erase(ssi.device);
    observation::SsiAnswer answer;
    answer.accepted = true;
    answer.restricted = restricted_.contains(ssi.device);
    return observation::Answered{answer};
  }
  observation::Observation take(const scenario::Submit& submit) {
    if (submit.duis.empty()) return observation::Refused{"empty"};
    if (submit.duis == "throw") throw std::runtime_error("as asked");
    return observation::Answered{
        observation::Responded{{"<got bytes=\"" + std::to_string(submit.duis.size()) + "\"/>", {}}}};
  }
  observation::Observation take(const scenario::Shutdown&) { return observation::Answered{observation::Done{}}; }

  std::set<std::string> restricted_;
};

}  // namespace

int main() {
  Small small;
  return hallmark::adaptor::serve(small, std::cin, std::cout);
}
