#include "harness/run/long_history.h"

#include <algorithm>
#include <array>

#include "harness/generator/device_alert.h"
#include "harness/generator/response_from_device.h"
#include "harness/run/small_pair.h"

namespace hallmark::run {

namespace {

constexpr std::int64_t hour = 3600;

}  // namespace

LongHistory::LongHistory(Kind kind) : kind_(kind), now_(pair_estate().estate.now) {}

scenario::Stimulus LongHistory::beginning() const { return scenario::Reset{pair_estate().estate}; }

scenario::Stimulus LongHistory::next() {
  if (steps_.empty()) {
    now_ = now_ + hour;
    steps_.emplace_back(scenario::Advance{now_});
    const auto act = acts_++ % 10;
    static constexpr std::array srvs = {"4.1.1", "4.6.1", "6.2.4"};
    if (kind_ == Kind::without_documents) {
      act % 2 == 0 ? restrict_and_ask() : change_status();
    } else if (act == 3) {
      restrict_and_ask();
    } else if (act == 6) {
      tell_alert();
    } else {
      ask(srvs[act % srvs.size()]);
    }
    std::reverse(steps_.begin(), steps_.end());
  }
  auto step = std::move(steps_.back());
  steps_.pop_back();
  return step;
}

void LongHistory::ask(const std::string& srv) {
  const auto& all = pair_estate();
  const auto bytes = generator::random_canary(random_);
  auto request = small_request(srv, ++counter_);
  auto answer = generator::response_from_device(all.esme, request, counter_, "0027", bytes);
  steps_.insert(steps_.end(), {std::move(request), scenario::Drain{}, std::move(answer), scenario::Drain{}});
}

void LongHistory::restrict_and_ask() {
  const auto& all = pair_estate();
  const auto ssi = [&](const char* action) { return scenario::Ssi{all.import_supplier, action, all.esme}; };
  steps_.insert(steps_.end(), {ssi("set-restricted"), ssi("read"), scenario::Drain{}});
  if (kind_ == Kind::with_documents) {
    steps_.insert(steps_.end(), {small_request("4.1.1", ++counter_), scenario::Drain{}});
  }
  steps_.insert(steps_.end(), {ssi("clear-restricted"), ssi("read"), scenario::Drain{}});
}

void LongHistory::tell_alert() {
  const auto& all = pair_estate();
  const auto bytes = generator::random_canary(random_);
  scenario::FromDevice alert;
  alert.device = all.esme;
  alert.kind = "alert";
  alert.alert_code = "8F30";
  alert.recipient = all.import_supplier;
  alert.canary = generator::hex(bytes);
  alert.payload = generator::device_alert("ESME", all.esme, all.import_supplier, ++counter_,
                                          generator::generic_critical_alert, true, 0x8F30, now_, bytes);
  steps_.insert(steps_.end(), {std::move(alert), scenario::Drain{}});
}

void LongHistory::change_status() {
  const auto& all = pair_estate();
  for (const char* status : {"Suspended", "Commissioned"}) {
    scenario::Inventory event;
    event.devices = {all.other_esme};
    event.status = status;
    steps_.insert(steps_.end(), {std::move(event), scenario::Drain{}});
  }
}

}  // namespace hallmark::run
