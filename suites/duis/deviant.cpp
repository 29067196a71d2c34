#include "suites/duis/deviant.h"

#include <algorithm>

namespace hallmark::suites {

using scenario::Stimulus;

namespace {

/// Lets the device answer the deviant request; an answer from no device of the estate is dropped.
void readdress_answers(std::vector<Stimulus>& half, const std::string& probe, const scenario::Submit& deviant,
                       const scenario::Estate& estate) {
  const auto& devices = deviant.reading.devices;
  const bool known = !devices.empty() && scenario::find_device(estate, devices.front()) != nullptr;
  std::erase_if(half, [&](Stimulus& stimulus) {
    auto* answer = std::get_if<scenario::FromDevice>(&stimulus);
    if (answer == nullptr || answer->request_id != probe) return false;
    answer->request_id = deviant.reading.request_id;
    if (known) answer->device = devices.front();
    return !known;
  });
}

}  // namespace

const scenario::Submit* probe_of(const std::vector<Stimulus>& half, const std::string& probe) {
  for (const auto& stimulus : half) {
    const auto* submit = std::get_if<scenario::Submit>(&stimulus);
    if (submit != nullptr && submit->reading.request_id == probe) return submit;
  }
  return nullptr;
}

std::optional<DeviantHalf> deviant_half(std::vector<Stimulus> half, const std::string& probe,
                                        const generator::Deviation& deviation, generator::DeviationSource source,
                                        generator::Random& random) {
  const auto* plain = probe_of(half, probe);
  if (plain == nullptr) return std::nullopt;
  source.valid = plain;
  const auto deviant = deviation.apply(source, random);
  if (!deviant) return std::nullopt;
  readdress_answers(half, probe, *deviant, source.premises->estate);
  for (auto& stimulus : half) {
    auto* submit = std::get_if<scenario::Submit>(&stimulus);
    if (submit != nullptr && submit->reading.request_id == probe) *submit = *deviant;
  }
  return DeviantHalf{std::move(half), deviant->reading.request_id};
}

std::vector<Stimulus> without_flag(std::vector<Stimulus> half) {
  std::erase_if(half, [](const auto& stimulus) { return std::holds_alternative<scenario::Ssi>(stimulus); });
  return half;
}

}  // namespace hallmark::suites
