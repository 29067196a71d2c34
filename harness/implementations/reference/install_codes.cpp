#include "harness/implementations/reference/install_codes.h"

#include <algorithm>

#include "harness/implementations/request_reader.h"

namespace hallmark::implementations {

using observation::InstallCodeAnswer;
using scenario::Instant;

namespace {

bool is_supplier(const scenario::User* user) {
  return user != nullptr && std::ranges::any_of(user->roles, [](const auto& role) {
           return role == "IS" || role == "GS" || role == "ES";
         });
}

}  // namespace

/// What the holder answers about one device.
void InstallCodes::answer(InstallCodeAnswer& to, const SmartMeteringInventory& inventory) const {
  const auto* device = inventory.find(to.device);
  const auto decides = [&](Decision which, bool honest, const std::string& party) {
    return (*decide_)(which, honest, {device, nullptr, party});
  };
  if (inventory.user(to.from) == nullptr) {
    to.refused = "no such holder";
  } else if (device == nullptr) {
    to.refused = "no such device";
  } else if (!decides(Decision::may_have_code, inventory.is_responsible(to.to, *device), to.to)) {
    to.refused = "not asked by the Responsible Supplier of the device";
  } else if (decides(Decision::needs_no_code, device->status == "Commissioned", to.to)) {
    to.refused = "the device is Commissioned and needs no install code";
  } else if (!decides(Decision::installed_it,
                      canonical_id(device->installer) == canonical_id(to.from) && is_supplier(inventory.user(to.from)),
                      to.from)) {
    to.not_installer = true;
  } else if (!device->install_code) {
    to.refused = "no install code is held for the device";
  } else {
    to.install_code = device->install_code;
  }
}

void InstallCodes::reset() {
  next_id_ = 1;
  waiting_.clear();
}

std::string InstallCodes::ask(const scenario::InstallCode& asked, Instant now) {
  const std::string id = std::to_string(next_id_++);
  const auto due =
      answer_day_ == 0 ? now : noon_of_working_day(london_date(now), answer_day_, bank_holidays_, *decide_);
  waiting_.emplace(due, Asked{id, asked});
  return id;
}

std::optional<Instant> InstallCodes::next_due() const {
  return waiting_.empty() ? std::nullopt : std::optional(waiting_.begin()->first);
}

std::vector<InstallCodeAnswer> InstallCodes::answers(const SmartMeteringInventory& inventory, Instant until) {
  std::vector<InstallCodeAnswer> made;
  while (!waiting_.empty() && waiting_.begin()->first <= until) {
    const auto [id, asked] = waiting_.begin()->second;
    waiting_.erase(waiting_.begin());
    std::set<std::string> answered;
    for (const auto& device : asked.devices) {
      if (!answered.insert(canonical_id(device)).second) continue;
      InstallCodeAnswer row;
      row.request = id;
      row.device = device;
      row.from = asked.holder;
      row.to = asked.requester;
      answer(row, inventory);
      made.push_back(std::move(row));
    }
  }
  return made;
}

}  // namespace hallmark::implementations
