#include "harness/implementations/defects/effects.h"

#include <optional>

namespace hallmark::implementations {

namespace {

/// Where the text of an element begins and how long it is.
std::optional<std::pair<std::size_t, std::size_t>> place_of(const std::string& xml, std::string_view element) {
  const auto open = xml.find("sr:" + std::string(element) + '>');
  if (open == std::string::npos) return std::nullopt;
  const auto since = open + 4 + element.size();
  const auto until = xml.find('<', since);
  if (until == std::string::npos) return std::nullopt;
  return std::pair(since, until - since);
}

}  // namespace

std::string text_of(const std::string& xml, std::string_view element) {
  const auto place = place_of(xml, element);
  return place ? xml.substr(place->first, place->second) : std::string();
}

void put_text(std::string& xml, std::string_view element, std::string_view text) {
  if (const auto place = place_of(xml, element)) xml.replace(place->first, place->second, text);
}

Effect alters_response(ChangeOfText change) {
  return alters<observation::Responded>([change](observation::Responded& responded, const Situation& situation) {
    change(responded.response.xml, situation);
  });
}

namespace {

Subject about(const scenario::Device* device, std::string_view user, std::string_view name) {
  return {device, nullptr, user, name};
}

bool is_alert(const std::string& xml) { return xml.find("sr:DeviceAlertMessage") != std::string::npos; }

}  // namespace

Subject subject_of(const observation::ToUser& row, const Situation& situation) {
  const auto& xml = row.document.xml;
  const auto id = text_of(xml, "ResponseID");
  // The text outlives the subject where it is a code of the document itself.
  const auto place = place_of(xml, is_alert(xml) ? "AlertCode" : "ServiceReferenceVariant");
  const auto name = place ? std::string_view(xml).substr(place->first, place->second) : std::string_view();
  return about(situation.device(id.substr(0, id.find(':'))), row.user, name);
}
Subject subject_of(const observation::ToDevice& row, const Situation& situation) {
  return about(situation.device(row.device), {}, row.srv);
}
Subject subject_of(const observation::ToCsp& row, const Situation& situation) {
  return about(situation.device(row.device), {}, {});
}
Subject subject_of(const observation::InstallCodeAnswer& row, const Situation& situation) {
  return about(situation.device(row.device), row.to, {});
}

Effect alters_to_users(std::string element, Condition when, ChangeOfText change) {
  return rewrites(&observation::Effects::to_users, std::move(when),
                  [element = "sr:" + element, change](observation::ToUser& row, auto& out, const Situation& situation) {
                    if (row.document.xml.find(element) != std::string::npos) change(row.document.xml, situation);
                    out.push_back(std::move(row));
                  });
}

Effect alters_feed(std::function<void(std::vector<observation::FeedUpdate>&, Situation&)> change) {
  return alters<observation::Drained>([change](observation::Drained& drained, Situation& situation) mutable {
    auto& files = drained.effects.to_registration;
    for (auto& file : files) change(file.updates, situation);
    std::erase_if(files, [](const auto& file) { return file.updates.empty(); });
  });
}

Effect loses_alerts(Condition when) {
  return rewrites(&observation::Effects::to_users, std::move(when),
                  [](observation::ToUser& row, auto& out, const Situation&) {
                    if (!is_alert(row.document.xml)) out.push_back(std::move(row));
                  });
}

Effect doubles_alerts(Condition when) {
  return rewrites(&observation::Effects::to_users, std::move(when),
                  [](observation::ToUser& row, auto& out, const Situation&) {
                    if (is_alert(row.document.xml)) out.push_back(row);
                    out.push_back(std::move(row));
                  });
}

Effect hands_alerts_to(Condition when, std::string role) {
  return rewrites(&observation::Effects::to_users, std::move(when),
                  [role = std::move(role)](observation::ToUser& row, auto& out, const Situation& situation) {
                    for (const auto& user : situation.estate().users) {
                      if (!is_alert(row.document.xml) || user.roles.front() != role) continue;
                      row.user = user.id;
                      break;
                    }
                    out.push_back(std::move(row));
                  });
}

Effect keeps_alerts_until_clear(Condition when) {
  return alters<observation::Drained>(
      [when, kept = std::vector<observation::ToUser>()](observation::Drained& drained, Situation& situation) mutable {
        auto& rows = drained.effects.to_users;
        if (situation.steps <= 2) kept.clear();
        if (!situation.any_restricted()) {
          rows.insert(rows.end(), kept.begin(), kept.end());
          kept.clear();
          return;
        }
        std::erase_if(rows, [&](const observation::ToUser& row) {
          const bool keeps = is_alert(row.document.xml) && (!when || when(situation, subject_of(row, situation)));
          if (keeps) kept.push_back(row);
          return keeps;
        });
      });
}

Effect sends_too(std::function<std::vector<observation::ToDevice>(const Situation&)> made) {
  return Alters{[made, waiting = std::vector<observation::ToDevice>()](observation::Observation& observation,
                                                                       Situation& situation) mutable {
    if (std::holds_alternative<scenario::Reset>(*situation.stimulus)) waiting.clear();
    for (auto& row : made(situation)) waiting.push_back(std::move(row));
    auto* drained = answer_in<observation::Drained>(observation);
    if (drained == nullptr) return;
    auto& rows = drained->effects.to_devices;
    rows.insert(rows.end(), waiting.begin(), waiting.end());
    waiting.clear();
  }};
}

Effect says_done_and_does_nothing() {
  return Asks{[](const scenario::Stimulus&, adaptor::Adaptor&, Situation&) -> observation::Observation {
    observation::SsiAnswer answer;
    answer.accepted = true;
    return observation::Answered{answer};
  }};
}

Effect then(std::string action) {
  return Asks{[action](const scenario::Stimulus& stimulus, adaptor::Adaptor& honest, Situation& situation) {
    auto observation = honest.exchange(stimulus);
    if (const auto* device = situation.subject().device)
      honest.exchange(scenario::Ssi{situation.estate().dcc, action, device->id});
    return observation;
  }};
}

Effect says_refused() {
  return alters<observation::SsiAnswer>([](observation::SsiAnswer& answer, const Situation&) {
    answer = {};
    answer.reason = "not now";
  });
}

Effect ignores() {
  return Asks{[](const scenario::Stimulus&, adaptor::Adaptor&, Situation&) -> observation::Observation {
    return observation::Answered{observation::Done{}};
  }};
}

}  // namespace hallmark::implementations
