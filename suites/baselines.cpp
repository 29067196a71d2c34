#include "suites/baselines.h"

#include <rapidcheck.h>

#include <array>

#include "harness/generator/estates.h"

namespace hallmark::suites {

namespace {

using scenario::Stimulus;

constexpr int random_steps = 20;
constexpr int size = 100;  // of RapidCheck's strings

/// Draws what a tester draws who knows the operations and the ids of the estate, and nothing else.
class Guess {
 public:
  Guess(std::uint64_t seed, const generator::Premises& all) : random_(seed), all_(&all) {}

  Stimulus next() {
    const auto kind = number(10);
    if (kind < 3) return submit(text());
    if (kind < 6) return submit(document());
    if (kind < 8) return ssi();
    return scenario::Drain{};
  }

 private:
  std::uint64_t number(std::uint64_t below) { return random_.split().next() % below; }
  std::string text() {
    static const auto bytes = rc::gen::arbitrary<std::string>();
    return bytes(random_.split(), size).value();
  }
  const std::string& user() { return all_->estate.users[number(all_->estate.users.size())].id; }
  const std::string& device() { return all_->estate.devices[number(all_->estate.devices.size())].id; }

  Stimulus ssi() {
    static constexpr std::array<const char*, 3> actions = {"set-restricted", "clear-restricted", "read"};
    return scenario::Ssi{user(), actions[number(actions.size())], device()};
  }

  /// A Request whose header is well-formed and says anything.
  std::string document() {
    from_ = user();
    to_ = device();
    counter_ = std::to_string(number(1'000'000));
    variant_ = std::to_string(number(12)) + '.' + std::to_string(number(12));
    const auto service = std::to_string(number(12));
    return R"(<sr:Request xmlns:sr="http://www.dccinterface.co.uk/ServiceUserGateway" schemaVersion="5.1"><sr:Header>)"
           "<sr:RequestID>" +
           from_ + ':' + to_ + ':' + counter_ + "</sr:RequestID><sr:CommandVariant>" + std::to_string(number(9)) +
           "</sr:CommandVariant><sr:ServiceReference>" + service +
           "</sr:ServiceReference><sr:ServiceReferenceVariant>" + variant_ +
           "</sr:ServiceReferenceVariant></sr:Header><sr:Body/></sr:Request>";
  }

  Stimulus submit(std::string duis) {
    static constexpr std::array<const char*, 3> services = {"send-command", "transform", "non-device"};
    scenario::Submit made;
    made.user = from_.empty() ? user() : from_;
    made.service = services[number(services.size())];
    made.duis = std::move(duis);
    made.reading.request_id =
        made.user + ':' + (to_.empty() ? device() : to_) + ':' + (counter_.empty() ? "0" : counter_);
    made.reading.originator = made.user;
    made.reading.header_target = to_;
    made.reading.header_srv = made.reading.body_srv = variant_;
    made.reading.deviation = "random";
    from_ = to_ = counter_ = variant_ = {};
    return made;
  }

  rc::Random random_;
  const generator::Premises* all_;
  std::string from_;
  std::string to_;
  std::string counter_;
  std::string variant_;
};

std::vector<run::Trial> trial(std::uint64_t seed) {
  generator::Random random(seed);
  const auto all = generator::premises(random, {});
  run::Trial made;
  made.clear = {scenario::Reset{all.estate}};
  Guess guess(seed, all);
  for (int step = 0; step < random_steps; ++step) made.clear.push_back(guess.next());
  made.clear.emplace_back(scenario::Drain{});
  return {made};
}

}  // namespace

Suite random_documents(int cases) {
  Suite suite;
  suite.name = "random_documents";
  suite.title = "Documents of random bytes and random header fields";
  for (int number = 0; number < cases; ++number) {
    run::Case made;
    made.id = suite.name + "/guess.n" + std::to_string(number);
    made.title = "Anything goes, and no rule is broken";
    made.requirements = {"duis.invalid-refused"};
    made.trials = trial;
    made.goes_on = true;
    suite.cases.push_back(std::move(made));
  }
  return suite;
}

}  // namespace hallmark::suites
