#include "harness/run/small_pair.h"

#include "harness/adaptor/in_process.h"
#include "harness/generator/request.h"
#include "harness/generator/response_from_device.h"
#include "harness/implementations/catalogue.h"
#include "harness/run/small_world.h"

namespace hallmark::run {

namespace {

std::vector<scenario::Stimulus> half(const scenario::Submit& submit, bool restricted) {
  const auto& all = pair_estate();
  const auto ssi = [&](const char* action) { return scenario::Ssi{all.import_supplier, action, all.esme}; };
  generator::Canary bytes{};
  bytes.fill(restricted ? 0xA5 : 0x5A);
  const auto answer = generator::response_from_device(all.esme, submit, 1, "0027", bytes);
  std::vector<scenario::Stimulus> steps = {scenario::Reset{all.estate}};
  if (restricted) steps.insert(steps.end(), {ssi("set-restricted"), scenario::Drain{}, ssi("read")});
  steps.insert(steps.end(), {submit, scenario::Drain{}, answer, scenario::Drain{}, ssi("read")});
  if (restricted) steps.emplace_back(ssi("clear-restricted"));
  steps.insert(steps.end(), {scenario::Advance{all.estate.now + 5 * 86400}, scenario::Drain{}});
  return steps;
}

Trial trial(const std::string& srv, std::uint64_t counter) {
  const auto clear = small_request(srv, counter);
  const auto restricted = small_request(srv, counter + 1);
  return {half(clear, false), half(restricted, true), clear.reading.request_id, restricted.reading.request_id};
}

}  // namespace

const generator::Premises& pair_estate() {
  static const generator::Premises all = [] {
    generator::Random random(11);
    return generator::premises(random);
  }();
  return all;
}

scenario::Submit small_request(const std::string& srv, std::uint64_t counter) {
  static const auto samples = schema::load_samples(HALLMARK_SHARE_DIR "/samples");
  const auto& all = pair_estate();
  generator::RequestPlan plan;
  plan.service = built_rules().facts->service_request(srv);
  plan.device_type = "ESME";
  plan.device = all.esme;
  plan.user = all.import_supplier;
  plan.counter = counter;
  plan.schema_version = "5.1";
  return generator::request(*schema::samples_of(samples, srv).at(0), plan, all);
}

Case small_pair(const std::string& srv) {
  Case made;
  made.id = "test/pair/srv." + srv;
  made.title = "A small pair";
  made.facet = "restricted-mode";
  made.requirements = {"mp169.allow-list"};
  made.assumes = {"mp169.visible"};
  made.trials = [srv](std::uint64_t) { return std::vector<Trial>{trial(srv, 100), trial(srv, 200)}; };
  return made;
}

Make shipped(const std::string& name) {
  const auto& rules = built_rules();
  const auto make = implementations::maker(name, *rules.facts, *rules.profile, *rules.validator);
  return [make] { return std::make_unique<adaptor::InProcess>(make); };
}

Make twisted(const std::string& name, std::function<Twist()> twist) {
  return [make = shipped(name), twist = std::move(twist)] {
    return std::make_unique<adaptor::Distorted>(make(), twist());
  };
}

}  // namespace hallmark::run
