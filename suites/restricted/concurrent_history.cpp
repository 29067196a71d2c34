#include "suites/restricted/concurrent_history.h"

#include <algorithm>
#include <deque>

#include "harness/generator/gbcs.h"
#include "harness/generator/request_pre_command.h"
#include "harness/generator/response_from_device.h"
#include "harness/run/together.h"
#include "suites/restricted/half.h"

namespace hallmark::suites {

using scenario::AtOnce;
using scenario::Stimulus;
using scenario::Submit;

namespace {

constexpr std::int64_t between_rounds = 60;  ///< seconds

/// A request that a round may ask.
struct AskedKind {
  std::string type;
  std::string srv;
};

/// Consumption and what is permitted, of the devices under a flag.
std::vector<AskedKind> kinds_under(const std::string& meter) {
  if (meter == "ESME") return {{"ESME", "4.1.1"}, {"ESME", "4.6.1"}, {"ESME", "4.8.1"}, {"ESME", "11.2"}};
  return {{"GSME", "4.1.1"}, {"GPF", "4.1.1"}, {"GSME", "4.6.1"}, {"GPF", "4.8.1"}, {"GSME", "11.2"}};
}

/// What both histories are made with.
class Concurrent : public scenario::StimulusSource {
 public:
  std::optional<Stimulus> next() override {
    while (ready_.empty() && has_more()) more();
    if (ready_.empty()) return std::nullopt;
    Stimulus first = std::move(ready_.front());
    ready_.pop_front();
    return first;
  }

 protected:
  Concurrent(const Material& material, std::uint64_t seed)
      : material_(material), random_(seed), stage_(material_, seed), now_(stage_.all().estate.now) {}

  virtual bool has_more() const = 0;
  virtual void more() = 0;

  template <class Step>
  void put(Step step) {
    ready_.emplace_back(std::move(step));
  }
  void begin() {
    put(scenario::Reset{stage_.all().estate});
    now_ = stage_.all().estate.now;
  }
  void wait() { put(scenario::Advance{now_ = now_ + between_rounds}); }
  void ssi(const std::string& action, const std::string& meter) {
    put(scenario::Ssi{stage_.supplier(meter), action, stage_.device(meter)});
  }
  Submit request(const AskedKind& kind, AtOnce at_once) {
    auto made = stage_.request(kind.type, stage_.supplier(kind.type), {kind.srv});
    made.reading.at_once = at_once;
    return made;
  }
  void answer(const Submit& asked) {
    const auto& service = *material_.facts->service_request(asked.reading.body_srv);
    const auto& type = asked.reading.device_type;
    put(generator::response_from_device(stage_.device(type), asked, stage_.next_counter(),
                                        generator::message_code(service, type, false), stage_.canary()));
  }

  Material material_;
  generator::Random random_;
  Stage stage_;

 private:
  scenario::Instant now_;
  std::deque<Stimulus> ready_;
};

class OverlappingRounds final : public Concurrent {
 public:
  OverlappingRounds(const Material& material, std::string meter, int rounds, std::uint64_t seed)
      : Concurrent(material, seed), meter_(std::move(meter)), kinds_(kinds_under(meter_)), left_(rounds) {
    // Of another fuel: nothing of this flag is about it.
    kinds_.push_back(meter_ == "ESME" ? AskedKind{"GSME", "4.1.1"} : AskedKind{"ESME", "4.1.1"});
    begin();
    for (const auto& kind : kinds_) {
      const auto asked = request(kind, AtOnce::alone);
      put(asked);
      put(scenario::Drain{});
      answer(asked);
      put(scenario::Drain{});
    }
    begin();
  }

 private:
  bool has_more() const override { return left_ > 0; }

  void more() override {
    --left_;
    wait();
    change("set-restricted");
    change("clear-restricted");
  }

  /// Requests overlap the change; others are begun after its answer and overlap one another.
  void change(const std::string& action) {
    std::vector<Submit> asked;
    ssi(action, meter_);
    for (int i = 1; i < most_overlapping; ++i) ask(AtOnce::overlapping, asked);
    if (random_.below(4) == 0) ssi("read", meter_);
    const auto begun_after = asked.size();
    ask(AtOnce::alone, asked);
    for (int i = 1; i < most_overlapping / 2; ++i) ask(AtOnce::overlapping, asked);
    put(scenario::Drain{});
    // The first of each are those that every statement has room for.
    for (const auto first : {std::size_t{0}, begun_after}) {
      for (std::size_t i = first; i < first + 2; ++i) {
        if (random_.below(3) > 0) answer(asked[i]);
      }
    }
    put(scenario::Drain{});
  }

  void ask(AtOnce at_once, std::vector<Submit>& asked) {
    asked.push_back(request(kinds_[random_.below(kinds_.size())], at_once));
    put(asked.back());
  }

  std::string meter_;
  std::vector<AskedKind> kinds_;
  int left_;
};

class OverloadingBursts final : public Concurrent {
 public:
  OverloadingBursts(const Material& material, std::function<bool()> is_over, std::uint64_t seed)
      : Concurrent(material, seed), is_over_(std::move(is_over)) {
    begin();
    for (const std::string meter : {"ESME", "GSME"}) ssi("set-restricted", meter);
    put(scenario::Drain{});
  }

 private:
  bool has_more() const override { return !ended_; }

  void more() override {
    static const std::vector<AskedKind> kinds = {
        {"ESME", "4.1.1"}, {"GSME", "4.1.1"}, {"GPF", "4.1.1"}, {"ESME", "4.6.1"}, {"GPF", "4.8.1"}};
    ended_ = is_over_();
    for (int i = 0; i < most_overlapping * run::overload_times && !ended_; ++i) {
      put(request(kinds[random_.below(kinds.size())], AtOnce::overloading));
    }
    wait();
    put(scenario::Drain{});
    if (!ended_) return;
    for (const std::string meter : {"ESME", "GSME"}) ssi("read", meter);
    put(scenario::Drain{});
  }

  std::function<bool()> is_over_;
  bool ended_ = false;
};

}  // namespace

std::unique_ptr<scenario::StimulusSource> overlapping_rounds(const Material& material, const std::string& meter,
                                                             int rounds, std::uint64_t seed) {
  return std::make_unique<OverlappingRounds>(material, meter, rounds, seed);
}

std::unique_ptr<scenario::StimulusSource> overloading_bursts(const Material& material, std::function<bool()> is_over,
                                                             std::uint64_t seed) {
  return std::make_unique<OverloadingBursts>(material, std::move(is_over), seed);
}

}  // namespace hallmark::suites
