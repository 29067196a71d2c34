/// \file
/// The words in which a table of defects says what is wrong.
#pragma once

#include <string>
#include <string_view>
#include <utility>

#include "harness/implementations/defects/defect.h"

namespace hallmark::implementations {

/// The answer of that kind to alter, or null.
template <class Kind>
Kind* answer_in(observation::Observation& observation) {
  auto* answered = std::get_if<observation::Answered>(&observation);
  return answered != nullptr ? std::get_if<Kind>(&answered->answer) : nullptr;
}

/// Alters answers of one kind: `change` is called with the answer and the situation, and may keep state.
template <class Kind, class Change>
Effect alters(Change change) {
  return Alters{[change](observation::Observation& observation, Situation& situation) mutable {
    if (auto* answer = answer_in<Kind>(observation)) change(*answer, situation);
  }};
}

/// What a row of the effects is about.
Subject subject_of(const observation::ToUser& row, const Situation& situation);
Subject subject_of(const observation::ToDevice& row, const Situation& situation);
Subject subject_of(const observation::ToCsp& row, const Situation& situation);
Subject subject_of(const observation::InstallCodeAnswer& row, const Situation& situation);

/// Rewrites a list of what was put out: a row that the condition holds for is given to `change`, which puts none, one
/// or more into the list that goes out.
template <class Row, class Change>
Effect rewrites(std::vector<Row> observation::Effects::*list, Condition when, Change change) {
  return alters<observation::Drained>(
      [list, when, change](observation::Drained& drained, Situation& situation) mutable {
        std::vector<Row> out;
        for (auto& row : drained.effects.*list) {
          if (when && !when(situation, subject_of(row, situation))) {
            out.push_back(std::move(row));
          } else {
            change(row, out, situation);
          }
        }
        drained.effects.*list = std::move(out);
      });
}

using ChangeOfText = std::function<void(std::string& xml, const Situation&)>;
/// Alters synchronous Responses.
Effect alters_response(ChangeOfText change);
/// Alters documents to Users that hold an element of that name: "ResponseMessage", "DeviceAlertMessage".
Effect alters_to_users(std::string element, Condition when, ChangeOfText change);
/// Alters every file of the registration feed.
Effect alters_feed(std::function<void(std::vector<observation::FeedUpdate>&, Situation&)> change);

// What becomes of Alerts that the condition holds for.
Effect loses_alerts(Condition when);
Effect doubles_alerts(Condition when);
Effect hands_alerts_to(Condition when, std::string role);  ///< the first User with that role instead
Effect keeps_alerts_until_clear(Condition when);

/// Puts out these with the next drain, after what is there; `made` says what at each stimulus.
Effect sends_too(std::function<std::vector<observation::ToDevice>(const Situation&)> made);

/// Says that it did what the Self Service Interface asked, and does nothing.
Effect says_done_and_does_nothing();
/// The DCC itself sets or clears the flag of the device at hand, after whatever it was told.
Effect then(std::string action);
/// Says that it refused.
Effect says_refused();

/// Takes no notice of what it is told, and says that it did.
Effect ignores();

/// The text of the first element of that local name; empty where there is none.
std::string text_of(const std::string& xml, std::string_view element);
/// Puts another text into the first element of that local name, where there is one.
void put_text(std::string& xml, std::string_view element, std::string_view text);

}  // namespace hallmark::implementations
