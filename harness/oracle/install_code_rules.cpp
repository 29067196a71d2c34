#include "harness/oracle/install_code_rules.h"

#include <algorithm>

namespace hallmark::oracle {

using spec::Level;

namespace {

constexpr int days_to_answer = 10;
constexpr int days_until_too_late = 11;
constexpr std::int64_t hour = 3600;
constexpr std::int64_t day_length = 24 * hour;
constexpr std::int64_t shortest_ten_working_days = 13 * day_length;

/// Where London and UTC, or two clocks, may disagree on the day of a request.
bool is_near_midnight(scenario::Instant moment) {
  const std::int64_t second = ((moment.seconds % day_length) + day_length) % day_length;
  return second >= 23 * hour || second <= hour;
}

/// Whether nothing that happens from now on happens on that London date or before.
bool is_over(std::chrono::sys_days date, scenario::Instant now) {
  return now + 1 >= london_midnight(date + std::chrono::days{1});
}

bool is_uncommissioned(const std::string& status) {
  return status == "Pending" || status == "Whitelisted" || status == "InstalledNotCommissioned";
}

bool is_supplier(const scenario::Estate& estate, const std::string& id) {
  const auto* user = scenario::find_user(estate, id);
  return user != nullptr && std::any_of(user->roles.begin(), user->roles.end(), [](const std::string& role) {
           return role == "IS" || role == "GS" || role == "ES";
         });
}

/// A device to which the modification applies, and of which nothing is in doubt.
const scenario::Device* judged_device(const std::string& id, const Inventory& inventory) {
  const auto* device = inventory.device(id);
  if (device == nullptr || !inventory.holds(id) || device->smets != 2) return nullptr;
  return inventory.doubt(id) == Doubt{} ? device : nullptr;
}

}  // namespace

InstallCodes::InstallCodes(const spec::Facts& facts, const observation::Statement& statement)
    : claimed_(observation::claims(statement, "install-codes")), working_days_(facts.bank_holidays) {}

/// A gaining Supplier asks another Supplier for a device that is not yet Commissioned.
bool InstallCodes::is_owed(const Ask& ask, const Inventory& inventory) const {
  const auto* device = judged_device(ask.what.device, inventory);
  return device != nullptr && is_uncommissioned(device->status) && ask.requester != ask.what.holder &&
         is_supplier(inventory.estate(), ask.what.holder) && inventory.is_responsible(ask.requester, device->id);
}

void InstallCodes::learn(const scenario::Stimulus& stimulus, const observation::Observation& observation,
                         const Inventory& inventory) {
  if (!claimed_) return;
  if (std::holds_alternative<scenario::Reset>(stimulus)) {
    any_asked_ = false;
    asks_.clear();
    parties_.clear();
    uncommissioned_.clear();
    return;
  }
  const auto* asked = std::get_if<scenario::InstallCode>(&stimulus);
  const auto* requested = observation::answer<observation::InstallCodeRequested>(observation);
  if (asked != nullptr && requested != nullptr) add_ask(*asked, requested->request, inventory);
  if (!any_asked_) return;
  follow(inventory);
  if (const auto* drained = observation::answer<observation::Drained>(observation)) {
    learn_drain(drained->effects, inventory);
  }
}

void InstallCodes::add_ask(const scenario::InstallCode& stimulus, const std::string& request,
                           const Inventory& inventory) {
  any_asked_ = any_asked_ || !stimulus.devices.empty();
  for (const auto& device : stimulus.devices) {
    Ask ask;
    ask.what = {request, device, stimulus.holder};
    ask.requester = stimulus.requester;
    ask.at = inventory.now();
    ask.in_bulk = stimulus.devices.size() > 1;
    asks_.push_back(std::move(ask));
  }
}

/// What each answer has to be depends on how things stood at any time since the last drain.
void InstallCodes::follow(const Inventory& inventory) {
  for (auto& ask : asks_) {
    if (!ask.closed) ask.owed = ask.owed && is_owed(ask, inventory);
  }
  for (const auto& device : inventory.estate().devices) {
    if (!device.install_code) continue;
    for (auto& supplier : inventory.responsible_suppliers(device.id)) parties_[device.id].insert(std::move(supplier));
    if (device.status != "Commissioned") uncommissioned_.insert(device.id);
  }
}

void InstallCodes::learn_drain(const observation::Effects& effects, const Inventory& inventory) {
  for (auto& ask : asks_) {
    const auto& what = ask.what;
    const bool answered = std::any_of(effects.install_codes.begin(), effects.install_codes.end(), [&](const auto& row) {
      return row.request == what.request && row.device == what.device && row.from == what.holder;
    });
    const auto too_late = working_days_.after(london_date(ask.at), days_until_too_late);
    ask.in_time = answered && ask.owed && !ask.closed && is_in_time(ask, inventory.now());
    ask.closed = ask.closed || answered || (too_late && is_over(*too_late, inventory.now()));
  }
  std::erase_if(asks_, [](const Ask& ask) { return ask.closed && !ask.in_time; });
  parties_.clear();
  uncommissioned_.clear();
  follow(inventory);
}

bool InstallCodes::is_in_time(const Ask& ask, scenario::Instant now) const {
  const auto last = working_days_.after(london_date(ask.at), days_to_answer);
  return !is_near_midnight(ask.at) && last && london_date(now) <= *last;
}

void InstallCodes::expect(const scenario::Stimulus& stimulus, const Inventory& inventory,
                          Expectation& expectation) const {
  if (!claimed_ || !any_asked_ || !std::holds_alternative<scenario::Drain>(stimulus)) return;
  std::vector<InstallCodeOfDevice> judged;
  NoInstallCodeOf commissioned;
  for (const auto& device : inventory.estate().devices) {
    if (!device.install_code || judged_device(device.id, inventory) == nullptr) continue;
    const auto parties = parties_.find(device.id);
    InstallCodeOfDevice known{device.id, device.installer, device.install_code, {}};
    if (parties != parties_.end()) known.parties.assign(parties->second.begin(), parties->second.end());
    judged.push_back(std::move(known));
    if (device.status == "Commissioned" && !uncommissioned_.contains(device.id)) {
      commissioned.devices.push_back(device.id);
    }
  }
  auto& demands = expectation.demands;
  demands.push_back({InstallCodesCorrect{judged},
                     Level::must,
                     {"mp121.correct-code"},
                     "an install code that is given is that of the very device"});
  demands.push_back({InstallCodesFromInstaller{judged},
                     Level::must,
                     {"mp121.not-installer"},
                     "a holder that did not install the device gives no code"});
  demands.push_back({InstallCodesOnlyToParties{judged},
                     Level::must,
                     {"mp121.only-to-gaining-supplier"},
                     "a party that is not the Responsible Supplier of the device gets no code"});
  if (!commissioned.devices.empty()) {
    demands.push_back({std::move(commissioned),
                       Level::should,
                       {"mp121.uncommissioned-only"},
                       "no code is given for a device already Commissioned"});
  }
  expect_answers(inventory, expectation);
  expect_credit(expectation);
}

/// What was answered in time is said once, so that it is not only wanting answers that are ever judged.
void InstallCodes::expect_credit(Expectation& expectation) const {
  for (const bool in_bulk : {false, true}) {
    const bool any =
        std::any_of(asks_.begin(), asks_.end(), [&](const Ask& ask) { return ask.in_time && ask.in_bulk == in_bulk; });
    if (!any) continue;
    std::vector<std::string> ids = {"mp121.answer-in-time"};
    if (in_bulk) ids.emplace_back("mp121.bulk");
    expectation.demands.push_back(
        {InstallCodesAnswered{}, Level::must, std::move(ids), "the holder has answered within ten Working Days"});
  }
}

void InstallCodes::expect_answers(const Inventory& inventory, Expectation& expectation) const {
  AnswersWithInstallCode with_code;
  AnswersNotInstaller not_installer;
  for (const auto& ask : asks_) {
    if (ask.closed || !ask.owed) continue;
    const auto* device = inventory.device(ask.what.device);
    if (device->installer != ask.what.holder) {
      not_installer.asks.push_back(ask.what);
    } else if (device->install_code) {
      with_code.asks.push_back(ask.what);
    }
    expect_in_time(ask, inventory.now(), expectation);
  }
  auto& demands = expectation.demands;
  if (!with_code.asks.empty()) {
    demands.push_back({std::move(with_code),
                       Level::must,
                       {"mp121.correct-code"},
                       "the installing Supplier answers the gaining Supplier with the install code"});
  }
  if (!not_installer.asks.empty()) {
    demands.push_back({std::move(not_installer),
                       Level::must,
                       {"mp121.not-installer"},
                       "a holder that did not install the device says so"});
  }
}

void InstallCodes::expect_in_time(const Ask& ask, scenario::Instant now, Expectation& expectation) const {
  if (is_near_midnight(ask.at)) return;
  std::vector<std::string> ids = {"mp121.answer-in-time"};
  if (ask.in_bulk) ids.emplace_back("mp121.bulk");
  const auto asked = london_date(ask.at);
  const auto last = working_days_.after(asked, days_to_answer);
  const auto too_late = working_days_.after(asked, days_until_too_late);
  auto& demands = expectation.demands;
  if (!last || !too_late) {
    if (now.seconds - ask.at.seconds < shortest_ten_working_days) return;
    demands.push_back({Undecided{"the bank holidays of these years are not known, so ten Working Days cannot be told"},
                       Level::must, std::move(ids), ""});
  } else if (is_over(*too_late, now)) {
    demands.push_back({InstallCodesAnswered{{ask.what}}, Level::must, std::move(ids),
                       "the holder answers within ten Working Days, and for each device"});
  } else if (is_over(*last, now)) {
    demands.push_back({InstallCodesAnswered{{ask.what}}, Level::report, std::move(ids),
                       "the holder answers within ten Working Days"});
  }
}

}  // namespace hallmark::oracle
