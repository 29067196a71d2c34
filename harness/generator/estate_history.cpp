#include "harness/generator/estate_history.h"

#include <algorithm>
#include <array>
#include <deque>
#include <map>

#include "harness/generator/device_alert.h"
#include "harness/generator/disguise.h"
#include "harness/generator/gbcs.h"
#include "harness/generator/response_from_device.h"

namespace hallmark::generator {

using scenario::Instant;
using scenario::Stimulus;

namespace {

constexpr std::int64_t day = 86400;
constexpr int spells = 4;  ///< of a day
constexpr int drained_together = 8;

/// Codes that no source gives a message code of its own, so that a generic one is true; sent to the Supplier.
std::vector<const spec::Alert*> alerts_of(const spec::Facts& facts, const std::string& type) {
  std::vector<const spec::Alert*> all;
  for (const auto& alert : facts.alerts) {
    const auto& types = alert.device_types;
    const bool sent = std::find(types.begin(), types.end(), type) != types.end();
    if (!alert.dcc && sent && alert.message_code.empty() && alert.recipient.find("Supplier") != std::string::npos) {
      all.push_back(&alert);
    }
  }
  return all;
}

class LongHistory final : public scenario::StimulusSource {
 public:
  LongHistory(const TrafficMaterial& material, const HistoryPlan& plan, std::uint64_t seed)
      : material_(material), plan_(plan), traffic_(material), random_(drawn(seed, "history")) {
    auto estate = premises(random_).estate;
    const auto around = neighbourhood({.homes = plan.homes, .per_mille = 50}, estate, seed);
    estate = with_neighbourhood(std::move(estate), around, seed);
    estate.now = now_ = another_clock(estate.now, Calendar::any, 0, seed)(estate.now);
    homes_ = around.homes;
    for (const auto& device : estate.devices) restricted_[device.id] = device.restricted;
    for (const auto& user : estate.users) users_.push_back(user.id);
    start_of_day_ = now_;
    dcc_ = estate.dcc;
    put(scenario::Reset{std::move(estate)});
  }

  std::optional<Stimulus> next() override {
    while (ready_.empty() && days_ < plan_.days) spell();
    if (ready_.empty()) return std::nullopt;
    Stimulus first = std::move(ready_.front());
    ready_.pop_front();
    return first;
  }

 private:
  struct Meter {
    Neighbour* home;
    bool gas;
    const std::string& id() const { return gas ? home->gsme : home->esme; }
    const std::string& point() const { return gas ? home->mprn : home->import_mpan; }
    std::string& supplier() const { return gas ? home->gas_supplier : home->import_supplier; }
    std::string type() const { return gas ? "GSME" : "ESME"; }
  };

  template <class Step>
  void put(Step step) {
    ready_.emplace_back(std::move(step));
  }
  void drain() { put(scenario::Drain{}); }
  bool one_in(std::uint64_t chances) { return random_.below(chances) == 0; }
  std::uint64_t fresh_counter() { return counter_ += 1 + random_.below(200'000); }
  const std::string& any_user() { return users_[random_.below(users_.size())]; }
  Meter any_meter() {
    auto& home = homes_[random_.below(homes_.size())];
    return {&home, !home.gsme.empty() && one_in(3)};
  }

  /// A quarter of a day: time passes first, then events, then requests.
  void spell() {
    const auto since = start_of_day_ + (spell_ * day / spells);
    now_ = std::max(now_ + 1, since + static_cast<std::int64_t>(random_.below(day / spells)));
    put(scenario::Advance{now_});
    drain();
    events();
    requests();
    if (++spell_ < spells) return;
    spell_ = 0;
    ++days_;
    start_of_day_ = start_of_day_ + day;
  }

  void events() {
    if (one_in(2)) flag();
    if (one_in(8)) flag_by_another();
    if (one_in(2)) alert();
    if (one_in(20)) change_of_supplier();
    if (one_in(40)) change_of_tenancy();
    if (one_in(40)) payment_mode();
    if (one_in(30)) status();
    if (one_in(10)) schedule();
  }

  void read(const Meter& meter) { put(scenario::Ssi{meter.supplier(), "read", meter.id()}); }

  /// The Responsible Supplier sets a clear flag or clears a set one.
  void flag() {
    const auto meter = any_meter();
    auto& set = restricted_[meter.id()];
    set = !set;
    put(scenario::Ssi{meter.supplier(), set ? "set-restricted" : "clear-restricted", meter.id()});
    drain();
    read(meter);
  }

  void flag_by_another() {
    const auto meter = any_meter();
    const auto& user = any_user();
    if (user == meter.supplier()) return;
    put(scenario::Ssi{user, one_in(2) ? "set-restricted" : "clear-restricted", meter.id()});
    drain();
    read(meter);
  }

  void alert() {
    const auto meter = any_meter();
    const auto all = alerts_of(*material_.facts, meter.type());
    if (all.empty()) return;
    const auto& chosen = *all[random_.below(all.size())];
    const bool critical = chosen.category == "critical";
    const auto code = static_cast<std::uint16_t>(std::stoul(chosen.code, nullptr, 16));
    const auto bytes = random_canary(random_);
    scenario::FromDevice from;
    from.device = meter.id();
    from.kind = "alert";
    from.alert_code = chosen.code;
    from.recipient = meter.supplier();
    from.canary = hex(bytes);
    from.payload =
        device_alert(meter.type(), meter.id(), from.recipient, fresh_counter(),
                     critical ? generic_critical_alert : generic_non_critical_alert, critical, code, now_, bytes);
    put(std::move(from));
    drain();
  }

  /// To the Supplier of another home; requests come from there afterwards.
  void change_of_supplier() {
    const auto meter = any_meter();
    const auto& other = homes_[random_.below(homes_.size())];
    const std::string gaining = meter.gas ? other.gas_supplier : other.import_supplier;
    if (gaining == meter.supplier()) return;
    put(scenario::Registration{meter.point(), "change-of-supplier", gaining});
    meter.supplier() = gaining;
    drain();
    read(meter);
  }

  void change_of_tenancy() {
    const auto meter = any_meter();
    put(scenario::Registration{meter.point(), "change-of-tenancy", std::nullopt});
    drain();
    read(meter);
  }

  void payment_mode() {
    const auto meter = any_meter();
    scenario::Inventory event;
    event.devices = {meter.id()};
    event.payment_mode = one_in(2) ? "prepayment" : "credit";
    put(std::move(event));
    drain();
    read(meter);
  }

  /// A meter goes the round of suspension, a step at a time.
  void status() {
    static constexpr std::array<const char*, 4> round = {"Suspended", "Recovery", "Recovered", "Commissioned"};
    if (status_ % round.size() == 0) suspended_ = any_meter();
    scenario::Inventory event;
    event.devices = {suspended_.id()};
    event.status = round[status_++ % round.size()];
    put(std::move(event));
    drain();
    read(suspended_);
  }

  /// A daily read that goes on for the rest of the history, whatever comes over the home.
  void schedule() {
    auto made = traffic_.schedule(dcc_, homes_[random_.below(homes_.size())], fresh_counter(), now_, random_);
    if (!made) return;
    made->reading.incidental = false;
    put(*std::move(made));
    drain();
  }

  void requests() {
    const auto spells_left = static_cast<std::int64_t>(plan_.days - days_) * spells - spell_;
    auto wanted = (plan_.requests - asked_ + spells_left - 1) / spells_left;
    std::vector<scenario::Submit> asked;
    for (int tries = 0; wanted > 0 && tries < plan_.requests; ++tries) {
      const auto made = traffic_.request(homes_[random_.below(homes_.size())], fresh_counter(), now_, random_);
      if (!made) continue;
      asked.push_back(*made);
      asked.back().reading.incidental = false;
      put(asked.back());
      --wanted;
      ++asked_;
      if (wanted == 0 || asked.size() == drained_together) answer(asked);
    }
  }

  /// Four of five devices answer, in another order than they were asked.
  void answer(std::vector<scenario::Submit>& asked) {
    drain();
    std::reverse(asked.begin(), asked.end());
    for (const auto& request : asked) {
      if (!one_in(5)) put(traffic_.answer(request, fresh_counter(), random_));
    }
    asked.clear();
    drain();
  }

  TrafficMaterial material_;
  HistoryPlan plan_;
  Traffic traffic_;
  Random random_;
  std::deque<Stimulus> ready_;
  std::vector<Neighbour> homes_;
  std::vector<std::string> users_;
  std::string dcc_;
  std::map<std::string, bool> restricted_;  ///< as it would be if every set and clear were accepted
  Instant now_;
  Instant start_of_day_;
  int days_ = 0;
  std::int64_t spell_ = 0;
  std::int64_t asked_ = 0;
  std::size_t status_ = 0;
  Meter suspended_{nullptr, false};
  std::uint64_t counter_ = 1'000'000'000;
};

}  // namespace

std::unique_ptr<scenario::StimulusSource> long_history(const TrafficMaterial& material, const HistoryPlan& plan,
                                                       std::uint64_t seed) {
  return std::make_unique<LongHistory>(material, plan, seed);
}

}  // namespace hallmark::generator
