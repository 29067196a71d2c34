#include "harness/run/stand_ins.h"

#include "harness/generator/request_pre_command.h"

namespace hallmark::run {

void StandIns::remember(const scenario::Submit& kept, const scenario::Submit& sent) {
  if (!generator::holds_pre_command(kept.reading.command_variant)) return;
  const auto was = generator::pre_command_payload(sent.duis);
  if (!was.empty()) sent_and_kept_.emplace_back(was, generator::pre_command_payload(kept.duis));
}

void StandIns::put_back(std::string& text) const {
  for (const auto& [sent, kept] : sent_and_kept_) {
    for (auto at = text.find(sent); at != std::string::npos; at = text.find(sent, at + kept.size()))
      text.replace(at, sent.size(), kept);
  }
}

void StandIns::put_back(observation::Observation& observation) const {
  auto* answered = std::get_if<observation::Answered>(&observation);
  if (answered == nullptr || sent_and_kept_.empty()) return;
  if (auto* responded = std::get_if<observation::Responded>(&answered->answer)) put_back(responded->response.xml);
  if (auto* drained = std::get_if<observation::Drained>(&answered->answer)) {
    for (auto& row : drained->effects.to_users) put_back(row.document.xml);
    for (auto& row : drained->effects.to_devices) {
      if (row.payload) put_back(*row.payload);
    }
  }
}

}  // namespace hallmark::run
