#include "suites/faulty.h"

#include <chrono>
#include <thread>

#include "harness/generator/faults.h"
#include "harness/generator/random.h"

namespace hallmark::suites {

namespace {

class Slowed final : public adaptor::Adaptor {
 public:
  Slowed(std::unique_ptr<adaptor::Adaptor> adaptor, std::uint64_t seed) : adaptor_(std::move(adaptor)), random_(seed) {}

  observation::Observation exchange(const scenario::Stimulus& stimulus) override {
    constexpr std::uint64_t longest_ms = 50;
    if (random_.below(10) == 0) std::this_thread::sleep_for(std::chrono::milliseconds(random_.below(longest_ms + 1)));
    return adaptor_->exchange(stimulus);
  }

 private:
  std::unique_ptr<adaptor::Adaptor> adaptor_;
  generator::Random random_;
};

}  // namespace

void add_faults(std::vector<Suite>& suites, const std::vector<std::string>& names) {
  const auto faults = generator::faults_named(names);
  for (auto& suite : suites) {
    for (const auto& each : suite.cases) {
      if (each.history) suite.not_run.push_back({each.id, "a history is played without faults only"});
    }
    std::erase_if(suite.cases, [](const run::Case& each) { return static_cast<bool>(each.history); });
    for (auto& each : suite.cases) {
      each.goes_on = true;
      each.one_must_be_accepted = false;
      each.trials = [faults, keeps_clock = each.keeps_clock, plain = std::move(each.trials)](std::uint64_t seed) {
        return generator::with_faults(plain(seed), faults, keeps_clock, seed);
      };
    }
  }
}

std::unique_ptr<adaptor::Adaptor> slowed(std::unique_ptr<adaptor::Adaptor> adaptor, std::uint64_t seed) {
  return std::make_unique<Slowed>(std::move(adaptor), seed);
}

}  // namespace hallmark::suites
