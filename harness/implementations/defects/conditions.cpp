#include "harness/implementations/defects/conditions.h"

#include <algorithm>
#include <charconv>
#include <utility>

namespace hallmark::implementations {

namespace {

using scenario::Device;

constexpr long long day = 86400;

/// A condition on the device at hand; false where there is none.
template <class Holds>
Condition on_device(Holds holds) {
  return [holds](const Situation& situation, const Subject& subject) {
    return subject.device != nullptr && holds(situation, *subject.device);
  };
}

template <class Holds>
Condition on_story(Holds holds) {
  return on_device(
      [holds](const Situation& situation, const Device& device) { return holds(situation.story(device)); });
}

template <class Holds>
Condition on_situation(Holds holds) {
  return [holds](const Situation& situation, const Subject&) { return holds(situation); };
}

int year_of(const Situation& situation) { return std::stoi(scenario::text(situation.now).substr(0, 4)); }

bool is_lower(char c) { return c >= 'a' && c <= 'f'; }

}  // namespace

Condition both(Condition one, Condition other) {
  return [one = std::move(one), other = std::move(other)](const Situation& situation, const Subject& subject) {
    return one(situation, subject) && other(situation, subject);
  };
}
Condition both(Condition one, Condition other, Condition third) {
  return both(both(std::move(one), std::move(other)), std::move(third));
}
Condition unless(Condition holds) {
  return [holds = std::move(holds)](const Situation& situation, const Subject& subject) {
    return !holds(situation, subject);
  };
}

Condition of_type(std::string type) {
  return on_device([type = std::move(type)](const Situation&, const Device& device) { return device.type == type; });
}
Condition of_service(std::string variant) {
  return [variant = std::move(variant)](const Situation&, const Subject& subject) {
    return subject.service != nullptr ? subject.service->variant == variant : subject.name == variant;
  };
}
Condition in_status(std::string status) {
  return on_device(
      [status = std::move(status)](const Situation&, const Device& device) { return device.status == status; });
}
Condition named(std::vector<std::string> names) {
  return [names = std::move(names)](const Situation&, const Subject& subject) {
    return std::ranges::find(names, subject.name) != names.end();
  };
}
Condition in_prepayment() {
  return on_device([](const Situation&, const Device& device) { return device.payment_mode == "prepayment"; });
}
Condition by_role(std::string role) {
  return [role = std::move(role)](const Situation& situation, const Subject& subject) {
    const auto user = canonical_id(subject.user);
    return std::ranges::any_of(situation.estate().users, [&](const auto& each) {
      return canonical_id(each.id) == user && std::ranges::find(each.roles, role) != each.roles.end();
    });
  };
}
Condition second_of_its_kind() {
  return on_device([](const Situation& situation, const Device& device) {
    const auto& all = situation.estate().devices;
    const auto first = std::ranges::find(all, device.type, &Device::type);
    return first != all.end() && canonical_id(first->id) != canonical_id(device.id);
  });
}
Condition on_shared_hub() {
  return on_device([](const Situation& situation, const Device& device) {
    const auto shares = [&](const char* type) {
      return std::ranges::any_of(situation.estate().devices, [&](const Device& each) {
        return each.type == type && !each.hub.empty() && each.hub == device.hub;
      });
    };
    return shares("ESME") && shares("GSME");
  });
}
Condition in_lower_case() {
  return on_situation([](const Situation& situation) {
    const auto* submit = situation.stimulus == nullptr ? nullptr : std::get_if<scenario::Submit>(situation.stimulus);
    if (submit == nullptr) return false;
    const auto& text = submit->duis;
    const auto since = text.find("RequestID>");
    const auto id = since == std::string::npos ? "" : text.substr(since, 60);
    return std::any_of(id.begin() + static_cast<std::ptrdiff_t>(std::min<std::size_t>(id.size(), 10)), id.end(),
                       [in = true](char c) mutable {
                         in = in && c != '<';
                         return in && is_lower(c);
                       });
  });
}

namespace {

/// A condition on the request at hand, as it was read.
template <class Holds>
Condition on_request(Holds holds) {
  return on_situation([holds](const Situation& situation) { return situation.request && holds(situation); });
}

const std::string& document(const Situation& situation) {
  static const std::string none;
  const auto* submit = situation.stimulus == nullptr ? nullptr : std::get_if<scenario::Submit>(situation.stimulus);
  return submit == nullptr ? none : submit->duis;
}

}  // namespace

Condition with_command_variant(std::string variant) {
  return on_request([variant = std::move(variant)](const Situation& situation) {
    return situation.request->command_variant == variant;
  });
}
Condition with_text(std::string text) {
  return on_request([text = std::move(text)](const Situation& situation) {
    return document(situation).find(text) != std::string::npos;
  });
}
Condition with_blank_id() {
  return on_request([](const Situation& situation) {
    const auto& text = document(situation);
    for (const auto* element : {"OriginatorID>", "RequestID>", "DeviceID>", "TargetID>"}) {
      const auto at = text.find(element);
      const auto next = at == std::string::npos ? std::string::npos : at + std::string_view(element).size();
      if (next < text.size() && (text[next] == ' ' || text[next] == '\n' || text[next] == '\t')) return true;
    }
    return false;
  });
}
Condition with_preceding_request() {
  return on_request([](const Situation& situation) { return !situation.request->preceding_request_id.empty(); });
}
Condition with_later_time() {
  return on_request([](const Situation& situation) { return !situation.request->execution_time.empty(); });
}
Condition with_seen_id() {
  return on_request([](const Situation& situation) {
    return situation.accepted_ids.contains(canonical_id(situation.request->request_id));
  });
}
Condition to_another_service() {
  return on_request([](const Situation& situation) {
    const auto& variant = situation.request->command_variant;
    const auto& service = std::get<scenario::Submit>(*situation.stimulus).service;
    if (variant == "4") return service != "transform";
    return service != (variant == "2" || variant == "6" || variant == "8" ? "non-device" : "send-command");
  });
}

Condition while_restricted() {
  return on_device([](const Situation& situation, const Device& device) { return situation.is_restricted(device); });
}
Condition once_set(int sets) {
  return on_story([sets](const DeviceStory& story) { return story.sets >= sets; });
}
Condition once_cleared(int clears) {
  return on_story([clears](const DeviceStory& story) { return story.clears >= clears; });
}
Condition once_given_back() {
  return on_story([](const DeviceStory& story) { return story.was_given_back; });
}
Condition once_its_status_changed() {
  return on_story([](const DeviceStory& story) { return story.status_changed; });
}
Condition once_added_again() {
  return on_story([](const DeviceStory& story) { return story.added_again; });
}
Condition once_moved() {
  return on_story([](const DeviceStory& story) { return story.moved; });
}
Condition once_rehubbed() {
  return on_story([](const DeviceStory& story) { return story.hub_exchanged; });
}
Condition within_seconds_of_set(long long seconds) {
  return on_device([seconds](const Situation& situation, const Device& device) {
    const auto& at = situation.story(device).set_at;
    return at && situation.now.seconds - at->seconds <= seconds;
  });
}

Condition once_requests(long long count) {
  return on_situation([count](const Situation& situation) { return situation.requests > count; });
}
Condition once_alerts(long long count) {
  return on_situation([count](const Situation& situation) { return situation.alerts > count; });
}
Condition once_steps(long long count) {
  return on_situation([count](const Situation& situation) { return situation.steps > count; });
}
Condition once_days(int count) {
  return on_situation(
      [count](const Situation& situation) { return situation.now.seconds - situation.start.seconds > count * day; });
}
Condition once_devices(std::size_t count) {
  return on_situation([count](const Situation& situation) { return situation.estate().devices.size() > count; });
}
Condition once_reset(int count) {
  return on_situation([count](const Situation& situation) { return situation.resets > count; });
}
Condition once_restarted() {
  return on_situation([](const Situation& situation) { return situation.restarted; });
}
Condition after_a_refusal() {
  return on_situation([](const Situation& situation) { return situation.refused_before; });
}
Condition on_date(std::string month_and_day) {
  return on_situation([month_and_day = std::move(month_and_day)](const Situation& situation) {
    return scenario::text(situation.now).substr(5, 5) == month_and_day;
  });
}
Condition in_year_other_than(int first, int last) {
  return on_situation([first, last](const Situation& situation) {
    const int year = year_of(situation);
    return year < first || year > last;
  });
}
Condition at_hour(int hour) {
  return on_situation(
      [hour](const Situation& situation) { return (situation.now.seconds % day + day) % day / 3600 == hour; });
}
Condition undrained_for(long long steps) {
  return on_situation([steps](const Situation& situation) { return situation.since_drain > steps; });
}
Condition when_harness_is_unnamed() {
  return on_situation([](const Situation& situation) { return !situation.harness_is_named; });
}
Condition with_company_other_than(std::string company) {
  return on_situation([company = std::move(company)](const Situation& situation) {
    return !canonical_id(situation.estate().dcc).starts_with(company);
  });
}
Condition with_counter_above(unsigned long long counter) {
  return on_situation([counter](const Situation& situation) {
    if (!situation.request) return false;
    const auto& id = situation.request->request_id;
    unsigned long long number = 0;
    const auto last = id.rfind(':') + 1;
    std::from_chars(id.data() + last, id.data() + id.size(), number);
    return number > counter;
  });
}

}  // namespace hallmark::implementations
